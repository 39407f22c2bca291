import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type {
  CheckMapping,
  DirectoryUser,
  LatestTest,
  MappingChecked,
  MappingRow,
  MappingTest,
  Scope,
  TestMapping,
} from '@rollcall/contracts';
import { type CompileResult, compileMapping, mappingHash } from '@rollcall/mapping';
import { RefusedError, RpcClient } from '@rollcall/messaging';
import { TestsRepository } from './tests.repository.js';
import type { TestDocument } from './tests.schema.js';
import { tryMapping } from './try-mapping.js';

/** As many people as fit a screen: enough to show every kind of trouble the directory has. */
const sampleSize = 10;

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
}

@Injectable()
export class TestsService {
  constructor(
    private readonly rpc: RpcClient,
    @Inject(TestsRepository) private readonly tests: StoredTests,
  ) {}

  async check({ accountId, tenantId, rows }: CheckMapping): Promise<MappingChecked> {
    const { compiled, mappingHash } = await this.compile(accountId, tenantId, rows);
    return { mappingHash, problems: compiled.ok ? [] : compiled.problems };
  }

  async test({ accountId, people = [] }: TestMapping): Promise<MappingTest> {
    const [connection, { draft }] = await Promise.all([
      this.rpc.request('rpc.connection.get', { accountId }),
      this.rpc.request('rpc.configuration.get', { accountId }),
    ]);
    if (!connection) throw new RefusedError('not-connected', 'Connect Azure AD before testing the mapping.');
    if (!draft) throw new RefusedError('no-draft', 'There is no draft to test. Edit the configuration first.');

    const { connectionId, tenantId } = connection;
    const scope = draft.scope ?? everyone;
    const { compiled, mappingHash } = await this.compile(accountId, tenantId, draft.rows);
    const { attributes } = compiled.ok ? compiled.mapping : compiled.trial;
    const externalIds = [...new Set(people)];
    const found = await this.findPeople({ accountId, connectionId, tenantId, scope, attributes, externalIds });
    const verdict = tryMapping(compiled, found, scope);

    const test: TestDocument = { _id: randomUUID(), accountId, mappingHash, ...verdict, testedAt: new Date() };
    await this.tests.store(test);
    return toTest(test);
  }

  async latest({ accountId, mappingHash }: LatestTest): Promise<MappingTest | null> {
    const test = await this.tests.latest(accountId, mappingHash);
    return test && toTest(test);
  }

  private async compile(
    accountId: string,
    tenantId: string,
    rows: MappingRow[],
  ): Promise<{ compiled: CompileResult; mappingHash: string }> {
    const [{ fields, version }, { attributes }] = await Promise.all([
      this.rpc.request('rpc.fields.list', { accountId }),
      this.rpc.request('rpc.directory.attributes', { accountId }),
    ]);
    return {
      compiled: compileMapping({ rows, attributes, fields }),
      mappingHash: mappingHash({ rows, tenantId, fieldsVersion: version }),
    };
  }

  private async findPeople({ scope, externalIds, ...where }: PeopleWanted): Promise<DirectoryUser[]> {
    if (externalIds.length === 0) {
      const sample = await this.rpc.request('rpc.directory.sample', { ...where, scope, size: sampleSize });
      return sample.people;
    }
    const { people } = await this.rpc.request('rpc.directory.read', { ...where, externalIds });
    if (people.length > 0) return people;
    throw new RefusedError('not-found', 'None of these people are in Azure AD any more. Choose others to test with.');
  }
}

function toTest({ _id, mappingHash, result, problems, people, testedAt }: TestDocument): MappingTest {
  return { testId: _id, mappingHash, result, problems, people, testedAt: testedAt.toISOString() };
}
