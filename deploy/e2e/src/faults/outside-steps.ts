import { SPOILINGS } from '@rollcall/rehearsal';
import * as fc from 'fast-check';

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
  deltas: '/v1.0/users/delta',
  batches: '/v1.0/\\$batch',
  inBatches: 'GET /v1.0/(users|directory/deletedItems)/[0-9a-f]{8}-',
  groups: 'GET /v1.0/groups/[0-9a-f]{8}-',
  tokens: 'POST /.*/oauth2/v2.0/token',
  any: '.',
} as const;

const victim = fc.constantFrom(...services);

const refusal = fc.record({
  do: fc.constant('fault' as const),
  kind: fc.constant('status' as const),
  match: fc.constantFrom(...Object.values(requests)),
  status: fc.constantFrom(429, 500, 502, 503, 504, 404, 403, 400, 410),
  retryAfterSeconds: fc.option(fc.constantFrom(0, 0.25, 1.5), { nil: undefined }),
  times: fc.integer({ min: 1, max: 4 }),
  after: fc.integer({ min: 0, max: 4 }),
});

/** Answers that look right and are not. */
const lie = fc.record({
  do: fc.constant('fault' as const),
  kind: fc.constantFrom('html', 'reset', ...SPOILINGS),
  match: fc.constantFrom(...Object.values(requests)),
  times: fc.integer({ min: 1, max: 3 }),
  after: fc.integer({ min: 0, max: 4 }),
});

/**
 * Whether an answer may keep changes of the directory back, or tell of somebody else instead, so that nobody can notice it
 * before everybody is read again.
 */
export const hidesChanges = ({ kind, match }: { kind: string; match: string }): boolean =>
  (kind === 'half-page' || kind === 'other-person') && (match === requests.deltas || match === requests.any);

/** What goes wrong around the house. */
export const outsideSteps = [
  { weight: 3, arbitrary: refusal },
  { weight: 4, arbitrary: lie },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('expire' as const),
      what: fc.constantFrom('access-tokens', 'page-tokens', 'delta-links'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('throttle' as const),
      unitsPer10Seconds: fc.constantFrom(10, 60, null),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('shutOut' as const), forMs: fc.integer({ min: 100, max: 2_000 }) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('kill' as const), victim: fc.constantFrom(...services, ...servers) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('freeze' as const), victim, forMs: fc.integer({ min: 200, max: 3_000 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('jump' as const), victim, forMs: fc.integer({ min: 100, max: 800 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('repeat' as const),
      picks: fc.array(fc.nat({ max: 1_000 }), { minLength: 1, maxLength: 8, size: 'max' }),
    }),
  },
];
