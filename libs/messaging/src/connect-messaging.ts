import type { INestApplication } from '@nestjs/common';
import { JetStreamStrategy } from './jetstream.strategy.js';
import { RequestServer } from './request-server.js';
import { MessagingSettings } from './settings.js';

/** Connects the `@Answers` and `@Handles` methods of an application to the bus; `startAllMicroservices` starts them. */
export function connectMessaging(app: INestApplication): void {
  const settings = app.get(MessagingSettings);
  app.connectMicroservice({ strategy: new RequestServer(settings) });
  app.connectMicroservice({ strategy: new JetStreamStrategy(settings) });
}
