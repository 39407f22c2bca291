import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isPermissive, listLicences, type LockFile } from './list-licences.js';

const lock = JSON.parse(readFileSync(join(import.meta.dirname, '../../../../package-lock.json'), 'utf8')) as LockFile;

describe(listLicences, () => {
  it('has what is shipped, and neither our own packages nor tools', () => {
    const packages = {
      '': { version: '1.0.0' },
      'libs/mapping': { version: '0.1.0' },
      'node_modules/@rollcall/mapping': { link: true },
      'node_modules/jest': { version: '30.0.0', license: 'MIT', dev: true },
      'node_modules/b': { version: '1.0.0', license: 'ISC' },
      'node_modules/b/node_modules/@x/a': { version: '2.0.0' },
      'node_modules/c/node_modules/b': { version: '1.0.0', license: 'ISC' },
    };

    expect(listLicences({ packages })).toEqual([
      { name: '@x/a', version: '2.0.0', licence: 'unknown' },
      { name: 'b', version: '1.0.0', licence: 'ISC' },
    ]);
  });

  it('finds nothing in the image that asks for more than to be named', () => {
    const shipped = listLicences(lock);

    expect(shipped.length).toBeGreaterThan(50);
    expect(shipped.filter(({ licence }) => !isPermissive(licence))).toEqual([]);
  });
});

describe(isPermissive, () => {
  it.each(['MIT', '(MIT OR GPL-3.0)', 'MIT AND BSD-3-Clause'])('takes %s', (licence) => {
    expect(isPermissive(licence)).toBe(true);
  });

  it.each(['GPL-3.0', 'MIT AND LGPL-3.0', 'unknown', 'SEE LICENSE IN x'])('does not take %s', (licence) => {
    expect(isPermissive(licence)).toBe(false);
  });
});
