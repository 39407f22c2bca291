import type {
  AbsentUsers,
  ApplyMembers,
  ApplyPage,
  CloseEmails,
  CloseMembers,
  CountEmailChanges,
  CountOutcomes,
  CountSynced,
  DetachGroups,
  EmailChange,
  EmailChangesCounted,
  EmailHolders,
  GroupsUpserted,
  HoldUsers,
  ListAbsent,
  ListEmailChanges,
  ListEmailHolders,
  ListOutcomes,
  MappedPerson,
  MembersClosed,
  Outcome,
  OutcomeAction,
  Page,
  PageApplied,
  PagePosition,
  Person,
  PrepareRemovals,
  RemovableUser,
  RemovalEvidence,
  RemoveUsers,
  SettleEmails,
  UpsertGroups,
} from '@rollcall/contracts';
import { RefusedError } from '@rollcall/messaging';

interface FakeUser {
  values: string;
  status: 'Invited' | 'Inactive';
  disabledIn?: string;
  missingIn?: string;
  seenIn?: string;
}

const samePlace = (one: PagePosition, other: PagePosition): boolean =>
  one.read === other.read && one.page === other.page;

/** Kissflow's users and groups in memory, with the promises of user-lifecycle: a fence, and repeats that change nothing. */
export class FakeUsers {
  readonly users = new Map<string, FakeUser>();
  readonly groups = new Map<string, { name: string; members: Map<string, string> }>();
  readonly detached = new Set<string>();
  readonly outsiders = new Map<string, number>();
  readonly takenNames = new Set<string>();
  /** Whose address is settled at the end of a run, by run; and whose change of address a run held. */
  private readonly waiting = new Map<string, Map<string, MappedPerson>>();
  readonly heldEmails = new Map<string, string>();
  private readonly fences = new Map<string, number>();
  private readonly outcomes = new Map<string, Map<string, OutcomeAction>>();
  private readonly sights = new Map<string, Map<string, PagePosition>>();

  apply(request: ApplyPage): PageApplied {
    this.raise(request);
    const { run, position, people } = request;
    const sights = at(this.sights, run.runId);
    const applied: PageApplied = { fresh: 0, disabled: 0 };
    for (const person of new Map(people.map((each) => [each.externalId, each])).values()) {
      const seen = sights.get(person.externalId);
      if (!seen) sights.set(person.externalId, position);
      if (!seen || samePlace(seen, position)) applied.fresh += 1;
      this.applyPerson(run.runId, person);
      const user = this.users.get(person.externalId);
      if (user) user.seenIn = run.runId;
      if (user?.disabledIn === run.runId) applied.disabled += 1;
    }
    return applied;
  }

  absent(request: ListAbsent): AbsentUsers {
    this.raise(request);
    const { run, among, after = '', limit } = request;
    const found = [...this.users]
      .filter(([id]) => !among || among.includes(id))
      .filter(([id, user]) => id > after && user.status !== 'Inactive')
      .filter(([id, user]) => !at(this.sights, run.runId).has(id) || user.disabledIn === run.runId)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .slice(0, limit)
      .map(([externalId, user]) => ({
        externalId,
        why: user.disabledIn === run.runId ? ('disabled' as const) : ('unseen' as const),
        seenIn: user.seenIn,
      }));
    return { users: found, ...(found.length === limit && { next: found.at(-1)?.externalId }) };
  }

  remove(request: RemoveUsers): { removed: number } {
    this.raise(request);
    const { run, people } = request;
    let removed = 0;
    for (const { externalId, evidence } of people) {
      const user = this.users.get(externalId);
      if (!user || !this.isRemovable(run.runId, externalId, evidence)) continue;
      user.status = 'Inactive';
      removed += 1;
      this.note(run.runId, externalId, 'deactivated');
    }
    return { removed };
  }

  prepareRemovals(request: PrepareRemovals): { removable: RemovableUser[] } {
    this.raise(request);
    const { run, people } = request;
    const removable = people.filter(({ externalId, evidence }) => this.isRemovable(run.runId, externalId, evidence));
    return { removable: removable.map(({ externalId }) => removableUser(externalId)) };
  }

