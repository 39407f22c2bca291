import { aConfiguration, aDraft, aRevision } from './builders.js';
import { describeConfiguration } from './describe-configuration.js';

const connection = { connectionId: 'connection-1', version: 1 };
const connected = { connection: { ...connection, tenantId: 'tenant-1', tenantName: 'Contoso' } };
const mapping = { mappingHash: 'hash-1', problems: [] };
const aTest = (mappingHash: string, result: 'passed' | 'failed', minute: number) => ({
  testId: `${mappingHash}-${minute}`,
  mappingHash,
  result,
  testedAt: new Date(Date.UTC(2026, 2, 1, 11, minute)),
});

describe(describeConfiguration.name, () => {
  test.each([
    ['none', {}],
    ['draft', { configuration: aConfiguration({ draft: aDraft() }) }],
    ['active', { active: aRevision() }],
    ['active', { configuration: aConfiguration({ draft: aDraft() }), active: aRevision() }],
    ['disabled', { configuration: aConfiguration({ disabled: true }), active: aRevision() }],
  ])('tells the state %s', (state, found) => {
    expect(describeConfiguration({ configuration: aConfiguration(), ...found })).toMatchObject({ state });
  });

  test('is connected as long as a tenant is known and lets Rollcall in', () => {
    expect(describeConfiguration({ configuration: aConfiguration(connected) })).toMatchObject({
      connected: true,
      tenantId: 'tenant-1',
    });
    const lost = { connection: { ...connected.connection, lost: 'Consent was withdrawn. Sign in again.' } };
    expect(describeConfiguration({ configuration: aConfiguration(lost) }).connected).toBe(false);
    expect(describeConfiguration({ configuration: aConfiguration({ connection }) }).connected).toBe(false);
    expect(describeConfiguration({ configuration: aConfiguration() }).connected).toBe(false);
  });

  test('counts a mapping as tested by its hash, and the latest test of it', () => {
    const tested = (...tests: ReturnType<typeof aTest>[]) =>
      describeConfiguration({ configuration: aConfiguration({ ...connected, draft: aDraft(), tests }) }, mapping);
    expect(tested(aTest('hash-1', 'passed', 1), aTest('hash-2', 'failed', 2))).toMatchObject({
      mappingTested: true,
      problems: [],
    });
    expect(tested(aTest('hash-1', 'passed', 1), aTest('hash-1', 'failed', 2))).toMatchObject({
      mappingTested: false,
      problems: [{ code: 'mapping-test-failed' }],
    });
    expect(tested(aTest('hash-2', 'passed', 1)).mappingTested).toBe(false);
  });

  test('counts no mapping as tested that could not be checked', () => {
    const configuration = aConfiguration({ ...connected, draft: aDraft(), tests: [aTest('hash-1', 'passed', 1)] });
    expect(describeConfiguration({ configuration })).toMatchObject({
      mappingTested: false,
      problems: [{ code: 'mapping-not-checked' }],
    });
  });

  test('shows what is active without what only the service needs', () => {
    const { active } = describeConfiguration({ configuration: aConfiguration(), active: aRevision() });
    expect(active).toMatchObject({ revision: 3, activatedAt: '2026-02-01T10:00:00.000Z', activatedBy: 'Ada Sample' });
    expect(active).not.toHaveProperty('draftEtag');
    expect(active).not.toHaveProperty('runId');
  });
});
