import type { Counts, Run } from '@rollcall/contracts';
import { formatReport } from './format-report.js';

const counts: Counts = {
  read: 250,
  added: 230,
  linked: 0,
  updated: 0,
  reactivated: 0,
  deactivated: 0,
  deleted: 0,
  unchanged: 0,
  rejected: 5,
  skipped: 15,
  awaitingSecondLook: 0,
  leftScope: 0,
  held: 0,
};

const aRun = (more: Partial<Run>): Run => ({
  runId: '00000000-0000-4000-8000-000000000001',
  status: 'partialSuccess',
  startedAt: '2026-11-23T02:00:00.000Z',
  finishedAt: '2026-11-23T02:00:01.500Z',
  progress: { phase: 'finishing', people: 250 },
  notices: [],
  requests: 3,
  units: 4,
  ...more,
});

describe(formatReport.name, () => {
  it('shows the counts that are not zero', () => {
    expect(formatReport(aRun({ counts }))).toBe(
      [
        'Partial success in 1.5 s, 3 requests to the directory',
        '      250  read in the directory',
        '      230  added',
        '        5  rejected, with a reason each',
        '       15  skipped (disabled, or guests)',
      ].join('\n'),
    );
  });

  it('says why a run failed', () => {
    const failure = { cause: 'connection-lost', message: 'Azure AD refused Rollcall. Sign in again.' };

    expect(formatReport(aRun({ status: 'failure', failure }))).toContain('! Azure AD refused Rollcall. Sign in again.');
  });
});
