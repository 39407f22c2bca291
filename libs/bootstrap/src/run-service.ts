import type { IncomingMessage, ServerResponse } from 'node:http';
import { ShutdownSignal } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { connectMessaging, type EventGate } from '@rollcall/messaging';
import { Logger } from 'nestjs-pino';
import { collectDefaultMetrics } from 'prom-client';
import { AccountDataService } from './account-data.service.js';
import { DatabaseEnvironment, EnvironmentError, loadEnvironment, type ServiceEnvironment } from './environment.js';
import { ServiceModule, type ServiceOptions } from './service.module.js';

export interface RunOptions<E extends ServiceEnvironment> extends ServiceOptions<E> {
  /** For what only one service has, such as the gateway's cookies and pages. Called before anything listens. */
  configure?: (app: NestExpressApplication, environment: Readonly<E>) => void;
}

/** Starts a service in this process: features, health and metrics over HTTP, requests and events over the bus. */
export async function startService<E extends ServiceEnvironment>(
  options: RunOptions<E>,
  environment: Readonly<E>,
): Promise<NestExpressApplication> {
  const module = ServiceModule.for(options, environment);
  const app = await NestFactory.create<NestExpressApplication>(module, { bufferLogs: true, abortOnError: false });
  app.useLogger(app.get(Logger));
  // By themselves the hooks take signals for an end that mean something else, such as a debugger's.
  app.enableShutdownHooks([ShutdownSignal.SIGTERM, ShutdownSignal.SIGINT]);
  endKeptConnections(app);
  options.configure?.(app, environment);
  connectMessaging(app, environment instanceof DatabaseEnvironment ? eraser(app) : undefined);
  // Everything is in place, collections and indexes too, before the first message.
  await app.init();
  await app.startAllMicroservices();
  await app.listen(environment.HTTP_PORT);
  return app;
}

/** A connection that is kept and always busy, as that of a health check, would keep a server that closes open for ever. */
function endKeptConnections(app: NestExpressApplication): void {
  const server = app.getHttpServer();
  app.use((_request: IncomingMessage, response: ServerResponse, next: () => void) => {
    if (!server.listening) response.setHeader('Connection', 'close');
    next();
  });
}

function eraser(app: NestExpressApplication): EventGate {
  const accounts = app.get(AccountDataService);
  return (subject, event, handle) => accounts.handleUnlessErased(subject, event, handle);
}

/** The whole of a service's `main.ts`: reads the environment, starts, and ends the process in words if it can't. */
export async function runService<E extends ServiceEnvironment>(options: RunOptions<E>): Promise<void> {
  try {
    collectDefaultMetrics({ labels: { service: options.name } });
    await startService(options, loadEnvironment(options.Environment));
  } catch (error) {
    process.stderr.write(`${options.name} can't start: ${explain(error)}\n`);
    process.exit(1);
  }
}

function explain(error: unknown): string {
  if (error instanceof EnvironmentError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
