import type { OutcomeAction } from '@rollcall/contracts';
import type { DirectoryPerson } from '../testing/rehearsal.client.js';
import { type Directory, mapPerson, peopleInScope } from './directory.js';
import { AbsenceModel } from './expect-absences.js';
import { areTooMany, type ExpectedRun, type ExpectedUser, type Kissflow, type Rules, type Values } from './kissflow.js';

/**
 * What one undisturbed run makes of the users, person by person and all at once: the rules of the product written down a
 * second time, in the simplest way that can be thought of. It shares no code with the services, so that a mistake would
 * have to be made twice.
 */
export function expectRun(before: Kissflow, directory: Directory, rules: Rules): ExpectedRun {
  return new RunModel(before, directory, rules).carryOut();
}

/** What so many runs come to that a further one changes nobody, with an administrator who approves everything. */
export function expectInTheEnd(before: Kissflow, directory: Directory, rules: Rules): ExpectedUser[] {
  let kissflow = before;
  for (let runs = 0; runs < 6; runs += 1) {
    const { after } = expectRun(kissflow, directory, rules);
    kissflow = { ...after, users: after.users.map(approved) };
  }
  return kissflow.users;
}

function approved({ removal, emailChange, ...user }: ExpectedUser): ExpectedUser {
  const approve = <T extends { state: string }>(held: T) =>
    held.state === 'held' ? { ...held, state: 'approved' as const } : held;
  return {
    ...user,
    ...(removal && { removal: approve(removal) }),
    ...(emailChange && { emailChange: approve(emailChange) }),
  };
}

interface Waiting {
  person: DirectoryPerson;
  values: Values;
}

class RunModel {
  private users: ExpectedUser[];
  private readonly people: readonly DirectoryPerson[];
  private readonly read: ReadonlySet<string>;
  /** Whether the read can be trusted to have listed everybody: a group that is gone, or suddenly empty, leaves that open. */
  private readonly isWhole: boolean;
  private readonly outcomes = new Map<string, OutcomeAction>();
  private readonly waiting: Waiting[] = [];
  private readonly disabled = new Set<ExpectedUser>();
  private readonly missedNow = new Set<ExpectedUser>();
  private readonly writeOnce: ReadonlySet<string>;

  constructor(
    private readonly before: Kissflow,
    private readonly directory: Directory,
    private readonly rules: Rules,
  ) {
    this.users = before.users.map((user) => ({ ...user, values: { ...user.values }, synced: new Set(user.synced) }));
    this.writeOnce = new Set(rules.rows.filter((row) => !row.syncUpdates).map((row) => row.target));
    this.people = peopleInScope(directory, rules.scope);
    this.read = new Set(this.people.map(({ id }) => id));
    const { users, userGroups } = rules.scope;
    this.isWhole = users === 'all' || userGroups.every(({ id }) => isReadable(id, before, directory));
  }

  carryOut(): ExpectedRun {
    const { before, users, read, directory, rules, disabled, missedNow } = this;
    for (const person of this.people) this.meet(person);
    this.settleEmails();
    for (const user of users) {
      if (user.externalId === undefined || !read.has(user.externalId)) continue;
      Object.assign(user, { missedOnce: false, mayLeave: this.isWhole });
    }
    const { recentRemovals } = before;
    const note = ({ externalId = '' }: ExpectedUser, action: OutcomeAction) => this.note(externalId, action);
    const absences = new AbsenceModel({ users, read, disabled, missedNow, recentRemovals, directory, rules, note });
    if (this.mayAsk) absences.carryOut();
    for (const user of missedNow) user.missedOnce = true;
    const after = {
      users: this.users.filter((user) => !absences.deleted.has(user)),
      recentRemovals: recentRemovals + absences.removals,
      groupSizes: before.groupSizes,
    };
    return { after, outcomes: this.outcomes, read };
  }

  /** Whoever is missing may be asked about, with somebody at hand who must answer. */
  private get mayAsk(): boolean {
    return this.isWhole && this.people.length > 0;
  }

  private meet(person: DirectoryPerson): void {
    const user = this.userOf(person.id);
    if (user?.excluded) return this.note(person.id, 'skipped');
    if (!person.accountEnabled) return this.meetDisabled(person, user);
    if (person.userType === 'Guest' && !this.rules.scope.includeGuests) return this.note(person.id, 'skipped');
    const values = mapPerson(person, this.rules.rows, this.directory);
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
    if (isCandidate) this.disabled.add(user);
    else this.note(id, 'skipped');
  }

