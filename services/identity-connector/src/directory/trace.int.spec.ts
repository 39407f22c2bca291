import type { Connection, PersonTraced } from '@rollcall/contracts';
import { InvalidMessageError } from '@rollcall/messaging';
import { CONTOSO } from '@rollcall/rehearsal';
import { startTogether, type Together } from '../testing/start-together.js';

const nobody = '00000000-0000-4000-8000-000000000000';

describe('tracing a person', () => {
  let sut: Together;
  let connection: Connection;

  beforeAll(async () => {
    sut = await startTogether({}, { REHEARSAL_PEOPLE: 60 });
    connection = await sut.connect('AcTraces');
  });

  afterEach(async () => {
    sut.liar.lie = undefined;
    await sut.control('POST', '/reset');
    await sut.control('PUT', `/tenants/${CONTOSO}/consent`);
  });

  afterAll(() => sut.close());

  const people = `/tenants/${CONTOSO}/people`;
  const olaf = 'olaf.ordinary@contoso.com';
  const idOf = async (upn: string): Promise<string> => String((await sut.control('GET', `${people}/${upn}`)).id);
  const trace = (externalId: string, ...groupIds: string[]): Promise<PersonTraced> =>
    sut.rpc.request('rpc.directory.trace', {
      accountId: 'AcTraces',
      connectionId: connection.connectionId,
      tenantId: CONTOSO,
      externalId,
      groupIds,
    });

  /** Groups of these names, each in the one before. */
  async function nested(...names: string[]): Promise<string[]> {
    const ids: string[] = [];
    for (const displayName of names) {
      const { id } = await sut.control('POST', `/tenants/${CONTOSO}/groups`, { displayName });
      const outer = ids.at(-1);
      if (outer) await sut.control('PUT', `/tenants/${CONTOSO}/groups/${outer}/members/${String(id)}`);
      ids.push(String(id));
    }
    return ids;
  }
  const join = (group: string | undefined, member: string) =>
    sut.control('PUT', `/tenants/${CONTOSO}/groups/${group ?? ''}/members/${member}`);

  it('tells who is there, who was deleted and when, and who is nowhere', async () => {
    const id = await idOf(olaf);
    expect(await trace(id)).toEqual({ state: 'present', name: 'Olaf Ordinary', enabled: true, guest: false });

    await sut.control('POST', `${people}/${id}/delete`);
    expect(await trace(id)).toEqual({ state: 'deleted', deletedAt: expect.any(String) as string });

    await sut.control('POST', `${people}/${id}/purge`);
    expect(await trace(id)).toEqual({ state: 'missing' });
    expect(await trace(nobody)).toEqual({ state: 'missing' });
  });

  it('finds the way from a chosen group down to the person, through groups in it', async () => {
    const id = await idOf(olaf);
    const ids = await nested('Company', 'Division', 'Team');
    await join(ids[2], id);

    const { path } = await trace(id, nobody, ids[0] ?? '');

    expect(path).toEqual(['Company', 'Division', 'Team'].map((name, index) => ({ id: ids[index], name })));
    expect((await trace(id, ids[2] ?? '')).path).toEqual([{ id: ids[2], name: 'Team' }]);
  });

  it('finds it among groups that contain each other, and takes the shortest', async () => {
    const id = await idOf(olaf);
    const [company = '', division = '', team = ''] = await nested('Company', 'Division', 'Team');
    await join(team, company);
    await join(team, id);
    await join(division, id);

    expect((await trace(id, company)).path?.map(({ name }) => name)).toEqual(['Company', 'Division']);
  });

  it('finds none where the person is in none of the groups', async () => {
    const [other = ''] = await nested('Others');

    expect(await trace(await idOf(olaf), other, nobody)).not.toHaveProperty('path');
  });

  it('says so where the way is too long to follow', async () => {
    const id = await idOf(olaf);
    const ids = await nested(...Array.from({ length: 12 }, (_, index) => `Level ${index}`));
    await join(ids[11], id);

    expect((await trace(id, ids[0] ?? '')).path).toEqual([{ id: ids[0], name: 'Level 0' }]);
  });

  it('does not take trouble for an answer', async () => {
    const id = await idOf(olaf);
    const fault = { kind: 'status', status: 503, times: 100, retryAfterSeconds: 0.01 };
    await sut.control('POST', '/faults', { ...fault, match: `GET /v1.0/users/${id}` });
    await expect(trace(id)).rejects.toMatchObject({ code: 'directory-throttled' });

    await expect(trace('olaf')).rejects.toBeInstanceOf(InvalidMessageError);
    await sut.control('DELETE', '/faults');
    await sut.control('DELETE', `/tenants/${CONTOSO}/consent/User.Read.All`);
    await expect(trace(id)).rejects.toMatchObject({ code: 'connection-lost' });
  });
});
