import { randomUUID } from 'node:crypto';
import type { Actor, AuditEntry, AuditRecorded, ListAudit } from '@rollcall/contracts';
import { eventually, testServers } from '@rollcall/servers';
import { aConnection, aPreferences, aScope } from '../configurations/builders.js';
import { startTogether } from '../other-services.js';
import { AuditController } from './audit.controller.js';

const ada: Actor = { userId: 'UsAda', name: 'Ada Sample', role: 'SuperAdmin' };
const bo: Actor = { userId: 'UsBo', name: 'Bo Specimen', role: 'IamAdmin' };

describe('the audit trail', () => {
  let together: Awaited<ReturnType<typeof startTogether>>;
  let sut: AuditController;
  let accounts = 0;

  beforeAll(async () => {
    together = await startTogether(testServers());
    const [app] = together.apps;
    if (!app) throw new Error('nothing was started');
    sut = app.get(AuditController);
  });

  afterAll(() => together.close());

  const list = (accountId: string, more: Partial<ListAudit> = {}) =>
    together.rpc.request('rpc.audit.list', { accountId, ...more });

  const told = (accountId: string, more: Partial<AuditRecorded> = {}): AuditRecorded => ({
    eventId: randomUUID(),
    occurredAt: '2026-11-02T10:00:00.000Z',
    accountId,
    actor: ada,
    action: 'Created a user field',
    target: 'Joining date',
    ...more,
  });

  it('tells who changed which setting from what to what, from the wizard to the deletion', async () => {
    const accountId = 'AcWizard';
    const by = { accountId, actor: ada };
    const { rpc, others } = together;
    others.connections.set(accountId, aConnection());
    await rpc.request('rpc.configuration.save-scope', { ...by, scope: aScope() });
    await rpc.request('rpc.configuration.save-scope', { ...by, scope: aScope() });
    const { draft } = await rpc.request('rpc.configuration.save-preferences', { ...by, preferences: aPreferences() });
    others.setTest(accountId, others.hash(draft?.rows ?? [], aConnection().tenantId), 'passed');
    await rpc.request('rpc.configuration.activate', by);
    const { runId } = await rpc.request('rpc.sync.request', { accountId, actor: bo });
    const threshold = { people: 20, percent: 5 };
    const preferences = aPreferences({ threshold });
    await rpc.request('rpc.configuration.save-preferences', { accountId, actor: bo, preferences });
    await rpc.request('rpc.configuration.discard', by);
    await rpc.request('rpc.configuration.discard', by);
    await rpc.request('rpc.configuration.disable', by);
    await rpc.request('rpc.configuration.enable', by);
    await rpc.request('rpc.configuration.enable', by);
    await rpc.request('rpc.configuration.delete', by);

    const entries = await eventually(async () => {
      const { items } = await list(accountId);
      expect(items).toHaveLength(9);
      return items.toReversed();
    });
    const action = 'Updated user sync configuration';
    const target = 'Microsoft Azure AD';
    const byTime = (one: { at: string }, other: { at: string }) => one.at.localeCompare(other.at);
    expect(entries.toSorted(byTime)).toMatchObject([
      { actor: ada, action, target: 'Draft', before: {}, after: { users: 'all', includeGuests: true } },
      { actor: ada, action, target: 'Draft', before: {}, after: { removedUsers: 'deactivate' } },
      { actor: ada, action, target, before: {}, after: { users: 'all', removedUsers: 'deactivate' } },
      { actor: bo, action: 'Started user sync', target: runId },
      { actor: bo, action, target: 'Draft', before: {}, after: { threshold } },
      { actor: ada, action: 'Discarded user sync configuration', target: 'Draft' },
      { actor: ada, action: 'Disabled user sync', target },
      { actor: ada, action: 'Enabled user sync', target },
      { actor: ada, action: 'Deleted user sync configuration', target, before: { removedUsers: 'deactivate' } },
    ]);
  });

  it('keeps an event once, however often it comes, and as it came first', async () => {
    const event = told('AcTwice');
    await sut.recorded(event);
    await sut.recorded({ ...event, action: 'Something else' });

    expect((await list('AcTwice')).items).toEqual([
      {
        id: event.eventId,
        at: event.occurredAt,
        actor: ada,
        action: 'Created a user field',
        target: 'Joining date',
      },
    ]);
  });

  describe('as a list', () => {
    let accountId: string;
    const found = async (more: Partial<ListAudit>): Promise<string[]> =>
      (await list(accountId, more)).items.map(({ target }) => target);

    beforeEach(async () => {
      accountId = `AcList${(accounts += 1)}`;
      const day = (date: number) => `2026-11-0${date}T10:00:00.000Z`;
      await sut.recorded(told(accountId, { target: 'first (a)', occurredAt: day(1) }));
      await sut.recorded(told(accountId, { target: 'second', occurredAt: day(2), actor: bo }));
      await sut.recorded(told(accountId, { target: 'third', occurredAt: day(3), action: 'Deleted user field' }));
      await sut.recorded(told('AcSomebodyElse', { target: 'theirs', occurredAt: day(2) }));
    });

    it.each<[string, Partial<ListAudit>, string[]]>([
      ['has the newest first', {}, ['third', 'second', 'first (a)']],
      ['is of one person', { by: 'UsBo' }, ['second']],
      ['is of one action', { action: 'Deleted user field' }, ['third']],
      ['is of a text in the target, taken as it is', { search: '(A' }, ['first (a)']],
      ['is of a text in the action', { search: 'deleted' }, ['third']],
      ['is of a text in a name', { search: 'specimen' }, ['second']],
      [
        'is of a time, both ends included',
        { from: '2026-11-02T10:00:00.000Z', to: '2026-11-02T10:00:00Z' },
        ['second'],
      ],
    ])('%s', async (_, filter, targets) => {
      expect(await found(filter)).toEqual(targets);
    });

    it('comes page by page, each entry once', async () => {
      const pages: string[][] = [];
      let cursor: string | undefined;
      do {
        const page: { items: AuditEntry[]; next?: string } = await list(accountId, {
          limit: 1,
          ...(cursor !== undefined && { cursor }),
        });
        pages.push(page.items.map(({ target }) => target));
        cursor = page.next;
      } while (cursor !== undefined);

      expect(pages).toEqual([['third'], ['second'], ['first (a)']]);
    });
  });
});
