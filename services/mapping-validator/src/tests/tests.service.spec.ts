import type { DirectoryUser, MappingRow } from '@rollcall/contracts';
import { startingRows } from '@rollcall/mapping';
import { FakeRpcClient } from '@rollcall/messaging';
import {
  aConfiguration,
  aDirectoryUser,
  aDraft,
  attributes,
  badgeAttribute,
  catalogue,
  connection,
  engineers,
  mismatchedRows,
  rows,
} from './tests.builders.js';
import type { TestDocument } from './tests.schema.js';
import { type StoredTests, TestsService } from './tests.service.js';

const accountId = 'Ac1';

class FakeTests implements StoredTests {
  readonly stored: TestDocument[] = [];

  store(test: TestDocument): Promise<void> {
    this.stored.push(test);
    return Promise.resolve();
  }

  latest(accountId: string, mappingHash?: string): Promise<TestDocument | null> {
    const found = this.stored.findLast(
      (test) => test.accountId === accountId && (mappingHash === undefined || test.mappingHash === mappingHash),
    );
    return Promise.resolve(found ?? null);
  }
}

describe(TestsService.name, () => {
  let others: FakeRpcClient;
  let tests: FakeTests;
  let sut: TestsService;
  let directory: DirectoryUser[];

  beforeEach(() => {
    directory = [aDirectoryUser('ana'), aDirectoryUser('bo', { [badgeAttribute]: 'June sixth' })];
    others = new FakeRpcClient()
      .answer('rpc.connection.get', () => connection)
      .answer('rpc.configuration.get', () => aConfiguration(aDraft()))
      .answer('rpc.fields.list', () => catalogue)
      .answer('rpc.directory.attributes', () => ({ attributes }))
      .answer('rpc.directory.sample', () => ({ people: directory }))
      .answer('rpc.directory.read', ({ externalIds }) => ({
        people: directory.filter(({ externalId }) => externalIds.includes(externalId)),
        missing: externalIds.filter((id) => !directory.some(({ externalId }) => externalId === id)),
        requests: 1,
        units: externalIds.length,
      }));
    tests = new FakeTests();
    sut = new TestsService(others, tests);
  });

  const check = (checked: MappingRow[], tenantId = 'contoso') => sut.check({ accountId, tenantId, rows: checked });

  describe('check', () => {
    it('finds nothing wrong with a good mapping', async () => {
      expect(await check(rows)).toEqual({
        mappingHash: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
        problems: [],
      });
    });

    it('tells problems by row, and the hash all the same', async () => {
      const checked = await check(mismatchedRows);

      expect(checked.problems).toMatchObject([{ code: 'data-type-mismatch', row: 3 }]);
      expect(checked.mappingHash).toHaveLength(64);
    });

    it('gives another hash when rows, tenant or catalogue change', async () => {
      const hashes = [await check(rows), await check(mismatchedRows), await check(rows, 'fabrikam')];
      others.answer('rpc.fields.list', () => ({ ...catalogue, version: catalogue.version + 1 }));
      hashes.push(await check(rows));

      expect(new Set(hashes.map(({ mappingHash }) => mappingHash)).size).toBe(4);
    });
  });

  describe('test', () => {
    it('tries the draft on a sample of its scope and keeps the result', async () => {
      const test = await sut.test({ accountId });

      expect(test).toMatchObject({
        result: 'passedWithRejects',
        problems: [],
        people: [{ externalId: 'ana' }, { externalId: 'bo' }],
      });
      expect(tests.stored).toMatchObject([{ _id: test.testId, accountId, result: 'passedWithRejects' }]);
      expect(others.requestsTo('rpc.directory.sample')).toMatchObject([
        {
          accountId,
          connectionId: 'connection-1',
          tenantId: 'contoso',
          scope: engineers,
          attributes: ['givenName', 'surname', 'mail', 'userPrincipalName', badgeAttribute],
        },
      ]);
    });

    it('refuses an attribute that the connection has no permission for, and does not read it', async () => {
      const leaves = { name: 'leaves', label: 'Leaves', type: 'DateTime' as const, freeForm: false };
      const row = { source: 'leaves', target: 'JoiningDate', syncUpdates: true };
      others
        .answer('rpc.connection.get', () => ({ ...connection, permissions: ['User.Read.All'] }))
        .answer('rpc.directory.attributes', () => ({
          attributes: [...attributes, { ...leaves, permission: 'Life.Read' }],
        }))
        .answer('rpc.configuration.get', () => aConfiguration(aDraft({ rows: [...startingRows, row] })));

      expect(await sut.test({ accountId })).toMatchObject({
        result: 'failed',
        problems: [{ code: 'permission-missing', row: 3 }],
      });
      expect(others.requestsTo('rpc.directory.sample')[0]?.attributes).not.toContain('leaves');
      expect((await check([...startingRows, row])).problems).toMatchObject([{ code: 'permission-missing' }]);
      others.answer('rpc.connection.get', () => ({ ...connection, permissions: ['Life.Read'] }));
      expect((await sut.test({ accountId })).problems).toEqual([]);
    });

    it('asks which of the names of the mapping the tenant has', async () => {
      await sut.test({ accountId });

      expect(others.requestsTo('rpc.directory.attributes')).toEqual([
        { accountId, named: ['givenName', 'surname', 'mail', 'userPrincipalName', badgeAttribute] },
      ]);
    });

    it('is good for the mapping that a check of the same rows names', async () => {
      const { mappingHash } = await check(rows);

      expect(await sut.test({ accountId })).toMatchObject({ mappingHash });
    });

    it('tries the draft on the people asked for, each once', async () => {
      const { people } = await sut.test({ accountId, people: ['bo', 'bo', 'gone'] });

      expect(people).toMatchObject([{ externalId: 'bo' }]);
      expect(others.requestsTo('rpc.directory.read')).toMatchObject([{ externalIds: ['bo', 'gone'] }]);
    });

    it('tries the draft on people found by name', async () => {
      others.answer('rpc.directory.find', ({ search }) => ({
        people: directory.filter(({ displayName }) => displayName.startsWith(search)),
      }));

      expect((await sut.test({ accountId, search: 'bo' })).people).toMatchObject([{ externalId: 'bo' }]);
      await expect(sut.test({ accountId, search: 'zoe' })).rejects.toMatchObject({ code: 'not-found' });
    });

    it('shows few of a large sample, and everybody of those asked for', async () => {
      directory = Array.from({ length: 900 }, (_, index) => aDirectoryUser(`p${index}`));
      directory.push(aDirectoryUser('bo', { [badgeAttribute]: 'June sixth' }));
      const { result, people } = await sut.test({ accountId });

      expect(result).toBe('passedWithRejects');
      expect(people).toHaveLength(10);
      expect(people.at(-1)).toMatchObject({
        externalId: 'bo',
        values: [{}, {}, {}, { error: { code: 'wrong-format' } }],
      });
      const asked = directory.slice(0, 30).map(({ externalId }) => externalId);
      expect((await sut.test({ accountId, people: asked })).people).toHaveLength(30);
    });

    it('takes a sample where no people are named', async () => {
      expect((await sut.test({ accountId, people: [] })).people).toHaveLength(2);
    });

    it('takes a sample of everybody as long as no scope is chosen', async () => {
      others.answer('rpc.configuration.get', () => aConfiguration(aDraft({ scope: undefined })));
      await sut.test({ accountId });

      expect(others.requestsTo('rpc.directory.sample')).toMatchObject([
        { scope: { users: 'all', includeGuests: true } },
      ]);
    });

    it('keeps a failed test of a mapping with problems, with what the directory has', async () => {
      directory = [aDirectoryUser('ana', { manager: 'Cy Chief' })];
      others.answer('rpc.configuration.get', () => aConfiguration(aDraft({ rows: mismatchedRows })));
      const test = await sut.test({ accountId });

      expect(test).toMatchObject({ result: 'failed', problems: [{ code: 'data-type-mismatch', row: 3 }] });
      expect(test.people[0]?.values[3]).toMatchObject({ source: 'Cy Chief', stored: null });
      expect(tests.stored).toHaveLength(1);
    });

    it.each([
      ['not-connected', () => others.answer('rpc.connection.get', () => null)],
      ['no-draft', () => others.answer('rpc.configuration.get', () => aConfiguration())],
      ['not-found', () => (directory = [])],
    ])('refuses with %s and keeps nothing', async (code, arrange) => {
      arrange();

      await expect(sut.test({ accountId, people: ['ana'] })).rejects.toMatchObject({ name: 'RefusedError', code });
      expect(tests.stored).toEqual([]);
    });

    it('hands on why the directory could not be read, and keeps nothing', async () => {
      others.answer('rpc.directory.sample', () => {
        throw new Error('throttled');
      });

      await expect(sut.test({ accountId })).rejects.toThrow('throttled');
      expect(tests.stored).toEqual([]);
    });
  });

  describe('suggest', () => {
    it('proposes rows for a field of the account', async () => {
      expect(await sut.suggest({ accountId, target: 'Email' })).toEqual({
        suggestions: [{ row: startingRows[2], why: expect.any(String) as string }],
      });
    });

    it('refuses a field that is not there', async () => {
      await expect(sut.suggest({ accountId, target: 'Shoes' })).rejects.toMatchObject({ code: 'not-found' });
    });
  });

  describe('latest', () => {
    it('gives the test that was kept', async () => {
      const test = await sut.test({ accountId });

      expect(await sut.latest({ accountId })).toEqual(test);
      expect(await sut.latest({ accountId, mappingHash: test.mappingHash })).toEqual(test);
    });

    it('gives none where there is none', async () => {
      await sut.test({ accountId });

      expect(await sut.latest({ accountId, mappingHash: 'another' })).toBeNull();
      expect(await sut.latest({ accountId: 'Ac2' })).toBeNull();
    });
  });

  it('tries the mapping on one person, and keeps nothing of it', async () => {
    const bo = await sut.try({ accountId: 'Ac1', externalId: 'bo' });
    expect(bo.problems).toEqual([]);
    expect(bo.person?.values.filter(({ error }) => error)).toHaveLength(1);

    const ana = await sut.try({ accountId: 'Ac1', externalId: 'ana' });
    expect(ana.person?.values.some(({ error }) => error)).toBe(false);
    expect(await sut.try({ accountId: 'Ac1', externalId: 'nobody' })).toEqual({ problems: [], person: null });
    expect(tests.stored).toEqual([]);
  });
});
