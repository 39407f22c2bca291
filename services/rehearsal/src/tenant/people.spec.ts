import { CONTOSO, CONTOSO_ACCOUNTS } from './accounts.js';
import { generatePerson } from './generate-person.js';
import { People } from './people.js';
import { textOf } from './person.js';
import type { Resource, TenantPlan } from './person.js';
import { guid, indexOfGuid } from './random.js';

const plan = (more: Partial<TenantPlan> = {}): TenantPlan => ({
  id: CONTOSO,
  name: 'Contoso',
  seed: 1,
  people: 250,
  groups: 12,
  domains: ['contoso.com', 'contoso.onmicrosoft.com'],
  named: CONTOSO_ACCOUNTS,
  ...more,
});

const everybody = (of: TenantPlan) => Array.from({ length: of.people }, (_, index) => generatePerson(of, index));

describe(guid.name, () => {
  it.each([0, 1, 77, 123_456, 0xfffe0003, 0xffffffff])('holds the number %i so that it can be read back', (index) => {
    expect(indexOfGuid(42, guid(42, index))).toBe(index);
  });

  it('knows no number of an id from elsewhere, or of another seed', () => {
    expect(indexOfGuid(42, '6ea91a8d-e32e-41a1-b7bd-d2d185eed0e0')).toBeUndefined();
    expect(indexOfGuid(43, guid(42, 7))).toBeUndefined();
    expect(indexOfGuid(42, 'ana.admin@contoso.com')).toBeUndefined();
  });
});

describe(generatePerson.name, () => {
  it('makes the same people from the same seed, and others from another', () => {
    expect(everybody(plan())).toEqual(everybody(plan()));
    expect(everybody(plan({ seed: 2 }))).not.toEqual(everybody(plan()));
  });

  it('gives every person an id and a user principal name of their own', () => {
    const people = everybody(plan({ people: 5_000 }));
    expect(new Set(people.map(({ id }) => id)).size).toBe(5_000);
    expect(new Set(people.map(({ properties }) => properties['userPrincipalName'])).size).toBe(5_000);
  });

  it('makes awkward people, but at most one in twenty that has no name or address', () => {
    const people = everybody(plan()).map(({ properties }) => properties);
    const nameless = people.filter(({ givenName, surname }) => givenName === null || surname === null);
    const addresses = people.map(({ mail }) => mail).filter((mail) => typeof mail === 'string');
    const dates = people.map(
      ({ onPremisesExtensionAttributes }) => (onPremisesExtensionAttributes as Resource)['extensionAttribute1'],
    );

    expect(nameless.length).toBeGreaterThan(0);
    expect(nameless.length).toBeLessThan(12);
    expect(people.filter(({ mail }) => mail === null).length).toBeGreaterThan(5);
    expect(people.filter((person) => textOf(person, 'userPrincipalName').includes('#EXT#'))).toHaveLength(10);
    expect(people.filter(({ accountEnabled }) => accountEnabled === false).length).toBeGreaterThan(3);
    expect(addresses.length - new Set(addresses.map((mail) => mail.toLowerCase())).size).toBe(1);
    expect(dates).toEqual(expect.arrayContaining(['06/06/2019', 'June sixth', null]));
    expect(Math.max(...people.map((person) => textOf(person, 'displayName').length))).toBe(256);
  });

  it('keeps every text within the lengths the directory allows', () => {
    for (const { properties } of everybody(plan({ people: 3_000 }))) {
      expect(textOf(properties, 'displayName').length).toBeLessThanOrEqual(256);
      expect(textOf(properties, 'givenName').length).toBeLessThanOrEqual(64);
      expect(textOf(properties, 'employeeId').length).toBeLessThanOrEqual(16);
    }
  });
});

describe(People.name, () => {
  it('finds people by id and by user principal name, in any case', () => {
    const sut = new People(plan());
    const person = sut.at(99);
    expect(sut.find(person.id)?.index).toBe(99);
    expect(sut.find(textOf(person.properties, 'userPrincipalName').toUpperCase())?.index).toBe(99);
    expect(sut.find('ana.admin@contoso.com')?.index).toBe(0);
    expect(sut.find('nobody99@contoso.com')).toBeUndefined();
  });

  it('finds a renamed account by its new name and no longer by its old one', () => {
    const sut = new People(plan());
    const old = textOf(sut.at(99).properties, 'userPrincipalName');
    sut.patch(sut.at(99), { userPrincipalName: 'somebody.else@contoso.com' });
    expect(sut.find('Somebody.Else@contoso.com')?.index).toBe(99);
    expect(sut.find(old)).toBeUndefined();
  });

  it('counts and lists only those who are present', () => {
    const sut = new People(plan());
    sut.remove(sut.at(10), new Date());
    sut.purge(sut.remove(sut.at(11), new Date()));
    sut.create({ userPrincipalName: 'new@contoso.com' });
    expect(sut.count()).toBe(249);
    expect([...sut.present()]).toHaveLength(249);
    expect([...sut.deleted()].map(({ index }) => index)).toEqual([10]);
  });

  it('tells each changed person once since a version', () => {
    const sut = new People(plan());
    sut.patch(sut.at(1), { jobTitle: 'a' });
    const version = sut.version;
    sut.patch(sut.at(2), { jobTitle: 'b' });
    sut.patch(sut.at(1), { jobTitle: 'c' });
    sut.patch(sut.at(2), { jobTitle: null });
    expect(sut.changedSince(version)).toEqual([2, 1]);
    expect(sut.at(2).cleared).toEqual(['jobTitle']);
  });
});
