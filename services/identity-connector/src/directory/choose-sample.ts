import type { AttributeValue, DirectoryUser } from '@rollcall/contracts';

/**
 * People who show what a mapping will meet: one without trouble, then guests, disabled people, other scripts, missing
 * values and the longest ones, in turn until there are enough.
 */
export function chooseSample(
  people: readonly DirectoryUser[],
  attributes: readonly string[],
  size: number,
): DirectoryUser[] {
  const missing = attributes.map((name) => people.filter((person) => isEmpty(person.attributes[name])));
  const longest = attributes.map((name) => byLength(people, name));
  const kinds = [
    people.filter((person) => isPlain(person, attributes)),
    people.filter(({ guest }) => guest),
    people.filter(({ enabled }) => enabled === false),
    people.filter(hasOtherScript),
    ...missing,
    ...longest,
    people,
  ];
  const chosen = new Set<DirectoryUser>();
  for (let turn = 0; turn < people.length && chosen.size < size; turn++) {
    for (const kind of kinds) {
      const person = kind[turn];
      if (person && chosen.size < size) chosen.add(person);
    }
  }
  return [...chosen];
}

function isPlain(person: DirectoryUser, attributes: readonly string[]): boolean {
  const isComplete = attributes.every((name) => !isEmpty(person.attributes[name]));
  return isComplete && !person.guest && person.enabled === true;
}

function byLength(people: readonly DirectoryUser[], name: string): DirectoryUser[] {
  return people
    .filter(({ attributes }) => !isEmpty(attributes[name]))
    .sort((one, other) => lengthOf(other.attributes[name]) - lengthOf(one.attributes[name]));
}

/** Letters beyond those of Western and Central European languages. */
function hasOtherScript({ displayName, attributes }: DirectoryUser): boolean {
  const letters = /[^\P{L}\p{Script=Latin}]/u;
  return [displayName, ...Object.values(attributes)].some((value) => typeof value === 'string' && letters.test(value));
}

const isEmpty = (value: AttributeValue | undefined): boolean => value === null || value === undefined || value === '';

function lengthOf(value: AttributeValue | undefined): number {
  return typeof value === 'string' ? value.length : JSON.stringify(value ?? '').length;
}