  hold(request: HoldUsers): { held: RemovableUser[] } {
    this.raise(request);
    const held = request.people.filter(({ externalId }) => this.users.get(externalId)?.status === 'Invited');
    for (const { externalId } of held) this.note(request.run.runId, externalId, 'held');
    return { held: held.map(({ externalId }) => removableUser(externalId)) };
  }

  countSynced(request: CountSynced): { users: number } {
    this.raise(request);
    return { users: this.active().length };
  }

  countEmailChanges(request: CountEmailChanges): EmailChangesCounted {
    this.raise(request);
    const changing = [...at(this.waiting, request.run.runId).keys()].filter((id) => this.users.has(id));
    return { changes: changing.length, undecided: changing.filter((id) => this.heldEmails.has(id)).length };
  }

  emailHolders(request: ListEmailHolders): EmailHolders {
    this.raise(request);
    const { run, after = '', limit } = request;
    const people = this.nextWaiting(run.runId, after).slice(0, limit);
    const holders = people.flatMap(([, person]) => this.holderOf(person) ?? []);
    return { holders: holders.filter((id) => !at(this.sights, run.runId).has(id)), upTo: people.at(-1)?.[0] };
  }

  /** Each person alone; those who swap are user-lifecycle's own affair. */
  settleEmails(request: SettleEmails): { settled: number } {
    this.raise(request);
    const { run, after = '', upTo, hold, proofs } = request;
    const people = this.nextWaiting(run.runId, after).filter(([id]) => id <= upTo);
    for (const [id, person] of people) {
      const holder = this.holderOf(person);
      const isGone = proofs.some(({ externalId, evidence }) => externalId === holder && evidence === 'deleted');
      if (hold && this.users.has(id)) {
        this.heldEmails.set(id, run.runId);
        this.note(run.runId, id, 'held');
      } else if (holder !== undefined && isGone) {
        this.users.delete(holder);
        this.store(run.runId, person, 'linked');
      } else if (holder !== undefined) this.note(run.runId, id, 'rejected');
      else this.store(run.runId, person, this.users.has(id) ? 'updated' : 'added');
      at(this.waiting, run.runId).delete(id);
    }
    return { settled: people.length };
  }

  closeEmails(request: CloseEmails): { held: number } {
    this.raise(request);
    return { held: [...this.heldEmails.values()].filter((runId) => runId === request.run.runId).length };
  }

  upsertGroups(request: UpsertGroups): GroupsUpserted {
    this.raise(request);
    const { groups } = request;
    const clashes = groups.filter(({ name }) => this.takenNames.has(name)).map(({ id }) => id);
    for (const { id, name } of groups) {
      if (!clashes.includes(id))
        this.groups.set(id, { name, members: this.groups.get(id)?.members ?? new Map<string, string>() });
    }
    return { clashes };
  }

  detachGroups(request: DetachGroups): { detached: number } {
    this.raise(request);
    const others = [...this.groups.keys()].filter((id) => !request.keep.includes(id) && !this.detached.has(id));
    for (const id of others) this.detached.add(id);
    for (const id of request.keep) this.detached.delete(id);
    return { detached: others.length };
  }

  applyMembers(request: ApplyMembers): { members: number } {
    this.raise(request);
    const { run, groupId, externalIds } = request;
    const known = externalIds.filter((id) => this.users.has(id));
    for (const id of known) this.group(groupId).members.set(id, run.runId);
    return { members: known.length };
  }

  closeMembers(request: CloseMembers): MembersClosed {
    this.raise(request);
    const { run, groupId } = request;
    const { members } = this.group(groupId);
    const left = [...members].filter(([, seenBy]) => seenBy !== run.runId);
    if (request.whole) for (const [id] of left) members.delete(id);
    if (request.listed !== undefined) this.outsiders.set(groupId, request.listed - members.size);
    return request.whole ? { left: left.length, kept: 0 } : { left: 0, kept: left.length };
  }

  /** Nobody decides about them here. */
  listEmailChanges({ state }: ListEmailChanges): Page<EmailChange> {
    if (state !== 'held') return { items: [] };
    const rest = { userId: '', from: '', to: '', state, heldAt: '' };
    const items = [...this.heldEmails].map(([externalId, runId]) => ({ externalId, name: externalId, runId, ...rest }));
    return { items };
  }

