/** What is asked of a figure; `first` is the same figure at the first size measured. */
export interface Goal {
  says: string;
  isMet: (value: number, first: number) => boolean;
}

/** One thing measured. */
export interface Figure {
  name: string;
  /** Undefined where the system doesn't tell. */
  value: number | undefined;
  /** After the point. */
  digits?: number;
  goal?: Goal;
}

/** What was measured together, under its heading. */
export interface Column {
  name: string;
  figures: Figure[];
}

export const atMost = (limit: number): Goal => ({ says: `≤ ${limit}`, isMet: (value) => value <= limit });

/** As much again for a tenth more people is no growth: how full the heap is at its fullest is a matter of chance. */
const chance = 1.1;
export const flat: Goal = { says: 'flat', isMet: (value, first) => value <= first * chance };
