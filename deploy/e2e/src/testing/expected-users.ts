import type { MappingRow, OutcomeAction, Preferences, Scope } from '@rollcall/contracts';

type Values = Record<string, string | null>;

/** A person as the tenant has them; the names are Graph's. */
export interface DirectoryPerson {
  id: string;
  displayName: string;
  accountEnabled: boolean;
  userType: string | null;
  userPrincipalName: string;
  [attribute: string]: unknown;
}

/** What is true in a tenant at one moment. */
export interface Directory {
  domains: readonly string[];
  /** In the order in which the tenant lists them. */
  present: readonly DirectoryPerson[];
  /** Ids of those who can still be restored. */
  deleted: ReadonlySet<string>;
  /** People of each group, by its id; those of nested groups too. */
  members: ReadonlyMap<string, readonly string[]>;
}

/** A Kissflow user with what decides about them. */
export interface ExpectedUser {
  /** Absent while nobody knows under which id a sync will create them. */
  userId?: string;
  /** Of somebody who follows this tenant. */
  externalId?: string;
  /** As far as it matters: who has the address of somebody gone is the same person only under the same name. */
  name: string;
  email: string | null;
  status: 'Invited' | 'Active' | 'Inactive';
  role: string;
  deactivatedBy?: string;
  hasAccepted: boolean;
  excluded: boolean;
  /** By field; a field that is not here was never written. */
  values: Values;
  /** Fields whose value came from the directory. */
  synced: ReadonlySet<string>;
  /** A run has not found them, nor among the deleted; a second one may remove them. */
  missedOnce: boolean;
  /** The last run that saw them read the whole of the same scope: who is out of it now has left it. */
  mayLeave: boolean;
}

export interface Rules {
  scope: Scope;
  rows: readonly MappingRow[];
  preferences: Preferences;
  /** Removals of this run wait for an administrator. */
  holdsRemovals?: boolean;
  /** Changes of address of this run do. */
  holdsEmails?: boolean;
}

export interface ExpectedRun {
  users: ExpectedUser[];
  /** By person; who is unchanged has none. */
  outcomes: Map<string, OutcomeAction>;
  /** Ids of the people read. */
  read: ReadonlySet<string>;
}

/**
 * What one undisturbed run makes of the users, person by person and all at once: the rules of the product written down a
 * second time, in the simplest way that can be thought of. It shares no code with the services, so that a mistake would
 * have to be made twice.
 */
export function expectRun(before: readonly ExpectedUser[], directory: Directory, rules: Rules): ExpectedRun {
  const run = new RunModel(before, directory, rules);
  return run.carryOut();
}

/** What so many runs come to that a further one changes nobody. */
export function expectUsers(before: readonly ExpectedUser[], directory: Directory, rules: Rules): ExpectedUser[] {
  let users = [...before];
  for (let runs = 0; runs < 5; runs += 1) ({ users } = expectRun(users, directory, rules));
  return users;
}

interface Waiting {
  person: DirectoryPerson;
  values: Values;
}

class RunModel {
  private users: ExpectedUser[];
  private readonly outcomes = new Map<string, OutcomeAction>();
  private readonly waiting: Waiting[] = [];
  private readonly writeOnce: ReadonlySet<string>;

  constructor(
    before: readonly ExpectedUser[],
    private readonly directory: Directory,
    private readonly rules: Rules,
  ) {
    this.users = before.map((user) => ({ ...user, values: { ...user.values }, synced: new Set(user.synced) }));
    this.writeOnce = new Set(rules.rows.filter((row) => !row.syncUpdates).map((row) => row.target));
  }

  carryOut(): ExpectedRun {
    const people = peopleInScope(this.directory, this.rules.scope);
    const read = new Set(people.map(({ id }) => id));
    for (const person of people) this.meet(person);
    this.settleEmails();
    for (const user of this.users) {
      if (user.externalId === undefined || !read.has(user.externalId)) continue;
      Object.assign(user, { missedOnce: false, mayLeave: true });
    }
    for (const user of [...this.users]) this.judgeAbsence(user, read);
    return { users: this.users, outcomes: this.outcomes, read };
  }

  private meet(person: DirectoryPerson): void {
    const user = this.userOf(person.id);
    if (user?.excluded) return this.note(person.id, 'skipped');
    if (!person.accountEnabled) return this.meetDisabled(person, user);
    if (person.userType === 'Guest' && !this.rules.scope.includeGuests) return this.note(person.id, 'skipped');
    const values = mapPerson(person, this.rules.rows);
    if (!values) return this.note(person.id, 'rejected');
    const email = this.emailAfter(user, values);
    if (user && user.role !== 'User' && email !== user.email) return this.note(person.id, 'rejected');
    const holder = this.holderOf(values);
    const isTaken = holder && holder !== user && (user || holder.externalId !== undefined);
    const isChange = user && user.email !== null && email !== null && email !== user.email;
    if (email !== user?.email && (isTaken || isChange)) this.waiting.push({ person, values });
    else if (user) this.write(person, values, user, 'updated');
    else if (!holder) this.create(person, values);
    else if (this.mayLink(person, email)) this.write(person, values, holder, 'linked');
    else this.note(person.id, 'rejected');
  }

