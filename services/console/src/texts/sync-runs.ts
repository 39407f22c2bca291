import type { Run } from '../api/shapes.js';
import { formatAmount, formatNumber } from '../formats/format-number.js';
import { runs } from './runs.js';

const people = (amount: number) => formatAmount(amount, 'person', 'people');

export const syncHistory = {
  title: 'Sync history',
  table: 'Syncs, the latest first',
  kind: 'Show',
  kinds: { sync: 'Syncs', preview: 'Previews' },
  status: 'Status',
  trigger: 'Trigger',
  any: 'All',
  columns: {
    when: 'When',
    trigger: 'Trigger',
    mode: 'Mode',
    status: 'Status',
    added: 'Added',
    updated: 'Updated',
    removed: 'Removed',
    rejected: 'Rejected',
    held: 'Held',
    duration: 'Duration',
    changes: 'Changes',
  },
  bar: (changes: number) => `${people(changes)} changed`,
  empty: 'No sync yet',
  emptyText: 'Every sync is listed here, with what it did to whom and why.',
  noneFound: 'No sync is like this',
  noneFoundText: 'Choose another status or trigger.',
};

const verbs: Record<Run['status'], string> = {
  requested: 'was requested and begins in a moment',
  queued: 'waits to begin',
  running: 'is in progress',
  success: 'succeeded',
  partialSuccess: 'was a partial success: it completed with errors',
  failure: 'failed',
  cancelled: 'was cancelled; what it had done until then stays',
};

export const syncRun = {
  title: (kind: Run['kind'], when: string) => `${runs.kinds[kind ?? 'sync']} of ${when}`,
  sentence: ({ kind, status }: Run) => `This ${kind === 'preview' ? 'preview' : 'sync'} ${verbs[status]}.`,
  preview: 'A preview changes nobody: this is what a sync would do.',
  full: 'It read everybody.',
  by: (name: string) => `Begun by ${name}.`,
  took: (duration: string) => `It took ${duration}.`,
  requests: (requests: number) => `${formatAmount(requests, 'request', 'requests')} to Azure AD.`,
  why: 'Why',
  notices: 'What kept it from being a full success',
  outcomes: 'What it did',
  chart: 'People by outcome',
  all: (amount: number) => `All changes ${formatNumber(amount)}`,
  reasons: 'Why people were rejected',
  reasonsTable: 'Reasons, and how many people each',
  reasonColumns: { reason: 'Reason', people: 'People' },
  people: 'People',
  table: 'People this sync had to do with',
  search: 'Search by name',
  columns: { person: 'Person', outcome: 'Outcome', why: 'Reason, or what changed' },
  change: (field: string) => `${field}:`,
  empty: '(empty)',
  nobody: 'Nobody',
  nobodyText: 'This sync found everybody as they were.',
  nobodyFound: 'Nobody is like this. Choose another outcome, or search for another name.',
  whyPerson: 'Why?',
  missing: 'This sync is not kept any more.',
};
