import type { Outcome, Scope, TestedValue } from '@rollcall/contracts';
import { aDraft, anOutcome, aScope, aUser, runId, somePreferences } from '../testing/builders.js';
import { explainPerson, type Facts } from './explain-person.js';
import type { CheckName } from './explanation.js';

const activatedAt = '2026-11-02T10:00:00.000Z';
const isActive = (scope: Partial<Scope> = {}): Facts['configuration'] => ({
  state: 'active',
  active: {
    revision: 1,
    scope: { ...aScope(), ...scope },
    rows: [],
    preferences: somePreferences(),
    activatedAt,
    activatedBy: 'Ana Sample',
  },
  nextRunAt: '2026-11-30T02:00:00.000Z',
  lastRun: { runId, status: 'success', finishedAt: '2026-11-23T02:01:00.000Z' },
});
const inGroups: Partial<Scope> = { users: 'groups', userGroups: [{ id: 'g1', name: 'Engineering' }] };
const tried = (value: Partial<TestedValue> = {}): Facts['tried'] => ({
  problems: [],
  person: { externalId: 'd1', name: 'Bo', values: [{ field: 'LastName', source: 'Bo', stored: 'Bo', ...value }] },
});
const did = (more: Partial<Outcome>): Facts['lastOutcome'] => ({ ...anOutcome(more), runId });

/** Somebody who is synced. */
const facts = (more: Partial<Facts> = {}): Facts => ({
  externalId: 'd1',
  configuration: isActive(),
  traced: { state: 'present', name: 'Bo Specimen', enabled: true, guest: false },
  tried: tried(),
  synced: { user: aUser({ name: 'Bo Specimen' }), excluded: false },
  lastOutcome: did({ action: 'added' }),
  namesake: undefined,
  ...more,
});

