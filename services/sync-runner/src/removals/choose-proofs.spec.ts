import type { RemovalVerdict } from '@rollcall/contracts';
import { chooseProofs } from './choose-proofs.js';

describe(chooseProofs.name, () => {
  const evidence = (why: 'unseen' | 'disabled', verdict: RemovalVerdict, users: 'all' | 'groups') =>
    chooseProofs([{ externalId: 'ana', why }], [{ externalId: 'ana', verdict }], { users }).proofs[0]?.evidence;

  it.each([
    ['unseen', 'deleted', 'all', 'deleted'],
    ['unseen', 'notFound', 'all', 'notFound'],
    ['unseen', 'present', 'all', undefined],
    ['unseen', 'disabled', 'all', undefined],
    ['unseen', 'unknown', 'all', undefined],
    ['unseen', 'deleted', 'groups', 'deleted'],
    ['unseen', 'notFound', 'groups', 'notFound'],
    ['unseen', 'present', 'groups', 'present'],
    ['unseen', 'disabled', 'groups', 'present'],
    ['unseen', 'unknown', 'groups', undefined],
    ['disabled', 'disabled', 'all', 'disabled'],
    ['disabled', 'disabled', 'groups', 'disabled'],
    ['disabled', 'present', 'all', undefined],
    ['disabled', 'present', 'groups', undefined],
    ['disabled', 'unknown', 'all', undefined],
  ] as const)('%s, and the directory answers %s, scope %s: the evidence is %s', (why, verdict, users, expected) => {
    expect(evidence(why, verdict, users)).toBe(expected);
  });

  it.each([
    ['unseen', 'groups', ['ana'], 'outOfScope'],
    ['unseen', 'groups', [], 'present'],
    ['unseen', 'all', ['ana'], undefined],
    ['disabled', 'groups', ['ana'], undefined],
  ] as const)(
    '%s and out of scope %s, of those who left it %j: the evidence is %s',
    (why, users, leavers, expected) => {
      const verdicts = [{ externalId: 'ana', verdict: 'outOfScope' as const }];
      const chosen = chooseProofs([{ externalId: 'ana', why }], verdicts, { users }, new Set(leavers));

      expect(chosen.proofs[0]?.evidence).toBe(expected);
      expect(chosen.there).toEqual(expected === 'outOfScope' ? [] : ['ana']);
    },
  );

  it('names those who are there, in scope or not', () => {
    const asked = (users: 'all' | 'groups') =>
      chooseProofs(
        [
          { externalId: 'ana', why: 'unseen' },
          { externalId: 'ben', why: 'disabled' },
          { externalId: 'eva', why: 'disabled' },
        ],
        [
          { externalId: 'ana', verdict: 'present' },
          { externalId: 'ben', verdict: 'present' },
          { externalId: 'eva', verdict: 'disabled' },
        ],
        { users },
      ).there;
    expect(asked('all')).toEqual(['ana', 'ben']);
    expect(asked('groups')).toEqual(['ana', 'ben']);
  });

  it('counts those it learned nothing about, answered or not', () => {
    const absent = ['ana', 'ben', 'eva'].map((externalId) => ({ externalId, why: 'unseen' as const }));
    const chosen = chooseProofs(
      absent,
      [
        { externalId: 'ana', verdict: 'unknown' },
        { externalId: 'ben', verdict: 'deleted' },
      ],
      { users: 'all' },
    );
    expect(chosen).toMatchObject({ proofs: [{ externalId: 'ben', evidence: 'deleted' }], there: [], unproved: 2 });
  });

  it.each([
    ['all', 'unseen', 'present', 1],
    ['all', 'unseen', 'disabled', 1],
    ['all', 'disabled', 'present', 0],
    ['groups', 'unseen', 'present', 0],
  ] as const)('of %s, %s people who are %s: %i were not listed', (users, why, verdict, unlisted) => {
    const chosen = chooseProofs([{ externalId: 'ana', why }], [{ externalId: 'ana', verdict }], { users });

    expect(chosen).toMatchObject({ unlisted, proofs: users === 'all' ? [] : [{ evidence: 'present' }] });
  });
});
