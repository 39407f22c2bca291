import { fieldIdOf } from './name-field.js';

describe(fieldIdOf.name, () => {
  it.each([
    ['Joining date', 'Joining_date'],
    ['  Cost  centre (EU) ', 'Cost_centre_EU_'],
    ['Größe', 'Größe'],
    ['Gro\u0308ße', 'Größe'],
    ['入社日', '入社日'],
    ['$where.x', '_where_x'],
  ])('%s: %s', (name, id) => {
    expect(fieldIdOf(name)).toBe(id);
  });
});
