import { CONTACT_NUMBER, departmentOf } from './generate-person.js';
import type { Json, Resource, TenantPlan } from './person.js';
import { guid } from './random.js';

/** A member that is neither a person nor a group. */
export interface OtherObject {
  readonly id: string;
  readonly type: 'device' | 'orgContact' | 'servicePrincipal';
  readonly displayName: string;
}

export interface Group {
  readonly id: string;
  readonly properties: Resource;
  /** Who belongs to it by the seed; joined and left are what was changed since. */
  readonly includes: (index: number) => boolean;
  readonly joined: Set<number>;
  readonly left: Set<number>;
  readonly groups: Set<string>;
  readonly others: OtherObject[];
}

const FIRST_GROUP = 0xfffe0000;

interface GroupPlan {
  name: string;
  description?: string;
  includes?: (index: number) => boolean;
  /** Numbers of the groups it contains. */
  groups?: number[];
  others?: OtherObject[];
  unified?: boolean;
}

/** The groups of a tenant: nested, in a circle, empty, of everybody, of the same name, with members that are no people. */
export class Groups {
  private readonly byId = new Map<string, Group>();
  readonly others: readonly OtherObject[];
  private created = 0;

  constructor(private readonly plan: TenantPlan) {
    this.others = otherObjects(plan);
    for (let number = 0; number < plan.groups; number += 1) this.add(planOf(number, this.others));
  }

  all(): Group[] {
    return [...this.byId.values()];
  }

  find(id: string): Group | undefined {
    return this.byId.get(id);
  }

  create(displayName: string, description?: string): Group {
    return this.add({ name: displayName, ...(description !== undefined && { description }) });
  }

  patch(group: Group, properties: Record<string, Json>): Group {
    const patched = { ...group, properties: { ...group.properties, ...properties } };
    this.byId.set(group.id, patched);
    return patched;
  }

  remove(group: Group): void {
    this.byId.delete(group.id);
    for (const other of this.byId.values()) other.groups.delete(group.id);
  }

  has(group: Group, index: number): boolean {
    return group.joined.has(index) || (group.includes(index) && !group.left.has(index));
  }

  addPerson(group: Group, index: number): void {
    group.left.delete(index);
    if (!group.includes(index)) group.joined.add(index);
  }

  removePerson(group: Group, index: number): void {
    group.joined.delete(index);
    if (group.includes(index)) group.left.add(index);
  }

  /** Somebody permanently deleted leaves every group; a soft-deleted person keeps them. */
  forget(index: number): void {
    for (const group of this.byId.values()) this.removePerson(group, index);
  }

  /** The group and all groups in it, each once: groups may contain each other. */
  within(group: Group): Group[] {
    const found = new Map([[group.id, group]]);
    for (const outer of found.values())
      for (const id of outer.groups) {
        const inner = this.byId.get(id);
        if (inner) found.set(id, inner);
      }
    return [...found.values()];
  }

  /** The groups somebody is a member of; by way of other groups too if transitive. */
  of(index: number, transitive: boolean): Group[] {
    return this.all().filter((group) =>
      (transitive ? this.within(group) : [group]).some((inner) => this.has(inner, index)),
    );
  }

  private add({ name, description, includes, groups = [], others = [], unified = false }: GroupPlan): Group {
    const number = this.created;
    this.created += 1;
    const group: Group = {
      id: guid(this.plan.seed, FIRST_GROUP + number),
      properties: {
        displayName: name,
        description: description ?? null,
        mail: unified ? `group${number}@${this.plan.domains[0]}` : null,
        mailEnabled: unified,
        mailNickname: `group${number}`,
        securityEnabled: !unified,
        groupTypes: unified ? ['Unified'] : [],
        visibility: unified ? 'Private' : null,
        createdDateTime: '2021-03-04T05:06:07Z',
        renewedDateTime: '2021-03-04T05:06:07Z',
        proxyAddresses: [],
      },
      includes: includes ?? (() => false),
      joined: new Set(),
      left: new Set(),
      groups: new Set(
        groups.filter((inner) => inner < this.plan.groups).map((inner) => guid(this.plan.seed, FIRST_GROUP + inner)),
      ),
      others,
    };
    this.byId.set(group.id, group);
    return group;
  }
}

function otherObjects({ seed }: TenantPlan): OtherObject[] {
  return [
    { id: guid(seed, CONTACT_NUMBER), type: 'orgContact', displayName: 'Wanda Outsider' },
    { id: guid(seed, CONTACT_NUMBER + 1), type: 'device', displayName: 'RECEPTION-PC' },
    { id: guid(seed, CONTACT_NUMBER + 2), type: 'servicePrincipal', displayName: 'Print service' },
  ];
}

function planOf(number: number, others: readonly OtherObject[]): GroupPlan {
  const known: GroupPlan[] = [
    { name: 'All people', description: 'Everybody, guests too', includes: () => true },
    { name: 'Engineering', description: 'Platform and Mobile', groups: [2, 3] },
    { name: 'Platform', includes: (index) => departmentOf(index) === 'Engineering' && index % 4 < 2 },
    { name: 'Mobile', includes: (index) => departmentOf(index) === 'Engineering' && index % 4 >= 2, groups: [4] },
    { name: 'Mobile / iOS', description: 'Three levels down', includes: (index) => index % 24 === 18 },
    { name: 'Sales', description: 'Europe', includes: (index) => departmentOf(index) === 'Sales' && index % 12 === 1 },
    { name: 'Sales', description: 'Americas', includes: (index) => index % 12 === 7 },
    { name: 'Circle one', includes: (index) => index % 50 === 11, groups: [8] },
    { name: 'Circle two', includes: (index) => index % 50 === 12, groups: [7] },
    { name: 'Empty room' },
    { name: 'Front desk', includes: (index) => index % 60 === 30, others: [...others] },
    { name: 'Führung und 経営', includes: (index) => index < 10, unified: true },
  ];
  return (
    known[number] ?? {
      name: `Team ${String(number + 1).padStart(4, '0')}`,
      includes: (index) => (index + number) % 97 === 0,
    }
  );
}
