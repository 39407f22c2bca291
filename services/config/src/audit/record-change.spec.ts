import { plainToInstance } from 'class-transformer';
import { Scope } from '@rollcall/contracts';
import { aPreferences, aScope } from '../configurations/builders.js';
import { changedSettings } from './record-change.js';

const row = { source: 'mail', target: 'Email', syncUpdates: true };

describe(changedSettings, () => {
  it('names each setting that differs, as it was and as it is', () => {
    const before = { scope: aScope(), rows: [row], preferences: aPreferences() };
    const after = {
      scope: aScope({ includeGuests: false }),
      rows: [{ ...row, syncUpdates: false }],
      preferences: aPreferences({ threshold: { people: 20, percent: 5 } }),
    };

    expect(changedSettings(before, after)).toEqual({
      before: { includeGuests: true, mapping: [row] },
      after: { includeGuests: false, mapping: [{ ...row, syncUpdates: false }], threshold: { people: 20, percent: 5 } },
    });
  });

  it('says nothing of what is saved as it was', () => {
    const { scope } = { scope: plainToInstance(Scope, aScope()) };

    expect(changedSettings({ scope: aScope() }, { scope })).toBeUndefined();
  });

  it('has nothing before the first configuration', () => {
    expect(changedSettings(undefined, { rows: [row] })).toEqual({ before: {}, after: { mapping: [row] } });
  });
});
