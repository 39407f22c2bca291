import type { Person, RunContext } from '@rollcall/contracts';
import { type PagePlan, planChanges } from './plan-changes.js';
import { aPerson, aRun, aUser } from './users.builders.js';
import type { UserDocument } from './users.schema.js';

const at = '2026-11-23T02:00:00.000Z';

function plan(people: Person[], existing: UserDocument[] = [], run: Partial<RunContext> = {}): PagePlan {
  return planChanges({ accountId: 'Ac0000001', run: aRun(run), position: { read: 0, page: 2 }, people, existing, at });
}

const waiting = (sut: PagePlan) =>
  sut.waiting.map(({ person, changesEmail }) => `${person.externalId} ${changesEmail ? 'changes' : 'takes'}`);
const outcomes = (sut: PagePlan) => sut.outcomes.map(({ action, externalId }) => `${action} ${externalId}`);

describe(planChanges.name, () => {
  describe('people without a user', () => {
    it('creates them as Invited, with every field and where it came from', () => {
      const sut = plan([aPerson('1', { Department: 'Sales' })]);

      expect(sut.inserts).toMatchObject([
        {
          status: 'Invited',
          email: '1@contoso.com',
          origin: { provider: 'azure', externalId: '1' },
          fields: { Department: { value: 'Sales', from: 'azure', at } },
          wantsInvitation: true,
          version: 1,
        },
      ]);
      expect(sut.changes).toMatchObject([
        { change: 'created', version: 1, fields: ['FirstName', 'LastName', 'Email', 'Department'] },
      ]);
      expect(outcomes(sut)).toEqual(['added 1']);
    });

    it('invites guests only where that was chosen', () => {
      const guest = aPerson('1', {}, { guest: true });

      expect(plan([guest]).inserts[0]?.wantsInvitation).toBe(false);
      expect(plan([guest], [], { inviteGuests: true }).inserts[0]?.wantsInvitation).toBe(true);
    });

    it('creates one user of a person who stands on the page twice', () => {
      expect(plan([aPerson('1'), aPerson('1')]).inserts).toHaveLength(1);
    });

    it('gives an address to the first of two people, and lets the second wait', () => {
      const sut = plan([aPerson('1', { Email: 'bo@contoso.com' }), aPerson('2', { Email: 'bo@contoso.com' })]);

      expect(outcomes(sut)).toEqual(['added 1']);
      expect(waiting(sut)).toEqual(['2 takes']);
    });
  });

  describe('people with a user', () => {
    it('only marks those who stay as they are', () => {
      const sut = plan([aPerson('1')], [aUser('1')]);

      expect(sut).toMatchObject({ seen: ['Us-1'], updates: [], outcomes: [], changes: [] });
    });

    it('updates what changed and records it from and to', () => {
      const sut = plan([aPerson('1', { FirstName: 'Mike' })], [aUser('1')]);

      expect(sut.updates).toMatchObject([{ before: 3, user: { name: 'Mike 1', version: 4, seen: { page: 2 } } }]);
      expect(sut.outcomes).toMatchObject([
        { action: 'updated', changes: [{ field: 'FirstName', from: 'Bo', to: 'Mike' }] },
      ]);
      expect(sut.changes).toEqual([{ userId: 'Us-1', version: 4, change: 'updated', fields: ['FirstName'] }]);
    });

    it('lets a changed address wait, and whoever wants the old one', () => {
      const sut = plan(
        [aPerson('1', { Email: 'new@contoso.com' }), aPerson('2', { Email: '1@contoso.com' })],
        [aUser('1')],
      );

      expect(waiting(sut)).toEqual(['1 changes', '2 takes']);
      expect(sut).toMatchObject({ inserts: [], updates: [], outcomes: [], seen: ['Us-1'] });
    });

    it('lets an address wait that another user holds, and changes nothing else of theirs', () => {
      const sut = plan([aPerson('1', { FirstName: 'Mike', Email: '2@contoso.com' })], [aUser('1'), aUser('2')]);

      expect(waiting(sut)).toEqual(['1 changes']);
      expect(sut).toMatchObject({ updates: [], outcomes: [], seen: ['Us-1'] });
    });

    it('gives an address at once to a user who has none', () => {
      const without = aUser('1', { email: null, fields: {} });

      expect(plan([aPerson('1')], [without]).updates).toMatchObject([{ user: { email: '1@contoso.com' } }]);
    });

    it('keeps an address whose Sync updates is off, also where another user holds the one in the directory', () => {
      const sut = plan([aPerson('1', { Email: '2@contoso.com' })], [aUser('1'), aUser('2')], { writeOnce: ['Email'] });

      expect(sut).toMatchObject({ seen: ['Us-1'], outcomes: [], updates: [], waiting: [] });
    });

    it.each([
      ['all', 'hand', 'reactivated'],
      ['all', 'sync', 'reactivated'],
      ['syncOnly', 'sync', 'reactivated'],
      ['syncOnly', 'hand', undefined],
    ] as const)('reactivate %s, deactivated by %s: %s', (reactivate, deactivatedBy, action) => {
      const sut = plan([aPerson('1')], [aUser('1', { status: 'Inactive', deactivatedBy })], { reactivate });

      expect(sut.outcomes[0]?.action).toBe(action);
      expect(sut.updates[0]?.user.status).toBe(action && 'Active');
    });

    it('keeps a user who never accepted Invited when reactivating', () => {
      const sut = plan([aPerson('1')], [aUser('1', { status: 'Inactive', acceptedAt: undefined })]);

      expect(sut.updates[0]?.user.status).toBe('Invited');
    });

    it("never changes an administrator's address", () => {
      const sut = plan([aPerson('1', { Email: 'new@contoso.com' })], [aUser('1', { role: 'SuperAdmin' })]);

      expect(sut.outcomes[0]?.reasons).toMatchObject([{ code: 'administrator-email' }]);
      expect(sut.updates).toEqual([]);
    });

    it("never changes an administrator's address into one that another user holds", () => {
      const sut = plan([aPerson('1', { Email: '2@contoso.com' })], [aUser('1', { role: 'IamAdmin' }), aUser('2')]);

      expect(sut.outcomes[0]?.reasons).toMatchObject([{ code: 'administrator-email' }]);
      expect(sut.waiting).toEqual([]);
    });

    it('tells people who stand on an earlier page from a page that is repeated', () => {
      const seen = { runId: aRun().runId, read: 0, disabled: false };
      const sut = plan(
        [aPerson('1'), aPerson('2')],
        [aUser('1', { seen: { ...seen, page: 1 } }), aUser('2', { seen: { ...seen, page: 2 } })],
      );

      expect([...sut.repeated]).toEqual(['1']);
    });
  });

  describe('people whose address a user of another origin holds', () => {
    const byHand = aUser('x', { origin: undefined, email: '1@contoso.com', fields: {}, role: 'SuperAdmin' });

    it('links by a verified domain, never duplicates', () => {
      const sut = plan([aPerson('1', {}, { name: 'Bo 1' })], [byHand]);

      expect(outcomes(sut)).toEqual(['linked 1']);
      expect(sut.updates[0]?.user).toMatchObject({ _id: 'Us-x', origin: { externalId: '1' } });
    });

    it.each([
      ['a domain the tenant did not prove', {}, { verifiedDomains: ['fabrikam.com'] }],
      ['a guest', { guest: true }, {}],
    ])('leaves %s to a decision', (_case, person, run) => {
      const sut = plan([aPerson('1', {}, person)], [byHand], run);

      expect(sut.outcomes[0]?.reasons).toMatchObject([{ code: 'link-needs-decision' }]);
      expect(sut.inserts).toEqual([]);
    });

    it('relinks a user whom a former tenant brought', () => {
      const former = aUser('1', { origin: { provider: 'azure', tenantId: 'another tenant', externalId: '9' } });

      expect(outcomes(plan([aPerson('1')], [former]))).toEqual(['linked 1']);
    });
  });

  describe('people who are not mapped', () => {
    const reasons = [{ code: 'value-missing', field: 'LastName', message: 'No last name.' }];

    it('rejects change nothing of theirs but are seen, so that they never look departed', () => {
      const sut = plan([{ is: 'rejected', externalId: '1', name: 'Bo', reasons }], [aUser('1')]);

      expect(sut).toMatchObject({ seen: ['Us-1'], updates: [] });
      expect(sut.outcomes).toMatchObject([{ action: 'rejected', reason: 'No last name.', reasons }]);
    });

    it.each([
      ['absent in Kissflow', undefined, {}, ['skipped 1']],
      ['Inactive already', { status: 'Inactive' }, {}, ['skipped 1']],
      ['kept by preference', {}, { disabledUsers: 'keep' }, ['skipped 1']],
      ['a candidate for removal, decided after the read', {}, {}, []],
    ] as const)('disabled and %s', (_case, user, run, expected) => {
      const existing = user ? [aUser('1', user)] : [];
      const sut = plan([{ is: 'skipped', externalId: '1', name: 'Bo', reason: 'disabled' }], existing, run);

      expect(outcomes(sut)).toEqual(expected);
      expect(sut.seenDisabled).toEqual(user ? ['Us-1'] : []);
      expect(sut.updates).toEqual([]);
    });
  });
});
