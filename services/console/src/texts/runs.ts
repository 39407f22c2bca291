import type { Outcome, Run } from '../api/shapes.js';
import { formatAmount, formatNumber } from '../formats/format-number.js';

const people = (amount: number) => formatAmount(amount, 'person', 'people');

type Action = Outcome['action'];

/** What becomes of people, in the order it is shown. */
export const actions = [
  'added',
  'linked',
  'updated',
  'reactivated',
  'deactivated',
  'deleted',
  'rejected',
  'held',
  'awaitingSecondLook',
  'leftScope',
  'skipped',
] as const satisfies Action[];

export const runs = {
  statuses: {
    requested: 'Requested',
    queued: 'Waiting',
    running: 'In progress',
    success: 'Success',
    partialSuccess: 'Partial success',
    failure: 'Failure',
    cancelled: 'Cancelled',
  } satisfies Record<Run['status'], string>,
  triggers: { schedule: 'Schedule', manual: 'Sync now', activation: 'Save & sync now', removals: 'Approved removals' },
  modes: { full: 'Everybody', changes: 'Changes only' },
  kinds: { sync: 'Sync', preview: 'Preview' },
  actions: {
    added: 'Added',
    linked: 'Linked',
    updated: 'Updated',
    reactivated: 'Reactivated',
    deactivated: 'Deactivated',
    deleted: 'Deleted',
    rejected: 'Rejected',
    held: 'Removal held',
    awaitingSecondLook: 'Waiting for the next sync',
    leftScope: 'Left the scope',
    skipped: 'Left out',
  } satisfies Record<Action, string>,
  unchanged: 'Unchanged',
  phases: {
    starting: 'Getting ready',
    reading: 'Reading users',
    removals: 'Checking who is gone',
    finishing: 'Finishing',
  } satisfies Record<Run['progress']['phase'], string>,
  waiting: 'Waiting to begin',
  read: (read: number, expected: number | undefined) =>
    expected === undefined ? people(read) : `${formatNumber(read)} of ${formatNumber(expected)}`,
  rate: (perSecond: number) => `${formatNumber(Math.round(perSecond))}/s`,
  left: (duration: string) => `about ${duration} left`,
  progress: 'How far the sync is',
  cancel: 'Cancel',
  cancelling: 'It stops after the page in hand. What was done so far stays.',
};
