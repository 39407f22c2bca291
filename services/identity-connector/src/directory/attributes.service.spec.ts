import type { Connection } from '@rollcall/contracts';
import type { BatchAnswer } from '../microsoft/graph.client.js';
import { AttributesService } from './attributes.service.js';
import { catalogue } from './catalogue.js';

const badge = 'extension_0123456789abcdef0123456789abcdef_badge';
const typo = 'extension_0123456789abcdef0123456789abcdef_bagde';
const accountId = 'Ac1';

/** A Graph that knows one extension. */
class FakeGraph {
  readonly asked: string[] = [];
  status = 400;

  batch(_call: unknown, paths: readonly string[]): Promise<(BatchAnswer | undefined)[]> {
    this.asked.push(...paths);
    return Promise.resolve(
      paths.map((path) => ({ status: path.includes(badge) ? 200 : this.status, code: '', body: {}, retryAfter: null })),
    );
  }
}

describe(AttributesService.name, () => {
  let graph: FakeGraph;
  let connection: Connection | null;
  let sut: AttributesService;

  beforeEach(() => {
    graph = new FakeGraph();
    connection = { tenantId: 'contoso' } as Connection;
    sut = new AttributesService(graph, { get: () => Promise.resolve(connection) });
  });

  const extensions = async (...named: string[]) =>
    (await sut.list({ accountId, named })).attributes.slice(catalogue.length);

  it('lists the catalogue without asking anybody', async () => {
    expect(await sut.list({ accountId, named: ['mail', 'shoeSize'] })).toEqual({ attributes: catalogue });
    expect(graph.asked).toEqual([]);
  });

  it('adds the directory extensions that a read proves to be there', async () => {
    expect(await extensions('mail', badge, badge, typo)).toEqual([
      {
        name: badge,
        label: 'badge',
        type: 'Text',
        freeForm: true,
        description: 'A directory extension of your organization.',
      },
    ]);
    expect(graph.asked).toEqual([`/users?$select=id,${badge}&$top=1`, `/users?$select=id,${typo}&$top=1`]);
  });

  it('asks once for each tenant', async () => {
    await extensions(badge);
    await extensions(badge);
    expect(graph.asked).toHaveLength(1);
    connection = { tenantId: 'fabrikam' } as Connection;
    await extensions(badge);
    expect(graph.asked).toHaveLength(2);
  });

  it('takes nothing for proved where nothing is connected', async () => {
    connection = null;
    expect(await extensions(badge)).toEqual([]);
  });

  it('never takes an answer that says nothing for a missing extension', async () => {
    graph.status = 403;
    await expect(extensions(typo)).rejects.toMatchObject({ name: 'RetryLaterError' });
    graph.status = 400;
    expect(await extensions(typo)).toEqual([]);
  });
});
