import { randomUUID } from 'node:crypto';
import { getConnectionToken } from '@nestjs/mongoose';
import type { Actor, Configuration, RequestSubject, TenantVerified } from '@rollcall/contracts';
import { startingRows } from '@rollcall/mapping';
import { RefusedError, RetryLaterError } from '@rollcall/messaging';
import { eventually, testServers } from '@rollcall/servers';
import type { Connection as Database } from 'mongoose';
import { startTogether } from '../other-services.js';
import { aConnection, aPreferences, aScope } from './builders.js';
import { Clock } from './clock.js';
import { EventsController } from './events.controller.js';

const ada: Actor = { userId: 'UsAda', name: 'Ada Sample', role: 'SuperAdmin' };
const bo: Actor = { userId: 'UsBo', name: 'Bo Sample', role: 'IamAdmin' };
const departmentRow = { source: 'department', target: 'Department', syncUpdates: true };
const { tenantId } = aConnection();
/** A Tuesday; the next Sunday, 02:00 in Berlin, is after the clocks went forward at that very hour. */
const now = new Date('2026-03-24T12:00:00Z');
const nextSunday = '2026-03-29T01:00:00.000Z';

let accounts = 0;
const newAccount = (): string => `AcTest${++accounts}`;

describe('the config service', () => {
  let together: Awaited<ReturnType<typeof startTogether>>;
  let handlers: EventsController;

  beforeAll(async () => {
    together = await startTogether(testServers());
    const [app] = together.apps;
    if (!app) throw new Error('nothing was started');
    Object.assign(app.get(Clock), { now: () => now });
    handlers = app.get(EventsController);
  });

  afterEach(() => {
    together.others.busy.clear();
    together.others.problems = [];
    together.others.fieldsVersion = 1;
  });

  afterAll(async () => {
    await together.close();
  });

  const get = (accountId: string) => together.rpc.request('rpc.configuration.get', { accountId });
  const saveScope = (accountId: string, scope = aScope(), more: { actor?: Actor; etag?: string } = {}) =>
    together.rpc.request('rpc.configuration.save-scope', { accountId, scope, actor: ada, ...more });
  const savePreferences = (accountId: string, preferences = aPreferences()) =>
    together.rpc.request('rpc.configuration.save-preferences', { accountId, preferences, actor: ada });
  const saveMapping = (accountId: string, rows = [...startingRows]) =>
    together.rpc.request('rpc.configuration.save-mapping', { accountId, rows, actor: ada });
  const activate = (accountId: string, etag?: string) =>
    together.rpc.request('rpc.configuration.activate', { accountId, actor: ada, ...(etag && { etag }) });

  const preview = (accountId: string, of?: 'draft' | 'active') =>
    together.rpc.request('rpc.sync.request', { accountId, actor: bo, kind: 'preview', ...(of && { of }) });

  const verified = (accountId: string, more: Partial<TenantVerified> = {}): TenantVerified => ({
    eventId: randomUUID(),
    occurredAt: '2026-03-01T09:00:00.000Z',
    accountId,
    connectionId: 'connection-1',
    version: 1,
    tenantId,
    tenantName: 'Contoso',
    connectedBy: 'UsAda',
    ...more,
  });

  const tested = (accountId: string, mappingHash: string, result: 'passed' | 'failed' = 'passed') => ({
    eventId: randomUUID(),
    occurredAt: new Date().toISOString(),
    accountId,
    testId: randomUUID(),
    mappingHash,
    result,
  });

  /** A connection, as both identity-connector and its event tell it. */
  async function connect(accountId: string): Promise<void> {
    together.others.connections.set(accountId, aConnection());
    await handlers.tenantVerified(verified(accountId));
  }

  /** The whole wizard, up to where the button can be pressed. */
  async function aReadyDraft(accountId = newAccount()): Promise<{ accountId: string; etag: string }> {
    await connect(accountId);
    await saveScope(accountId);
    const { draft } = await savePreferences(accountId);
    const hash = together.others.hash(draft?.rows ?? [], tenantId);
    together.others.setTest(accountId, hash, 'passed');
    await handlers.mappingTested(tested(accountId, hash));
    return { accountId, etag: draft?.etag ?? '' };
  }

  async function anActiveAccount(): Promise<string> {
    const { accountId } = await aReadyDraft();
    await activate(accountId);
    return accountId;
  }

  const codes = ({ problems }: Configuration) => problems.map(({ code }) => code);

  describe('a lost connection', () => {
    const since = '2026-03-20T10:00:00.000Z';
    const lost = { code: 'connection-lost', message: 'Consent was withdrawn. Sign in again.', since };

    async function anAccountThatLostItsTenant(): Promise<string> {
      const { accountId } = await aReadyDraft();
      await activate(accountId);
      await saveScope(accountId, aScope({ includeGuests: false }));
      together.others.connections.set(accountId, aConnection({ state: 'lost', lost, version: 2 }));
      const { connectedBy: _, tenantName: __, ...event } = verified(accountId, { version: 2 });
      await handlers.tenantLost({ ...event, reason: { cause: 'connection-lost', message: lost.message } });
      return accountId;
    }

    test('keeps everything, and says what is to be done', async () => {
      const accountId = await anAccountThatLostItsTenant();
      const found = await get(accountId);
      expect(found).toMatchObject({
        state: 'active',
        connected: false,
        active: { revision: 1 },
        nextRunAt: nextSunday,
      });
      expect(found.problems).toEqual([{ code: 'connection-lost', message: lost.message }]);
    });

    test('refuses runs, activation and enabling in its words, until it is back', async () => {
      const accountId = await anAccountThatLostItsTenant();
      await expect(together.rpc.request('rpc.sync.request', { accountId })).rejects.toMatchObject({
        code: 'connection-lost',
        message: lost.message,
      });
      await expect(activate(accountId)).rejects.toMatchObject({ code: 'not-ready', details: [{ code: lost.code }] });
      await together.rpc.request('rpc.configuration.disable', { accountId });
      const enable = () => together.rpc.request('rpc.configuration.enable', { accountId });
      await expect(enable()).rejects.toMatchObject({ code: 'connection-lost' });

      together.others.connections.set(accountId, aConnection({ version: 3 }));
      expect(await enable()).toMatchObject({ state: 'active', connected: true });
      expect(await together.rpc.request('rpc.sync.request', { accountId })).toHaveProperty('runId');
    });
  });

  describe('another tenant in the place of the first', () => {
    const other = { connectionId: 'connection-2', version: 2, tenantId: 'tenant-2', tenantName: 'Fabrikam' };

    test.each([
      ['told', (accountId: string) => handlers.tenantVerified(verified(accountId, other))],
      [
        'found by asking',
        async (accountId: string) => {
          together.others.connections.set(accountId, aConnection(other));
          await expect(activate(accountId)).rejects.toMatchObject({ code: 'not-ready' });
        },
      ],
    ])('removes the configuration that was made for it, when %s', async (_, learn) => {
      const accountId = await anActiveAccount();
      await saveScope(accountId, aScope({ includeGuests: false }));
      await learn(accountId);
      await handlers.tenantVerified(verified(accountId, other));

      expect(await get(accountId)).toEqual({
        state: 'none',
        connected: true,
        tenantId: other.tenantId,
        problems: [],
        mappingTested: false,
      });
      expect(await countRevisions(accountId)).toBe(0);
      expect(together.others.cancelled).toContain(accountId);
      await eventually(() => {
        const deleted = together.others.audited.filter(
          (event) => event.accountId === accountId && event.action === 'Deleted user sync configuration',
        );
        expect(deleted).toMatchObject([{ before: { users: 'all' } }]);
      });
      await saveScope(accountId);
      expect(await get(accountId)).toMatchObject({ state: 'draft', draft: { rows: startingRows } });
    });

    test('keeps the configuration for late news of the tenant before', async () => {
      const accountId = newAccount();
      together.others.connections.set(accountId, aConnection(other));
      await handlers.tenantVerified(verified(accountId, other));
      await saveScope(accountId);
      await handlers.tenantVerified(verified(accountId));

      expect(await get(accountId)).toMatchObject({ state: 'draft', connected: true });
    });

    test('keeps the configuration when the same tenant is verified again', async () => {
      const accountId = await anActiveAccount();
      await handlers.tenantVerified(verified(accountId, { version: 2 }));

      expect(await get(accountId)).toMatchObject({ state: 'active', connected: true, active: { revision: 1 } });
      expect(together.others.cancelled).not.toContain(accountId);
    });
  });

  describe('the wizard', () => {
    test('goes from a verified tenant to the first run', async () => {
      const accountId = newAccount();
      const { others, events } = together;
      expect(await get(accountId)).toEqual({ state: 'none', connected: false, problems: [], mappingTested: false });

      others.connections.set(accountId, aConnection());
      await events.publish('tenant.verified', verified(accountId));
      await eventually(async () => expect(await get(accountId)).toMatchObject({ state: 'none', connected: true }));

      const scoped = await saveScope(accountId);
      expect(scoped).toMatchObject({ state: 'draft', draft: { scope: aScope(), rows: startingRows } });
      expect(codes(scoped)).toEqual(['mapping-not-tested', 'preferences-missing']);

      const rows = [...startingRows, departmentRow];
      await saveMapping(accountId, rows);
      const hash = others.hash(rows, tenantId);
      others.setTest(accountId, hash, 'passed');
      await events.publish('mapping.tested', tested(accountId, hash));
      await eventually(async () => expect((await get(accountId)).mappingTested).toBe(true));

      const ready = await savePreferences(accountId);
      expect(ready.problems).toEqual([]);

      const { revision, runId } = await activate(accountId, ready.draft?.etag);
      expect(revision).toBe(1);
      const [requested] = await eventually(() => {
        const found = others.requestedOf(accountId);
        expect(found).toHaveLength(1);
        return found;
      });
      expect(requested).toMatchObject({ runId, trigger: 'activation', actor: ada });

      const active = await get(accountId);
      expect(active).toMatchObject({ state: 'active', nextRunAt: nextSunday, mappingTested: true, problems: [] });
      expect(active).not.toHaveProperty('draft');
      expect(active.active).toMatchObject({ revision: 1, rows, activatedBy: 'Ada Sample' });
      expect(await together.rpc.request('rpc.configuration.revision', { accountId })).toEqual(active.active);
    });

    test('starts an edit of what is active as a copy of it, and leaves that in force until activated', async () => {
      const accountId = await anActiveAccount();
      const edited = await saveScope(accountId, aScope({ includeGuests: false }));
      expect(edited).toMatchObject({
        state: 'active',
        mappingTested: true,
        problems: [],
        draft: { scope: { includeGuests: false }, preferences: aPreferences() },
        active: { revision: 1, scope: { includeGuests: true } },
      });
      expect(await activate(accountId)).toMatchObject({ revision: 2 });
      expect((await get(accountId)).active).toMatchObject({ revision: 2, scope: { includeGuests: false } });
    });

    test('ends by enabling what was disabled', async () => {
      const accountId = await anActiveAccount();
      await together.rpc.request('rpc.configuration.disable', { accountId });
      expect(await saveScope(accountId)).toMatchObject({ state: 'disabled' });
      await activate(accountId);
      expect(await get(accountId)).toMatchObject({ state: 'active', nextRunAt: nextSunday });
    });

    test('refuses a change that others keep overtaking, in words', async () => {
      const accountId = newAccount();
      const saves = await Promise.allSettled(Array.from({ length: 30 }, () => saveScope(accountId)));
      const reasons = saves.flatMap((save): unknown[] => (save.status === 'rejected' ? [save.reason] : []));
      expect(reasons.length).toBeGreaterThan(0);
      for (const reason of reasons) expect(reason).toMatchObject({ name: 'RefusedError', code: 'draft-changed' });
    });

    test('discards a draft, and doing so again is harmless', async () => {
      const accountId = await anActiveAccount();
      await saveScope(accountId, aScope({ includeGuests: false }));
      const discard = () => together.rpc.request('rpc.configuration.discard', { accountId });
      expect(await discard()).toMatchObject({ state: 'active', active: { scope: { includeGuests: true } } });
      expect(await discard()).not.toHaveProperty('draft');
    });

    test('keeps accounts apart', async () => {
      const [one, other] = [await anActiveAccount(), newAccount()];
      expect(await get(other)).toMatchObject({ state: 'none', connected: false });
      await saveScope(other, aScope({ includeGuests: false }));
      expect(await get(one)).not.toHaveProperty('draft');
    });
  });

  describe('saving', () => {
    test('refuses a change of a draft that somebody else changed, and says who', async () => {
      const accountId = newAccount();
      const { draft } = await saveScope(accountId);
      await saveScope(accountId, aScope({ includeGuests: false }), { actor: bo, etag: draft?.etag ?? '' });
      const late = saveScope(accountId, aScope(), draft && { etag: draft.etag });
      await expect(late).rejects.toMatchObject({
        code: 'draft-changed',
        message: `Bo Sample changed this at ${now.toUTCString()}: reload to see it.`,
      });
      expect((await get(accountId)).draft).toMatchObject({ scope: { includeGuests: false }, changedBy: 'Bo Sample' });
    });

    test('lets one of two changes of the same draft through', async () => {
      const accountId = newAccount();
      const { draft } = await saveScope(accountId);
      const etag = draft?.etag ?? '';
      const results = await Promise.allSettled([1, 2, 3].map(() => saveScope(accountId, aScope(), { etag })));
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      const refused = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []));
      expect(refused).toEqual([1, 2].map(() => expect.objectContaining({ code: 'draft-changed' }) as unknown));
    });

    test('keeps every step of programs that save at once without an etag', async () => {
      const accountId = newAccount();
      await Promise.all([saveScope(accountId), saveMapping(accountId, [departmentRow]), savePreferences(accountId)]);
      expect((await get(accountId)).draft).toMatchObject({
        scope: aScope(),
        rows: [departmentRow],
        preferences: aPreferences(),
      });
    });

    test('stores what is well-formed but not valid yet, with its problems', async () => {
      const accountId = newAccount();
      await connect(accountId);
      const problem = { code: 'data-type-mismatch', message: 'department is text.', row: 3 };
      together.others.problems = [problem];
      const saved = await saveScope(accountId, aScope({ users: 'groups' }));
      expect(codes(saved)).toEqual(['scope-empty', 'data-type-mismatch', 'preferences-missing']);
      expect(saved.problems).toContainEqual(problem);
      expect(saved.draft?.scope).toEqual(aScope({ users: 'groups' }));
    });

    test('goes on while mapping-validator is away', async () => {
      const { accountId } = await aReadyDraft();
      together.others.busy.add('rpc.mapping.check');
      const saved = await saveScope(accountId);
      expect(codes(saved)).toEqual(['mapping-not-checked']);
      together.others.busy.clear();
      expect((await get(accountId)).problems).toEqual([]);
    });

    test('refuses what is malformed, naming it', async () => {
      const schedule = { every: 'week' as const, weekday: 'sunday' as const, time: '25:00', timeZone: 'Mars/Olympus' };
      const saved = savePreferences(newAccount(), aPreferences({ schedule, notify: [] }));
      await expect(saved).rejects.toThrow(/time must be HH:MM.*timeZone.*notify/);
    });
  });

  describe('the test of a mapping', () => {
    test('is good for the mapping it was made of, and no other', async () => {
      const { accountId } = await aReadyDraft();
      expect((await get(accountId)).mappingTested).toBe(true);
      const changed = await saveMapping(accountId, [...startingRows, departmentRow]);
      expect([changed.mappingTested, codes(changed)]).toEqual([false, ['mapping-not-tested']]);
      await expect(activate(accountId)).rejects.toMatchObject({ code: 'not-ready' });
      expect((await saveMapping(accountId)).mappingTested).toBe(true);
    });

    test('is good for the user fields it was made with', async () => {
      const { accountId } = await aReadyDraft();
      together.others.fieldsVersion = 2;
      expect(await get(accountId)).toMatchObject({ mappingTested: false, problems: [{ code: 'mapping-not-tested' }] });
      together.others.fieldsVersion = 1;
      expect((await get(accountId)).mappingTested).toBe(true);
    });

    test('counts whether it arrives before or after the draft it is of, and in whichever order', async () => {
      const accountId = newAccount();
      await connect(accountId);
      await saveScope(accountId);
      const rows = [...startingRows, departmentRow];
      const hash = together.others.hash(rows, tenantId);
      const passed = { ...tested(accountId, hash), occurredAt: '2026-03-01T12:00:00.000Z' };
      const failedBefore = { ...tested(accountId, hash, 'failed'), occurredAt: '2026-03-01T11:00:00.000Z' };
      await handlers.mappingTested(passed);
      await handlers.mappingTested(failedBefore);
      await handlers.mappingTested(failedBefore);
      expect((await saveMapping(accountId, rows)).mappingTested).toBe(true);
    });
  });

  describe('activating', () => {
    test('is refused with everything that is missing', async () => {
      const accountId = newAccount();
      await saveScope(accountId, aScope({ users: 'groups' }));
      const error: unknown = await activate(accountId).catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(RefusedError);
      expect(error).toMatchObject({
        code: 'not-ready',
        details: [
          { code: 'not-connected', message: expect.stringContaining('sign in') as string },
          { code: 'scope-empty' },
          { code: 'preferences-missing' },
        ],
      });
      expect(together.others.requestedOf(accountId)).toEqual([]);
    });

    test('needs no event to have arrived: it asks', async () => {
      const accountId = newAccount();
      const { others } = together;
      others.connections.set(accountId, aConnection());
      await saveScope(accountId);
      const { problems } = await savePreferences(accountId);
      expect(problems).toMatchObject([{ code: 'not-connected' }]);
      others.setTest(accountId, others.hash([...startingRows], tenantId), 'passedWithRejects');
      expect(await activate(accountId)).toMatchObject({ revision: 1 });
      expect(await get(accountId)).toMatchObject({ state: 'active', connected: true });
    });

    test('believes those who decide more than the events: a connection that is gone, a test that failed since', async () => {
      const { accountId } = await aReadyDraft();
      together.others.connections.delete(accountId);
      await expect(activate(accountId)).rejects.toMatchObject({ details: [{ code: 'not-connected' }] });
      together.others.connections.set(accountId, aConnection());
      together.others.setTest(accountId, together.others.hash([...startingRows], tenantId), 'failed');
      await expect(activate(accountId)).rejects.toMatchObject({ details: [{ code: 'mapping-test-failed' }] });
    });

    test('waits for mapping-validator rather than guess', async () => {
      const { accountId } = await aReadyDraft();
      together.others.busy.add('rpc.mapping.check');
      await expect(activate(accountId)).rejects.toBeInstanceOf(RetryLaterError);
      expect((await get(accountId)).state).toBe('draft');
    });

    test('pressed twice at once makes one revision and one run, and answers both alike', async () => {
      const { accountId, etag } = await aReadyDraft();
      const [first, ...others] = await Promise.all([etag, etag, etag].map((sent) => activate(accountId, sent)));
      expect(others).toEqual([first, first]);
      await eventually(() => expect(together.others.requestedOf(accountId)).toHaveLength(1));
      expect(await activate(accountId, etag)).toEqual(first);
      expect(await get(accountId)).toMatchObject({ active: { revision: 1 } });
      expect(await countRevisions(accountId)).toBe(1);
    });

    test('is refused where there is no draft, and for a draft that changed', async () => {
      await expect(activate(await anActiveAccount())).rejects.toMatchObject({ code: 'no-draft' });
      const { accountId, etag } = await aReadyDraft();
      await saveScope(accountId, aScope({ includeGuests: false }), { actor: bo });
      await expect(activate(accountId, etag)).rejects.toMatchObject({ code: 'draft-changed' });
    });
  });

  describe('a preview of a draft', () => {
    test('freezes the draft as it is, once, and leaves it a draft', async () => {
      const { accountId } = await aReadyDraft();
      const before = await get(accountId);

      const { runId } = await preview(accountId);
      const again = await preview(accountId);

      await eventually(() => expect(together.others.requestedOf(accountId)).toHaveLength(2));
      expect(together.others.requestedOf(accountId)).toMatchObject([
        { runId, kind: 'preview', trigger: 'manual', revision: 1 },
        { runId: again.runId, revision: 1 },
      ]);
      expect(await get(accountId)).toEqual(before);
      await saveScope(accountId, aScope({ includeGuests: false }));
      const frozen = await together.rpc.request('rpc.configuration.revision', { accountId, revision: 1 });
      expect(frozen.scope).toEqual(aScope());
      await expect(together.rpc.request('rpc.configuration.revision', { accountId })).rejects.toMatchObject({
        code: 'not-active',
      });
    });

    test('does not stand in the way of its activation', async () => {
      const { accountId } = await aReadyDraft();
      await preview(accountId);

      expect(await activate(accountId)).toMatchObject({ revision: 2 });
    });

    test('needs neither preferences nor a test, but somebody to sync and a mapping that works', async () => {
      const accountId = newAccount();
      await connect(accountId);
      await saveMapping(accountId);
      await expect(preview(accountId)).rejects.toMatchObject({
        code: 'not-ready',
        details: [{ code: 'scope-missing' }],
      });
      await saveScope(accountId);

      await expect(preview(accountId)).resolves.toHaveProperty('runId');

      together.others.problems = [{ code: 'target-twice', message: 'Two rows fill one field.' }];
      await saveMapping(accountId, [...startingRows, departmentRow]);
      await expect(preview(accountId)).rejects.toMatchObject({
        code: 'not-ready',
        details: [{ code: 'target-twice' }],
      });
    });

    test('is refused where there is none, and for a revision that is gone', async () => {
      const accountId = newAccount();
      await expect(preview(accountId)).rejects.toMatchObject({ code: 'no-draft' });
      await expect(preview(accountId, 'active')).rejects.toMatchObject({ code: 'not-active' });
      const gone = { accountId, revision: 9 };
      await expect(together.rpc.request('rpc.configuration.revision', gone)).rejects.toMatchObject({
        code: 'not-found',
      });
    });
  });

  describe('what is active', () => {
    const request = <S extends RequestSubject>(subject: S, accountId: string) =>
      together.rpc.request<'rpc.configuration.get'>(subject as 'rpc.configuration.get', { accountId });

    test('is synced on request', async () => {
      const accountId = await anActiveAccount();
      const { runId } = await together.rpc.request('rpc.sync.request', { accountId, actor: bo });
      await eventually(() =>
        expect(together.others.requestedOf(accountId)).toContainEqual(
          expect.objectContaining({ runId, trigger: 'manual', actor: bo }),
        ),
      );
    });

    test('is tried out by a preview of its very revision', async () => {
      const accountId = await anActiveAccount();
      const { runId } = await preview(accountId, 'active');
      await eventually(() =>
        expect(together.others.requestedOf(accountId)).toContainEqual(
          expect.objectContaining({ runId, kind: 'preview', revision: 1, actor: bo }),
        ),
      );
    });

    test('is not given out, synced or disabled where there is none', async () => {
      const { accountId } = await aReadyDraft();
      for (const subject of ['revision', 'disable', 'enable'] as const) {
        await expect(request(`rpc.configuration.${subject}`, accountId)).rejects.toMatchObject({ code: 'not-active' });
      }
      await expect(request('rpc.sync.request', accountId)).rejects.toMatchObject({ code: 'not-active' });
    });

    test('is disabled with its schedule and its run, and enabled again', async () => {
      const accountId = await anActiveAccount();
      const disabled = await request('rpc.configuration.disable', accountId);
      expect(disabled).toMatchObject({ state: 'disabled', active: { revision: 1 } });
      expect(disabled).not.toHaveProperty('nextRunAt');
      expect(together.others.cancelled).toContain(accountId);
      for (const subject of ['rpc.configuration.revision', 'rpc.sync.request'] as const) {
        await expect(request(subject, accountId)).rejects.toMatchObject({ code: 'not-active' });
      }
      await expect(request('rpc.configuration.disable', accountId)).rejects.toMatchObject({ code: 'already-disabled' });

      const enabled = await request('rpc.configuration.enable', accountId);
      expect(enabled).toMatchObject({ state: 'active', nextRunAt: nextSunday });
      expect(await request('rpc.configuration.enable', accountId)).toEqual(enabled);
      expect(await request('rpc.configuration.revision', accountId)).toMatchObject({ revision: 1 });
    });

    test('is disabled even while its run can’t be reached', async () => {
      const accountId = await anActiveAccount();
      together.others.busy.add('rpc.runs.cancel');
      expect(await request('rpc.configuration.disable', accountId)).toMatchObject({ state: 'disabled' });
    });

    test('is not enabled without a connection', async () => {
      const accountId = await anActiveAccount();
      await request('rpc.configuration.disable', accountId);
      together.others.connections.delete(accountId);
      await expect(request('rpc.configuration.enable', accountId)).rejects.toMatchObject({ code: 'not-connected' });
      expect(await get(accountId)).toMatchObject({ state: 'disabled' });
    });

    test('makes azure the active provider, until disabled', async () => {
      const { accountId } = await aReadyDraft();
      const azure = async () => (await together.rpc.request('rpc.providers.list', { accountId })).providers;
      expect(await azure()).toMatchObject([{ provider: 'azure', active: false }, { active: false }, { active: false }]);
      await activate(accountId);
      expect(await azure()).toMatchObject([{ provider: 'azure', active: true }, { active: false }, { active: false }]);
      await request('rpc.configuration.disable', accountId);
      expect(await azure()).toMatchObject([{ provider: 'azure', active: false }, { active: false }, { active: false }]);
    });
  });

  describe('deleting', () => {
    const remove = (accountId: string) => together.rpc.request('rpc.configuration.delete', { accountId, actor: ada });

    test('removes configuration, revisions and connection, and cancels the run', async () => {
      const accountId = await anActiveAccount();
      await saveScope(accountId, aScope({ includeGuests: false }));
      expect(await remove(accountId)).toEqual({ deleted: true });
      expect(await get(accountId)).toEqual({ state: 'none', connected: false, problems: [], mappingTested: false });
      expect(await countRevisions(accountId)).toBe(0);
      expect(together.others.connections.has(accountId)).toBe(false);
      expect(together.others.cancelled).toContain(accountId);
      expect(await remove(accountId)).toEqual({ deleted: false });
    });

    test('is completed by asking again after it got half way', async () => {
      const accountId = await anActiveAccount();
      together.others.busy.add('rpc.connection.remove');
      await expect(remove(accountId)).rejects.toBeInstanceOf(RetryLaterError);
      expect(await get(accountId)).toMatchObject({ state: 'none', connected: false });
      together.others.busy.clear();
      expect(await remove(accountId)).toEqual({ deleted: true });
    });

    test('is not undone by old news of the connection, but by a new connection', async () => {
      const accountId = await anActiveAccount();
      await remove(accountId);
      await handlers.tenantVerified(verified(accountId));
      expect(await get(accountId)).toMatchObject({ connected: false });
      const later = { connectionId: 'connection-2', version: 3 };
      await handlers.tenantVerified(verified(accountId, later));
      expect(await get(accountId)).toMatchObject({ connected: true });
    });

    test('never gives the number of a revision again', async () => {
      const accountId = await anActiveAccount();
      await remove(accountId);
      together.others.connections.set(accountId, aConnection({ connectionId: 'connection-2', version: 3 }));
      await aReadyDraft(accountId);
      expect(await activate(accountId)).toMatchObject({ revision: 2 });
    });
  });

  describe('news', () => {
    test('of a tenant is dropped where newer is known, and harmless twice', async () => {
      const accountId = newAccount();
      const newer = verified(accountId, { version: 2, tenantName: 'Contoso Ltd' });
      await handlers.tenantVerified(newer);
      await handlers.tenantVerified(verified(accountId));
      await handlers.tenantVerified(newer);
      expect(await connectionOf(accountId)).toMatchObject({ version: 2, tenantName: 'Contoso Ltd' });
      // Clocks of two instances differ; versions don't.
      const earlierOne = { connectionId: 'connection-0', version: 1, occurredAt: '2026-04-01T09:00:00.000Z' };
      await handlers.tenantVerified(verified(accountId, earlierOne));
      expect(await connectionOf(accountId)).toMatchObject({ connectionId: 'connection-1', version: 2 });
    });

    test('of a run is shown, and older news of an earlier run doesn’t replace it', async () => {
      const accountId = await anActiveAccount();
      const { events } = together;
      const [runId, earlier] = [randomUUID(), randomUUID()];
      const failure = { cause: 'connection-lost', message: 'Sign in again.' };
      const run = { accountId, trigger: 'schedule' as const };
      const at = '2026-03-24T13:00:00.000Z';
      await events.publish('sync.failed', { ...run, runId, finishedAt: at, failure, notify: ['UsAda'] });
      await eventually(async () =>
        expect((await get(accountId)).lastRun).toEqual({ runId, status: 'failure', finishedAt: at }),
      );
      const before = { ...run, runId: earlier, finishedAt: '2026-03-24T12:30:00.000Z' };
      const envelope = { eventId: randomUUID(), occurredAt: before.finishedAt };
      await handlers.syncFinished({ ...envelope, ...before, status: 'success', notices: [] });
      expect((await get(accountId)).lastRun).toMatchObject({ runId });
      const last = randomUUID();
      await events.publish('sync.finished', {
        ...run,
        runId: last,
        status: 'partialSuccess',
        finishedAt: '2026-03-24T14:00:00.000Z',
        notices: [],
      });
      await eventually(async () =>
        expect((await get(accountId)).lastRun).toMatchObject({ runId: last, status: 'partialSuccess' }),
      );
    });

    test('of a run of a deleted configuration leaves nothing behind', async () => {
      const accountId = await anActiveAccount();
      await together.rpc.request('rpc.configuration.delete', { accountId });
      const event = { eventId: randomUUID(), occurredAt: now.toISOString(), accountId, runId: randomUUID() };
      const finishedAt = now.toISOString();
      await handlers.syncFinished({ ...event, trigger: 'manual', finishedAt, status: 'cancelled', notices: [] });
      expect(await get(accountId)).not.toHaveProperty('lastRun');
    });
  });

  function database(): Database {
    const [app] = together.apps;
    if (!app) throw new Error('nothing was started');
    return app.get<Database>(getConnectionToken());
  }

  const countRevisions = (accountId: string) => database().collection('revisions').countDocuments({ accountId });

  async function connectionOf(accountId: string): Promise<unknown> {
    const filter: Record<string, unknown> = { _id: accountId };
    return (await database().collection('configurations').findOne(filter))?.connection;
  }
});
