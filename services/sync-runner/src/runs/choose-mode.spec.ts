import { chooseMode, type ModeQuestion } from './choose-mode.js';

const now = new Date('2026-11-24T02:00:00Z');
const daysAgo = (days: number) => new Date(now.getTime() - days * 24 * 60 * 60 * 1_000);

const delta = {
  tenantId: 'tenant-1',
  revision: 3,
  attributes: ['givenName', 'mail'],
  cursor: 'link',
  takenAt: daysAgo(1),
  fullAt: daysAgo(2),
  runId: 'run-1',
};

const question: ModeQuestion = {
  isPreview: false,
  isFirst: false,
  scope: { users: 'all' },
  revision: 3,
  tenantId: 'tenant-1',
  attributes: ['mail', 'givenName'],
  delta,
  now,
};

describe(chooseMode.name, () => {
  it('makes do with what changed since the last complete run of the same settings', () => {
    expect(chooseMode(question)).toEqual({
      mode: 'changes',
      modeReason: 'Reads only who changed in Azure AD since the last sync, and whoever was left open by it.',
    });
  });

  it.each<[string, Partial<ModeQuestion>, string]>([
    ['a preview', { isPreview: true }, 'preview'],
    ['the first sync', { isFirst: true, delta: undefined }, 'first sync'],
    ['chosen groups', { scope: { users: 'groups' } }, 'chosen groups'],
    ['a last sync that may have missed somebody', { delta: undefined }, 'no place'],
    ['another tenant', { tenantId: 'tenant-2' }, 'Another tenant'],
    ['another configuration', { revision: 4 }, 'configuration changed'],
    ['more attributes', { attributes: ['mail', 'givenName', 'surname'] }, 'Other attributes'],
    ['other attributes', { attributes: ['mail', 'surname'] }, 'Other attributes'],
    ['a place of more than six days ago', { delta: { ...delta, takenAt: daysAgo(6.1) } }, 'six days'],
    ['a week without a full read', { delta: { ...delta, fullAt: daysAgo(6.9) } }, 'Once a week'],
  ])('reads everybody for %s, and says why', (_name, more, words) => {
    expect(chooseMode({ ...question, ...more })).toEqual({
      mode: 'full',
      modeReason: expect.stringContaining(words) as string,
    });
  });
});
