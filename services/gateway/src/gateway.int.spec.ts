import { Controller, Module } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { startService } from '@rollcall/bootstrap';
import { loadEnvironment, ServiceEnvironment } from '@rollcall/bootstrap/environment';
import {
  type Configuration,
  GetConfiguration,
  RegisterUser,
  RequestSync,
  SaveScope,
  type User,
} from '@rollcall/contracts';
import { Answers, BusConnection, currentTraceId, RefusedError, RetryLaterError } from '@rollcall/messaging';
import { testServers } from '@rollcall/servers';
import { configure } from './configure.js';
import { Environment } from './environment.js';
import { aConfiguration, aDraft, aScope, aUser } from './testing/builders.js';
import { gatewaySettings } from './testing/gateway.js';
import { Kissflow } from './testing/kissflow.js';

type App = Awaited<ReturnType<typeof startService>>;

/** Plays the other services. */
@Controller()
class Others {
  readonly registered: RegisterUser[] = [];
  traceId?: string | undefined;

  @Answers('rpc.users.register')
  register(@Payload() person: RegisterUser): User {
    this.registered.push(person);
    return aUser({ userId: person.userId });
  }

  @Answers('rpc.configuration.get')
  get(@Payload() _request: GetConfiguration): Configuration {
    this.traceId = currentTraceId();
    return aConfiguration();
  }

  @Answers('rpc.configuration.save-scope')
  saveScope(@Payload() { etag, scope }: SaveScope): Configuration {
    if (etag === 'old') throw new RefusedError('draft-changed', 'Bo changed this.', { changedBy: 'Bo' });
    return aConfiguration({ state: 'draft', draft: aDraft({ scope }) });
  }

  @Answers('rpc.sync.request')
  requestSync(@Payload() _request: RequestSync): { runId: string } {
    throw new RetryLaterError(7_000, 'Microsoft asks to wait', { code: 'directory-throttled' });
  }
}

@Module({ controllers: [Others] })
class OthersModule {}

describe('the gateway on the bus', () => {
  let kissflow: Kissflow;
  let others: App;
  let gateway: App;
  let token: string;

  beforeAll(async () => {
    const settings = { HTTP_PORT: '0', LOG_LEVEL: 'silent', NATS_URL: testServers().natsUrl };
    kissflow = await Kissflow.start();
    token = await kissflow.token();
    others = await startService(
      { name: 'others', module: OthersModule, Environment: ServiceEnvironment },
      loadEnvironment(ServiceEnvironment, settings),
    );
    const { AppModule } = await import('./app.module.js');
    gateway = await startService(
      { name: 'gateway', module: AppModule, Environment, configure },
      loadEnvironment(Environment, { ...gatewaySettings(kissflow), ...settings }),
    );
  });

  afterAll(async () => {
    await gateway.close();
    await others.close();
    await kissflow.close();
  });

  const call = async (path: string, init: RequestInit = {}): Promise<Response> =>
    fetch((await gateway.getUrl()).replace('[::1]', 'localhost') + path, {
      ...init,
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json', ...init.headers },
      signal: AbortSignal.timeout(60_000),
    });

  it('asks the services, in one trace, and makes the person known to them', async () => {
    const response = await call('/api/v1/sync-configuration');
    expect(await response.json()).toEqual(aConfiguration());
    const { registered, traceId } = others.get(Others);
    expect(traceId).toBe(response.headers.get('x-request-id'));
    expect(registered).toMatchObject([{ accountId: 'AcTest', userId: 'Us1', role: 'SuperAdmin' }]);
  });

  it('brings a body to the service that keeps it, and its refusal back', async () => {
    const put = (etag: string) =>
      call('/api/v1/sync-configuration/draft/scope', {
        method: 'PUT',
        headers: { 'If-Match': `"${etag}"` },
        body: JSON.stringify(aScope()),
      });
    const saved = await put('e1');
    expect([saved.status, await saved.json()]).toMatchObject([200, { draft: { scope: aScope() } }]);
    const refused = await put('old');
    expect([refused.status, await refused.json()]).toMatchObject([
      412,
      { code: 'draft-changed', detail: 'Bo changed this.', details: { changedBy: 'Bo' } },
    ]);
  });

  it('says when to come back where a service has to wait', async () => {
    const response = await call('/api/v1/sync-runs', { method: 'POST', body: JSON.stringify({ kind: 'sync' }) });
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '7']);
    expect(await response.json()).toMatchObject({ code: 'directory-throttled' });
  });

  it('says that a service is away', async () => {
    const response = await call('/api/v1/users');
    expect([response.status, await response.json()]).toMatchObject([503, { code: 'service-unavailable' }]);
  });

  it.each(['/health/live', '/health/ready', '/metrics'])('answers %s without a sign-in', async (path) => {
    const response = await call(path, { headers: { Authorization: '' } });
    expect(response.ok ? 'well' : await response.text()).toBe('well');
  });

  it('says what is not ready', async () => {
    await gateway.get(BusConnection).close();
    const response = await call('/health/ready', { headers: { Authorization: '' } });
    expect([response.status, await response.json()]).toMatchObject([
      503,
      { code: 'service-unavailable', details: { error: { nats: { status: 'down' } } } },
    ]);
  });
});
