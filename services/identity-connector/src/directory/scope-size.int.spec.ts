import type { Connection, DirectorySource, DirectoryUser, MeasureScope } from '@rollcall/contracts';
import { InvalidMessageError, RefusedError } from '@rollcall/messaging';
import { CONTOSO } from '@rollcall/rehearsal';
import { startTogether, type Together } from '../testing/start-together.js';
import { catalogue } from './catalogue.js';

const nobody = '00000000-0000-4000-8000-000000000000';

describe('the size of things in a directory', () => {
  let sut: Together;
  let connection: Connection;

  beforeAll(async () => {
    sut = await startTogether({}, { REHEARSAL_PEOPLE: 120 });
    connection = await sut.connect('AcSizes');
  });

  afterEach(async () => {
    sut.liar.lie = undefined;
    await sut.control('POST', '/reset');
    await sut.control('PUT', `/tenants/${CONTOSO}/consent`);
  });

  afterAll(() => sut.close());

  const where = () => ({ accountId: 'AcSizes', connectionId: connection.connectionId, tenantId: CONTOSO });
  const measure = (scope: Pick<MeasureScope, 'users' | 'groupIds' | 'includeGuests'>) =>
    sut.rpc.request('rpc.directory.scope-size', { ...where(), ...scope });
  const idOf = async (name: string): Promise<string> => {
    const { groups } = await sut.rpc.request('rpc.directory.groups', { ...where(), search: name });
    return groups[0]?.id ?? '';
  };

  /** Counted one by one. */
  async function people(groupId?: string): Promise<DirectoryUser[]> {
    const source: DirectorySource = groupId === undefined ? { kind: 'users' } : { kind: 'group', groupId };
    const page = await sut.rpc.request('rpc.directory.page', { ...where(), source, attributes: ['mail'] });
    return page.people;
  }

  describe('a scope', () => {
    it.each([true, false])('of all users, guests included: %p', async (includeGuests) => {
      const all = await people();
      const meant = all.filter(({ guest }) => includeGuests || !guest);

      expect(await measure({ users: 'all', includeGuests })).toEqual({
        people: meant.length,
        exact: true,
        guests: all.filter(({ guest }) => guest).length,
        disabled: meant.filter(({ enabled }) => enabled === false).length,
        groups: [],
      });
    });

    it.each([true, false])('of one group with those in it, guests included: %p', async (includeGuests) => {
      const id = await idOf('Engineering');
      const all = await people(id);
      const meant = all.filter(({ guest }) => includeGuests || !guest);

      expect(await measure({ users: 'groups', groupIds: [id], includeGuests })).toEqual({
        people: meant.length,
        exact: true,
        guests: all.filter(({ guest }) => guest).length,
        disabled: meant.filter(({ enabled }) => enabled === false).length,
        groups: [{ id, people: meant.length }],
      });
    });

    it('of several groups, as at most so many, with one that is gone', async () => {
      const ids = [await idOf('Engineering'), await idOf('All people'), nobody];
      const [one, other] = [(await people(ids[0])).length, (await people(ids[1])).length];

      expect(await measure({ users: 'groups', groupIds: ids, includeGuests: true })).toMatchObject({
        people: one + other,
        exact: false,
        groups: [{ people: one }, { people: other }, { id: nobody, people: null }],
      });
    });

    it('of no groups is nobody', async () => {
      expect(await measure({ users: 'groups', includeGuests: true })).toMatchObject({ people: 0, groups: [] });
    });

    it('is told without guests and disabled people where Microsoft does not count those', async () => {
      sut.liar.lie = ({ sent, body }) => ({
        ...body,
        responses: (body.responses as { id: string }[]).map((answer) =>
          sent.requests?.find(({ id, url }) => id === answer.id && url.includes('filter'))
            ? { ...answer, status: 400, body: { error: { code: 'Request_UnsupportedQuery' } } }
            : answer,
        ),
      });

      expect(await measure({ users: 'all', includeGuests: true })).toEqual({ people: 120, exact: true, groups: [] });
    });

    it('is refused where the permission is gone, and for what is no group', async () => {
      await expect(measure({ users: 'groups', groupIds: ['../users'], includeGuests: true })).rejects.toBeInstanceOf(
        InvalidMessageError,
      );
      await sut.control('DELETE', `/tenants/${CONTOSO}/consent/User.Read.All`);
      const error: unknown = await measure({ users: 'all', includeGuests: true }).catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(RefusedError);
      expect(error).toMatchObject({ code: 'connection-lost' });
    });
  });

  it('tells how many people are in the groups that are found, if asked to', async () => {
    const { groups } = await sut.rpc.request('rpc.directory.groups', { ...where(), counts: true });
    const told = (await sut.control('GET', `/tenants/${CONTOSO}/groups`)) as unknown as Record<string, unknown>[];

    expect(groups).toHaveLength(12);
    for (const { id, people } of groups) {
      expect(people).toBe(told.find((group) => group.id === id)?.peopleWithNested);
    }
    expect((await sut.rpc.request('rpc.directory.groups', where())).groups[0]).not.toHaveProperty('people');
  });

  it('is never more than a reply holds, however long the attributes of people are', async () => {
    const attributes = catalogue.map(({ name }) => name);
    const longest = (record: object) => ({
      ...record,
      displayName: 'ü'.repeat(256),
      streetAddress: 'ü'.repeat(1_024),
      otherMails: Array.from({ length: 100 }, (_, index) => `${'x'.repeat(64)}@${'y'.repeat(150)}.${index}.com`),
      proxyAddresses: Array.from({ length: 100 }, (_, index) => `smtp:${'x'.repeat(64)}@${'y'.repeat(150)}.${index}`),
      onPremisesExtensionAttributes: Object.fromEntries(
        Array.from({ length: 15 }, (_, index) => [`extensionAttribute${index + 1}`, 'ü'.repeat(1_024)]),
      ),
    });
    sut.liar.lie = ({ body }) => ({
      ...body,
      ...(Array.isArray(body.value) && { value: (body.value as object[]).map(longest) }),
      ...(Array.isArray(body.responses) && {
        responses: (body.responses as { body: object }[]).map((answer) => ({ ...answer, body: longest(answer.body) })),
      }),
    });
    const seen = new Set<string>();
    const bytes = (reply: object): number => Buffer.byteLength(JSON.stringify(reply));

    const source: DirectorySource = { kind: 'users' };
    let page = await sut.rpc.request('rpc.directory.page', { ...where(), source, attributes });
    for (;;) {
      expect(bytes(page)).toBeLessThan(4.1 * 1024 * 1024);
      for (const { externalId } of page.people) seen.add(externalId);
      if (page.next === undefined) break;
      page = await sut.rpc.request('rpc.directory.page', { ...where(), source, attributes, cursor: page.next });
    }
    expect(seen.size).toBe(120);

    let open = [...seen].slice(0, 100);
    const read = new Set<string>();
    while (open.length > 0) {
      const reply = await sut.rpc.request('rpc.directory.read', { ...where(), externalIds: open, attributes });
      expect(bytes(reply)).toBeLessThan(4.1 * 1024 * 1024);
      expect(reply.missing).toEqual([]);
      for (const { externalId } of reply.people) read.add(externalId);
      open = open.filter((id) => !read.has(id));
    }
    expect(read.size).toBe(100);
  });
});
