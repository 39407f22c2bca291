import type { Run } from '@rollcall/contracts';

const words: Record<Run['status'], string> = {
  requested: 'Requested',
  queued: 'Queued',
  running: 'Running',
  success: 'Success',
  partialSuccess: 'Partial success',
  failure: 'Failure',
  cancelled: 'Cancelled',
};

const rows = [
  ['read', 'read in the directory'],
  ['added', 'added'],
  ['linked', 'linked to users who were here'],
  ['updated', 'updated'],
  ['reactivated', 'reactivated'],
  ['deactivated', 'deactivated'],
  ['deleted', 'deleted'],
  ['unchanged', 'unchanged'],
  ['rejected', 'rejected, with a reason each'],
  ['skipped', 'skipped (disabled, or guests)'],
  ['awaitingSecondLook', 'not found, awaiting a second look'],
  ['leftScope', 'no longer in scope, left alone'],
  ['held', 'held until an administrator decides'],
] as const;

/** A run's report for a terminal: status, counts that are not zero, duration, and what somebody has to know. */
export function formatReport(run: Run): string {
  const { counts, startedAt, finishedAt, failure, notices } = run;
  const seconds = startedAt && finishedAt ? (Date.parse(finishedAt) - Date.parse(startedAt)) / 1_000 : undefined;
  const shown = counts ? rows.filter(([key]) => key === 'read' || counts[key] > 0) : [];
  return [
    `${words[run.status]}${seconds === undefined ? '' : ` in ${seconds.toFixed(1)} s`}, ${run.requests} requests to the directory`,
    ...shown.map(([key, text]) => `  ${String(counts?.[key]).padStart(7)}  ${text}`),
    ...(failure ? [`  ! ${failure.message}`] : []),
    ...notices.map(({ message }) => `  ! ${message}`),
  ].join('\n');
}
