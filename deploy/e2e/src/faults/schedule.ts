import * as fc from 'fast-check';

type Drawn<A> = A extends fc.Arbitrary<infer T> ? T : never;

/** Processes that are killed, frozen or given a wrong time; any sync-runner may hold the run. */
const services = [
  'sync-runner',
  'sync-runner-2',
  'user-lifecycle',
  'identity-connector',
  'config',
  'mapping-validator',
  'notification',
  'gateway',
] as const;
const servers = ['mongod', 'nats-server'] as const;

/** What requests an answer goes wrong for. */
const requests = {
  people: '/v1.0/(users\\?|groups/.*[mM]embers)',
  counts: '/\\$count',
  batches: '/v1.0/\\$batch',
  inBatches: 'GET /v1.0/(users|directory/deletedItems)/[0-9a-f]{8}-',
  tokens: 'POST /.*/oauth2/v2.0/token',
  any: '.',
} as const;

const who = fc.nat({ max: 1_000 });
const person = (changes: readonly PersonChange[]) =>
  fc.record({ do: fc.constant('change' as const), change: fc.constantFrom(...changes), who, other: who });

const gentle = ['rename', 'retitle', 'clearTitle', 'newEmail', 'enable', 'restore', 'clearSurname'] as const;
const ending = ['disable', 'delete', 'purge', 'recreate'] as const;
const contested = ['takeEmail', 'swapEmails'] as const;
export type PersonChange = (typeof gentle)[number] | (typeof ending)[number] | (typeof contested)[number];

const refusal = fc.record({
  do: fc.constant('fault' as const),
  kind: fc.constant('status' as const),
  match: fc.constantFrom(...Object.values(requests)),
  status: fc.constantFrom(429, 500, 502, 503, 504, 404, 403, 400, 410),
  retryAfterSeconds: fc.option(fc.constantFrom(0, 0.25, 1.5), { nil: undefined }),
  times: fc.integer({ min: 1, max: 4 }),
  after: fc.integer({ min: 0, max: 4 }),
});
const spoiling = fc.record({
  do: fc.constant('fault' as const),
  kind: fc.constantFrom(
    'html',
    'reset',
    'truncated',
    'missing-value',
    'no-next-link',
    'empty-page',
    'repeated-page',
    'wrong-count',
    'half-page',
    'other-tenant',
  ),
  match: fc.constantFrom(...Object.values(requests)),
  times: fc.integer({ min: 1, max: 3 }),
  after: fc.integer({ min: 0, max: 4 }),
});

const doing = fc.oneof(
  { weight: 8, arbitrary: fc.record({ do: fc.constant('sync' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('cancel' as const) }) },
  { weight: 7, arbitrary: person(gentle) },
  { weight: 6, arbitrary: person(ending) },
  { weight: 3, arbitrary: person(contested) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('create' as const), guest: fc.boolean(), who }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('member' as const), joins: fc.boolean(), group: fc.nat({ max: 100 }), who }),
  },
  { weight: 3, arbitrary: refusal },
  { weight: 4, arbitrary: spoiling },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('expire' as const),
      what: fc.constantFrom('access-tokens', 'page-tokens', 'delta-links'),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('kill' as const), victim: fc.constantFrom(...services, ...servers) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('freeze' as const),
      victim: fc.constantFrom(...services),
      forMs: fc.integer({ min: 200, max: 3_000 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('jump' as const),
      victim: fc.constantFrom(...services),
      forMs: fc.integer({ min: 100, max: 800 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('repeat' as const),
      picks: fc.array(fc.nat({ max: 1_000 }), { minLength: 1, maxLength: 8, size: 'max' }),
    }),
  },
);

const step = fc.tuple(doing, fc.integer({ min: 0, max: 500 })).map(([what, pauseMs]) => ({ ...what, pauseMs }));
export type Step = Drawn<typeof step>;

const writableOnce = ['LastName', 'Designation', 'Email'] as const;

const schedule = fc.record({
  people: fc.integer({ min: 20, max: 48 }),
  largestPage: fc.constantFrom(3, 7, 20, 999),
  shiftingOrder: fc.boolean(),
  users: fc.constantFrom('all' as const, 'all' as const, 'groups' as const),
  includeGuests: fc.boolean(),
  groupInfo: fc.boolean(),
  writeOnce: fc.subarray([...writableOnce]),
  removedUsers: fc.constantFrom('deactivate' as const, 'delete' as const),
  disabledUsers: fc.constantFrom('deactivate' as const, 'deactivate' as const, 'keep' as const),
  leftScopeUsers: fc.constantFrom('keep' as const, 'deactivate' as const),
  reactivate: fc.constantFrom('all' as const, 'syncOnly' as const),
  /** Few removals at once are carried out; beyond that an administrator approves. */
  threshold: fc.constantFrom({ people: 1_000, percent: 100 }, { people: 2, percent: 1 }),
  steps: fc.array(step, { minLength: 10, maxLength: 24, size: 'max' }),
});
export type Schedule = Drawn<typeof schedule>;

/** The schedule of a seed: always the same one. */
export function scheduleOf(seed: number): Schedule {
  const [drawn] = fc.sample(schedule, { seed, numRuns: 1 });
  if (!drawn) throw new Error(`no schedule for seed ${seed}`);
  return drawn;
}
