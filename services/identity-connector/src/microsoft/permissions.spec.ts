import { UnsecuredJWT } from 'jose';
import { missingPermissions } from './permissions.js';

describe(missingPermissions.name, () => {
  it.each([
    [['User.Read.All', 'GroupMember.Read.All', 'Mail.Read'], []],
    [['User.Read.All'], ['GroupMember.Read.All']],
    [[], ['User.Read.All', 'GroupMember.Read.All']],
    [undefined, ['User.Read.All', 'GroupMember.Read.All']],
  ])('of a token with %j misses %j', (roles, missing) => {
    expect(missingPermissions(new UnsecuredJWT({ roles }).encode())).toEqual(missing);
  });

  it('says nothing about a token it can not look into', () => {
    expect(missingPermissions('opaque')).toBeUndefined();
  });
});
