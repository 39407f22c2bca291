import type { MappedPerson, RemovalEvidence, RunContext } from '@rollcall/contracts';
import { aPerson, aRun, aUser } from '../users/users.builders.js';
import type { UserDocument } from '../users/users.schema.js';
import type { Waiting } from './emails.repository.js';
import { planSettlement, type Settlement } from './plan-settlement.js';

const accountId = 'Ac0000001';
const at = '2026-11-23T02:00:00.000Z';
const run = aRun();
const seen = { runId: run.runId, read: 0, page: 0, disabled: false };

const present = (id: string, more: Partial<UserDocument> = {}) => aUser(id, { seen, ...more });
const wants = (id: string, of: string, more: Partial<MappedPerson> = {}) =>
  aPerson(id, { Email: `${of}@contoso.com` }, more);

interface Case {
  hold?: boolean;
  decision?: Waiting['decision'];
  proofs?: Record<string, RemovalEvidence>;
  more?: Partial<RunContext>;
}

function settle(
  people: MappedPerson[],
  users: UserDocument[],
  { hold = false, decision, proofs = {}, more }: Case = {},
) {
  const waiting = people.map((person): Waiting => {
    const changesEmail = users.some(({ origin }) => origin?.externalId === person.externalId);
    const where = { accountId, runId: run.runId, externalId: person.externalId, position: { read: 0, page: 0 } };
    return { ...where, person, changesEmail, ...(decision && { decision }) };
  });
  const evidence = Object.entries(proofs).map(([externalId, found]) => ({ externalId, evidence: found }));
  return planSettlement({ accountId, run: aRun(more), waiting, users, proofs: evidence, hold, at });
}

/** Whose address is which afterwards. */
function addresses({ plan }: Settlement): Record<string, string | null> {
  const users = [...plan.inserts, ...plan.updates.map(({ user }) => user)];
  return Object.fromEntries(users.map((user) => [user.origin?.externalId ?? user._id, user.email]));
}

const outcomes = ({ plan }: Settlement) => plan.outcomes.map(({ action, externalId }) => `${action} ${externalId}`);
const codes = ({ plan }: Settlement) => plan.outcomes.flatMap(({ reasons }) => reasons.map(({ code }) => code));

