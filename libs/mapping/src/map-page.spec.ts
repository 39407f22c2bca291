import { aDirectoryUser, aMapping } from './mapping.builders.js';
import { mapPage } from './map-page.js';

describe(mapPage.name, () => {
  const people = [
    aDirectoryUser({}, { externalId: 'fine' }),
    aDirectoryUser({ surname: null }, { externalId: 'nameless' }),
    aDirectoryUser({ surname: null }, { externalId: 'gone', enabled: false }),
    aDirectoryUser({}, { externalId: 'unsaid', enabled: null }),
    aDirectoryUser({}, { externalId: 'guest', guest: true }),
    aDirectoryUser({}, { externalId: 'disabledGuest', guest: true, enabled: false }),
  ];

  it('hands on everybody in order: mapped, rejected or skipped', () => {
    expect(mapPage(aMapping(), people, { includeGuests: false })).toMatchObject([
      { externalId: 'fine', is: 'mapped' },
      { externalId: 'nameless', is: 'rejected' },
      { externalId: 'gone', is: 'skipped', reason: 'disabled', name: 'Ana Sample' },
      { externalId: 'unsaid', is: 'mapped' },
      { externalId: 'guest', is: 'skipped', reason: 'guest' },
      { externalId: 'disabledGuest', is: 'skipped', reason: 'disabled' },
    ]);
  });

  it('maps guests where they are included', () => {
    expect(mapPage(aMapping(), people, { includeGuests: true })[4]).toMatchObject({ is: 'mapped', guest: true });
  });
});
