import { aDraft, aScope } from './builders.js';
import { findProblems, type Knowledge } from './find-problems.js';

const sound: Knowledge = { connected: true, mapping: { mappingHash: 'hash', problems: [] }, test: 'passed' };
const codes = (...given: Parameters<typeof findProblems>) => findProblems(...given).map(({ code }) => code);
const someGroup = [{ id: 'sales', name: 'Sales' }];

describe(findProblems.name, () => {
  test('finds none in a draft that is complete, connected and tested', () => {
    expect(findProblems(aDraft(), sound)).toEqual([]);
    expect(findProblems(aDraft(), { ...sound, test: 'passedWithRejects' })).toEqual([]);
    const groups = aScope({ users: 'groups', userGroups: someGroup, groupInfo: true, groups: someGroup });
    expect(findProblems(aDraft({ scope: groups }), sound)).toEqual([]);
  });

  test('lists everything a new draft lacks, in the order of the wizard', () => {
    expect(codes({}, { connected: false })).toEqual(['not-connected', 'scope-missing', 'preferences-missing']);
    expect(codes({}, { ...sound, test: undefined })).toEqual([
      'scope-missing',
      'mapping-not-tested',
      'preferences-missing',
    ]);
  });

  test.each([
    ['scope-empty', aScope({ users: 'groups' })],
    ['groups-empty', aScope({ groupInfo: true })],
  ])('names %s', (code, scope) => {
    expect(codes(aDraft({ scope }), sound)).toEqual([code]);
  });

  test('passes on what is wrong with the rows, and does not ask for a test of them yet', () => {
    const problem = { code: 'data-type-mismatch', message: 'manager is text, Joining date is a Date.', row: 3 };
    const mapping = { mappingHash: 'hash', problems: [problem] };
    expect(findProblems(aDraft(), { connected: true, mapping })).toEqual([problem]);
  });

  test.each([
    ['mapping-not-checked', { connected: true }],
    ['mapping-not-tested', { ...sound, test: undefined }],
    ['mapping-test-failed', { ...sound, test: 'failed' as const }],
  ])('names %s', (code, knowledge) => {
    expect(codes(aDraft(), knowledge)).toEqual([code]);
  });

  test('tells the mend in every sentence', () => {
    const all = [
      ...findProblems({}, { connected: false }),
      ...findProblems(aDraft({ scope: aScope({ users: 'groups', groupInfo: true }) }), { connected: true }),
      ...findProblems(aDraft(), { ...sound, test: 'failed' }),
      ...findProblems(aDraft(), { ...sound, test: undefined }),
    ];
    expect(all).toHaveLength(8);
    for (const { message } of all) expect(message).toMatch(/sign in|choose|set|reload|test|mend/i);
  });
});
