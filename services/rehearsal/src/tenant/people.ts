import { generatePerson } from './generate-person.js';
import { textOf } from './person.js';
import type { Json, Person, Resource, TenantPlan } from './person.js';
import { guid, indexOfGuid } from './random.js';

/** All people of a tenant. Only those who differ from what the seed says are kept in memory. */
export class People {
  private readonly changed = new Map<number, Person>();
  private readonly changedUpns = new Map<string, number>();
  /** The number of each person who changed, in order; its length is the directory's version. */
  private readonly changes: number[] = [];
  private total: number;

  constructor(private readonly plan: TenantPlan) {
    this.total = Math.max(plan.people, plan.named.length);
  }

  /** One more than the highest index ever given. */
  get end(): number {
    return this.total;
  }

  get version(): number {
    return this.changes.length;
  }

  at(index: number): Person {
    return this.changed.get(index) ?? generatePerson(this.plan, index);
  }

  /** Whether this person still is as the seed made them, so that an answer made of them stays right. */
  isUntouched(index: number): boolean {
    return !this.changed.has(index);
  }

  isPresent(index: number): boolean {
    return index < this.total && (this.changed.get(index)?.state ?? 'present') === 'present';
  }

  /** In any state, by object id or by user principal name. */
  find(idOrUpn: string): Person | undefined {
    const index = indexOfGuid(this.plan.seed, idOrUpn) ?? this.indexOfUpn(idOrUpn.toLowerCase());
    return index !== undefined && index < this.total ? this.at(index) : undefined;
  }

  private indexOfUpn(upn: string): number | undefined {
    const candidates = [
      this.changedUpns.get(upn),
      this.plan.named.findIndex((named) => named.upn === upn),
      Number(/^[^@]*?(\d+)[@_]/.exec(upn)?.[1] ?? -1),
    ];
    return candidates.find(
      (index) =>
        index !== undefined &&
        index >= 0 &&
        index < this.total &&
        textOf(this.at(index).properties, 'userPrincipalName').toLowerCase() === upn,
    );
  }

  *present(): Generator<Person> {
    for (let index = 0; index < this.total; index += 1) if (this.isPresent(index)) yield this.at(index);
  }

  *deleted(): Generator<Person> {
    for (const person of this.changed.values()) if (person.state === 'deleted') yield person;
  }

  count(): number {
    let absent = 0;
    for (const person of this.changed.values()) if (person.state !== 'present') absent += 1;
    return this.total - absent;
  }

  create(properties: Resource): Person {
    const index = this.total;
    this.total += 1;
    return this.keep({
      index,
      id: guid(this.plan.seed, index),
      properties,
      cleared: [],
      managerId: undefined,
      state: 'present',
      deletedDateTime: undefined,
    });
  }

  patch(person: Person, properties: Record<string, Json>): Person {
    const emptied = Object.keys(properties).filter((name) => properties[name] === null);
    return this.keep({
      ...person,
      properties: { ...person.properties, ...properties },
      cleared: [...new Set([...person.cleared, ...emptied])],
    });
  }

  setManager(person: Person, managerId: string | undefined): Person {
    return this.keep({ ...person, managerId });
  }

  remove(person: Person, at: Date): Person {
    return this.keep({ ...person, state: 'deleted', deletedDateTime: at.toISOString() });
  }

  restore(person: Person): Person {
    return this.keep({ ...person, state: 'present', deletedDateTime: undefined });
  }

  purge(person: Person): Person {
    return this.keep({ ...person, state: 'purged', deletedDateTime: undefined });
  }

  /** The numbers of those who changed after a version, each once, in the order of their first change. */
  changedSince(version: number): number[] {
    return [...new Set(this.changes.slice(version))];
  }

  private keep(person: Person): Person {
    this.changed.set(person.index, person);
    this.changedUpns.set(textOf(person.properties, 'userPrincipalName').toLowerCase(), person.index);
    this.changes.push(person.index);
    return person;
  }
}
