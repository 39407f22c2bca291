import type { Connection, DirectorySource } from '@rollcall/contracts';
import { RefusedError, RetryLaterError } from '@rollcall/messaging';
import { CONTOSO } from '@rollcall/rehearsal';
import { inTime, MicrosoftBusyError } from '../microsoft/be-patient.js';
import { GraphClient } from '../microsoft/graph.client.js';
import { startTogether, type Together } from '../testing/start-together.js';

const everybody: DirectorySource = { kind: 'users' };
const attributes = ['mail'];

/** What is asked of the connector, and what of Microsoft it asks for it. */
const questions = {
  page: 'GET /v1.0/users',
  delta: 'GET /v1.0/users/delta',
  read: 'POST /v1.0/.batch',
  'confirm-removed': 'POST /v1.0/.batch',
  count: 'GET /v1.0/users/.count',
} as const;
type Question = keyof typeof questions;

interface Trouble {
  kind: string;
  status?: number;
  retryAfterSeconds?: number;
  retryAfterDate?: boolean;
}

/** Over after one answer. */
const passing: [string, Trouble][] = [
  ['throttled, with a fraction of a second to wait', { kind: 'status', status: 429, retryAfterSeconds: 0.128 }],
  [
    'overloaded, until a moment given as a date',
    { kind: 'status', status: 503, retryAfterSeconds: 1, retryAfterDate: true },
  ],
  ['busy without a word on how long', { kind: 'status', status: 504 }],
  ['out of bandwidth', { kind: 'status', status: 509, retryAfterSeconds: 0 }],
  ['failed', { kind: 'status', status: 500 }],
  ['timed out on the way', { kind: 'status', status: 408 }],
  ["a proxy's page", { kind: 'html', status: 502 }],
  ['reset', { kind: 'reset' }],
  ['cut off in the middle', { kind: 'truncated' }],
  ['called something else than JSON', { kind: 'wrong-type' }],
];

/** What is told at last where it stays so. */
const lasting: [string, Trouble, string | [number, number]][] = [
  ['throttled for long', { kind: 'status', status: 429, retryAfterSeconds: 37.5 }, [37_500, 37_500]],
  [
    'away until a moment given as a date',
    { kind: 'status', status: 503, retryAfterSeconds: 60, retryAfterDate: true },
    [50_000, 60_000],
  ],
  ['reset, time and again', { kind: 'reset' }, [10_000, 10_000]],
  ['never JSON', { kind: 'wrong-type' }, 'directory-answer-invalid'],
  ['not implemented', { kind: 'status', status: 501 }, 'directory-answer-invalid'],
];

describe('asking Microsoft when it has trouble', () => {
  let sut: Together;
  let connection: Connection;
  let ids: string[];

  beforeAll(async () => {
    sut = await startTogether({}, { REHEARSAL_PEOPLE: 60 });
    connection = await sut.connect('AcFaults');
    ids = (await sut.rpc.request('rpc.directory.page', { ...where(), source: everybody, attributes: [] })).people.map(
      ({ externalId }) => externalId,
    );
  });

  afterEach(async () => {
    await sut.control('POST', '/reset');
    await sut.control('PUT', `/tenants/${CONTOSO}/consent`);
  });

  afterAll(() => sut.close());

  const where = () => ({ accountId: 'AcFaults', connectionId: connection.connectionId, tenantId: CONTOSO });
  const ask: Record<Question, () => Promise<unknown>> = {
    page: () => sut.rpc.request('rpc.directory.page', { ...where(), source: everybody, attributes }),
    delta: () => sut.rpc.request('rpc.directory.delta', where()),
    read: () => sut.rpc.request('rpc.directory.read', { ...where(), externalIds: ids.slice(0, 5), attributes }),
    'confirm-removed': () =>
      sut.rpc.request('rpc.directory.confirm-removed', {
        ...where(),
        externalIds: ids.slice(0, 5),
        controlId: ids[9] ?? '',
      }),
    count: () => sut.rpc.request('rpc.directory.count', { ...where(), source: everybody }),
  };
  const trouble = (question: Question, more: object) =>
    sut.control('POST', '/faults', { match: questions[question], ...more });

  describe.each(passing)('an answer is %s', (_, fault) => {
    // A count is a bare number, which cut off still is one; where that happens for real, the length of the answer tells.
    const asked = (Object.keys(questions) as Question[]).filter((one) => fault.kind !== 'truncated' || one !== 'count');
    it.each(asked)('and %s is answered all the same', async (question) => {
      const untroubled = await ask[question]();
      await trouble(question, fault);

      const answer = await ask[question]();

      expect(withoutCosts(answer)).toEqual(withoutCosts(untroubled));
      expect((await sut.control('GET', '/state')).faults).toEqual([]);
    });
  });

  describe.each(lasting)('answers are %s', (_, fault, expected) => {
    it.each(['page', 'read', 'count'] as const)('and whoever asks for %s is told', async (question) => {
      await trouble(question, { ...fault, times: 1_000 });

      const error: unknown = await ask[question]().catch((reason: unknown) => reason);

      if (typeof expected === 'string') {
        expect(error).toBeInstanceOf(RefusedError);
        expect(error).toMatchObject({ code: expected });
      } else {
        expect(error).toBeInstanceOf(RetryLaterError);
        const { waitMs, code } = error as RetryLaterError;
        expect(code).toBe('directory-throttled');
        expect(waitMs).toBeGreaterThanOrEqual(expected[0]);
        expect(waitMs).toBeLessThanOrEqual(expected[1]);
      }
    });
  });

  it('tells what all tries cost', async () => {
    await trouble('page', { kind: 'status', status: 429, retryAfterSeconds: 0.01, times: 2 });

    expect(await ask.page()).toMatchObject({ requests: 3 });
  });

  it("goes on with one new token where Microsoft's clock is ahead of ours", async () => {
    await sut.control('POST', '/clock', { seconds: 2 * 3_600 });
    await sut.control('DELETE', '/requests');

    await Promise.all([ask.page(), ask.delta(), ask.count()]);
    await ask.page();

    const { recent } = (await sut.control('GET', '/requests?limit=100')) as { recent: { path: string }[] };
    expect(recent.filter(({ path }) => path.endsWith('/token'))).toHaveLength(1);
  });

  it.each([
    ['Entra', 'POST .*/token'],
    ['Graph', 'GET /v1.0/organization'],
  ])('is done in time, however slow %s is', async (_, match) => {
    await sut.control('POST', '/delays', { match, ms: 3_000 });
    await sut.control('POST', `/tenants/${CONTOSO}/expire`, { what: 'access-tokens' });
    const before = performance.now();

    const call = { tenantId: CONTOSO, priority: 'high' as const, until: inTime(400) };
    const asked = sut.app.get(GraphClient, { strict: false }).page(call, '/organization');

    await expect(asked).rejects.toBeInstanceOf(MicrosoftBusyError);
    expect(performance.now() - before).toBeLessThan(2_500);
  });
});

