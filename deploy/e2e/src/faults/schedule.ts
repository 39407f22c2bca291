import * as fc from 'fast-check';
import { outsideSteps } from './outside-steps.js';
import { settings } from './settings.js';

type Drawn<A> = A extends fc.Arbitrary<infer T> ? T : never;

const who = fc.nat({ max: 1_000 });
const step = <T extends string, M extends object>(name: T, more: { [K in keyof M]: fc.Arbitrary<M[K]> }) =>
  fc.record({ do: fc.constant(name), ...more }) as fc.Arbitrary<{ do: T } & M>;

const gentle = [
  'rename',
  'retitle',
  'clearTitle',
  'newEmail',
  'enable',
  'restore',
  'clearSurname',
  'blank',
  'newManager',
] as const;
const ending = ['disable', 'delete', 'purge', 'recreate'] as const;
const contested = ['takeEmail', 'swapEmails', 'flipEmails'] as const;
type PersonChange = (typeof gentle)[number] | (typeof ending)[number] | (typeof contested)[number];
const change = (changes: readonly PersonChange[]) =>
  step('change', { change: fc.constantFrom(...changes), who, other: who });

const groupChanges = ['rename', 'contain', 'release', 'empty', 'delete'] as const;
const deeds = ['edit', 'clear', 'deactivate', 'activate', 'promote', 'demote', 'add', 'link'] as const;
export type Deed = (typeof deeds)[number];

/** What happens in the directory, and what administrators do. */
const insideSteps = [
  { weight: 9, arbitrary: step('sync', { waits: fc.boolean() }) },
  { weight: 1, arbitrary: step('cancel', {}) },
  { weight: 7, arbitrary: change(gentle) },
  { weight: 6, arbitrary: change(ending) },
  { weight: 3, arbitrary: change(contested) },
  { weight: 3, arbitrary: step('create', { guest: fc.boolean(), who }) },
  { weight: 3, arbitrary: step('member', { joins: fc.boolean(), group: who, who }) },
  { weight: 2, arbitrary: step('group', { change: fc.constantFrom(...groupChanges), group: who, other: who }) },
  { weight: 2, arbitrary: step('activate', { settings }) },
  { weight: 2, arbitrary: step('preview', { of: fc.constantFrom('active' as const, 'draft' as const), settings }) },
  {
    weight: 3,
    arbitrary: step('decide', {
      about: fc.constantFrom('removals' as const, 'email-changes' as const),
      decision: fc.constantFrom('approve' as const, 'keep' as const),
      whom: fc.option(fc.array(who, { minLength: 1, maxLength: 4 }), { nil: 'all' as const }),
    }),
  },
  { weight: 2, arbitrary: step('exclude', { excluded: fc.boolean(), who }) },
  { weight: 2, arbitrary: step('hand', { deed: fc.constantFrom(...deeds), who, other: who }) },
];

const anyStep = fc
  .tuple(fc.oneof(...insideSteps, ...outsideSteps), fc.integer({ min: 0, max: 400 }))
  .map(([what, pauseMs]) => ({ ...what, pauseMs }));
export type Step = Drawn<typeof anyStep>;

const schedule = fc.record({
  people: fc.integer({ min: 20, max: 48 }),
  largestPage: fc.constantFrom(3, 7, 20, 999),
  shiftingOrder: fc.boolean(),
  expiredDeltaStatus: fc.constantFrom(400, 410),
  deltaTwists: fc.subarray(['duplicates', 'replays', 'emptyPages']),
  settings,
  steps: fc.array(anyStep, { minLength: 12, maxLength: 26, size: 'max' }),
});
export type Schedule = Drawn<typeof schedule>;

/** The schedule of a seed: always the same one. */
export function scheduleOf(seed: number): Schedule {
  const [drawn] = fc.sample(schedule, { seed, numRuns: 1 });
  if (!drawn) throw new Error(`no schedule for seed ${seed}`);
  return drawn;
}
