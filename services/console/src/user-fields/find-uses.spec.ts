import type { Draft, MappingRow, Configuration } from '../api/shapes.js';
import { findUses } from './find-uses.js';

const row = (source: string, more: Partial<MappingRow> = {}): MappingRow => ({
  source,
  target: 'Office',
  syncUpdates: true,
  ...more,
});

describe(findUses.name, () => {
  it('names the attributes in the order in which they are tried, of the active mapping and of the draft', () => {
    const active = { rows: [row('mail', { target: 'Email' }), row('officeLocation', { fallbacks: ['city'] })] };
    const draft = { rows: [row('city')] };

    expect(findUses({ active, draft } as Pick<Configuration, 'active' | 'draft'>, 'Office')).toEqual({
      active: ['officeLocation', 'city'],
      draft: ['city'],
    });
  });

  it('finds nothing where nothing is mapped, or only in the draft', () => {
    expect(findUses({}, 'Office')).toEqual({});
    expect(findUses({ draft: { rows: [row('city')] } as Draft }, 'Office')).toEqual({ draft: ['city'] });
    expect(findUses({ draft: { rows: [row('city')] } as Draft }, 'Email')).toEqual({});
  });
});
