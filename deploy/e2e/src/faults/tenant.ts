import type { Directory, DirectoryPerson } from '../testing/expected-users.js';
import type { RehearsalClient } from '../testing/rehearsal.client.js';
import type { Step } from './schedule.js';

type TenantStep = Extract<Step, { do: 'change' | 'create' | 'member' }>;

/** The directory of one account: changes it, and remembers at which moments somebody was gone or disabled. */
export class Tenant {
  private readonly away = new Absences();
  private readonly outOfGroups = new Absences();
  private readonly everSeen = new Set<string>();
  private made = 0;

  constructor(
    readonly control: RehearsalClient,
    private readonly domain: string,
    /** Groups that people join and leave. */
    readonly groups: readonly { id: string; name: string }[],
  ) {}

  async start(): Promise<void> {
    for (const { id, accountEnabled } of await this.control.people('present')) {
      this.everSeen.add(id);
      if (!accountEnabled) this.away.begin(id, 0);
    }
  }

  async directory(): Promise<Directory> {
    const [present, deleted, ...members] = await Promise.all([
      this.control.people('present'),
      this.control.people('deleted'),
      ...this.groups.map(async ({ id }) => [id, await this.control.peopleOf(id)] as const),
    ]);
    return {
      domains: [this.domain, `${this.domain.replaceAll('.', '-')}.onmicrosoft.com`],
      present,
      deleted: new Set(deleted.map(({ id }) => id)),
      members: new Map(members),
    };
  }

  hasKnown(id: string): boolean {
    return this.everSeen.has(id);
  }

  /** Whether somebody was gone or disabled at any moment in between; or, where that matters, may have left a group. */
  wasAway(id: string, from: number, to: number, groupsMatter: boolean): boolean {
    return this.away.includes(id, from, to) || (groupsMatter && this.outOfGroups.includes(id, from, to));
  }

  async change(step: TenantStep): Promise<void> {
    if (step.do === 'create') return await this.create(step.guest ? 'Guest' : 'Member', step.who);
    const people = await this.control.people(step.do === 'change' && step.change === 'restore' ? 'deleted' : 'present');
    const person = pick(people, step.who);
    if (!person) return;
    if (step.do === 'change') return await this.changePerson(step, person, people);
    const group = pick(this.groups, step.group);
    if (!group) return;
    if (!step.joins) {
      this.outOfGroups.begin(person.id);
      return await this.control.withoutMember(group.id, person.id);
    }
    await this.control.withMember(group.id, person.id);
    this.outOfGroups.end(person.id);
  }

  private async changePerson(
    { change, other: another }: Extract<TenantStep, { do: 'change' }>,
    person: DirectoryPerson,
    people: readonly DirectoryPerson[],
  ): Promise<void> {
    const { id } = person;
    const other = pick(people, another);
    this.made += 1;
    switch (change) {
      case 'rename':
        return await this.control.patch(id, { givenName: `Né${this.made}`, surname: `O'Renamed ${this.made}` });
      case 'retitle':
        return await this.control.patch(id, { jobTitle: `Title ${this.made}` });
      case 'clearTitle':
        return await this.control.patch(id, { jobTitle: null });
      case 'clearSurname':
        return await this.control.patch(id, { surname: null });
      case 'newEmail':
        return await this.control.patch(id, { mail: `New.${this.made}@${this.domain}` });
      case 'takeEmail':
        return await this.control.patch(id, { mail: other?.mail ?? other?.userPrincipalName ?? null });
      case 'swapEmails':
        if (!other?.mail || !person.mail) return;
        await this.control.patch(id, { mail: other.mail });
        return await this.control.patch(other.id, { mail: person.mail });
      case 'disable':
      case 'delete':
      case 'purge':
        this.away.begin(id);
        return await this.control.act(id, change);
      case 'enable':
      case 'restore':
        await this.control.act(id, change);
        if (change === 'enable' || person.accountEnabled) this.away.end(id);
        return;
      case 'recreate':
        this.away.begin(id);
        await this.control.act(id, 'delete');
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

/** When people were away: a little too long rather than too short, since requests take their time. */
class Absences {
  private readonly times = new Map<string, { from: number; to: number }[]>();

  begin(id: string, from = Date.now()): void {
    this.times.set(id, [...(this.times.get(id) ?? []), { from, to: Number.POSITIVE_INFINITY }]);
  }

  end(id: string): void {
    for (const each of this.times.get(id) ?? []) each.to = Math.min(each.to, Date.now());
  }

  includes(id: string, from: number, to: number): boolean {
    return (this.times.get(id) ?? []).some((each) => each.from <= to && each.to >= from);
  }
}

function pick<T>(list: readonly T[], number: number): T | undefined {
  return list[number % Math.max(1, list.length)];
}
