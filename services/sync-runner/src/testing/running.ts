import { randomUUID } from 'node:crypto';
import { Module } from '@nestjs/common';
import { startService } from '@rollcall/bootstrap';
import { loadEnvironment, ServiceEnvironment } from '@rollcall/bootstrap/environment';
import type { Answer, EventSubject, RequestSubject, SyncRequested } from '@rollcall/contracts';
import { BusConnection, type FakeRpcClient, RefusedError, RetryLaterError } from '@rollcall/messaging';
import { testServers } from '@rollcall/servers';
import { AppModule } from '../app.module.js';
import { Environment } from '../environment.js';
import { accountId } from './builders.js';

export type App = Awaited<ReturnType<typeof startService>>;

function settings(): Record<string, string> {
  const { mongoUrl, natsUrl } = testServers();
  return { MONGO_URL: mongoUrl, NATS_URL: natsUrl, HTTP_PORT: '0', LOG_LEVEL: 'silent' };
}

/** One process of sync-runner, as far as the others can tell. */
export function startRunner(more: Record<string, string> = {}): Promise<App> {
  const environment = loadEnvironment(Environment, { ...settings(), CLAIM_INTERVAL_MS: '50', JOIN_MS: '150', ...more });
  return startService({ name: 'sync-runner', module: AppModule, Environment }, environment);
}

@Module({})
class Others {}

/** The other services on the bus, played by a fake; what it doesn't answer has nobody there. */
export async function startOthers(rpc: FakeRpcClient, subjects: readonly RequestSubject[]): Promise<App> {
  const environment = loadEnvironment(ServiceEnvironment, settings());
  const app = await startService({ name: 'others', module: Others, Environment: ServiceEnvironment }, environment);
  const { connection } = app.get(BusConnection);
  for (const subject of subjects) {
    connection.subscribe(subject, {
      callback: (_error, message) => {
        void answerOf(rpc, subject, message.json()).then((answer) => message.respond(JSON.stringify(answer)));
      },
    });
  }
  return app;
}

async function answerOf(rpc: FakeRpcClient, subject: RequestSubject, body: object): Promise<Answer<unknown>> {
  try {
    return { ok: true, data: await rpc.request(subject, body as Parameters<FakeRpcClient['request']>[1]) };
  } catch (error) {
    if (error instanceof RefusedError) return { ok: false, kind: 'refused', code: error.code, message: error.message };
    if (error instanceof RetryLaterError) {
      return { ok: false, kind: 'retryLater', waitMs: error.waitMs, message: error.message };
    }
    return { ok: false, kind: 'failed', message: String(error) };
  }
}

/** Collects the events of a subject from now on. */
export function hear<E>(app: App, subject: EventSubject): E[] {
  const heard: E[] = [];
  app.get(BusConnection).connection.subscribe(subject, {
    callback: (_error, message) => void heard.push(message.json<E>()),
  });
  return heard;
}

export function aRequest(more: Partial<SyncRequested> = {}): SyncRequested {
  return {
    eventId: randomUUID(),
    occurredAt: new Date().toISOString(),
    accountId,
    runId: randomUUID(),
    trigger: 'manual',
    ...more,
  };
}

/** A gate that answers wait at, for a test that does something while a request is under way. */
export class Gate {
  waiting = 0;
  private open: () => void = () => undefined;
  private readonly opened = new Promise<void>((resolve) => {
    this.open = resolve;
  });

  async pass(): Promise<void> {
    this.waiting += 1;
    await this.opened;
  }

  release(): void {
    this.open();
  }
}
