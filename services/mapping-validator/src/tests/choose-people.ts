import type { TestedPerson } from '@rollcall/contracts';

/** Whom the directory puts first: one without trouble, a guest, somebody disabled, another script, a missing value. */
const firstOnes = 5;

/**
 * The people a test shows: the first ones, and somebody for each kind of error, so that none of the sample stays unseen
 * as long as there is room; then others. In the order they came in.
 */
export function choosePeople(people: readonly TestedPerson[], size: number): TestedPerson[] {
  const chosen = new Set(people.slice(0, Math.min(firstOnes, size)));
  const seen = new Set([...chosen].flatMap(errorsOf));
  for (const person of people) {
    if (chosen.size === size) break;
    const errors = errorsOf(person);
    if (errors.every((error) => seen.has(error))) continue;
    chosen.add(person);
    for (const error of errors) seen.add(error);
  }
  for (const person of people) if (chosen.size < size) chosen.add(person);
  return people.filter((person) => chosen.has(person));
}

/** Errors of somebody a sync leaves out hit nobody. */
function errorsOf({ skipped, values }: TestedPerson): string[] {
  return skipped ? [] : values.flatMap(({ field, error }) => (error ? [`${field} ${error.code}`] : []));
}