  listOutcomes({ runId, action }: ListOutcomes): Page<Outcome> {
    const found = [...at(this.outcomes, runId)].filter(([, each]) => each === action);
    const items = found.map(([externalId, each]) => ({
      externalId,
      name: externalId,
      action: each,
      reasons: [],
      changes: [],
      at: '',
    }));
    return { items };
  }

  countOutcomes({ runId }: CountOutcomes): Partial<Record<OutcomeAction, number>> {
    const counts: Partial<Record<OutcomeAction, number>> = {};
    for (const action of at(this.outcomes, runId).values()) counts[action] = (counts[action] ?? 0) + 1;
    return counts;
  }

  outcomesOf(runId: string): Record<string, OutcomeAction> {
    return Object.fromEntries(at(this.outcomes, runId));
  }

  active(): string[] {
    return [...this.users].flatMap(([id, { status }]) => (status === 'Inactive' ? [] : [id])).sort();
  }

  membersOf(groupId: string): string[] {
    return [...this.group(groupId).members.keys()].sort();
  }

  raise({ accountId, run: { fence } }: { accountId: string; run: { fence: number } }): void {
    if (fence < (this.fences.get(accountId) ?? 0))
      throw new RefusedError('run-superseded', 'another runner has taken this run over');
    this.fences.set(accountId, fence);
  }

  /** Notes what removes nobody. */
  private isRemovable(runId: string, externalId: string, evidence: RemovalEvidence): boolean {
    const user = this.users.get(externalId);
    if (user?.status !== 'Invited' || at(this.outcomes, runId).has(externalId)) return false;
    if (at(this.sights, runId).has(externalId) && user.disabledIn !== runId) return false;
    if (evidence === 'present') this.note(runId, externalId, 'leftScope');
    else if (evidence === 'notFound' && (user.missingIn ?? runId) === runId) {
      user.missingIn = runId;
      this.note(runId, externalId, 'awaitingSecondLook');
    } else return true;
    return false;
  }

  private applyPerson(runId: string, person: Person): void {
    const user = this.users.get(person.externalId);
    switch (person.is) {
      case 'rejected':
        return this.note(runId, person.externalId, 'rejected');
      case 'skipped':
        if (user && person.reason === 'disabled') user.disabledIn = runId;
        else this.note(runId, person.externalId, 'skipped');
        return;
      case 'mapped': {
        const values = JSON.stringify(person.values);
        if (user?.values === values && user.status === 'Invited') return;
        const changesEmail = user !== undefined && emailOf(user) !== person.values.Email;
        if (changesEmail || this.holderOf(person) !== undefined) {
          at(this.waiting, runId).set(person.externalId, person);
          return;
        }
        this.store(runId, person, !user ? 'added' : user.status === 'Inactive' ? 'reactivated' : 'updated');
      }
    }
  }

  private store(runId: string, person: MappedPerson, action: OutcomeAction): void {
    this.users.set(person.externalId, { values: JSON.stringify(person.values), status: 'Invited' });
    this.note(runId, person.externalId, action);
  }

  private holderOf({ externalId, values }: MappedPerson): string | undefined {
    return [...this.users].find(([id, user]) => id !== externalId && emailOf(user) === values.Email)?.[0];
  }

  private nextWaiting(runId: string, after: string): [string, MappedPerson][] {
    const people = [...at(this.waiting, runId)].filter(([id]) => id > after);
    return people.sort(([one], [other]) => (one < other ? -1 : 1));
  }

  private note(runId: string, externalId: string, action: OutcomeAction): void {
    const outcomes = at(this.outcomes, runId);
    if (!outcomes.has(externalId)) outcomes.set(externalId, action);
  }

  private group(groupId: string): { members: Map<string, string> } {
    const group = this.groups.get(groupId);
    if (!group) throw new RefusedError('not-found', 'there is no such group');
    return group;
  }
}

const emailOf = ({ values }: FakeUser): string | null => (JSON.parse(values) as MappedPerson['values']).Email ?? null;

const removableUser = (externalId: string): RemovableUser => ({
  externalId,
  userId: `Us-${externalId}`,
  name: externalId,
  reason: 'Gone.',
});

function at<Value>(all: Map<string, Map<string, Value>>, runId: string): Map<string, Value> {
  const found = all.get(runId) ?? new Map<string, Value>();
  all.set(runId, found);
  return found;
}