/** The same answer costs more where it took several tries, and a link is another each time. */
function withoutCosts(answer: unknown): unknown {
  const { requests: _, units: __, delta: ___, ...rest } = answer as Record<string, unknown>;
  return rest;
}

describe('twenty tenants, one of which crawls', () => {
  let sut: Together;
  let connections: Connection[];

  beforeAll(async () => {
    sut = await startTogether({}, { REHEARSAL_PEOPLE: 120, REHEARSAL_TENANTS: 20 });
    connections = [];
    for (let number = 1; number <= 20; number++) {
      connections.push(await sut.connect(`AcNorthwind${number}`, `admin@northwind-${number}.com`));
    }
  });

  afterAll(() => sut.close());

  const where = (number: number) => {
    const { connectionId, tenantId } = connections[number - 1] ?? { connectionId: '', tenantId: '' };
    return { accountId: `AcNorthwind${number}`, connectionId, tenantId };
  };
  const page = (number: number, size: number, cursor?: string) =>
    sut.rpc.request('rpc.directory.page', {
      ...where(number),
      source: everybody,
      attributes,
      size,
      ...(cursor !== undefined && { cursor }),
    });

  async function readAll(number: number): Promise<number> {
    let { people, next } = await page(number, 50);
    for (let read = people.length; ; read += people.length) {
      if (next === undefined) return read;
      ({ people, next } = await page(number, 50, next));
    }
  }

  it('lets the others finish as if it were not there, and asks it for no more than a few things at once', async () => {
    const holds: string[] = [];
    for (let count = 0; count < 20; count++) {
      holds.push(String((await sut.control('POST', '/holds', { match: 'top=7&|top=7$' })).id));
    }
    let answered = 0;
    const crawling = holds.map(() => page(1, 7).then(() => answered++));

    const read = await Promise.all(connections.slice(1).map((_, index) => readAll(index + 2)));
    const found = await sut.rpc.request('rpc.directory.find', { ...where(1), search: 'nora', attributes });

    expect(read).toEqual(Array(19).fill(120));
    expect(found.people).toHaveLength(1);
    expect(answered).toBe(0);
    const states = await Promise.all(holds.map(async (id) => (await sut.control('GET', `/holds/${id}`)).state));
    expect(states.filter((state) => state === 'reached')).toHaveLength(6);

    await sut.control('DELETE', '/holds');
    await Promise.all(crawling);
    expect(answered).toBe(20);
  });

  it('throttles the one and not the others', async () => {
    const { tenantId } = where(1);
    await sut.control('POST', '/throttle', { unitsPer10Seconds: 1, tenant: tenantId });
    await page(1, 50);

    const [throttled, ...others] = await Promise.allSettled(connections.map((_, index) => page(index + 1, 50)));

    expect(throttled).toMatchObject({ status: 'rejected', reason: { code: 'directory-throttled' } });
    expect(others.map(({ status }) => status)).toEqual(Array(19).fill('fulfilled'));
  });
});
