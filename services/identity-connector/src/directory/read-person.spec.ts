import { RefusedError } from '@rollcall/messaging';
import { readPerson } from './read-person.js';
import { selectAttributes } from './select-attributes.js';

const aRecord = (more: object = {}): object => ({
  id: 'ana',
  displayName: 'Ana Sample',
  accountEnabled: true,
  userType: 'Member',
  userPrincipalName: 'ana@contoso.com',
  mail: 'ana@contoso.com',
  ...more,
});

const read = (record: unknown, ...attributes: string[]) => readPerson(record, selectAttributes(attributes));

describe(readPerson.name, () => {
  it.each([
    [{ userType: 'Guest' }, true],
    [{ userPrincipalName: 'bo_partner.example#EXT#@contoso.onmicrosoft.com' }, true],
    [{ userPrincipalName: 'bo_partner.example#ext#@contoso.onmicrosoft.com', userType: null }, true],
    [{ userType: null }, false],
    [{}, false],
  ])('reads from %j whether somebody is a guest: %p', (more, guest) => {
    expect(read(aRecord(more), 'mail').guest).toBe(guest);
  });

  it.each([
    [true, true],
    [false, false],
    [null, null],
    [undefined, null],
  ])('reads accountEnabled %p as %p', (accountEnabled, enabled) => {
    expect(read(aRecord({ accountEnabled }), 'mail').enabled).toBe(enabled);
  });

  it('reads values of nested objects and of managers, and null where there is none', () => {
    const record = aRecord({
      businessPhones: ['1', '2'],
      otherMails: [],
      city: '',
      employeeOrgData: { costCenter: 'CC-1', division: null },
      onPremisesExtensionAttributes: null,
      manager: { '@odata.type': '#microsoft.graph.orgContact', id: 'x', mail: 'wanda@partner.example' },
    });
    const names = ['businessPhones', 'otherMails', 'city', 'employeeOrgData.costCenter', 'employeeOrgData.division'];
    const extension = 'onPremisesExtensionAttributes.extensionAttribute4';

    expect(read(record, ...names, extension, 'manager', 'department').attributes).toEqual({
      businessPhones: ['1', '2'],
      otherMails: null,
      city: null,
      'employeeOrgData.costCenter': 'CC-1',
      'employeeOrgData.division': null,
      [extension]: null,
      manager: { id: 'x', name: 'wanda@partner.example' },
      department: null,
    });
  });

  it('calls somebody without a display name by their sign-in name', () => {
    expect(read(aRecord({ displayName: null }), 'mail').displayName).toBe('ana@contoso.com');
  });

  it.each([
    ['null', null],
    ['a text', 'ana'],
    ['no id', aRecord({ id: undefined })],
    ['an id that is no text', aRecord({ id: 17 })],
    ['ids only', { id: 'ana', displayName: null, userPrincipalName: null }],
    ['a name that is no text', aRecord({ displayName: 17 })],
    ['accountEnabled in words', aRecord({ accountEnabled: 'true' })],
    ['an object for an attribute', aRecord({ mail: {} })],
    ['a list of objects for an attribute', aRecord({ mail: [{}] })],
  ])('refuses %s', (_, record) => {
    expect(() => read(record, 'mail')).toThrow(RefusedError);
  });
});

describe(selectAttributes.name, () => {
  it('asks for the outer property of nested ones, once, and always for what decides about people', () => {
    const { select } = selectAttributes(['employeeOrgData.costCenter', 'employeeOrgData.division', 'mail']);

    expect(select).toBe('id,displayName,accountEnabled,userType,userPrincipalName,mail,employeeOrgData');
  });

  it('asks for ids only if for nothing else', () => {
    expect(selectAttributes([])).toEqual({ attributes: [], select: 'id', needsManager: false });
  });

  it('asks for a manager beside the properties', () => {
    const { select, needsManager } = selectAttributes(['manager']);

    expect(select).not.toContain('manager');
    expect(needsManager).toBe(true);
  });

  it.each([
    'shoeSize',
    'mail,password',
    'mail&$expand=manager',
    'extension_short_x',
    `extension_${'0'.repeat(32)}_a-b`,
  ])('refuses %s', (name) => {
    expect(() => selectAttributes([name])).toThrow(expect.objectContaining({ code: 'unknown-attribute' }) as Error);
  });
});
