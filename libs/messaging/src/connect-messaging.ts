import type { INestApplication } from '@nestjs/common';
import { type EventGate, JetStreamStrategy } from './jetstream.strategy.js';
import { RequestServer } from './request-server.js';
import { MessagingSettings } from './settings.js';

/**
 * Connects the `@Answers` and `@Handles` methods of an application to the bus; `startAllMicroservices` starts them. Every
 * event passes the gate, if there is one.
 */
export function connectMessaging(app: INestApplication, gate?: EventGate): void {
  const settings = app.get(MessagingSettings);
  app.connectMicroservice({ strategy: new RequestServer(settings) });
  app.connectMicroservice({ strategy: new JetStreamStrategy(settings, gate) });
}
