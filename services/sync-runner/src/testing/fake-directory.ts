import type {
  ConfirmRemoved,
  CountPeople,
  DirectoryChange,
  DirectoryChanges,
  DirectoryGroup,
  DirectoryPage,
  DirectorySource,
  DirectoryUser,
  FindGroups,
  PeopleRead,
  ReadChanges,
  ReadPage,
  ReadPeople,
  RemovalsConfirmed,
  RemovalVerdict,
} from '@rollcall/contracts';
import { RefusedError } from '@rollcall/messaging';

/** A tenant in memory, as identity-connector shows it. */
export class FakeDirectory {
  readonly people = new Map<string, DirectoryUser>();
  readonly groups = new Map<string, { name: string; members: string[] }>();
  readonly deleted = new Set<string>();
  /** Ids nobody gets a clear answer about. */
  readonly unclear = new Set<string>();
  /** Ids of people who were read singly. */
  readonly readWhole: string[] = [];
  /** Whether it can tell what changed; if not, every run is a full one. */
  tellsChanges = false;
  private readonly log: DirectoryChange[] = [];
  pageSize = 2;
  /** Added to every count, for a directory that disagrees with itself. */
  countsWrongBy = 0;

  add(...people: DirectoryUser[]): this {
    for (const person of people) {
      this.people.set(person.externalId, person);
      this.log.push({ externalId: person.externalId });
    }
    return this;
  }

  addGroup(id: string, members: string[], name = `Group ${id}`): this {
    this.groups.set(id, { name, members });
    return this;
  }

  change(externalId: string, more: Partial<DirectoryUser>): void {
    const person = this.people.get(externalId);
    if (!person) return;
    this.people.set(externalId, { ...person, ...more });
    this.log.push({ externalId });
  }

  delete(externalId: string): void {
    this.people.delete(externalId);
    this.deleted.add(externalId);
    this.log.push({ externalId, removed: 'changed' });
  }

  /** A link is the length of the log at its time; every answer names one change. */
  changes({ cursor }: ReadChanges): DirectoryChanges {
    if (!this.tellsChanges) throw new RefusedError('changes-expired', 'the directory forgot');
    const at = cursor === undefined ? this.log.length : Number(cursor);
    const changes = this.log.slice(at, at + 1);
    const isLast = at + 1 >= this.log.length;
    return {
      changes,
      ...(isLast ? { delta: String(this.log.length) } : { next: String(at + 1) }),
      requests: 1,
      units: 1,
    };
  }

  read({ externalIds }: ReadPeople): PeopleRead {
    this.readWhole.push(...externalIds);
    const answered = externalIds.filter((id) => !this.unclear.has(id));
    return {
      people: answered.flatMap((id) => this.people.get(id) ?? []),
      missing: answered.filter((id) => !this.people.has(id)),
      requests: 1,
      units: 1,
    };
  }

  page({ source, attributes, cursor }: ReadPage): DirectoryPage {
    const listed = this.list(source);
    const from = Number(cursor ?? 0);
    const to = from + this.pageSize;
    const people = listed
      .slice(from, to)
      .map((person) => (attributes.length > 0 ? person : { ...person, attributes: {} }));
    return { people, ...(to < listed.length && { next: String(to) }), requests: 1, units: 2 };
  }

  count({ source }: CountPeople): { total: number } {
    return { total: this.list(source).length + this.countsWrongBy };
  }

  findGroups({ ids = [] }: FindGroups): { groups: DirectoryGroup[] } {
    const groups = ids.flatMap((id) => {
      const group = this.groups.get(id);
      return group ? [{ id, name: group.name }] : [];
    });
    return { groups };
  }

  confirmRemoved({ externalIds, controlId, scopeGroups }: ConfirmRemoved): RemovalsConfirmed {
    const isInScope = (id: string) =>
      scopeGroups?.some((group) => this.groups.get(group)?.members.includes(id)) ?? true;
    const answers = this.people.has(controlId) && isInScope(controlId);
    const verdicts = externalIds.map((externalId) => {
      const verdict = answers ? this.verdict(externalId) : ('unknown' as const);
      const isThere = verdict === 'present' || verdict === 'disabled';
      return { externalId, verdict: isThere && !isInScope(externalId) ? ('outOfScope' as const) : verdict };
    });
    return { verdicts, requests: 1, units: 1 };
  }

  private verdict(externalId: string): RemovalVerdict {
    if (this.unclear.has(externalId)) return 'unknown';
    const person = this.people.get(externalId);
    if (!person) return this.deleted.has(externalId) ? 'deleted' : 'notFound';
    return person.enabled === false ? 'disabled' : 'present';
  }

  private list({ groupId }: DirectorySource): DirectoryUser[] {
    if (groupId === undefined) return [...this.people.values()];
    const group = this.groups.get(groupId);
    if (!group) throw new RefusedError('group-not-found', 'there is no such group');
    return group.members.flatMap((id) => this.people.get(id) ?? []);
  }
}
