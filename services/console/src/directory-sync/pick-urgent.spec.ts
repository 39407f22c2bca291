import { type Facts, pickUrgent } from './pick-urgent.js';

const now = new Date('2026-11-24T10:00:00Z');
const nobody = { people: 0, orMore: false };
const calm: Facts = { connection: { state: 'verified' }, removals: nobody, emailChanges: nobody };
const lost = { code: 'connection-lost', message: 'Azure AD no longer answers.', since: '2026-11-24T08:00:00Z' };
const counts = (rejected: number) => ({ rejected }) as NonNullable<NonNullable<Facts['lastSync']>['counts']>;

describe(pickUrgent.name, () => {
  it('has nothing to say where all is well', () => {
    expect(pickUrgent(calm, now)).toBeUndefined();
    expect(
      pickUrgent({ ...calm, connection: null, lastSync: { runId: 'R1', counts: counts(0) } }, now),
    ).toBeUndefined();
  });

  it('puts a lost connection before everything', () => {
    const facts = { ...calm, connection: { state: 'lost' as const, lost }, removals: { people: 42, orMore: false } };

    expect(pickUrgent(facts, now)).toEqual({ kind: 'lost', message: lost.message, isOurs: false });
  });

  it('knows a fault that no sign-in mends', () => {
    const connection = { state: 'lost' as const, lost: { ...lost, code: 'server-setting' } };

    expect(pickUrgent({ ...calm, connection }, now)).toMatchObject({ kind: 'lost', isOurs: true });
  });

  it('puts decisions before an expiry, removals first', () => {
    const connection = { state: 'verified' as const, credentialExpiresAt: '2026-11-25T10:00:00Z' };
    const waiting = { people: 2, orMore: false };

    expect(pickUrgent({ ...calm, connection, removals: waiting, emailChanges: waiting }, now)).toMatchObject({
      kind: 'removals',
    });
    expect(pickUrgent({ ...calm, connection, emailChanges: waiting }, now)).toMatchObject({ kind: 'emails' });
    expect(pickUrgent({ ...calm, connection }, now)).toEqual({ kind: 'expiry', days: 1 });
  });

  it('keeps silent about a secret that is good for long', () => {
    const connection = { state: 'verified' as const, credentialExpiresAt: '2027-11-25T10:00:00Z' };

    expect(pickUrgent({ ...calm, connection }, now)).toBeUndefined();
  });

  it('tells of people whom the last sync rejected', () => {
    const lastSync = { runId: 'R1', counts: counts(7) };

    expect(pickUrgent({ ...calm, lastSync }, now)).toEqual({ kind: 'rejected', runId: 'R1', people: 7 });
  });
});
