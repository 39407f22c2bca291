import 'reflect-metadata';
import { ValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { AppModule } from './app.module.js';
import { checkEnvironment } from './environment.js';
import type { Environment } from './environment.js';
import { MailboxService } from './mailbox/mailbox.service.js';

export interface Rehearsal {
  /** Login, Graph, Kissflow's sign-in, mailbox and control API: all have this origin. */
  readonly origin: string;
  readonly smtpPort: number;
  /** Lets go of everything held, and closes both ports. */
  close(): Promise<void>;
}

/** Starts the rehearsal tenant in this process; without settings, on free ports of the loopback address. */
export async function startRehearsal(settings: Partial<Environment> = {}): Promise<Rehearsal> {
  const environment = checkEnvironment(settings);
  const app = await NestFactory.create<NestExpressApplication>(AppModule.with(environment), {
    logger: ['error', 'warn'],
    abortOnError: false,
    forceCloseConnections: true,
  });
  app.disable('x-powered-by');
  // An answer's hash costs more than the answer, and nobody asks twice for the same.
  app.disable('etag');
  app.set('query parser', 'simple');
  app.useGlobalPipes(
    new ValidationPipe({
      whitelist: true,
      forbidNonWhitelisted: true,
      transform: true,
      validationError: { target: false, value: false },
    }),
  );
  try {
    await app.listen(environment.REHEARSAL_PORT, environment.REHEARSAL_HOST);
  } catch (error) {
    await app.close();
    throw explained(error, environment);
  }
  const address = new URL(await app.getUrl());
  return {
    origin: `http://${environment.REHEARSAL_HOST === '0.0.0.0' ? '127.0.0.1' : environment.REHEARSAL_HOST}:${address.port}`,
    smtpPort: app.get(MailboxService).port,
    close: () => app.close(),
  };
}

function explained(error: unknown, { REHEARSAL_PORT, SMTP_PORT }: Environment): unknown {
  const { code, port } = error as { code?: string; port?: number };
  if (code !== 'EADDRINUSE') return error;
  const setting = port === SMTP_PORT && port !== REHEARSAL_PORT ? 'SMTP_PORT' : 'REHEARSAL_PORT';
  return new Error(`${setting}: port ${port} is taken. Set another one, or 0 for a free one.`, { cause: error });
}