describe(explainPerson.name, () => {
  it('tells of somebody who is synced that nothing is to be done, with every check', () => {
    const { checks, ...rest } = explainPerson(facts());

    expect(rest).toEqual({
      externalId: 'd1',
      name: 'Bo Specimen',
      isSynced: true,
      toDo: 'Nothing has to be done.',
    });
    expect(checks.map(({ check, ok }) => [check, ok])).toEqual([
      ['configured', true],
      ['inDirectory', true],
      ['enabled', true],
      ['guestChoice', true],
      ['inScope', true],
      ['mapped', true],
      ['notExcluded', true],
      ['lastChange', null],
      ['inKissflow', true],
      ['nextRun', null],
    ]);
    expect(checks.at(-3)).toMatchObject({ runId, evidence: 'Added to Kissflow, on 2026-11-02.' });
    expect(checks.at(-1)).toMatchObject({ at: '2026-11-30T02:00:00.000Z' });
  });

  it.each<[string, Partial<Facts>, CheckName, string, string]>([
    ['a disabled sync', { configuration: { state: 'disabled' } }, 'configured', 'is disabled', 'Enable it'],
    [
      'a set-up that is not finished',
      { configuration: { state: 'draft', draft: aDraft() } },
      'configured',
      'not set up',
      'Save & sync now',
    ],
    [
      'somebody deleted',
      { traced: { state: 'deleted', deletedAt: '2026-11-20T08:00:00Z' } },
      'inDirectory',
      'Deleted in Azure AD on 2026-11-20',
      'Restore the person',
    ],
    ['somebody unknown', { traced: { state: 'missing' } }, 'inDirectory', 'not among those deleted', 'which tenant'],
    [
      'somebody disabled',
      { traced: { state: 'present', enabled: false, guest: false } },
      'enabled',
      'accountEnabled is off',
      'Enable the account',
    ],
    [
      'a guest where guests are left out',
      { traced: { state: 'present', enabled: true, guest: true }, configuration: isActive({ includeGuests: false }) },
      'guestChoice',
      'guests are left out',
      'Include guests',
    ],
    [
      'somebody outside the chosen groups',
      { configuration: isActive(inGroups) },
      'inScope',
      'In none of the chosen groups',
      'one of the chosen groups',
    ],
    [
      'a value that does not fit',
      { tried: tried({ error: { code: 'value-missing', message: 'Last name is empty.' } }) },
      'mapped',
      'Last name is empty.',
      'Mend the value in Azure AD',
    ],
    [
      'a mapping with a problem',
      { tried: { problems: [{ code: 'x', message: 'The field is gone.' }], person: null } },
      'mapped',
      'The field is gone.',
      'Field mapping',
    ],
    ['an excluded user', { synced: { user: aUser(), excluded: true } }, 'notExcluded', 'excluded', 'Include the user'],
    [
      'a held removal',
      { lastOutcome: did({ action: 'held', reason: 'Deleted in Azure AD.' }) },
      'lastChange',
      'Removal held for a decision, on 2026-11-02. Deleted in Azure AD.',
      'Held removals',
    ],
    [
      'somebody the last sync rejected for another reason than the mapping',
      {
        synced: { user: null, excluded: false },
        lastOutcome: did({
          action: 'rejected',
          reason: 'The address belongs to Kim. Correct one of the two.',
          reasons: [{ code: 'email-taken', message: 'The address belongs to Kim. Correct one of the two.' }],
        }),
      },
      'lastChange',
      'Rejected, on 2026-11-02. The address belongs to Kim. Correct one of the two.',
      'Correct one of the two. Then press Sync now.',
    ],
  ])('names what is in the way of %s, and what to do', (_, more, check, evidence, toDo) => {
    const explanation = explainPerson(facts(more));

    expect(explanation.isSynced).toBe(false);
    expect(explanation.checks.find(({ ok }) => ok === false)).toMatchObject({
      check,
      evidence: expect.stringContaining(evidence) as string,
    });
    expect(explanation.toDo).toContain(toDo);
  });

  it('shows by which groups somebody is in scope', () => {
    const path = ['Engineering', 'Mobile', 'Mobile / iOS'].map((name, index) => ({ id: `g${index}`, name }));
    const traced = { ...facts().traced, path };

    const { checks } = explainPerson(facts({ configuration: isActive(inGroups), traced }));

    expect(checks.find(({ check }) => check === 'inScope')).toEqual({
      check: 'inScope',
      ok: true,
      evidence: 'In the chosen group Engineering, by way of Mobile → Mobile / iOS.',
      path,
    });
  });

  it('asks for a sync where nothing but a sync is missing, and names who has the same address', () => {
    const absent = { synced: { user: null, excluded: false }, lastOutcome: undefined };

    expect(explainPerson(facts(absent))).toMatchObject({
      isSynced: false,
      toDo: expect.stringContaining('Sync now') as string,
    });
    const { checks } = explainPerson(facts({ ...absent, namesake: aUser({ name: 'Bo the Elder' }) }));
    expect(checks.find(({ check }) => check === 'inKissflow')?.evidence).toContain('Bo the Elder');
  });

  it('holds an earlier rejection against nobody', () => {
    const lastOutcome = did({ action: 'rejected', reason: 'Last name is empty.' });
    const earlier = lastOutcome && { ...lastOutcome, runId: 'an earlier run' };

    expect(explainPerson(facts({ lastOutcome: earlier })).isSynced).toBe(true);
    expect(explainPerson(facts({ lastOutcome })).isSynced).toBe(false);
  });

  it('takes what Azure AD does not say for nothing against anybody', () => {
    const traced = { state: 'present' as const, enabled: null, guest: false };

    expect(explainPerson(facts({ traced })).isSynced).toBe(true);
  });

  it('names the fields that changed last, and no value', () => {
    const changes = [{ field: 'JobTitle', from: 'Clerk', to: 'Chief' }];

    const { checks } = explainPerson(facts({ lastOutcome: did({ action: 'updated', changes }) }));

    expect(checks.find(({ check }) => check === 'lastChange')?.evidence).toBe('Updated: JobTitle, on 2026-11-02.');
  });
});
