import { STRANGER } from '@rollcall/rehearsal';
import type { DirectoryPerson, RehearsalClient } from '../testing/rehearsal.client.js';
import { type Absence, Absences } from './absences.js';
import type { Directory } from './directory.js';
import { GroupHistory } from './group-history.js';
import type { Step } from './schedule.js';

export type TenantStep = Extract<Step, { do: 'change' | 'create' | 'member' | 'group' }>;

/** The directory of one account: changes it, and remembers at which moments who was gone, disabled or out of a group. */
export class Tenant {
  readonly absences = new Absences();
  readonly memberships = new GroupHistory();
  /** When a group was deleted. */
  readonly groupsDeleted = new Map<string, number>();
  private readonly everSeen = new Set<string>();
  private made = 0;

  constructor(
    readonly control: RehearsalClient,
    private readonly domain: string,
    /** Groups that people join and leave; some contain others. */
    readonly groups: readonly { id: string; name: string }[],
  ) {}

  async start(): Promise<void> {
    // A list that tells of somebody else can't be seen through where nobody has that address yet.
    this.everSeen.add(STRANGER);
    this.absences.begin(STRANGER, 'deleted', 0);
    for (const { id, accountEnabled } of await this.control.people('present')) {
      this.everSeen.add(id);
      if (!accountEnabled) this.absences.begin(id, 'disabled', 0);
    }
    this.memberships.note(0, await this.peopleOfGroups());
  }

  async directory(): Promise<Directory> {
    const [present, deleted, groups] = await Promise.all([
      this.control.people('present'),
      this.control.people('deleted'),
      this.peopleOfGroups(),
    ]);
    return {
      domains: [this.domain, `${this.domain.replaceAll('.', '-')}.onmicrosoft.com`],
      present,
      deleted: new Set(deleted.map(({ id }) => id)),
      contacts: new Set(present.flatMap(({ managerId }) => (managerId && !this.hasKnown(managerId) ? managerId : []))),
      groups,
    };
  }

  hasKnown(id: string): boolean {
    return this.everSeen.has(id);
  }

  async change(step: TenantStep): Promise<void> {
    const from = Date.now();
    try {
      await this.carryOut(step);
    } finally {
      this.memberships.note(from, await this.peopleOfGroups());
    }
  }

  /** Restores who was deleted, enables who was disabled. Who is purged, or out of the groups, stays so. */
  async bringBack(id: string): Promise<void> {
    const [present, deleted] = await Promise.all([this.control.people('present'), this.control.people('deleted')]);
    if (deleted.some((person) => person.id === id)) {
      await this.control.act(id, 'restore');
      this.absences.end(id, 'deleted');
    } else if (present.some((person) => person.id === id && !person.accountEnabled)) {
      await this.control.act(id, 'enable');
      this.absences.end(id, 'disabled');
    }
  }

  private async peopleOfGroups(): Promise<Directory['groups']> {
    const groups = await this.control.groups();
    const known = groups.filter(({ id }) => this.groups.some((group) => group.id === id));
    const withPeople = known.map(
      async ({ id, displayName: name }) => [id, { name, people: await this.control.peopleOf(id) }] as const,
    );
    return new Map(await Promise.all(withPeople));
  }

  private async carryOut(step: TenantStep): Promise<void> {
    if (step.do === 'create') return await this.create(step.guest ? 'Guest' : 'Member', step.who);
    if (step.do === 'group') return await this.changeGroup(step);
    const people = await this.control.people(step.do === 'change' && step.change === 'restore' ? 'deleted' : 'present');
    const person = pick(people, step.who);
    if (!person) return;
    if (step.do === 'change') return await this.changePerson(step, person, people);
    const group = pick(this.groups, step.group);
    if (!group) return;
    if (!step.joins) return await this.takeOut(group.id, person.id);
    await this.control.withMember(group.id, person.id);
    this.absences.end(person.id, 'left');
  }

