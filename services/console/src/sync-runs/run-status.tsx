import type { Run } from '../api/shapes.js';
import { State, type Tone } from '../elements/state.js';
import { runs as texts } from '../texts/runs.js';

const tones: Record<Run['status'], Tone> = {
  requested: 'busy',
  queued: 'busy',
  running: 'busy',
  success: 'good',
  partialSuccess: 'warn',
  failure: 'bad',
  cancelled: 'idle',
};

export function RunStatus({ status }: Pick<Run, 'status'>) {
  return <State tone={tones[status]}>{texts.statuses[status]}</State>;
}
