import { randomUUID } from 'node:crypto';
import { Controller, Module } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { startService } from '@rollcall/bootstrap';
import { loadEnvironment, ServiceEnvironment } from '@rollcall/bootstrap/environment';
import type { Connection } from '@rollcall/contracts';
import { AuditRecorded, CredentialExpiring, TenantLost, TenantVerified } from '@rollcall/contracts';
import { Handles, RpcClient } from '@rollcall/messaging';
import { CONTOSO_ACCOUNTS, REHEARSAL_CLIENT_ID, REHEARSAL_CLIENT_SECRET, startRehearsal } from '@rollcall/rehearsal';
import { testServers } from '@rollcall/servers';
import { AppModule } from '../app.module.js';
import { Environment } from '../environment.js';
import { Liar } from './liar.js';

/** Hears what the connector publishes. */
@Controller()
export class Listener {
  readonly heard: (TenantVerified | TenantLost)[] = [];
  readonly audited: AuditRecorded[] = [];
  readonly warned: CredentialExpiring[] = [];

  @Handles('tenant.verified')
  tenantVerified(@Payload() event: TenantVerified): void {
    this.heard.push(event);
  }

  @Handles('tenant.lost')
  tenantLost(@Payload() event: TenantLost): void {
    this.heard.push(event);
  }

  @Handles('credential.expiring')
  credentialExpiring(@Payload() event: CredentialExpiring): void {
    this.warned.push(event);
  }

  @Handles('audit.recorded')
  auditRecorded(@Payload() event: AuditRecorded): void {
    this.audited.push(event);
  }
}

@Module({ controllers: [Listener] })
class ListenerModule {}

export const actor = { userId: 'UsAda', name: 'Ada Sample', role: 'SuperAdmin' as const };
export const administrator = CONTOSO_ACCOUNTS[0]?.upn ?? '';

/** The connector with everything it talks to, for integration tests. */
export async function startTogether(
  settings: Record<string, string> = {},
  played: Parameters<typeof startRehearsal>[0] = {},
) {
  const rehearsal = await startRehearsal({ REHEARSAL_PEOPLE: 1_200, ...played });
  const liar = await Liar.before(rehearsal.origin);
  const { mongoUrl, natsUrl } = testServers();
  const common = { HTTP_PORT: '0', NATS_URL: natsUrl, LOG_LEVEL: 'fatal' };
  const environment = loadEnvironment(Environment, {
    ...common,
    MONGO_URL: mongoUrl,
    DATABASE_PREFIX: `test${randomUUID().slice(0, 8)}`,
    PUBLIC_URL: 'http://localhost:4000/',
    AZURE_CLIENT_ID: REHEARSAL_CLIENT_ID,
    AZURE_CLIENT_SECRET: REHEARSAL_CLIENT_SECRET,
    ENTRA_LOGIN_ORIGIN: rehearsal.origin,
    GRAPH_ORIGIN: liar.origin,
    CONSENT_SPREAD_MS: '1000',
    ...settings,
  });
  const listening = await startService(
    { name: 'listener', module: ListenerModule, Environment: ServiceEnvironment },
    loadEnvironment(ServiceEnvironment, common),
  );
  const app = await startService({ name: 'identity-connector', module: AppModule, Environment }, environment);
  const rpc = app.get(RpcClient);

  const control = async (method: string, path: string, body?: unknown): Promise<Record<string, unknown>> => {
    const response = await fetch(`${rehearsal.origin}/control${path}`, {
      method,
      ...(body !== undefined && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
  };

  /** Signs in or consents as a browser would, and gives back what the redirect carries. */
  const visit = async (url: string, answers: Record<string, string>): Promise<Record<string, string>> => {
    const address = new URL(url);
    for (const [name, value] of Object.entries(answers)) address.searchParams.set(name, value);
    const response = await fetch(address, { redirect: 'manual' });
    const location = response.headers.get('location');
    if (location === null) throw new Error(`no redirect but ${response.status}: ${await response.text()}`);
    return Object.fromEntries(new URL(location).searchParams);
  };

  const connect = async (accountId: string, upn = administrator): Promise<Connection> => {
    const { signInUrl, browserKey } = await rpc.request('rpc.connection.begin', { accountId, actor });
    const { code = '', state = '' } = await visit(signInUrl, { rehearsal_account: upn });
    const { consentUrl } = await rpc.request('rpc.connection.signed-in', { code, state, browserKey });
    const back = await visit(consentUrl, { rehearsal_account: upn, rehearsal_answer: 'accept' });
    const { tenant = '' } = back;
    return rpc.request('rpc.connection.consented', { state: back.state ?? '', tenant, browserKey });
  };

  const close = async (): Promise<void> => {
    await app.close();
    await listening.close();
    await liar.close();
    await rehearsal.close();
  };

  const { heard, audited, warned } = listening.get(Listener);
  return { app, rpc, liar, control, visit, connect, heard, audited, warned, close };
}

export type Together = Awaited<ReturnType<typeof startTogether>>;
