import { getConnectionToken } from '@nestjs/mongoose';
import { startService } from '@rollcall/bootstrap';
import { loadEnvironment } from '@rollcall/bootstrap/environment';
import { RpcClient } from '@rollcall/messaging';
import { testServers } from '@rollcall/servers';
import type { Connection } from 'mongoose';
import { AppModule } from '../app.module.js';
import { Environment } from '../environment.js';

export type App = Awaited<ReturnType<typeof startService>>;

/** The whole service on the test servers. */
export async function startUserLifecycle(): Promise<{ app: App; rpc: RpcClient; mongo: Connection }> {
  const { mongoUrl, natsUrl } = testServers();
  const settings = { MONGO_URL: mongoUrl, NATS_URL: natsUrl, HTTP_PORT: '0', LOG_LEVEL: 'silent' };
  const environment = loadEnvironment(Environment, settings);
  const app = await startService({ name: 'user-lifecycle', module: AppModule, Environment }, environment);
  return { app, rpc: app.get(RpcClient), mongo: app.get<Connection>(getConnectionToken()) };
}

export async function empty({ collections }: Connection): Promise<void> {
  await Promise.all(Object.values(collections).map((collection) => collection.deleteMany({})));
}