describe(planSettlement.name, () => {
  it('gives a free address to whoever changes theirs, and records from and to', () => {
    const sut = settle([wants('1', 'new')], [present('1')]);

    expect(addresses(sut)).toEqual({ 1: 'new@contoso.com' });
    expect(sut.plan.outcomes).toMatchObject([
      { action: 'updated', changes: [{ field: 'Email', from: '1@contoso.com', to: 'new@contoso.com' }] },
    ]);
    expect(sut).toMatchObject({ released: ['Us-1'], moved: ['1'] });
  });

  it.each([
    ['two people who swap', ['1>2', '2>1']],
    ['a cycle of three', ['1>2', '2>3', '3>1']],
    ['a chain into a free address', ['1>2', '2>3', '3>free']],
    ['a newcomer into an address that is given up', ['new>1', '1>free']],
    ['a swap beside a chain', ['1>2', '2>1', '3>4', '4>free']],
  ])('moves %s together', (_case, moves) => {
    const pairs = moves.map((move) => move.split('>') as [string, string]);
    const users = pairs.flatMap(([id]) => (id === 'new' ? [] : [present(id)]));

    const sut = settle(
      pairs.map(([id, of]) => wants(id, of)),
      users,
    );

    expect(addresses(sut)).toEqual(Object.fromEntries(pairs.map(([id, of]) => [id, `${of}@contoso.com`])));
    expect(sut.released.sort()).toEqual(users.map(({ _id }) => _id).sort());
    expect(codes(sut)).toEqual([]);
  });

  it('rejects who wants the address of somebody who keeps it, and whoever waits for theirs, naming both', () => {
    const sut = settle([wants('1', '2'), wants('2', '3')], [present('1'), present('2'), present('3')]);

    expect(outcomes(sut).sort()).toEqual(['rejected 1', 'rejected 2']);
    expect(codes(sut)).toEqual(['email-taken', 'email-taken']);
    expect(sut.plan.outcomes[1]?.reason).toBe('The address of Bo 2 belongs to Bo 3 already. Correct one of the two.');
    expect(sut).toMatchObject({ plan: { updates: [] }, released: [], moved: [] });
  });

  it('gives an address that two people want to one of them', () => {
    const sut = settle([wants('1', 'free'), wants('2', 'free')], [present('1'), present('2')]);

    expect(outcomes(sut).sort()).toEqual(['rejected 2', 'updated 1']);
    expect(sut.plan.outcomes.find(({ action }) => action === 'rejected')?.reason).toContain('belongs to Bo 1');
  });

  it.each([
    ['an administrator', { role: 'IamAdmin' }],
    ['somebody excluded from sync', { excluded: true }],
  ] as const)('moves nobody into the address of %s', (_case, more) => {
    const sut = settle([wants('1', '2'), wants('2', '1')], [present('1'), present('2', more)]);

    expect(addresses(sut)).toEqual({});
    expect(sut.released).toEqual([]);
  });

  describe('of a person who was created again under another id', () => {
    const again = wants('new', '1', { name: 'Bo 1' });
    const gone = aUser('1', { role: 'User' });

    it.each([
      ['is found among the deleted', gone, 'deleted'],
      ['was not found by an earlier run either', { ...gone, missing: { runId: 'earlier' } }, 'notFound'],
    ] as const)('relinks the user where the old one %s', (_case, user, evidence) => {
      const sut = settle([again], [user], { proofs: { 1: evidence } });

      expect(sut.plan.updates).toMatchObject([{ user: { _id: 'Us-1', origin: { externalId: 'new' }, seen: {} } }]);
      expect(sut.plan.updates[0]?.user).not.toHaveProperty('missing');
      expect(sut.plan.outcomes).toMatchObject([
        { action: 'linked', reason: expect.stringContaining('another id') as string },
      ]);
      expect(sut.plan.inserts).toEqual([]);
    });

    it('wakes up a user whom an earlier run deactivated for it', () => {
      const sut = settle([again], [{ ...gone, status: 'Inactive', deactivatedBy: 'sync' }], {
        proofs: { 1: 'deleted' },
      });

      expect(outcomes(sut)).toEqual(['reactivated new']);
      expect(sut.plan.updates).toMatchObject([{ user: { _id: 'Us-1', status: 'Active' } }]);
    });

    it('rejects, and notes it for a second look, where the old one is not found for the first time', () => {
      const sut = settle([again], [gone], { proofs: { 1: 'notFound' } });

      expect(codes(sut)).toEqual(['email-taken']);
      expect(sut.plan.updates).toMatchObject([{ before: 3, user: { missing: { runId: run.runId }, version: 3 } }]);
    });

    it.each([
      ['nobody asked', gone, {}],
      ['the old one is there', gone, { 1: 'present' }],
      ['the run has seen the old one', present('1'), { 1: 'deleted' }],
    ] as const)('rejects where %s', (_case, user, proofs) => {
      const sut = settle([again], [user], { proofs });

      expect(codes(sut)).toEqual(['email-taken']);
      expect(sut.plan.updates).toEqual([]);
    });

    it.each([
      ['the name is another', wants('new', '1', { name: 'Kim 1' }), gone, undefined],
      ['it is a guest', { ...again, guest: true }, gone, undefined],
      ['the domain is not the tenant’s', again, gone, { verifiedDomains: [] }],
      ['the user is excluded from sync', again, { ...gone, excluded: true as const }, undefined],
    ])('leaves to a decision whether to link where %s', (_case, person, user, more) => {
      const sut = settle([person], [user], { proofs: { 1: 'deleted' }, more });

      expect(sut.plan.outcomes).toMatchObject([
        { action: 'rejected', reasons: [{ code: 'link-needs-decision', userId: 'Us-1' }] },
      ]);
      expect(sut.plan.updates).toEqual([]);
    });
  });

  describe('while changes of address are held', () => {
    const changed = { ...wants('1', 'new'), values: { ...wants('1', 'new').values, FirstName: 'Mike' } };

    it('keeps the address, and changes everything else', () => {
      const sut = settle([changed], [present('1')], { hold: true });

      expect(sut.plan.updates).toMatchObject([
        { user: { email: '1@contoso.com', fields: { FirstName: { value: 'Mike' } } } },
      ]);
      expect(sut.plan.outcomes).toMatchObject([
        { action: 'held', reasons: [{ code: 'email-change-held' }], changes: [{ field: 'FirstName' }] },
      ]);
      expect(sut.held).toEqual([
        { externalId: '1', userId: 'Us-1', name: changed.name, from: '1@contoso.com', to: 'new@contoso.com' },
      ]);
    });

    it('holds who has nothing else new, and rejects whoever wants their address', () => {
      const sut = settle([wants('1', 'new'), wants('newcomer', '1')], [present('1')], { hold: true });

      expect(outcomes(sut).sort()).toEqual(['held 1', 'rejected newcomer']);
    });

    it('carries out what was approved', () => {
      const sut = settle([wants('1', 'new')], [present('1')], { hold: true, decision: 'approved' });

      expect(addresses(sut)).toEqual({ 1: 'new@contoso.com' });
      expect(sut).toMatchObject({ held: [], moved: ['1'] });
    });

    it('keeps what an administrator keeps, held or not, without a word in the report', () => {
      const sut = settle([wants('1', 'new')], [present('1')], { decision: 'kept' });

      expect(sut).toMatchObject({ plan: { outcomes: [], updates: [] }, moved: [], held: [{ externalId: '1' }] });
    });

    it('holds no newcomer', () => {
      expect(outcomes(settle([wants('new', 'free')], [], { hold: true }))).toEqual(['added new']);
    });
  });
});
