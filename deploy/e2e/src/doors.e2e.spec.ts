import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApiClient, ApiError, runDemo, signInToKissflow } from '@rollcall/local';
import { FABRIKAM, REHEARSAL_CLIENT_SECRET } from '@rollcall/rehearsal';
import { House } from './testing/house.js';

const administrator = 'ana.admin@contoso.com';

describe('the doors of the whole system', () => {
  let house: House;

  beforeAll(async () => {
    house = await House.start({ people: 60, groups: 4 });
  });

  afterAll(() => house.close());

  /** Walks a sign-in up to Microsoft's redirect back to us. */
  async function toCallback(account: string): Promise<string> {
    const { signInUrl } = await house.api.post<{ signInUrl: string }>('/identity-providers/azure/connect');
    return await house.api.visit(withAnswer(signInUrl, { rehearsal_account: account }));
  }

  async function toConsented(answer: 'accept' | 'cancel'): Promise<string> {
    const consentUrl = await house.api.visit(await toCallback(administrator));
    return await house.api.visit(
      withAnswer(consentUrl, { rehearsal_account: administrator, rehearsal_answer: answer }),
    );
  }

  const errorIn = (address: string): string | null => new URL(address).searchParams.get('error');

  async function refusal(asked: Promise<unknown>): Promise<string> {
    const outcome = await asked.catch((error: unknown) => error);
    if (!(outcome instanceof ApiError)) throw new Error('it was not refused');
    return `${outcome.status} ${outcome.body.code ?? ''}`;
  }

  it.each([
    ['an ordinary user', 'olaf.ordinary@contoso.com', 'not-administrator'],
    ['a personal account', 'pat.personal@outlook.com', 'not-azure-ad'],
  ])('sends %s back with the reason', async (_who, account, code) => {
    expect(errorIn(await house.api.visit(await toCallback(account)))).toBe(code);
  });

  it('refuses a callback in a browser that did not begin', async () => {
    const other = new ApiClient(house.system.urls.gateway);

    expect(errorIn(await other.visit(await toCallback(administrator)))).toBe('other-browser');
  });

  it('refuses a state that was tampered with, and one that was used', async () => {
    const callback = await toCallback(administrator);
    expect(errorIn(await house.api.visit(withAnswer(callback, { state: 'made-up' })))).toBe('sign-in-expired');
    await house.api.visit(callback);
    expect(errorIn(await house.api.visit(callback))).toBe('sign-in-expired');
  });

  it('refuses a forged tenant in the consent callback', async () => {
    const consented = withAnswer(await toConsented('accept'), { tenant: FABRIKAM });

    expect(errorIn(await house.api.visit(consented))).toBe('tenant-mismatch');
    expect(await refusal(house.api.get('/identity-providers/azure/connection'))).toMatch(/^404|^409/);
  });

  it('says that consent was declined', async () => {
    expect(errorIn(await house.api.visit(await toConsented('cancel')))).toBe('consent-declined');
  });

  it('refuses tokens that are missing, made up or expired', async () => {
    const { gateway } = house.system.urls;
    const response = await fetch(`${house.rehearsal.origin}/kissflow/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ person: 'Us0000001', expiresInSeconds: -600 }),
    });
    const { token: expired } = (await response.json()) as { token: string };

    for (const token of [undefined, 'made.up.token', expired]) {
      expect(await refusal(new ApiClient(gateway, token).get('/me'))).toMatch(/^401 /);
    }
  });

  it('refuses a role without the right', async () => {
    const user = await house.signedInAs('Us0000003');

    expect(await refusal(user.get('/sync-configuration'))).toBe('403 role-missing');
    expect(await refusal(user.post('/sync-runs', { kind: 'sync' }))).toBe('403 role-missing');
  });

  it.each([
    [
      'an unknown key',
      'PUT',
      '/sync-configuration/draft/scope',
      { users: 'all', userGroups: [], includeGuests: true, groupInfo: false, groups: [], everybody: 1 },
    ],
    ['a wrong type', 'PUT', '/sync-configuration/draft/mapping', { rows: 'all' }],
    ['a kind that is none', 'POST', '/sync-runs', { kind: 'everything' }],
  ])('refuses %s and names it', async (_case, method, path, body) => {
    expect(await refusal(house.api.send(method, path, body))).toBe('400 invalid-request');
  });

  it("shows nothing of an account to another's administrator", async () => {
    const { gateway, rehearsal = '' } = house.system.urls;
    const run = await runDemo({ gateway, rehearsal }, () => undefined);
    const other = await house.signedInAs('Us0000004');
    const [user] = await house.users();

    expect(await refusal(other.get(`/sync-runs/${run.runId}`))).toBe('404 not-found');
    expect(await refusal(other.get(`/users/${String(user?._id)}`))).toBe('404 not-found');
    expect(await other.get('/sync-configuration')).toMatchObject({ state: 'none', connected: false });
    expect(await other.get<{ items: unknown[] }>('/groups')).toMatchObject({ items: [] });
    expect(await refusal(other.post('/sync-runs', { kind: 'sync' }))).toBe('409 not-active');
  });

  it('starts one sync, however often it is asked for under one Idempotency-Key', async () => {
    const token = await signInToKissflow(house.rehearsal.origin, 'Us0000001');
    const key = randomUUID();
    const ask = async (kind: 'sync' | 'preview') => {
      const answer = await fetch(`${house.system.urls.gateway}/api/v1/sync-runs`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json', 'Idempotency-Key': key },
        body: JSON.stringify({ kind }),
      });
      return { status: answer.status, location: answer.headers.get('location'), body: await answer.text() };
    };
    const first = await ask('sync');

    expect(first.status).toBe(202);
    expect(await ask('sync')).toEqual(first);
    expect(await ask('preview')).toMatchObject({ status: 422 });
  });

  it('lets every service say and hear what it has to, under a user of its own', () => {
    const log = readFileSync(join(house.logDir, 'nats-server.log'), 'utf8');

    expect(log).toContain('Server is ready');
    expect(log.split('\n').filter((line) => /violation|authorization/i.test(line))).toEqual([]);
  });

  it('keeps tokens, secrets, addresses and names out of logs, events, run records and the audit trail', async () => {
    const token = await signInToKissflow(house.rehearsal.origin, 'Us0000001');
    await new ApiClient(house.system.urls.gateway, token).get('/me');
    const people = (await house.users()).filter(({ origin }) => origin);
    const values = people
      .flatMap(({ email, name }) => [String(email), String(name)])
      .filter((value) => value.length > 6);
    const secrets = [REHEARSAL_CLIENT_SECRET, token, 'code=', 'Bearer ey', ...values];
    const logs = readdirSync(house.logDir)
      .filter((file) => file !== 'rehearsal.log')
      .map((file) => ({ file, text: readFileSync(join(house.logDir, file), 'utf8') }));

    // What services tell each other, and what a run and the audit trail keep, is for more eyes than people's data is.
    const runs = await house.database('sync-runner').collection('runs').find().toArray();
    const audit = await house.database('config').collection('audit').find().toArray();
    const events = await house.onTheBus();
    for (const subject of ['user.changed', 'sync.finished', 'audit.recorded']) expect(events).toContain(subject);
    expect(Math.min(runs.length, audit.length, people.length)).toBeGreaterThan(0);
    const told = [
      { file: 'the bus', text: events },
      { file: 'runs', text: JSON.stringify(runs) },
      { file: 'the audit trail', text: JSON.stringify(audit) },
    ];

    expect(logs.length).toBeGreaterThan(6);
    for (const { file, text } of [...logs, ...told]) {
      expect(secrets.filter((secret) => text.includes(secret)).map((secret) => `${file}: ${secret}`)).toEqual([]);
    }
  });
});

function withAnswer(url: string, answer: Record<string, string>): string {
  const address = new URL(url);
  for (const [name, value] of Object.entries(answer)) address.searchParams.set(name, value);
  return address.href;
}
