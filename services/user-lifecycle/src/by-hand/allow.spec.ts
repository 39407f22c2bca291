import type { Role } from '@rollcall/contracts';
import { type Deed, refusalOf } from './allow.js';

const user = { _id: 'Us-1', role: 'User', isOwner: false } as const;
const admin = { ...user, role: 'IamAdmin' } as const;
const superAdmin = { ...user, role: 'SuperAdmin' } as const;
const owner = { ...user, isOwner: true };

// prettier-ignore
const table: [Deed, string, typeof user | typeof admin | typeof superAdmin | typeof owner | undefined, Role[]][] = [
  ['edit',                    'nobody yet',      undefined,  ['SuperAdmin', 'UserAdmin']],
  ['edit',                    'a user',          user,       ['SuperAdmin', 'UserAdmin']],
  ['edit',                    'an administrator', admin,     ['SuperAdmin']],
  ['edit',                    'the owner',       owner,      ['SuperAdmin']],
  ['deactivate',              'a user',          user,       ['SuperAdmin', 'UserAdmin']],
  ['deactivate',              'an administrator', admin,     ['SuperAdmin']],
  ['deactivate',              'the owner',       owner,      ['SuperAdmin']],
  [{ makes: 'UserAdmin' },    'a user',          user,       ['SuperAdmin', 'IamAdmin']],
  [{ makes: 'User' },         'an administrator', admin,     ['SuperAdmin', 'IamAdmin']],
  [{ makes: 'SuperAdmin' },   'a user',          user,       ['SuperAdmin']],
  [{ makes: 'User' },         'a Super Admin',   superAdmin, ['SuperAdmin']],
  [{ makes: 'User' },         'the owner',       owner,      ['SuperAdmin']],
];

describe(refusalOf.name, () => {
  it.each(table)('%j %s', (deed, _whom, target, allowed) => {
    const roles: Role[] = ['SuperAdmin', 'IamAdmin', 'UserAdmin', 'User'];
    const may = roles.filter((role) => refusalOf({ userId: 'Us-actor', role }, deed, target) === undefined);
    expect(may).toEqual(allowed);
  });

  it('lets nobody deactivate themselves', () => {
    expect(refusalOf({ userId: 'Us-1', role: 'SuperAdmin' }, 'deactivate', superAdmin)).toContain('themselves');
  });
});