  private meetDisabled({ id }: DirectoryPerson, user: ExpectedUser | undefined): void {
    const isCandidate = user && user.status !== 'Inactive' && this.rules.preferences.disabledUsers === 'deactivate';
    if (isCandidate) this.remove(user, 'deactivate');
    else this.note(id, 'skipped');
  }

  /**
   * Whose address was somebody else's, or changes, gets it when everybody was read: all at the same moment, so that people
   * may swap. Whoever can't move keeps their address, and so whoever wants that one can't move either.
   */
  private settleEmails(): void {
    const inOrder = [...this.waiting].sort((one, other) => (one.person.id < other.person.id ? -1 : 1));
    let movers = inOrder.filter(({ person, values }) => !this.isHeld(person, values));
    const relinked = new Map<string | null, { waiting: Waiting; user: ExpectedUser }>();
    for (const waiting of movers) {
      const user = this.holderOf(waiting.values);
      if (user && !relinked.has(user.email) && this.isNewIdOf(waiting.person, user))
        relinked.set(user.email, { waiting, user });
    }
    movers = movers.filter((each) => ![...relinked.values()].some(({ waiting }) => waiting === each));
    for (let before = -1; before !== movers.length;) {
      before = movers.length;
      const moving = new Set(movers.map(({ person }) => this.userOf(person.id)));
      const taken = new Set(relinked.keys());
      movers = movers.filter(({ values: { Email: email = null }, ...each }) => {
        const holder = this.holderOf({ Email: email });
        if (taken.has(email) || (holder && holder !== this.userOf(each.person.id) && !moving.has(holder))) return false;
        taken.add(email);
        return true;
      });
    }
    const users = new Map(movers.map(({ person }) => [person.id, this.userOf(person.id)]));
    for (const user of users.values()) if (user) user.email = null;
    for (const { person, values } of movers) {
      const user = users.get(person.id);
      if (user) this.write(person, values, user, 'updated');
      else this.create(person, values);
    }
    for (const { waiting, user } of relinked.values()) this.write(waiting.person, waiting.values, user, 'linked');
    // Whoever has an outcome by now keeps it.
    for (const { person } of this.waiting) this.note(person.id, 'rejected');
  }

  /** An address that may not change for now; everything else does. */
  private isHeld(person: DirectoryPerson, values: Values): boolean {
    const user = this.userOf(person.id);
    if (!this.rules.holdsEmails || !user || user.email === null) return false;
    const outcomesBefore = this.outcomes.size;
    this.write(person, { ...values, Email: user.email }, user, 'updated');
    if (this.outcomes.size === outcomesBefore || this.outcomes.get(person.id) === 'updated')
      this.outcomes.set(person.id, 'held');
    return true;
  }

  private holderOf({ Email: email = null }: Values): ExpectedUser | undefined {
    return email === null ? undefined : this.users.find((user) => user.email === email);
  }

  /** Whether somebody new is the person for whom an id stood that is gone. */
  private isNewIdOf(person: DirectoryPerson, { externalId, name, email, ...user }: ExpectedUser): boolean {
    if (externalId === undefined || this.userOf(person.id) || user.excluded) return false;
    const isProved = this.directory.deleted.has(externalId) || user.missedOnce;
    const isSame = name.toLowerCase() === person.displayName.toLowerCase();
    return !this.isThere(externalId) && isProved && isSame && this.mayLink(person, email);
  }

  private create(person: DirectoryPerson, values: Values): void {
    this.note(person.id, 'added');
    this.users.push({
      externalId: person.id,
      name: person.displayName,
      email: values.Email ?? null,
      status: 'Invited',
      role: 'User',
      hasAccepted: false,
      excluded: false,
      values,
      synced: new Set(Object.keys(values)),
      missedOnce: false,
      mayLeave: true,
    });
  }

