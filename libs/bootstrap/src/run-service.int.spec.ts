import { once } from 'node:events';
import { Agent, get as call, type IncomingMessage } from 'node:http';
import { Controller, Get, Module } from '@nestjs/common';
import { getConnectionToken } from '@nestjs/mongoose';
import { BusConnection } from '@rollcall/messaging';
import { eventually, testServers } from '@rollcall/servers';
import type { Connection } from 'mongoose';
import { DatabaseEnvironment, loadEnvironment, ServiceEnvironment } from './environment.js';
import { startService } from './run-service.js';

const asked = Promise.withResolvers<void>();
const answered = Promise.withResolvers<void>();

@Controller()
class SlowController {
  @Get('slow')
  async answer(): Promise<void> {
    asked.resolve();
    await answered.promise;
  }
}

@Module({ controllers: [SlowController] })
class Features {}

describe(startService.name, () => {
  let sut: Awaited<ReturnType<typeof startService>>;

  const start = (Environment: typeof ServiceEnvironment) => {
    const { mongoUrl, natsUrl } = testServers();
    const settings = { MONGO_URL: mongoUrl, NATS_URL: natsUrl, HTTP_PORT: '0', LOG_LEVEL: 'silent' };
    return startService({ name: 'a-service', module: Features, Environment }, loadEnvironment(Environment, settings));
  };
  const get = async (path: string) => {
    const answer = await fetch(`${await sut.getUrl()}${path}`);
    return { status: answer.status, type: answer.headers.get('content-type'), text: await answer.text() };
  };

  afterEach(() => sut.close());

  it('is live, and ready when it reaches database and bus', async () => {
    sut = await start(DatabaseEnvironment);

    expect(await get('/health/live')).toMatchObject({ status: 200, text: '{"status":"ok"}' });
    const { status, text } = await get('/health/ready');
    expect(status).toBe(200);
    expect(JSON.parse(text)).toMatchObject({ details: { mongo: { status: 'up' }, nats: { status: 'up' } } });
  });

  it('is live but not ready without its database', async () => {
    sut = await start(DatabaseEnvironment);
    await sut.get<Connection>(getConnectionToken()).close();

    expect(await get('/health/live')).toMatchObject({ status: 200 });
    const { status, text } = await get('/health/ready');
    expect(status).toBe(503);
    expect(JSON.parse(text)).toMatchObject({ details: { mongo: { status: 'down' }, nats: { status: 'up' } } });
  });

  it('is live but not ready without the bus', async () => {
    sut = await start(ServiceEnvironment);
    await sut.get(BusConnection).connection.close();

    expect(await get('/health/live')).toMatchObject({ status: 200 });
    expect(await get('/health/ready')).toMatchObject({ status: 503 });
  });

  it('asks for no database where the service has none', async () => {
    sut = await start(ServiceEnvironment);

    const { status, text } = await get('/health/ready');
    expect(status).toBe(200);
    expect(text).not.toContain('mongo');
  });

  it('ends though somebody keeps asking over one connection', async () => {
    sut = await start(ServiceEnvironment);
    const url = await sut.getUrl();
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const ask = async (path: string) => {
      const [answer] = (await once(call(url + path, { agent }), 'response')) as [IncomingMessage];
      await once(answer.resume(), 'end');
      return answer.headers.connection;
    };
    const slow = ask('/slow');
    await asked.promise;

    const closed = sut.close();
    await eventually(() => expect(sut.getHttpServer().listening).toBe(false));
    answered.resolve();

    expect([await slow, await ask('/health/live')]).toEqual(['keep-alive', 'close']);
    await closed;
    agent.destroy();
  });

  it('does not take for its end what a debugger tells it', async () => {
    const before = process.listenerCount('SIGUSR2');
    sut = await start(ServiceEnvironment);

    expect(process.listenerCount('SIGUSR2')).toBe(before);
    expect(process.listenerCount('SIGTERM')).toBeGreaterThan(0);
  });

  it('tells its metrics in the form that Prometheus reads', async () => {
    sut = await start(ServiceEnvironment);

    const { status, type, text } = await get('/metrics');
    expect({ status, type }).toEqual({ status: 200, type: expect.stringContaining('text/plain') as string });
    expect(text).toContain('# TYPE rollcall_outbox_events gauge');
  });
});
