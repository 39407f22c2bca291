import type { Directory } from './directory.js';

/** Who was in which group of a tenant at which moment. */
export class GroupHistory {
  private readonly moments: { from: number; to: number; groups: Directory['groups'] }[] = [];

  /** After a change that was begun at a moment: until now it may have been as before, and from that moment on as it is. */
  note(from: number, groups: Directory['groups']): void {
    const last = this.moments.at(-1);
    if (last) last.to = Date.now();
    this.moments.push({ from, to: Number.POSITIVE_INFINITY, groups });
  }

  wasInThroughout(group: string, person: string, from: number, to: number): boolean {
    return this.moments
      .filter((moment) => moment.from <= to && moment.to >= from)
      .every(({ groups }) => groups.get(group)?.people.includes(person));
  }
}
