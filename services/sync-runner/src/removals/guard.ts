import type { Threshold } from '@rollcall/contracts';

export interface Removals {
  /** People this run would remove. */
  found: number;
  /** Removals of the last days that nobody approved. */
  recent: number;
  /** People whose removal waits for a decision. */
  undecided: number;
  /** Users who follow the tenant. */
  synced: number;
}

export type Decision = 'carryOut' | 'hold';

/** In a very small company the removal of one or two is no mass removal. */
const fewest = 3;

/**
 * Whether removals may be carried out, or wait for an administrator: when they are too many for the threshold, also bit
 * by bit over the days; when they are half of everybody; and while others wait already. It never goes back from hold to
 * carry out as more are found, so that the proving of the rest may stop.
 */
export function guard({ found, recent, undecided, synced }: Removals, { people, percent }: Threshold): Decision {
  const all = found + recent;
  const isMany = all > people && all > (synced * percent) / 100;
  const isHalf = found >= fewest && found * 2 >= synced;
  return found > 0 && (isMany || isHalf || undecided > 0) ? 'hold' : 'carryOut';
}
