import type { DirectorySource, DirectoryUser } from '@rollcall/contracts';
import { cutToFit } from './cut-to-fit.js';
import { CHANGES, firstLink, isLinkOf, personPath, readCursor, writeCursor } from './page-links.js';
import { selectAttributes } from './select-attributes.js';

const graph = 'https://graph.microsoft.com/v1.0';
const groupId = 'c5a2d6de-0d7e-4b7e-9a53-4e7d5b1f2a11';
const everybody: DirectorySource = { kind: 'users' };
const group: DirectorySource = { kind: 'group', groupId };
const ids = selectAttributes([]);
const withManager = selectAttributes(['manager']);

describe(firstLink.name, () => {
  it.each([
    [everybody, ids, `${graph}/users?$select=id&$top=999`],
    [group, ids, `${graph}/groups/${groupId}/transitiveMembers/microsoft.graph.user?$select=id&$top=999&$count=true`],
    [
      group,
      withManager,
      `${graph}/groups/${groupId}/transitiveMembers/microsoft.graph.user?$select=id&$top=100&$count=true`,
    ],
    [
      everybody,
      withManager,
      `${graph}/users?$select=${withManager.select}&$top=100&$expand=manager($select=id,mail,userPrincipalName)`,
    ],
  ])('begins %j with the right address', (source, selection, link) => {
    expect(firstLink(source, selection)).toBe(link);
  });

  it.each(['', 'x', '../../users', `${groupId}/owners`])('makes no address of %j', (id) => {
    expect(() => firstLink({ kind: 'group', groupId: id }, ids)).toThrow('object ids');
    expect(() => personPath(id, ids)).toThrow('object ids');
  });
});

describe(isLinkOf.name, () => {
  it.each([
    [everybody, `${graph}/users?$skiptoken=a`],
    [group, `${graph}/groups/${groupId}/transitiveMembers/microsoft.graph.user?$skiptoken=a`],
    [group, `${graph}/groups/${groupId.toUpperCase()}/transitiveMembers?$skiptoken=a`],
    [CHANGES, `${graph}/users/delta?$deltatoken=a`],
    [CHANGES, `${graph}/users/microsoft.graph.delta()?$skiptoken=a`],
  ])('follows, for %j, %s', (source, link) => {
    expect(isLinkOf(source, link)).toBe(true);
  });

  it.each([
    [everybody, 'https://graph.microsoft.com.example.com/v1.0/users?$skiptoken=a'],
    [everybody, 'https://graph.microsoft.com@example.com/v1.0/users'],
    [everybody, 'https://user@graph.microsoft.com/v1.0/users'],
    [everybody, 'http://graph.microsoft.com/v1.0/users'],
    [everybody, 'https://graph.microsoft.com:8443/v1.0/users'],
    [everybody, `${graph}/users/../groups`],
    [everybody, `${graph}/users/delta`],
    [everybody, 'https://graph.microsoft.com/beta/users'],
    [everybody, '/v1.0/users'],
    [CHANGES, `${graph}/users?$skiptoken=a`],
    [CHANGES, `${graph}/groups/delta?$skiptoken=a`],
    [CHANGES, 'https://graph.microsoft.com@example.com/v1.0/users/delta'],
    [group, `${graph}/users?$skiptoken=a`],
    [group, `${graph}/groups/${groupId}/owners`],
    [group, `${graph}/groups/${groupId}/transitiveMembersOf`],
    [group, `${graph}/groups/0b5f2fa4-0000-4000-8000-000000000000/transitiveMembers`],
  ])('does not follow, for %j, %s', (source, link) => {
    expect(isLinkOf(source, link)).toBe(false);
  });
});

describe(readCursor.name, () => {
  it('reads what was written', () => {
    const trail = { mark: 'x', steps: 1, reach: 2 };
    const place = { link: `${graph}/users?$skiptoken=a`, after: 'ana', trail };

    expect(readCursor(writeCursor(place), everybody)).toEqual(place);
  });

  it.each([
    ['another collection', writeCursor({ link: `${graph}/users?$skiptoken=a` }), group],
    ['another host', writeCursor({ link: 'https://example.com/v1.0/users' }), everybody],
    ['nothing', 'bm90aGluZw', everybody],
    ['null', Buffer.from('null').toString('base64url'), everybody],
  ])('refuses a cursor of %s', (_, cursor, source) => {
    expect(() => readCursor(cursor, source)).toThrow('begin with the first page');
  });
});

describe(cutToFit.name, () => {
  const aPerson = (externalId: string): DirectoryUser => ({
    externalId,
    displayName: 'x'.repeat(100),
    enabled: true,
    guest: false,
    attributes: {},
  });
  const people = ['a', 'b', 'c', 'd', 'e'].map(aPerson);
  const names = (cut: { people: DirectoryUser[] }): string => cut.people.map(({ externalId }) => externalId).join('');

  it('leaves a page whole that fits', () => {
    expect(cutToFit(people)).toEqual({ people });
  });

  it('hands a page out in parts', () => {
    const first = cutToFit(people, undefined, 450);
    expect([names(first), first.last]).toEqual(['ab', 'b']);
    const second = cutToFit(people, 'b', 450);
    expect([names(second), second.last]).toEqual(['cd', 'd']);
    const third = cutToFit(people, 'd', 450);
    expect([names(third), third.last]).toEqual(['e', undefined]);
  });

  it('hands out at least one person, however large', () => {
    expect(names(cutToFit(people, undefined, 10))).toBe('a');
  });

  it('does not guess where to go on', () => {
    expect(() => cutToFit(people, 'z')).toThrow(expect.objectContaining({ code: 'page-expired' }) as Error);
  });
});
