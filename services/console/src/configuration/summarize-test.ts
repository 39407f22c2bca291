import type { MappingTest, RejectReason, TestedPerson, TestedValue } from '../api/shapes.js';

/** How often the values of one row went wrong, each way of going wrong by itself. */
export interface RowErrors {
  code: string;
  /** The words of the first person it hit. */
  message: string;
  people: number;
}

export const valueOf = ({ values }: TestedPerson, field: string): TestedValue | undefined =>
  values.find((value) => value.field === field);

/** Somebody a sync leaves out can't go wrong. */
export const errorOf = (person: TestedPerson, field: string): RejectReason | undefined =>
  person.skipped ? undefined : valueOf(person, field)?.error;

export const hasErrors = (person: TestedPerson): boolean =>
  person.skipped === undefined && person.values.some(({ error }) => error !== undefined);

export function errorsOfRow({ people }: MappingTest, field: string): RowErrors[] {
  const byCode = new Map<string, RowErrors>();
  for (const person of people) {
    const error = errorOf(person, field);
    if (!error) continue;
    const known = byCode.get(error.code);
    if (known) known.people += 1;
    else byCode.set(error.code, { code: error.code, message: error.message, people: 1 });
  }
  return [...byCode.values()];
}

/** Two people to show values of beside the rows: those a sync takes, if there are such. */
export function samplesOf({ people }: MappingTest): TestedPerson[] {
  const taken = people.filter(({ skipped }) => skipped === undefined);
  return (taken.length > 0 ? taken : people).slice(0, 2);
}
