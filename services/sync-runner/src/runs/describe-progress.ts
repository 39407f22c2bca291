import type { RunProgress } from '@rollcall/contracts';
import type { RunDocument } from './runs.schema.js';

/** How far a run has come; while it reads also how fast, and how long the rest will take at that rate. */
export function describeProgress(
  { status, startedAt, checkpoint }: Pick<RunDocument, 'status' | 'startedAt' | 'checkpoint'>,
  now: Date,
): RunProgress {
  const { phase, people, expected } = checkpoint;
  const seconds = startedAt ? (now.getTime() - startedAt.getTime()) / 1_000 : 0;
  if (status !== 'running' || phase !== 'reading' || people === 0 || seconds <= 0) return { phase, people, expected };
  const rate = people / seconds;
  return {
    phase,
    people,
    expected,
    rate: Math.round(rate * 10) / 10,
    remainingSeconds: expected === undefined ? undefined : Math.ceil(Math.max(0, expected - people) / rate),
  };
}
