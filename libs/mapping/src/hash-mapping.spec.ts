import { aRow } from './mapping.builders.js';
import { mappingHash } from './hash-mapping.js';

const hashed = { rows: [aRow('mail', 'Email', { fallbacks: ['upn'] })], tenantId: 'contoso', fieldsVersion: 1 };

describe(mappingHash.name, () => {
  it('stays the same from release to release, so that a tested mapping stays tested', () => {
    expect(mappingHash(hashed)).toBe('e95e3ce24c54736701f81f47251cdc3de4f89f088230ef7fcb37422ccbcbdaa4');
  });

  it('does not depend on the order of properties, nor on how "none" is written', () => {
    const rows = [{ syncUpdates: true, default: ' ', fallbacks: ['upn'], target: 'Email', source: 'mail' }];

    expect(mappingHash({ fieldsVersion: 1, tenantId: 'contoso', rows })).toBe(mappingHash(hashed));
    expect(mappingHash({ ...hashed, rows: [aRow('mail', 'Email', { fallbacks: [] })] })).toBe(
      mappingHash({ ...hashed, rows: [aRow('mail', 'Email')] }),
    );
  });

  it.each([
    ['tenant', { ...hashed, tenantId: 'fabrikam' }],
    ['catalogue', { ...hashed, fieldsVersion: 2 }],
    ['source', { ...hashed, rows: [aRow('upn', 'Email', { fallbacks: ['upn'] })] }],
    ['target', { ...hashed, rows: [aRow('mail', 'Phone', { fallbacks: ['upn'] })] }],
    ['fallbacks', { ...hashed, rows: [aRow('mail', 'Email')] }],
    ['default', { ...hashed, rows: [aRow('mail', 'Email', { fallbacks: ['upn'], default: 'x' })] }],
    ['Sync updates', { ...hashed, rows: [aRow('mail', 'Email', { fallbacks: ['upn'], syncUpdates: false })] }],
    ['format', { ...hashed, rows: [aRow('mail', 'Email', { fallbacks: ['upn'], format: { date: 'YYYY-MM-DD' } })] }],
    ['number of rows', { ...hashed, rows: [...hashed.rows, aRow('surname', 'LastName')] }],
  ])('changes with the %s', (_what, other) => {
    expect(mappingHash(other)).not.toBe(mappingHash(hashed));
  });
});