  private write(person: DirectoryPerson, values: Values, user: ExpectedUser, action: 'linked' | 'updated'): void {
    if (user.role !== 'User' && this.emailAfter(user, values) !== user.email) return this.note(person.id, 'rejected');
    const after = this.valuesAfter(user, values);
    const isChanged = Object.keys(after).some((field) => (user.values[field] ?? null) !== after[field]);
    const { reactivate } = this.rules.preferences;
    const comesBack = user.status === 'Inactive' && (reactivate === 'all' || user.deactivatedBy === 'sync');
    const written = Object.keys(values).filter((field) => user.values[field] !== after[field]);
    user.externalId = person.id;
    user.name = person.displayName;
    user.synced = new Set([...user.synced, ...written]);
    user.values = after;
    user.email = after.Email ?? null;
    if (comesBack) {
      user.status = user.hasAccepted ? 'Active' : 'Invited';
      delete user.deactivatedBy;
    }
    if (comesBack) this.note(person.id, 'reactivated');
    else if (action === 'linked' || isChanged) this.note(person.id, action);
  }

  /** A field whose updates are off is written while it is empty and no sync has ever written it. */
  private valuesAfter(user: ExpectedUser, values: Values): Values {
    const isOpen = (field: string) =>
      !this.writeOnce.has(field) || ((user.values[field] ?? null) === null && !user.synced.has(field));
    return { ...user.values, ...Object.fromEntries(Object.entries(values).filter(([field]) => isOpen(field))) };
  }

  private emailAfter(user: ExpectedUser | undefined, values: Values): string | null {
    return (user ? this.valuesAfter(user, values) : values).Email ?? null;
  }

  private judgeAbsence(user: ExpectedUser, read: ReadonlySet<string>): void {
    const { externalId } = user;
    if (externalId === undefined || read.has(externalId)) return;
    const { removedUsers, leftScopeUsers = 'keep' } = this.rules.preferences;
    if (user.status === 'Inactive' && removedUsers === 'deactivate') return;
    if (this.isThere(externalId)) {
      user.missedOnce = false;
      if (user.excluded) return this.note(externalId, 'skipped');
      if (this.rules.scope.users === 'all') return;
      if (leftScopeUsers === 'keep' || !user.mayLeave) return this.note(externalId, 'leftScope');
      return this.remove(user, 'deactivate');
    }
    if (user.excluded || user.role !== 'User') return this.note(externalId, 'skipped');
    if (this.directory.deleted.has(externalId) || user.missedOnce) return this.remove(user, removedUsers);
    user.missedOnce = true;
    this.note(externalId, 'awaitingSecondLook');
  }

  private remove(user: ExpectedUser, how: 'deactivate' | 'delete'): void {
    const { externalId = '' } = user;
    if (user.role !== 'User') return this.note(externalId, 'skipped');
    if (how === 'deactivate' && user.status === 'Inactive') return;
    if (this.rules.holdsRemovals) return this.note(externalId, 'held');
    this.note(externalId, how === 'delete' ? 'deleted' : 'deactivated');
    if (how === 'delete') this.users = this.users.filter((other) => other !== user);
    else Object.assign(user, { status: 'Inactive', deactivatedBy: 'sync' });
  }

  private isThere(externalId: string): boolean {
    return this.directory.present.some(({ id }) => id === externalId);
  }

  private mayLink({ userType }: DirectoryPerson, email: string | null): boolean {
    return userType !== 'Guest' && this.directory.domains.includes(email?.split('@').at(-1) ?? '');
  }

  private userOf(externalId: string): ExpectedUser | undefined {
    return this.users.find((user) => user.externalId === externalId);
  }

  private note(externalId: string, action: OutcomeAction): void {
    if (!this.outcomes.has(externalId)) this.outcomes.set(externalId, action);
  }
}

/** Everybody once; of chosen groups in the order of the groups. */
function peopleInScope({ present, members }: Directory, { users, userGroups }: Scope): readonly DirectoryPerson[] {
  if (users === 'all') return present;
  const ids = new Set(userGroups.flatMap(({ id }) => members.get(id) ?? []));
  const known = new Map(present.map((person) => [person.id, person]));
  return [...ids].flatMap((id) => known.get(id) ?? []);
}

const mandatory = ['FirstName', 'LastName', 'Email'];
const invitedFromElsewhere = '#ext#';

/** Values by field, or nothing if a mandatory one is missing. */
function mapPerson(person: DirectoryPerson, rows: readonly MappingRow[]): Values | undefined {
  const values: Values = {};
  for (const { source, fallbacks = [], target } of rows) {
    const found = [source, ...fallbacks].map((name) => valueOf(person[name], target)).find((value) => value !== null);
    values[target] = found ?? null;
  }
  return mandatory.some((field) => values[field] === null) ? undefined : values;
}

function valueOf(value: unknown, target: string): string | null {
  if (typeof value !== 'string' || value.trim() === '') return null;
  if (target === 'Email') return value.toLowerCase().includes(invitedFromElsewhere) ? null : value.trim().toLowerCase();
  // Graph's dates are midnight in UTC.
  return target === 'Joining_date' ? value.slice(0, 10) : value.trim().normalize('NFC');
}
