import { isAtLeast, parseVersion } from './version.js';

describe(parseVersion.name, () => {
  it.each([
    ['db version v8.0.17\nBuild Info: {\n    "version": "8.0.17"', '8.0.17'],
    ['nats-server: v2.15.1\n', '2.15.1'],
    ['segmentation fault', undefined],
  ])('reads %j as %s', (output, version) => {
    expect(parseVersion(output)).toBe(version);
  });
});

describe(isAtLeast.name, () => {
  it.each([
    ['2.10.0', '2.10', true],
    ['2.9.10', '2.10', false],
    ['10.0.1', '5.0', true],
    ['4.4.29', '5.0', false],
  ])('%s is at least %s: %s', (version, minimum, expected) => {
    expect(isAtLeast(version, minimum)).toBe(expected);
  });
});