  private async changeGroup({ change, group: number, other }: Extract<TenantStep, { do: 'group' }>): Promise<void> {
    const [group, inner] = [pick(this.groups, number), pick(this.groups, other)];
    if (!group || !inner || group === inner) return;
    switch (change) {
      case 'rename':
        this.made += 1;
        return await this.control.renameGroup(group.id, `${group.name} ${this.made}`);
      case 'contain':
        await this.control.withMember(group.id, inner.id);
        for (const id of await this.control.peopleOf(inner.id)) this.absences.end(id, 'left');
        return;
      case 'release':
        for (const id of await this.control.peopleOf(inner.id)) this.absences.begin(id, 'left');
        return await this.control.withoutMember(group.id, inner.id);
      case 'empty':
        for (const id of await this.control.peopleOf(group.id)) await this.takeOut(group.id, id);
        for (const each of this.groups) await this.control.withoutMember(group.id, each.id).catch(() => undefined);
        return;
      case 'delete':
        for (const id of await this.control.peopleOf(group.id)) this.absences.begin(id, 'left');
        this.groupsDeleted.set(group.id, Date.now());
        return await this.control.deleteGroup(group.id);
    }
  }

  private async takeOut(group: string, person: string): Promise<void> {
    this.absences.begin(person, 'left');
    await this.control.withoutMember(group, person);
  }

  private async changePerson(
    { change, other: another }: Extract<TenantStep, { do: 'change' }>,
    person: DirectoryPerson,
    people: readonly DirectoryPerson[],
  ): Promise<void> {
    const { id } = person;
    const { control } = this;
    const other = pick(people, another);
    this.made += 1;
    switch (change) {
      case 'rename':
        return await control.patch(id, { givenName: `Né${this.made}`, surname: `O'Renamed ${this.made}` });
      case 'retitle':
        return await control.patch(id, { jobTitle: `Title ${this.made}` });
      case 'clearTitle':
        return await control.patch(id, { jobTitle: null });
      case 'clearSurname':
        return await control.patch(id, { surname: null });
      case 'blank':
        return await control.patch(id, { givenName: null, surname: null, mail: null, jobTitle: null });
      case 'newEmail':
        return await control.patch(id, { mail: `New.${this.made}@${this.domain}` });
      case 'takeEmail':
        return await control.patch(id, { mail: other?.mail ?? other?.userPrincipalName ?? null });
      case 'newManager':
        return await control.setManager(id, other && other.id !== id ? other.id : null);
      case 'swapEmails':
        if (!other?.mail || !person.mail) return;
        await control.patch(id, { mail: other.mail });
        return await control.patch(other.id, { mail: person.mail });
      case 'flipEmails':
        // As when a company's addresses are written otherwise from one day to the next.
        for (const { id: each, mail } of people)
          if (typeof mail === 'string') await control.patch(each, { mail: `f${this.made}.${mail}` });
        return;
      case 'disable':
      case 'delete':
      case 'purge':
        this.absences.begin(id, absenceBy[change]);
        return await control.act(id, change);
      case 'enable':
      case 'restore':
        return await this.bringBack(id);
      case 'recreate':
        this.absences.begin(id, 'deleted');
        await control.act(id, 'delete');
        return await this.createLike(person);
    }
  }

  /** The same person as far as anybody can tell, under another id. */
  private async createLike(person: DirectoryPerson): Promise<void> {
    const { displayName, givenName, surname, mail, userType, userPrincipalName } = person;
    const { id } = await this.control.create({
      displayName,
      givenName,
      surname,
      mail: mail ?? null,
      userType,
      userPrincipalName: `again${this.made}.${userPrincipalName}`,
    });
    this.everSeen.add(id);
  }

  private async create(userType: 'Guest' | 'Member', number: number): Promise<void> {
    this.made += 1;
    const at = userType === 'Guest' ? 'partner.example' : this.domain;
    const { id } = await this.control.create({
      givenName: `Nina${this.made}`,
      surname: number % 5 === 0 ? null : 'Neu-Müller',
      mail: number % 3 === 0 && userType === 'Member' ? null : `nina${this.made}@${at}`,
      jobTitle: 'Trainee',
      userType,
    });
    this.everSeen.add(id);
  }
}

const absenceBy = { disable: 'disabled', delete: 'deleted', purge: 'purged' } as const satisfies Record<
  string,
  Absence
>;

export function pick<T>(list: readonly T[], number: number): T | undefined {
  return list[number % Math.max(1, list.length)];
}
