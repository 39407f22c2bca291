import type { Connection, DirectoryPage, DirectorySource, DirectoryUser, RemovalVerdict } from '@rollcall/contracts';
import { InvalidMessageError, RefusedError, RetryLaterError } from '@rollcall/messaging';
import { CONTOSO, FABRIKAM } from '@rollcall/rehearsal';
import { startTogether, type Together } from '../testing/start-together.js';
import { catalogue } from './catalogue.js';
import { writeCursor } from './page-links.js';

const accountId = 'AcDirectory1';
const everybody: DirectorySource = { kind: 'users' };
const mapped = ['givenName', 'surname', 'mail', 'userPrincipalName'];
const nobody = '00000000-0000-4000-8000-000000000000';

const errorOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
const codeOf = async (work: Promise<unknown>): Promise<string | undefined> => {
  const error = await errorOf(work);
  expect(error).toBeInstanceOf(RefusedError);
  return (error as RefusedError).code;
};

/** Every text of the catalogue, and a person in whom each is as long as Microsoft lets it be, or longer. */
const largestTexts = catalogue.flatMap(({ name, type }) => (type === 'Text' && name !== 'id' ? [name] : []));
const largestPerson = largestTexts.reduce<Record<string, unknown>>((person, name) => {
  const text = 'x'.repeat(/streetAddress|extensionAttribute/.test(name) ? 1_024 : 256);
  const [outer = '', inner] = name.split('.');
  return { ...person, [outer]: inner === undefined ? text : { ...(person[outer] as object), [inner]: text } };
}, {});

interface ControlGroup {
  id: string;
  displayName: string;
  people: number;
  peopleWithNested: number;
}