  /**
   * Whose address was somebody else's, or changes, gets it when everybody was read: all at the same moment, so that people
   * may swap. Whoever can't move keeps their address, and so whoever wants that one can't move either.
   */
  private settleEmails(): void {
    const inOrder = [...this.waiting].sort((one, other) => (one.person.id < other.person.id ? -1 : 1));
    const holds = this.holdsEmails();
    const asked = this.mayAsk ? inOrder.flatMap(({ values }) => this.holderOf(values) ?? []) : [];
    const held = new Set(inOrder.filter(({ person, values }) => this.isHeld(person, values, holds)));
    let movers = inOrder.filter((each) => !held.has(each));
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
    for (const user of users.values()) {
      if (!user) continue;
      user.email = null;
      delete user.emailChange;
    }
    for (const { person, values } of movers) {
      const user = users.get(person.id);
      if (user) this.write(person, values, user, 'updated');
      else this.create(person, values);
    }
    for (const { waiting, user } of relinked.values()) {
      delete user.emailChange;
      this.write(waiting.person, waiting.values, user, 'linked');
    }
    // Whoever has an outcome by now keeps it; who keeps the address by a decision may need none.
    for (const each of this.waiting) if (!held.has(each)) this.note(each.person.id, 'rejected');
    const relinkedUsers = new Set([...relinked.values()].map(({ user }) => user));
    for (const user of asked) if (!relinkedUsers.has(user) && this.isNowhere(user)) this.missedNow.add(user);
    const heldIds = new Set([...held].map(({ person }) => person.id));
    for (const user of this.users)
      if (this.mayAsk && user.emailChange?.state === 'held' && !heldIds.has(user.externalId ?? ''))
        delete user.emailChange;
  }

  private isNowhere({ externalId, missedOnce }: ExpectedUser): boolean {
    if (externalId === undefined || this.read.has(externalId) || missedOnce) return false;
    return !this.isThere(externalId) && !this.directory.deleted.has(externalId);
  }

  /** A flip of all addresses would lock everybody out: beyond the threshold an administrator decides. */
  private holdsEmails(): boolean {
    const changing = this.waiting.filter(({ person }) => (this.userOf(person.id)?.email ?? null) !== null);
    const undecided = changing.filter((each) => !['approved', 'kept'].includes(this.decisionAbout(each) ?? ''));
    const waiting = changing.filter((each) => this.decisionAbout(each) === 'held').length;
    const synced = this.users.filter(
      ({ externalId, status }) => externalId !== undefined && status !== 'Inactive',
    ).length;
    return areTooMany({ found: undecided.length, recent: 0, waiting, synced }, this.rules.preferences);
  }

  private decisionAbout({ person, values }: Waiting): string | undefined {
    const change = this.userOf(person.id)?.emailChange;
    return change?.to === values.Email ? change?.state : undefined;
  }

  /** An address that may not change for now; everything else does. */
  private isHeld(person: DirectoryPerson, values: Values, holds: boolean): boolean {
    const user = this.userOf(person.id);
    const { Email: to = null } = values;
    const decision = this.decisionAbout({ person, values });
    const isHeld = decision === 'kept' || (holds && decision !== 'approved');
    if (!isHeld || !user || user.email === null || to === null || to === user.email) return false;
    this.write(person, { ...values, Email: user.email }, user, 'updated');
    user.emailChange = { to, state: decision === 'kept' ? 'kept' : 'held' };
    const outcome = this.outcomes.get(person.id);
    // What an administrator decided is no news.
    if (decision !== 'kept' && (outcome === undefined || outcome === 'updated')) this.outcomes.set(person.id, 'held');
    return true;
  }

  private holderOf({ Email: email = null }: Values): ExpectedUser | undefined {
    return email === null ? undefined : this.users.find((user) => user.email === email);
  }

  /** Whether somebody new is the person for whom an id stood that is gone. */
  private isNewIdOf(person: DirectoryPerson, { externalId, name, email, ...user }: ExpectedUser): boolean {
    if (externalId === undefined || this.userOf(person.id) || user.excluded) return false;
    const isProved = this.mayAsk && (this.directory.deleted.has(externalId) || user.missedOnce);
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
      synced: new Set(Object.keys(values).filter((field) => values[field] !== null)),
      missedOnce: false,
      mayLeave: this.isWhole,
    });
  }

  private write(person: DirectoryPerson, values: Values, user: ExpectedUser, action: 'linked' | 'updated'): void {
    if (user.role !== 'User' && this.emailAfter(user, values) !== user.email) return this.note(person.id, 'rejected');
    const after = this.valuesAfter(user, values);
    const isChanged = Object.keys(after).some((field) => (user.values[field] ?? null) !== after[field]);
    const { reactivate } = this.rules.preferences;
    const comesBack = user.status === 'Inactive' && (reactivate === 'all' || user.deactivatedBy === 'sync');
    const written = Object.keys(values).filter((field) => (user.values[field] ?? null) !== (after[field] ?? null));
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

/** Whether a chosen group says who its people are: not one that is gone, nor one that had people and suddenly has none. */
export function isReadable(group: string, { groupSizes }: Kissflow, { groups }: Directory): boolean {
  const people = groups.get(group)?.people;
  return people !== undefined && (people.length > 0 || (groupSizes.get(group) ?? 0) === 0);
}
