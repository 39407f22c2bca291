import { setImmediate } from 'node:timers/promises';
import { loadEnvironment } from '@rollcall/bootstrap/environment';
import { Environment } from '../environment.js';
import { inTime } from './be-patient.js';
import { EntraClient } from './entra.client.js';
import { Transport } from './transport.js';

const environment = loadEnvironment(Environment, {
  HTTP_PORT: '0',
  NATS_URL: 'nats://127.0.0.1:4222',
  MONGO_URL: 'mongodb://127.0.0.1:27017',
  PUBLIC_URL: 'http://localhost:4000',
  AZURE_CLIENT_ID: '3f6b1c84-5d0e-4a92-9c7f-b18e02d46a5d',
  AZURE_CLIENT_SECRET: 'secret',
});
const tenantId = '0c0a1b52-9f3e-4b7d-8a61-5e2f90d4c311';

/** Gives tokens, one after the other, until it is told to say nothing. */
class TokenEndpoint extends Transport {
  given = 0;
  lifetimeSeconds = 3_600;
  isSilent = false;

  override async send(_address: string, { signal }: { signal: AbortSignal }): Promise<Response> {
    if (this.isSilent) {
      await new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          reject(signal.reason as Error);
        });
      });
    }
    await setImmediate();
    this.given++;
    return Response.json({
      token_type: 'Bearer',
      expires_in: this.lifetimeSeconds,
      access_token: `token ${this.given}`,
    });
  }
}

describe(EntraClient.name, () => {
  const timeOfDay = Date.now;
  let endpoint: TokenEndpoint;
  let sut: EntraClient;

  beforeEach(() => {
    endpoint = new TokenEndpoint(environment);
    sut = new EntraClient(environment, endpoint);
  });

  afterEach(() => {
    Date.now = timeOfDay;
  });

  it('keeps a token however the time of day is set', async () => {
    expect(await sut.applicationToken(tenantId)).toBe('token 1');

    for (const hours of [5, -5, 24 * 365]) {
      Date.now = () => timeOfDay() + hours * 3_600_000;
      expect(await sut.applicationToken(tenantId)).toBe('token 1');
    }
  });

  it('keeps no token that has ended when it comes', async () => {
    endpoint.lifetimeSeconds = 0;

    expect(await sut.applicationToken(tenantId)).toBe('token 1');
    expect(await sut.applicationToken(tenantId)).toBe('token 2');
  });

  it('asks once for all who want another token than the one that was refused', async () => {
    const refused = await sut.applicationToken(tenantId);

    const tokens = await Promise.all([1, 2, 3].map(() => sut.applicationToken(tenantId, { refused })));

    expect(tokens).toEqual(['token 2', 'token 2', 'token 2']);
    expect(await sut.applicationToken(tenantId, { refused })).toBe('token 2');
  });

  it('asks for a fresh one where that is wanted, and keeps tenants apart', async () => {
    await sut.applicationToken(tenantId);

    expect(await sut.applicationToken(tenantId, { fresh: true })).toBe('token 2');
    expect(await sut.applicationToken(tenantId.replace('0c', '0d'))).toBe('token 3');
    expect(await sut.applicationToken(tenantId)).toBe('token 2');
  });

  it('keeps nobody waiting longer than they can', async () => {
    endpoint.isSilent = true;

    const asked = sut.applicationToken(tenantId, { until: inTime(20) });

    await expect(asked).rejects.toMatchObject({ code: 'directory-throttled', waitMs: 10_000 });
  });
});