describe('reading a directory', () => {
  let sut: Together;
  let connection: Connection;

  beforeAll(async () => {
    sut = await startTogether();
    connection = await sut.connect(accountId);
  });

  afterEach(async () => {
    sut.liar.lie = undefined;
    await sut.control('POST', '/reset');
    await sut.control('PUT', `/tenants/${CONTOSO}/consent`);
  });

  afterAll(() => sut.close());

  const where = () => ({ accountId, connectionId: connection.connectionId, tenantId: CONTOSO });
  const page = (more: { source?: DirectorySource; attributes?: string[]; cursor?: string; size?: number } = {}) =>
    sut.rpc.request('rpc.directory.page', { ...where(), source: everybody, attributes: mapped, ...more });
  const fault = (more: object) => sut.control('POST', '/faults', { match: 'GET /v1.0/users', ...more });
  const groups = async () => (await sut.control('GET', `/tenants/${CONTOSO}/groups`)) as unknown as ControlGroup[];
  const groupNamed = async (name: string): Promise<ControlGroup> => {
    const group = (await groups()).find(({ displayName }) => displayName === name);
    if (!group) throw new Error(`no group ${name}`);
    return group;
  };
  const person = (upn: string, path = '') => sut.control('GET', `/tenants/${CONTOSO}/people/${upn}${path}`);

  async function readAll(
    first: Parameters<typeof page>[0] = {},
  ): Promise<{ people: DirectoryUser[]; pages: DirectoryPage[] }> {
    const pages = [await page(first)];
    for (let next = pages[0]?.next; next !== undefined; next = pages.at(-1)?.next) {
      pages.push(await page({ ...first, cursor: next }));
    }
    return { people: pages.flatMap(({ people }) => people), pages };
  }

  describe('page by page', () => {
    it('reads everybody once, as many as the tenant counts, and tells what it cost', async () => {
      const { people, pages } = await readAll();
      const summary = await sut.control('GET', `/tenants/${CONTOSO}/summary`);

      expect(new Set(people.map(({ externalId }) => externalId)).size).toBe(people.length);
      expect({
        people: people.length,
        disabled: people.filter(({ enabled }) => enabled === false).length,
        enabled: people.filter(({ enabled }) => enabled === true).length,
        guests: people.filter(({ guest }) => guest).length,
        withoutMail: people.filter(({ attributes }) => attributes.mail === null).length,
        withoutSurname: people.filter(({ attributes }) => attributes.surname === null).length,
      }).toEqual({
        people: summary.people,
        disabled: summary.disabled,
        enabled: summary.enabled,
        guests: summary.guests,
        withoutMail: summary.withoutMail,
        withoutSurname: summary.withoutSurname,
      });
      expect(pages.map(({ requests, units }) => ({ requests, units }))).toEqual([
        { requests: 1, units: 1 },
        { requests: 1, units: 1 },
      ]);
    });

    it('reads nothing but ids if nothing else is asked for', async () => {
      const { people } = await page({ attributes: [], size: 2 });

      expect(people).toHaveLength(2);
      expect(people[0]).toEqual({
        externalId: expect.any(String) as string,
        displayName: '',
        enabled: null,
        guest: false,
        attributes: {},
      });
    });

    it('reads every attribute of the catalogue, and a directory extension typed in', async () => {
      const names = [...catalogue.map(({ name }) => name), 'extension_0123456789abcdef0123456789abcdef_badge'];
      const { people } = await page({ attributes: names, size: 100 });

      expect(people).toHaveLength(100);
      for (const { attributes } of people) expect(Object.keys(attributes)).toEqual(names);
      const known = await person(String(people[7]?.externalId));
      expect(people[7]?.attributes).toMatchObject({
        givenName: known.givenName,
        businessPhones: known.businessPhones,
        employeeHireDate: known.employeeHireDate,
        'employeeOrgData.costCenter': 'CC-7',
        'onPremisesExtensionAttributes.extensionAttribute2': 'Badge 7',
        manager: { name: 'ana.admin@contoso.com' },
      });
    });

    it("reads a group's people with those of groups in it, each once, page after page", async () => {
      const all = await groupNamed('All people');
      const { people, pages } = await readAll({ source: { kind: 'group', groupId: all.id } });
      expect(people).toHaveLength(all.peopleWithNested);
      expect(pages).toHaveLength(2);

      for (const name of ['Engineering', 'Circle one', 'Empty room', 'Front desk']) {
        const group = await groupNamed(name);
        const source: DirectorySource = { kind: 'group', groupId: group.id };
        const read = await readAll({ source, size: 50 });
        expect(new Set(read.people.map(({ externalId }) => externalId)).size).toBe(group.peopleWithNested);
        expect(await sut.rpc.request('rpc.directory.count', { ...where(), source })).toEqual({
          total: group.peopleWithNested,
        });
      }
    });

    it("reads the managers of a group's people too", async () => {
      const { id } = await groupNamed('Engineering');
      const { people, next } = await page({ source: { kind: 'group', groupId: id }, attributes: ['manager', 'mail'] });

      expect(next).toBeDefined();
      expect(people).toHaveLength(100);
      expect(people.filter(({ attributes }) => attributes.manager !== null).length).toBeGreaterThan(80);
    });

    it('sits out a short throttling', async () => {
      await fault({ kind: 'status', status: 429, retryAfterSeconds: 0.05, times: 2 });

      const { people, requests } = await page();

      expect(people).toHaveLength(999);
      expect(requests).toBe(3);
    });

    it('leaves a long throttling to the caller', async () => {
      await fault({ kind: 'status', status: 429, retryAfterSeconds: 37.5 });

      const error = await errorOf(page());

      expect(error).toBeInstanceOf(RetryLaterError);
      expect((error as RetryLaterError).waitMs).toBe(37_500);
    });

    it.each(['reset', 'html', 'truncated'])('asks again after an answer that is broken: %s', async (kind) => {
      await fault({ kind });

      expect((await page()).people).toHaveLength(999);
    });

    it('asks again with a fresh token when the token has expired', async () => {
      await sut.control('POST', `/tenants/${CONTOSO}/expire`, { what: 'access-tokens' });

      expect((await page()).people).toHaveLength(999);
    });

    it('says that the read must begin again when its page token has expired', async () => {
      const { next = '' } = await page();
      await sut.control('POST', `/tenants/${CONTOSO}/expire`, { what: 'page-tokens' });

      expect(await codeOf(page({ cursor: next }))).toBe('page-expired');
    });

    it.each(['missing-value', 'repeated-page'])('refuses an answer that lies: %s', async (kind) => {
      await fault({ kind });

      expect(await codeOf(page())).toBe('directory-answer-invalid');
    });

    it.each([
      ['another host', 'https://graph.example.com/v1.0/users?$skiptoken=x'],
      ['another host in disguise', 'https://graph.microsoft.com@graph.example.com/v1.0/users?$skiptoken=x'],
      ['another collection', 'https://graph.microsoft.com/v1.0/groups?$skiptoken=x'],
      ['plain text', 'next'],
    ])('refuses a link to %s', async (_, link) => {
      sut.liar.lie = ({ body }) => ({ ...body, '@odata.nextLink': link });
      expect(await codeOf(page())).toBe('directory-answer-invalid');

      sut.liar.lie = undefined;
      expect(await errorOf(page({ cursor: writeCursor({ link }) }))).toBeInstanceOf(InvalidMessageError);
    });

    it.each([
      ['a person without an id', { id: undefined }, 'directory-answer-invalid'],
      // What Graph shows of people where a permission is missing.
      ['a person with nothing but an id', { displayName: null, userPrincipalName: null }, 'connection-lost'],
      ['a disabled state in words', { accountEnabled: 'false' }, 'directory-answer-invalid'],
      ['an attribute of another shape', { mail: { address: 'a@b.c' } }, 'directory-answer-invalid'],
    ])('refuses the whole page for %s', async (_, wrong, code) => {
      sut.liar.lie = ({ body }) => {
        const [first, ...others] = body.value as object[];
        return { ...body, value: [{ ...first, ...wrong }, ...others] };
      };

      expect(await codeOf(page())).toBe(code);
    });

    it('takes an absent accountEnabled for unknown, not for disabled', async () => {
      sut.liar.lie = ({ body }) => ({
        ...body,
        value: (body.value as object[]).map((record) => ({ ...record, accountEnabled: undefined })),
      });

      expect((await page()).people.every(({ enabled }) => enabled === null)).toBe(true);
    });

    it('hands a page of the largest people there can be out in parts that the bus carries, everybody once', async () => {
      sut.liar.lie = ({ body }) => ({
        ...body,
        value: (body.value as { id: string }[]).map(({ id }) => ({ ...largestPerson, id })),
      });

      const { people, pages } = await readAll({ attributes: largestTexts });

      expect(pages.length).toBeGreaterThan(5);
      for (const part of pages) expect(Buffer.byteLength(JSON.stringify(part))).toBeLessThan(4.1 * 1024 * 1024);
      expect(people).toHaveLength(1_200);
      expect(new Set(people.map(({ externalId }) => externalId)).size).toBe(1_200);
      expect(people.at(-1)?.attributes.streetAddress).toHaveLength(1_024);
    });

    it('refuses what is no attribute and what is no object id', async () => {
      expect(await codeOf(page({ attributes: ['mail', 'shoeSize'] }))).toBe('unknown-attribute');
      const source: DirectorySource = { kind: 'group', groupId: '../users' };
      expect(await errorOf(page({ source }))).toBeInstanceOf(InvalidMessageError);
    });

    it('says when a group is gone or its members are hidden', async () => {
      const { id } = await groupNamed('Platform');
      const source: DirectorySource = { kind: 'group', groupId: id };
      await sut.control('PATCH', `/tenants/${CONTOSO}/groups/${id}`, { visibility: 'HiddenMembership' });
      const hidden = await errorOf(page({ source }));
      expect(hidden).toMatchObject({ code: 'group-not-found', message: expect.stringContaining('hidden') as string });

      await sut.control('DELETE', `/tenants/${CONTOSO}/groups/${id}`);
      expect(await codeOf(page({ source }))).toBe('group-not-found');
      expect(await codeOf(sut.rpc.request('rpc.directory.count', { ...where(), source }))).toBe('group-not-found');
    });

    it('counts everybody', async () => {
      const { total } = await sut.rpc.request('rpc.directory.count', { ...where(), source: everybody });

      expect(total).toBe(1_200);
    });
  });

  describe('for the right connection only', () => {
    it('refuses an account that is not connected', async () => {
      const request = { ...where(), accountId: 'AcNobody', source: everybody, attributes: [] };

      expect(await codeOf(sut.rpc.request('rpc.directory.page', request))).toBe('not-connected');
    });

    it.each([
      ['connection', { connectionId: 'another' }],
      ['tenant', { tenantId: FABRIKAM }],
    ])('refuses every question meant for another %s', async (_, other) => {
      const request = { ...where(), ...other };
      const scope = { users: 'all' as const, userGroups: [], includeGuests: true, groupInfo: false, groups: [] };

      const codes = await Promise.all([
        codeOf(sut.rpc.request('rpc.directory.page', { ...request, source: everybody, attributes: [] })),
        codeOf(sut.rpc.request('rpc.directory.delta', request)),
        codeOf(sut.rpc.request('rpc.directory.read', { ...request, externalIds: [nobody], attributes: [] })),
        codeOf(
          sut.rpc.request('rpc.directory.confirm-removed', { ...request, externalIds: [nobody], controlId: nobody }),
        ),
        codeOf(sut.rpc.request('rpc.directory.count', { ...request, source: everybody })),
        codeOf(sut.rpc.request('rpc.directory.groups', request)),
        codeOf(sut.rpc.request('rpc.directory.sample', { ...request, scope, attributes: [], size: 5 })),
        codeOf(sut.rpc.request('rpc.directory.find', { ...request, search: 'a', attributes: [] })),
      ]);

      expect(new Set(codes)).toEqual(new Set(['connection-changed']));
    });

    it.each([
      ['the enterprise application was removed', 'DELETE', `/tenants/${CONTOSO}/service-principal`, 'removed'],
      ['the consent was withdrawn', 'DELETE', `/tenants/${CONTOSO}/consent`, 'User.Read.All and GroupMember.Read.All'],
      [
        'one permission was taken away',
        'DELETE',
        `/tenants/${CONTOSO}/consent/User.Read.All`,
        'permissions User.Read.All',
      ],
    ])('says that the connection is lost when %s', async (_, method, path, words) => {
      await sut.control(method, path);

      const error = await errorOf(page());

      expect(error).toMatchObject({ code: 'connection-lost', message: expect.stringContaining(words) as string });
    });

    it("says that the fault is ours when the application's secret has expired", async () => {
      await sut.control('POST', '/sign-in', { secret: 'expired' });
      await sut.control('POST', `/tenants/${CONTOSO}/expire`, { what: 'access-tokens' });

      expect(await codeOf(page())).toBe('server-setting');
    });

    it.each([
      ['is throttled for long', { kind: 'status', status: 429, retryAfterSeconds: 20 }, 20_000],
      ['is away', { kind: 'html', status: 503, times: 100, retryAfterSeconds: 5 }, 10_000],
    ])(
      'asks the caller to come back, and keeps the connection, while the token endpoint %s',
      async (_, fault, waitMs) => {
        await sut.control('POST', `/tenants/${CONTOSO}/expire`, { what: 'access-tokens' });
        await sut.control('POST', '/faults', { ...fault, match: 'POST /.*/token' });

        expect(await errorOf(page({ size: 1 }))).toMatchObject({ name: RetryLaterError.name, waitMs });

        await sut.control('DELETE', '/faults');
        expect((await page({ size: 1 })).people).toHaveLength(1);
      },
    );

    it('asks for one token when many ask at once', async () => {
      await sut.control('POST', `/tenants/${CONTOSO}/expire`, { what: 'access-tokens' });
      await sut.control('DELETE', '/requests');

      await Promise.all(Array.from({ length: 8 }, () => page({ size: 1 })));

      const { recent } = (await sut.control('GET', '/requests?limit=100')) as { recent: { path: string }[] };
      const tokens = recent.filter(({ path }) => path.endsWith('/token')).length;
      expect(tokens).toBeGreaterThan(0);
      expect(tokens).toBeLessThan(4);
    });
  });

  describe('by id and by name', () => {
    it('reads people whole and names those who are missing', async () => {
      const { people: all } = await page({ attributes: [], size: 45 });
      const ids = all.map(({ externalId }) => externalId);
      const gone = ids[3] ?? '';
      await sut.control('POST', `/tenants/${CONTOSO}/people/${gone}/delete`);

      const read = await sut.rpc.request('rpc.directory.read', {
        ...where(),
        externalIds: [...ids, nobody],
        attributes: ['mail', 'manager'],
      });

      expect(read.missing).toEqual([gone, nobody]);
      expect({ requests: read.requests, units: read.units }).toEqual({ requests: 46, units: 46 });
      expect(read.people.map(({ externalId }) => externalId)).toEqual(ids.filter((id) => id !== gone));
      expect(read.people[1]?.attributes).toMatchObject({
        mail: 'olaf.ordinary@contoso.com',
        manager: { name: 'ana.admin@contoso.com' },
      });
    });

    it('asks again for those whose question failed in a batch, and never takes them for missing', async () => {
      const { people: all } = await page({ attributes: [], size: 20 });
      const externalIds = all.map(({ externalId }) => externalId);
      const [passing = '', lasting = '', odd = ''] = externalIds;
      const match = (id: string) => `GET /v1.0/users/${id}`;
      await sut.control('POST', '/faults', {
        kind: 'status',
        status: 429,
        retryAfterSeconds: 0.05,
        match: match(passing),
      });
      await sut.control('POST', '/faults', {
        kind: 'status',
        status: 503,
        times: 100,
        retryAfterSeconds: 0.01,
        match: match(lasting),
      });
      await sut.control('POST', '/faults', {
        kind: 'status',
        status: 404,
        code: 'UnknownError',
        times: 100,
        match: match(odd),
      });

      const { people, missing } = await sut.rpc.request('rpc.directory.read', {
        ...where(),
        externalIds,
        attributes: ['mail'],
      });

      expect(missing).toEqual([]);
      expect(people.map(({ externalId }) => externalId).sort()).toEqual(
        externalIds.filter((id) => id !== lasting && id !== odd).sort(),
      );
    });

    it('takes nobody for somebody else, and no group for another one', async () => {
      const [{ externalId = '' } = {}] = (await page({ attributes: [], size: 20 })).people;
      const { groups } = await sut.rpc.request('rpc.directory.groups', { ...where(), search: 'sal' });
      const ids = groups.map(({ id }) => id);
      const lie = () => sut.control('POST', '/faults', { kind: 'other-person', match: '/\\$batch' });
      const people = { ...where(), externalIds: [externalId], attributes: ['mail'] };

      await lie();
      expect(await codeOf(sut.rpc.request('rpc.directory.read', people))).toBe('directory-answer-invalid');
      await lie();
      const traced = sut.rpc.request('rpc.directory.trace', { ...where(), externalId, groupIds: [] });
      expect(await codeOf(traced)).toBe('directory-answer-invalid');
      await lie();
      const named = sut.rpc.request('rpc.directory.groups', { ...where(), ids });
      expect(await codeOf(named)).toBe('directory-answer-invalid');
    });

    it('says that the connection is lost when a batch is denied', async () => {
      await sut.control('DELETE', `/tenants/${CONTOSO}/consent/User.Read.All`);

      const read = sut.rpc.request('rpc.directory.read', { ...where(), externalIds: [nobody], attributes: ['mail'] });

      expect(await codeOf(read)).toBe('connection-lost');
    });

    it('finds groups by the words of their names, and by ids without those that are gone', async () => {
      const { groups: sales } = await sut.rpc.request('rpc.directory.groups', { ...where(), search: 'sal' });
      expect(sales.map(({ name, description }) => [name, description]).sort()).toEqual([
        ['Sales', 'Americas'],
        ['Sales', 'Europe'],
      ]);
      const byIds = { ...where(), ids: [...sales.map(({ id }) => id), nobody] };
      expect((await sut.rpc.request('rpc.directory.groups', byIds)).groups).toEqual(sales);
      const quoted = { ...where(), search: 'a" OR "displayName:sales & b\\' };
      expect((await sut.rpc.request('rpc.directory.groups', quoted)).groups).toEqual([]);
      expect((await sut.rpc.request('rpc.directory.groups', where())).groups).toHaveLength(12);
    });

    it('asks again later rather than leave out a group it got no answer for', async () => {
      const { id } = await groupNamed('Platform');
      await sut.control('POST', '/faults', {
        kind: 'status',
        status: 503,
        times: 100,
        retryAfterSeconds: 0.01,
        match: `GET /v1.0/groups/${id}`,
      });

      const asked = errorOf(sut.rpc.request('rpc.directory.groups', { ...where(), ids: [id] }));

      expect(await asked).toBeInstanceOf(RetryLaterError);
    });

    it('finds people by the beginning of a name or an address', async () => {
      const find = (search: string, attributes = ['mail']) =>
        sut.rpc.request('rpc.directory.find', { ...where(), search, attributes });

      expect((await find('ana.adm', ['mail', 'manager'])).people).toMatchObject([
        { attributes: { mail: 'ana.admin@contoso.com' } },
      ]);
      expect((await find('Ordinar')).people).toMatchObject([{ displayName: 'Olaf Ordinary' }]);
      expect((await find('nobody"is called so')).people).toEqual([]);
    });

    it('samples people who show trouble', async () => {
      const scope = { users: 'all' as const, userGroups: [], includeGuests: true, groupInfo: false, groups: [] };
      const attributes = ['mail', 'surname'];
      const { people } = await sut.rpc.request('rpc.directory.sample', { ...where(), scope, attributes, size: 8 });

      expect(people).toHaveLength(8);
      expect(people.some(({ guest }) => guest)).toBe(true);
      expect(people.some(({ enabled }) => enabled === false)).toBe(true);
      expect(people.some(({ attributes: { mail } }) => mail === null)).toBe(true);
      expect(people.some(({ attributes: { surname } }) => surname === null)).toBe(true);
    });

    it('samples only from the chosen groups, passing over one that is gone', async () => {
      const { id } = await groupNamed('Führung und 経営');
      const userGroups = [
        { id: nobody, name: 'Gone' },
        { id, name: 'Führung' },
      ];
      const scope = { users: 'groups' as const, userGroups, includeGuests: false, groupInfo: false, groups: [] };
      const { people } = await sut.rpc.request('rpc.directory.sample', {
        ...where(),
        scope,
        attributes: mapped,
        size: 50,
      });

      expect(people).toHaveLength(9);
      expect(people.some(({ guest }) => guest)).toBe(false);
    });
  });

  describe('whether somebody is gone', () => {
    let ids: string[];
    const [control, present, disabled, deleted, purged] = [0, 1, 2, 3, 4];

    beforeEach(async () => {
      ids = (await page({ attributes: [], size: 40 })).people.map(({ externalId }) => externalId);
      const act = (index: number, action: string) =>
        sut.control('POST', `/tenants/${CONTOSO}/people/${ids[index] ?? ''}/${action}`);
      await act(disabled, 'disable');
      await act(deleted, 'delete');
      await act(purged, 'delete');
      await act(purged, 'purge');
    });

    async function confirm(
      more: { controlId?: string; asked?: string[]; scopeGroups?: string[] } = {},
    ): Promise<RemovalVerdict[]> {
      const asked = more.asked ?? [present, disabled, deleted, purged].map((index) => ids[index] ?? '');
      const controlId = more.controlId ?? ids[control] ?? '';
      const { scopeGroups } = more;
      const request = { ...where(), externalIds: asked, controlId, ...(scopeGroups && { scopeGroups }) };
      const { verdicts } = await sut.rpc.request('rpc.directory.confirm-removed', request);
      expect(verdicts.map(({ externalId }) => externalId)).toEqual(asked);
      return verdicts.map(({ verdict }) => verdict);
    }

    it('tells present, disabled, deleted and not found apart', async () => {
      expect(await confirm()).toEqual(['present', 'disabled', 'deleted', 'notFound']);
    });

    describe('or only out of the chosen groups', () => {
      const inside = async () => {
        const { id } = await groupNamed('Circle one');
        const { people } = await readAll({ source: { kind: 'group', groupId: id }, attributes: [] });
        const [controlId = '', member = ''] = people.map(({ externalId }) => externalId);
        const outside = ids.filter((each) => !people.some(({ externalId }) => externalId === each));
        return { id, controlId, member, outside };
      };

      it('tells members, also of nested and cyclic groups, from others', async () => {
        const { id, controlId, member, outside } = await inside();
        const out = outside.at(-1) ?? '';
        await sut.control('POST', `/tenants/${CONTOSO}/people/${out}/disable`);
        const asked = [member, outside.at(-2) ?? '', out, ids[deleted] ?? '', ids[purged] ?? ''];

        const verdicts = await confirm({ asked, controlId, scopeGroups: [nobody, id] });
        expect(verdicts).toEqual(['present', 'outOfScope', 'outOfScope', 'deleted', 'notFound']);
      });

      it('knows nothing if the control person is in none of them either', async () => {
        const { id, member, outside } = await inside();
        const [controlId = '', other = ''] = outside.slice(-2);

        expect(await confirm({ asked: [member, other], controlId, scopeGroups: [id] })).toEqual(['unknown', 'unknown']);
      });
    });

    it('asks for many in batches that each prove themselves', async () => {
      const { people } = await page({ size: 60 });
      const others = people.slice(5).map(({ externalId }) => externalId);
      await sut.control('DELETE', '/requests');
      sut.liar.lie = ({ sent, body }) => {
        expect(sent.requests?.length).toBeLessThanOrEqual(20);
        expect(sent.requests?.slice(0, 2).map(({ url }) => url)).toEqual([
          '/organization?$select=id',
          `/users/${ids[control] ?? ''}?$select=id`,
        ]);
        return body;
      };

      const verdicts = await confirm({ asked: [...others, nobody] });

      const expected = people.slice(5).map(({ enabled }) => (enabled === false ? 'disabled' : 'present'));
      expect(verdicts).toEqual([...expected, 'notFound']);
      const { recent } = (await sut.control('GET', '/requests?limit=100')) as { recent: { path: string }[] };
      expect(recent.map(({ path }) => path)).toEqual(Array(5).fill('/v1.0/$batch'));
    });

    it('knows nothing if the control person does not answer', async () => {
      expect(await confirm({ controlId: ids[deleted] ?? '' })).toEqual(['unknown', 'unknown', 'unknown', 'unknown']);
    });

    it('knows nothing if the organization is another one', async () => {
      sut.liar.lie = ({ url, body }) =>
        url.endsWith('/$batch') ? twistAnswer(body, '0', { value: [{ id: FABRIKAM }] }) : body;

      expect(await confirm()).toEqual(['unknown', 'unknown', 'unknown', 'unknown']);
    });

    it('knows nothing of people whose answer is about somebody else', async () => {
      const other = ids[20];
      sut.liar.lie = ({ sent, body }) => {
        const asked = sent.requests?.find(({ url }) => url.includes(ids[present] ?? '-'));
        return asked ? twistAnswer(body, asked.id, { id: other, accountEnabled: false }) : body;
      };

      expect(await confirm()).toEqual(['unknown', 'disabled', 'deleted', 'notFound']);
    });

    it('does not believe that somebody is deleted if the second batch fails its control question', async () => {
      sut.liar.lie = ({ sent, body }) =>
        sent.requests?.some(({ url }) => url.startsWith('/directory/')) ? twistAnswer(body, '0', { value: [] }) : body;

      expect(await confirm()).toEqual(['present', 'disabled', 'unknown', 'unknown']);
    });

    it('asks again for a person whose question was throttled', async () => {
      const match = `GET /v1.0/users/${ids[deleted] ?? ''}`;
      await sut.control('POST', '/faults', { kind: 'status', status: 429, retryAfterSeconds: 0.05, match });

      expect(await confirm()).toEqual(['present', 'disabled', 'deleted', 'notFound']);
    });

    it.each([
      [403, 'Authorization_RequestDenied'],
      [404, 'UnknownError'],
      [429, 'TooManyRequests'],
      [500, 'InternalServerError'],
    ])('knows nothing of a person whose answer is %d %s', async (status, code) => {
      const match = `GET /v1.0/users/${ids[present] ?? ''}`;
      await sut.control('POST', '/faults', {
        kind: 'status',
        status,
        code,
        retryAfterSeconds: 0.01,
        times: 100,
        match,
      });

      expect(await confirm()).toEqual(['unknown', 'disabled', 'deleted', 'notFound']);
    });

    it('removes nobody when the connection is lost meanwhile', async () => {
      await sut.control('DELETE', `/tenants/${CONTOSO}/consent`);

      const verdicts = await confirm().catch((error: unknown) => error);

      expect(verdicts).toEqual(['unknown', 'unknown', 'unknown', 'unknown']);
    });
  });
});

/** The body of a batch with the answer to one of its questions exchanged. */
function twistAnswer(body: Record<string, unknown>, id: string, answer: object): object {
  const responses = body.responses as { id: string }[];
  return {
    ...body,
    responses: responses.map((response) => (response.id === id ? { ...response, body: answer } : response)),
  };
}
