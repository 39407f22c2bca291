import type { Connection, DirectoryChange, DirectoryChanges } from '@rollcall/contracts';
import { InvalidMessageError, RefusedError } from '@rollcall/messaging';
import { CONTOSO } from '@rollcall/rehearsal';
import { startTogether, type Together } from '../testing/start-together.js';
import { writeCursor } from './page-links.js';

const accountId = 'AcChanges1';
const graph = 'https://graph.microsoft.com/v1.0';

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'answered',
    (error: unknown) => (error instanceof RefusedError ? error.code : String(error)),
  );

describe('reading changes of a directory', () => {
  let sut: Together;
  let connection: Connection;

  beforeAll(async () => {
    sut = await startTogether({}, { REHEARSAL_PEOPLE: 500 });
    connection = await sut.connect(accountId);
  });

  afterEach(async () => {
    sut.liar.lie = undefined;
    await sut.control('POST', '/reset');
    await sut.control('PUT', `/tenants/${CONTOSO}/consent`);
  });

  afterAll(() => sut.close());

  const read = (more: { cursor?: string; attributes?: string[] } = {}): Promise<DirectoryChanges> =>
    sut.rpc.request('rpc.directory.delta', {
      accountId,
      connectionId: connection.connectionId,
      tenantId: CONTOSO,
      ...more,
    });
  const fromNow = async (...attributes: string[]): Promise<string> => (await read({ attributes })).delta ?? '';
  const set = (more: object) => sut.control('PATCH', `/tenants/${CONTOSO}`, more);
  const bulk = async (action: string, count: number): Promise<string[]> =>
    (await sut.control('POST', `/tenants/${CONTOSO}/people/bulk`, { action, count })).ids as string[];
  const act = async (id: string, action: string): Promise<void> => {
    await sut.control('POST', `/tenants/${CONTOSO}/people/${id}/${action}`);
  };
  const patch = (id: string, change: object) => sut.control('PATCH', `/tenants/${CONTOSO}/people/${id}`, change);
  const idOf = async (upn: string): Promise<string> =>
    String((await sut.control('GET', `/tenants/${CONTOSO}/people/${upn}`)).id);

  async function round(cursor: string): Promise<{ changes: DirectoryChange[]; pages: number; delta: string }> {
    const changes: DirectoryChange[] = [];
    for (let place = cursor, pages = 1; ; pages++) {
      const page = await read({ cursor: place });
      changes.push(...page.changes);
      if (page.delta !== undefined) return { changes, pages, delta: page.delta };
      place = page.next ?? '';
    }
  }

  it('begins from now, with nobody', async () => {
    await bulk('rename', 3);

    const first = await read({ attributes: ['mail'] });

    expect(first).toEqual({ changes: [], delta: expect.any(String) as string, requests: 1, units: 1 });
    expect((await round(first.delta ?? '')).changes).toEqual([]);
  });

  it('tells whoever changed by id only, page after page, and goes on from there', async () => {
    const cursor = await fromNow('surname');
    const renamed = await bulk('rename', 220);

    const { changes, pages, delta } = await round(cursor);

    expect(pages).toBe(2);
    expect(changes).toEqual(renamed.map((externalId) => ({ externalId })));
    expect((await round(delta)).changes).toEqual([]);
  });

  it('tells who was deleted, restored, deleted for good and disabled', async () => {
    const [id = ''] = await bulk('rename', 1);
    let cursor = await fromNow();
    const after = async (...actions: string[]): Promise<DirectoryChange[]> => {
      for (const action of actions) await act(id, action);
      const { changes, delta } = await round(cursor);
      cursor = delta;
      return changes;
    };

    expect(await after('delete')).toEqual([{ externalId: id, removed: 'changed' }]);
    expect(await after('restore')).toEqual([{ externalId: id }]);
    expect(await after('disable')).toEqual([{ externalId: id }]);
    expect(await after('delete', 'purge')).toEqual([{ externalId: id, removed: 'deleted' }]);
  });

  it('asks for changes of all that is mapped, the manager among them, and of what decides about everybody', async () => {
    const asked: string[] = [];
    sut.liar.lie = ({ url, body }) => {
      asked.push(decodeURIComponent(url));
      return body;
    };

    const cursor = await fromNow('manager', 'employeeOrgData.costCenter', 'mail');
    await fromNow();

    const always = 'id,displayName,accountEnabled,userType,userPrincipalName,mail';
    expect(asked).toEqual([
      `/v1.0/users/delta?$select=${always},employeeOrgData,manager&$deltatoken=latest`,
      `/v1.0/users/delta?$select=${always}&$deltatoken=latest`,
    ]);
    const id = await idOf('olaf.ordinary@contoso.com');
    await patch(id, { managerId: null });
    expect((await round(cursor)).changes).toEqual([{ externalId: id }]);
  });

  it('passes duplicates, replays and empty pages on as they come', async () => {
    await set({ deltaTwists: ['duplicates', 'replays', 'emptyPages'] });
    const cursor = await fromNow();
    const [one] = (await bulk('rename', 1)).map((externalId) => ({ externalId }));

    expect((await read({ cursor })).changes).toEqual([]);
    const first = await round(cursor);
    expect(first).toMatchObject({ changes: [one, one], pages: 2 });
    expect((await round(first.delta)).changes).toEqual([one, one]);
  });

  it.each([410, 400])('says that only a full read helps after a week, whether it is told by %d', async (status) => {
    await set({ expiredDeltaStatus: status });
    const cursor = await fromNow();
    await sut.control('POST', `/tenants/${CONTOSO}/age-delta-links`, { seconds: 7 * 86_400 + 1 });

    expect(await codeOf(read({ cursor }))).toBe('changes-expired');
    expect((await read()).delta).toBeDefined();
  });

  it.each([
    [410, 'resyncRequired'],
    [410, 'syncStateNotFound'],
    [404, 'syncStateNotFound'],
    [400, 'Request_BadRequest'],
  ])('says so in the middle of a round as well: %d %s', async (status, code) => {
    const cursor = await fromNow();
    await bulk('rename', 220);
    const { next } = await read({ cursor });
    await sut.control('POST', '/faults', { kind: 'status', status, code, match: '/users/delta' });

    expect(await codeOf(read({ cursor: next ?? '' }))).toBe('changes-expired');
  });

  it('keeps the place where Microsoft is only busy, and asks again with a fresh token', async () => {
    const cursor = await fromNow();
    await bulk('rename', 1);
    await sut.control('POST', '/faults', { kind: 'status', status: 429, retryAfterSeconds: 40.5, match: 'delta' });
    await expect(read({ cursor })).rejects.toMatchObject({ waitMs: 40_500 });

    await sut.control('POST', `/tenants/${CONTOSO}/expire`, { what: 'access-tokens' });
    expect(await read({ cursor })).toMatchObject({ changes: [{}], requests: 2 });
  });

  it('says that the connection is lost where the permission is', async () => {
    const cursor = await fromNow();
    await sut.control('DELETE', `/tenants/${CONTOSO}/consent/User.Read.All`);

    expect(await codeOf(read({ cursor }))).toBe('connection-lost');
  });

  it.each<[string, (body: Record<string, unknown>) => object]>([
    ['no values', ({ value: _, ...rest }) => rest],
    ['no link to go on from', ({ value }) => ({ value })],
    ['a link to go on and one to end', (body) => ({ ...body, '@odata.nextLink': `${graph}/users/delta?$skiptoken=a` })],
    ['a link that leads elsewhere', (body) => ({ ...body, '@odata.deltaLink': `${graph}/users?$skiptoken=a` })],
    ['a link to another host', (body) => ({ ...body, '@odata.deltaLink': 'https://example.com/v1.0/users/delta' })],
    ['a link that is none', (body) => ({ ...body, '@odata.deltaLink': { href: 'x' } })],
    ['a change of nobody', (body) => ({ ...body, value: [{ displayName: 'Nobody' }] })],
    ['a change of something else', (body) => ({ ...body, value: [{ id: '../groups' }] })],
  ])('refuses an answer with %s', async (_, lie) => {
    sut.liar.lie = ({ body }) => lie(body);

    expect(await codeOf(read())).toBe('directory-answer-invalid');
  });

  it.each(['repeated-page', 'missing-value', 'no-next-link'])('refuses a page that lies: %s', async (kind) => {
    const cursor = await fromNow();
    await sut.control('POST', '/faults', { kind, match: 'delta' });

    expect(await codeOf(read({ cursor }))).toBe('directory-answer-invalid');
  });

  it('lets more changes than are worth telling be a full read', async () => {
    const id = await idOf('olaf.ordinary@contoso.com');
    const cursor = await fromNow();
    sut.liar.lie = ({ body }) => ({ ...body, value: Array.from({ length: 20_001 }, () => ({ id })) });

    expect(await codeOf(read({ cursor }))).toBe('changes-expired');
  });

  it('refuses cursors that are not of changes, and attributes that are none', async () => {
    for (const link of [`${graph}/users?$top=1`, 'https://example.com/v1.0/users/delta', 'x']) {
      await expect(read({ cursor: writeCursor({ link }) })).rejects.toBeInstanceOf(InvalidMessageError);
    }
    expect(await codeOf(read({ attributes: ['shoeSize'] }))).toBe('unknown-attribute');
  });
});
