import { getConnectionToken } from '@nestjs/mongoose';
import { RefusedError } from '@rollcall/messaging';
import { CONTOSO, CONTOSO_ACCOUNTS, FABRIKAM, FABRIKAM_ACCOUNTS, PERSONAL_ACCOUNT } from '@rollcall/rehearsal';
import { eventually } from '@rollcall/servers';
import type { Connection as Database } from 'mongoose';
import { actor, administrator, startTogether, type Together } from '../testing/start-together.js';

const ordinary = CONTOSO_ACCOUNTS[1]?.upn ?? '';
const cloudAdministrator = CONTOSO_ACCOUNTS[2]?.upn ?? '';
const blocked = CONTOSO_ACCOUNTS[3]?.upn ?? '';
const otherAdministrator = FABRIKAM_ACCOUNTS[0]?.upn ?? '';

let accounts = 0;
const newAccount = (): string => `AcSignIn${++accounts}`;

const refusal = async (work: Promise<unknown>): Promise<RefusedError> => {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(RefusedError);
  return error as RefusedError;
};

describe('signing in and consenting', () => {
  let sut: Together;

  beforeAll(async () => {
    sut = await startTogether();
  });

  afterEach(() => sut.control('POST', '/reset'));

  afterAll(() => sut.close());

  const begin = (accountId: string) => sut.rpc.request('rpc.connection.begin', { accountId, actor });
  const signedIn = (redirect: Record<string, string>, browserKey: string) =>
    sut.rpc.request('rpc.connection.signed-in', asRequest(redirect, browserKey));
  const consented = (redirect: Record<string, string>, browserKey: string) =>
    sut.rpc.request('rpc.connection.consented', asRequest(redirect, browserKey));

  /** Up to the consent page. */
  async function reachConsent(accountId: string, upn = administrator) {
    const { signInUrl, browserKey } = await begin(accountId);
    const { consentUrl } = await signedIn(await sut.visit(signInUrl, { rehearsal_account: upn }), browserKey);
    return { consentUrl, browserKey };
  }

  const accept = (consentUrl: string, upn = administrator) =>
    sut.visit(consentUrl, { rehearsal_account: upn, rehearsal_answer: 'accept' });

  it('connects a tenant and tells of it', async () => {
    const accountId = newAccount();
    const connection = await sut.connect(accountId);

    expect(connection).toMatchObject({
      version: 1,
      state: 'verified',
      tenantId: CONTOSO,
      tenantName: 'Contoso',
      verifiedDomains: ['contoso.com', 'contoso.onmicrosoft.com'],
      permissions: ['User.Read.All', 'GroupMember.Read.All'],
      consentedBy: administrator,
    });
    expect(await sut.rpc.request('rpc.connection.get', { accountId })).toEqual(connection);
    const { connectionId } = connection;
    const heard = await eventually(() => {
      const event = sut.heard.find((other) => other.accountId === accountId);
      if (!event) throw new Error('nothing was heard yet');
      return event;
    });
    expect(heard).toMatchObject({
      connectionId,
      version: 1,
      tenantId: CONTOSO,
      tenantName: 'Contoso',
      connectedBy: 'UsAda',
    });
  });

  it('keeps the connection when the same tenant signs in again', async () => {
    const accountId = newAccount();
    const first = await sut.connect(accountId);
    const second = await sut.connect(accountId);

    expect(second).toMatchObject({ connectionId: first.connectionId, version: 2 });
  });

  it('makes a new connection with a later version after the old one was removed', async () => {
    const accountId = newAccount();
    const first = await sut.connect(accountId);
    expect(await sut.rpc.request('rpc.connection.remove', { accountId })).toEqual({ removed: true });
    expect(await sut.rpc.request('rpc.connection.remove', { accountId })).toEqual({ removed: false });
    expect(await sut.rpc.request('rpc.connection.get', { accountId })).toBeNull();

    const second = await sut.connect(accountId, otherAdministrator);

    expect(second).toMatchObject({ tenantId: FABRIKAM, version: 3 });
    expect(second.connectionId).not.toBe(first.connectionId);
  });

  describe('with a different tenant while one is connected', () => {
    const decide = (decision: 'confirm' | 'reject', accountId: string, tenantId = FABRIKAM) =>
      sut.rpc.request(`rpc.connection.${decision}`, { accountId, tenantId, actor });
    const audited = (accountId: string) => sut.audited.filter((event) => event.accountId === accountId);
    const versionsHeard = (accountId: string) =>
      sut.heard.filter((event) => event.accountId === accountId).map(({ version }) => version);

    it('lets it wait beside the other, and says what confirming does', async () => {
      const accountId = newAccount();
      const before = await sut.connect(accountId);
      const after = await sut.connect(accountId, otherAdministrator);

      const { pending, ...connected } = after;
      expect(connected).toEqual(before);
      expect(pending).toMatchObject({ tenantId: FABRIKAM, tenantName: 'Fabrikam', consentedBy: otherAdministrator });
      expect(pending?.message).toMatch(/configuration made for Contoso is removed.*Users who are in Kissflow stay/);
      expect(await sut.rpc.request('rpc.connection.get', { accountId })).toEqual(after);
      expect(versionsHeard(accountId)).toEqual([1]);
    });

    it('replaces the connection when it is confirmed, and tells of it', async () => {
      const accountId = newAccount();
      const before = await sut.connect(accountId);
      await sut.connect(accountId, otherAdministrator);
      const after = await decide('confirm', accountId);

      expect(after).toMatchObject({ state: 'verified', version: 2, tenantId: FABRIKAM, tenantName: 'Fabrikam' });
      expect(after.connectionId).not.toBe(before.connectionId);
      expect(after).not.toHaveProperty('pending');
      await eventually(() => expect(versionsHeard(accountId)).toEqual([1, 2]));
      await eventually(() =>
        expect(audited(accountId).at(-1)).toMatchObject({
          actor,
          action: 'Replaced identity provider tenant',
          before: { tenantName: 'Contoso' },
          after: { tenantName: 'Fabrikam' },
        }),
      );
      expect((await refusal(decide('confirm', accountId))).code).toBe('connection-changed');
    });

    it('is forgotten when it is rejected', async () => {
      const accountId = newAccount();
      const before = await sut.connect(accountId);
      await sut.connect(accountId, otherAdministrator);

      expect(await decide('reject', accountId)).toEqual(before);
      expect((await refusal(decide('reject', accountId))).code).toBe('connection-changed');
      await eventually(() =>
        expect(audited(accountId).at(-1)).toMatchObject({ action: 'Rejected identity provider tenant' }),
      );
    });

    it('lets nobody decide about another tenant than they saw', async () => {
      const accountId = newAccount();
      await sut.connect(accountId);
      await sut.connect(accountId, otherAdministrator);

      for (const decision of ['confirm', 'reject'] as const) {
        expect((await refusal(decide(decision, accountId, CONTOSO))).code).toBe('connection-changed');
      }
      expect(await sut.rpc.request('rpc.connection.get', { accountId })).toHaveProperty('pending');
    });

    it('is not confirmed when its consent was withdrawn while it waited', async () => {
      const accountId = newAccount();
      await sut.connect(accountId);
      await sut.connect(accountId, otherAdministrator);
      await sut.control('DELETE', `/tenants/${FABRIKAM}/service-principal`);

      expect((await refusal(decide('confirm', accountId))).code).toBe('connection-lost');
      expect(await sut.rpc.request('rpc.connection.get', { accountId })).toMatchObject({ tenantId: CONTOSO });
    });
  });

  it('connects only one of two tenants that consent at the same time, and lets the other wait', async () => {
    const accountId = newAccount();
    const [one, other] = [await reachConsent(accountId), await reachConsent(accountId, otherAdministrator)];
    const [back, otherBack] = [await accept(one.consentUrl), await accept(other.consentUrl, otherAdministrator)];

    await Promise.all([consented(back, one.browserKey), consented(otherBack, other.browserKey)]);

    const connection = await sut.rpc.request('rpc.connection.get', { accountId });
    expect(connection?.version).toBe(1);
    expect([connection?.tenantId, connection?.pending?.tenantId].sort()).toEqual([CONTOSO, FABRIKAM].sort());
  });

  it('asks Graph where the sign-in does not tell roles', async () => {
    await sut.control('PATCH', `/tenants/${CONTOSO}`, { roleClaims: false });

    await expect(sut.connect(newAccount())).resolves.toMatchObject({ tenantId: CONTOSO });
    expect((await refusal(reachConsent(newAccount(), ordinary))).code).toBe('not-administrator');
  });

  describe('lets nobody connect a tenant that has consented before while Microsoft does not tell', () => {
    beforeEach(async () => {
      await sut.connect(newAccount());
      await sut.control('PATCH', `/tenants/${CONTOSO}`, { roleClaims: false });
    });

    afterEach(() => (sut.liar.lie = undefined));

    it('which roles they have', async () => {
      sut.liar.lie = ({ url, body }) =>
        url.includes('directoryRole') ? { ...body, value: [{ id: 'r1', roleTemplateId: null }] } : body;

      const error = await refusal(reachConsent(newAccount(), ordinary));

      expect(error.code).toBe('server-setting');
      expect(error.message).toContain('groupMembershipClaims');
    });

    it('whether they have any', async () => {
      await sut.control('POST', '/faults', { kind: 'status', match: 'directoryRole', status: 403 });

      expect((await refusal(reachConsent(newAccount(), ordinary))).code).toBe('server-setting');
    });
  });

  it.each([
    ['an ordinary user', ordinary],
    ['an administrator who may not consent to these permissions', cloudAdministrator],
  ])('refuses %s', async (_, upn) => {
    const error = await refusal(reachConsent(newAccount(), upn));

    expect(error.code).toBe('not-administrator');
    expect(error.message).toContain('Global Administrator');
  });

  it('refuses a personal account that Microsoft turned away', async () => {
    const { signInUrl, browserKey } = await begin(newAccount());
    const redirect = await sut.visit(signInUrl, { rehearsal_account: PERSONAL_ACCOUNT.upn });

    expect((await refusal(signedIn(redirect, browserKey))).code).toBe('not-azure-ad');
  });

  it('refuses a personal account that Microsoft let through', async () => {
    await sut.control('POST', '/sign-in', { admitPersonalAccounts: true });
    const { signInUrl, browserKey } = await begin(newAccount());
    const redirect = await sut.visit(signInUrl, { rehearsal_account: PERSONAL_ACCOUNT.upn });

    expect(redirect.code).toBeDefined();
    expect((await refusal(signedIn(redirect, browserKey))).code).toBe('not-azure-ad');
  });

  it('passes on in words what keeps somebody from signing in', async () => {
    const { signInUrl, browserKey } = await begin(newAccount());
    const error = await refusal(signedIn(await sut.visit(signInUrl, { rehearsal_account: blocked }), browserKey));

    expect(error.code).toBe('sign-in-failed');
    expect(error.message).toContain('Conditional Access');
    expect(error.details).toMatchObject({ microsoftCode: 'AADSTS53003', correlationId: expect.any(String) as string });
  });

  it('refuses a cancelled sign-in', async () => {
    const { signInUrl, browserKey } = await begin(newAccount());
    const redirect = await sut.visit(signInUrl, { rehearsal_answer: 'cancel' });

    expect((await refusal(signedIn(redirect, browserKey))).code).toBe('consent-declined');
  });

  it('refuses a declined consent although its redirect says admin_consent=True', async () => {
    const accountId = newAccount();
    const { consentUrl, browserKey } = await reachConsent(accountId);
    const redirect = await sut.visit(consentUrl, { rehearsal_account: administrator, rehearsal_answer: 'cancel' });

    expect(redirect.admin_consent).toBe('True');
    const forged = { ...redirect, tenant: CONTOSO };
    expect((await refusal(consented(forged, browserKey))).code).toBe('consent-declined');
    expect(await sut.rpc.request('rpc.connection.get', { accountId })).toBeNull();
  });

  it('refuses both steps in another browser, and the state is used up by it', async () => {
    const { signInUrl, browserKey } = await begin(newAccount());
    const other = await begin(newAccount());
    const redirect = await sut.visit(signInUrl, { rehearsal_account: administrator });

    expect((await refusal(signedIn(redirect, other.browserKey))).code).toBe('other-browser');
    expect((await refusal(signedIn(redirect, browserKey))).code).toBe('sign-in-expired');

    const consent = await reachConsent(newAccount());
    const { browserKey: _, ...withoutCookie } = asRequest(await accept(consent.consentUrl), '');
    expect((await refusal(sut.rpc.request('rpc.connection.consented', withoutCookie))).code).toBe('other-browser');
  });

  it('refuses tampered states, and states of the other step', async () => {
    const { signInUrl, browserKey } = await begin(newAccount());
    const redirect = await sut.visit(signInUrl, { rehearsal_account: administrator });
    const tampered = { ...redirect, state: `${redirect.state ?? ''}x` };

    expect((await refusal(signedIn(tampered, browserKey))).code).toBe('sign-in-expired');
    expect((await refusal(consented({ ...redirect, tenant: CONTOSO }, browserKey))).code).toBe('sign-in-expired');
    await expect(signedIn(redirect, browserKey)).resolves.toBeDefined();
  });

  it('refuses a replay of either step', async () => {
    const accountId = newAccount();
    const { signInUrl, browserKey } = await begin(accountId);
    const redirect = await sut.visit(signInUrl, { rehearsal_account: administrator });
    const { consentUrl } = await signedIn(redirect, browserKey);
    expect((await refusal(signedIn(redirect, browserKey))).code).toBe('sign-in-expired');

    const back = await accept(consentUrl);
    await consented(back, browserKey);
    expect((await refusal(consented(back, browserKey))).code).toBe('sign-in-expired');
    expect(await sut.rpc.request('rpc.connection.get', { accountId })).toMatchObject({ version: 1 });
  });

  it('refuses a sign-in that took too long', async () => {
    const { signInUrl, browserKey } = await begin(newAccount());
    const redirect = await sut.visit(signInUrl, { rehearsal_account: administrator });
    const database = sut.app.get<Database>(getConnectionToken());
    await database.collection('sign_ins').updateMany({}, { $set: { expiresAt: new Date(Date.now() - 1) } });

    expect((await refusal(signedIn(redirect, browserKey))).code).toBe('sign-in-expired');
  });

  it('refuses a code that was begun by somebody else', async () => {
    const mine = await begin(newAccount());
    const theirs = await begin(newAccount());
    const { code = '' } = await sut.visit(theirs.signInUrl, { rehearsal_account: administrator });
    const { state = '' } = await sut.visit(mine.signInUrl, { rehearsal_account: administrator });

    expect((await refusal(signedIn({ code, state }, mine.browserKey))).code).toBe('sign-in-expired');
  });

  it('refuses a consent whose redirect names another tenant', async () => {
    const accountId = newAccount();
    const { consentUrl, browserKey } = await reachConsent(accountId);
    const redirect = { ...(await accept(consentUrl)), tenant: FABRIKAM };

    expect((await refusal(consented(redirect, browserKey))).code).toBe('tenant-mismatch');
    expect(await sut.rpc.request('rpc.connection.get', { accountId })).toBeNull();
  });

  it('waits while a consent spreads', async () => {
    const { consentUrl, browserKey } = await reachConsent(newAccount());
    const redirect = await accept(consentUrl);
    await sut.control('PATCH', `/tenants/${CONTOSO}`, { tokensWithoutRoles: 1 });

    await expect(consented(redirect, browserKey)).resolves.toMatchObject({ state: 'verified' });
  });

  it('names the permissions that a consent did not grant', async () => {
    const accountId = newAccount();
    const { consentUrl, browserKey } = await reachConsent(accountId);
    const redirect = await accept(consentUrl);
    await sut.control('DELETE', `/tenants/${CONTOSO}/consent/GroupMember.Read.All`);

    const error = await refusal(consented(redirect, browserKey));

    expect(error.code).toBe('consent-missing');
    expect(error.message).toContain('GroupMember.Read.All');
    expect(error.message).not.toContain('User.Read.All');
    expect(await sut.rpc.request('rpc.connection.get', { accountId })).toBeNull();
  });

  it('refuses a consent that never reached the tenant', async () => {
    const { consentUrl, browserKey } = await reachConsent(newAccount());
    const redirect = await accept(consentUrl);
    await sut.control('DELETE', `/tenants/${CONTOSO}/service-principal`);

    expect((await refusal(consented(redirect, browserKey))).code).toBe('consent-missing');
  });

  it('refuses a tenant whose organization is another one', async () => {
    const accountId = newAccount();
    const { consentUrl, browserKey } = await reachConsent(accountId);
    sut.liar.lie = ({ url, body }) => (url.includes('/organization') ? { ...body, value: [{ id: FABRIKAM }] } : body);

    expect((await refusal(consented(await accept(consentUrl), browserKey))).code).toBe('directory-answer-invalid');
    sut.liar.lie = undefined;
    expect(await sut.rpc.request('rpc.connection.get', { accountId })).toBeNull();
  });

  it.each(['expired', 'replaced'])(
    "says that the fault is ours where the application's secret is %s",
    async (secret) => {
      const { signInUrl, browserKey } = await begin(newAccount());
      const redirect = await sut.visit(signInUrl, { rehearsal_account: administrator });
      await sut.control('POST', '/sign-in', { secret });

      const error = await refusal(signedIn(redirect, browserKey));

      expect(error.code).toBe('server-setting');
      expect(error.message).toContain('secret');
    },
  );

  it('accepts a sign-in signed by a key that was published a moment ago', async () => {
    await sut.connect(newAccount());
    await sut.control('POST', '/keys/rotate');

    await expect(sut.connect(newAccount())).resolves.toMatchObject({ tenantId: CONTOSO });
  });
});

function asRequest({ state = '', code, error, error_description, tenant }: Record<string, string>, browserKey: string) {
  return {
    state,
    browserKey,
    ...(code !== undefined && { code }),
    ...(error !== undefined && { error }),
    ...(error_description !== undefined && { errorDescription: error_description }),
    ...(tenant !== undefined && { tenant }),
  };
}
