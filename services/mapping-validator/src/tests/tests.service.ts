import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type {
  CheckMapping,
  Connection,
  DirectoryUser,
  LatestTest,
  MappingChecked,
  MappingRow,
  MappingTest,
  MappingTried,
  Scope,
  SuggestedRow,
  SuggestRows,
  TestMapping,
  TryMapping,
} from '@rollcall/contracts';
import { type CompileResult, compileMapping, mappingHash, suggestRows } from '@rollcall/mapping';
import { RefusedError, RpcClient } from '@rollcall/messaging';
import { choosePeople } from './choose-people.js';
import { TestsRepository } from './tests.repository.js';
import type { TestDocument } from './tests.schema.js';
import { tryMapping } from './try-mapping.js';

/** As many as one read of the directory brings. */
const sampleSize = 999;

/** As many people as fit a screen. */
const shownOfSample = 10;

/** What is synced as long as nobody has chosen: guests too, unless they are left out. */
const everyone: Scope = { users: 'all', userGroups: [], includeGuests: true, groupInfo: false, groups: [] };

/** What the service needs of its repository. */
export type StoredTests = Pick<TestsRepository, 'store' | 'latest'>;

/** Whom to ask the directory about, and for what. */
interface PeopleWanted {
  accountId: string;
  connectionId: string;
  tenantId: string;
  scope: Scope;
  attributes: string[];
  externalIds: string[];
  search: string | undefined;
}

@Injectable()
export class TestsService {
  constructor(
    private readonly rpc: RpcClient,
    @Inject(TestsRepository) private readonly tests: StoredTests,
  ) {}

  async check({ accountId, tenantId, rows }: CheckMapping): Promise<MappingChecked> {
    const connection = await this.rpc.request('rpc.connection.get', { accountId });
    const held = connection?.tenantId === tenantId ? connection : { tenantId, permissions: [] };
    const { compiled, mappingHash } = await this.compile(accountId, rows, held);
    return { mappingHash, problems: compiled.ok ? [] : compiled.problems };
  }

  async test({ accountId, people = [], search }: TestMapping): Promise<MappingTest> {
    const [connection, { draft }] = await Promise.all([
      this.rpc.request('rpc.connection.get', { accountId }),
      this.rpc.request('rpc.configuration.get', { accountId }),
    ]);
    if (!connection) throw new RefusedError('not-connected', 'Connect Azure AD before testing the mapping.');
    if (!draft) throw new RefusedError('no-draft', 'There is no draft to test. Edit the configuration first.');

    const { connectionId, tenantId } = connection;
    const scope = draft.scope ?? everyone;
    const { compiled, mappingHash } = await this.compile(accountId, draft.rows, connection);
    const { attributes } = compiled.ok ? compiled.mapping : compiled.trial;
    const externalIds = [...new Set(people)];
    const wanted = { accountId, connectionId, tenantId, scope, attributes, externalIds, search };
    const verdict = tryMapping(compiled, await this.findPeople(wanted), scope);
    const isSample = externalIds.length === 0 && search === undefined;
    const tested = isSample ? choosePeople(verdict.people, shownOfSample) : verdict.people;

    const test: TestDocument = {
      _id: randomUUID(),
      accountId,
      mappingHash,
      ...verdict,
      people: tested,
      testedAt: new Date(),
    };
    await this.tests.store(test);
    return toTest(test);
  }

  async try({ accountId, externalId }: TryMapping): Promise<MappingTried> {
    const [connection, { active, draft }] = await Promise.all([
      this.rpc.request('rpc.connection.get', { accountId }),
      this.rpc.request('rpc.configuration.get', { accountId }),
    ]);
    if (!connection) throw new RefusedError('not-connected', 'Connect Azure AD before trying the mapping.');
    const { connectionId, tenantId } = connection;
    const { rows, scope = everyone } = active ?? draft ?? { rows: [] };
    const { compiled } = await this.compile(accountId, rows, connection);
    const { attributes } = compiled.ok ? compiled.mapping : compiled.trial;
    const where = { accountId, connectionId, tenantId, attributes, externalIds: [externalId] };
    const { people } = await this.rpc.request('rpc.directory.read', where);
    const { problems, people: tried } = tryMapping(compiled, people, scope);
    return { problems: people.length === 0 && compiled.ok ? [] : problems, person: tried[0] ?? null };
  }

  async suggest({ accountId, target }: SuggestRows): Promise<{ suggestions: SuggestedRow[] }> {
    const [{ fields }, { attributes }] = await Promise.all([
      this.rpc.request('rpc.fields.list', { accountId }),
      this.rpc.request('rpc.directory.attributes', { accountId }),
    ]);
    const field = fields.find(({ id }) => id === target);
    if (!field) throw new RefusedError('not-found', 'There is no such user field; it may have been removed.');
    return { suggestions: suggestRows(field, attributes) };
  }

  async latest({ accountId, mappingHash }: LatestTest): Promise<MappingTest | null> {
    const test = await this.tests.latest(accountId, mappingHash);
    return test && toTest(test);
  }

  private async compile(
    accountId: string,
    rows: MappingRow[],
    // None means not known: a token that can't be looked into tells no permissions.
    { tenantId, permissions }: Pick<Connection, 'tenantId' | 'permissions'>,
  ): Promise<{ compiled: CompileResult; mappingHash: string }> {
    const named = [...new Set(rows.flatMap(({ source, fallbacks = [] }) => [source, ...fallbacks]))];
    const [{ fields, version }, { attributes }] = await Promise.all([
      this.rpc.request('rpc.fields.list', { accountId }),
      this.rpc.request('rpc.directory.attributes', { accountId, named }),
    ]);
    return {
      compiled: compileMapping({ rows, attributes, fields, ...(permissions.length > 0 && { permissions }) }),
      mappingHash: mappingHash({ rows, tenantId, fieldsVersion: version }),
    };
  }

  private async findPeople({ scope, externalIds, search, ...where }: PeopleWanted): Promise<DirectoryUser[]> {
    if (externalIds.length > 0) {
      const { people } = await this.rpc.request('rpc.directory.read', { ...where, externalIds });
      if (people.length > 0) return people;
      throw new RefusedError('not-found', 'None of these people are in Azure AD any more. Choose others to test with.');
    }
    if (search !== undefined) {
      const { people } = await this.rpc.request('rpc.directory.find', { ...where, search });
      if (people.length > 0) return people;
      throw new RefusedError('not-found', 'Nobody in Azure AD has a name or an address that begins like this.');
    }
    return (await this.rpc.request('rpc.directory.sample', { ...where, scope, size: sampleSize })).people;
  }
}

function toTest({ _id, mappingHash, result, problems, people, testedAt }: TestDocument): MappingTest {
  return { testId: _id, mappingHash, result, problems, people, testedAt: testedAt.toISOString() };
}
