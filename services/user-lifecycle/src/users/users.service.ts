import { Injectable } from '@nestjs/common';
import type {
  AbsentUsers,
  ApplyPage,
  Contact,
  CountSynced,
  FindSynced,
  GetContacts,
  GetUser,
  HoldUsers,
  ListAbsent,
  ListUsers,
  Page,
  PageApplied,
  Person,
  PrepareRemovals,
  RegisterUser,
  RemovableUser,
  RemoveUsers,
  RunRequest,
  SyncedPerson,
  User,
} from '@rollcall/contracts';
import { RefusedError } from '@rollcall/messaging';
import { OutcomesRepository } from '../outcomes/outcomes.repository.js';
import { EmailsRepository, type Waiting } from '../emails/emails.repository.js';
import { isOtherPage, type PagePlan, planChanges } from './plan-changes.js';
import { noRemovals, planHolds, planRemovals, prepareRemovals } from './plan-removals.js';
import { ReferencesService } from './references.service.js';
import { changedMeanwhile, retried } from './retried.js';
import { RunUsersService } from './run-users.service.js';
import { UsersChangedMeanwhile } from './run-users.repository.js';
import { UsersRepository } from './users.repository.js';
import { ownUserId, type UserDocument } from './users.schema.js';

@Injectable()
export class UsersService {
  constructor(
    private readonly users: UsersRepository,
    private readonly runUsers: RunUsersService,
    private readonly outcomes: OutcomesRepository,
    private readonly references: ReferencesService,
    private readonly emails: EmailsRepository,
  ) {}

  /** Stores a page of people. Should it keep clashing with others' changes, each person alone, so that one stops no other. */
  async apply(request: ApplyPage): Promise<PageApplied> {
    const plan = await retried((isFirst) => this.planAndStore(request, isFirst));
    if (plan) return { fresh: distinct(request.people).length - plan.repeated.size, disabled: plan.disabled };
    const applied: PageApplied = { fresh: 0, disabled: 0 };
    for (const person of distinct(request.people)) {
      const alone = { ...request, people: [person] };
      const stored = (await retried(() => this.planAndStore(alone))) ?? (await this.planAndStore(asRejected(alone)));
      applied.fresh += 1 - stored.repeated.size;
      applied.disabled += stored.disabled;
    }
    return applied;
  }

  /** Who a removal may be about; whether it is, is decided by proof. */
  async absent(request: ListAbsent): Promise<AbsentUsers> {
    const { users: found, next } = await this.runUsers.of(request.run).findAbsent(request);
    const users = found.flatMap(({ origin, seen }) => {
      const sight = seen?.runId === request.run.runId ? seen : undefined;
      if (!origin || (sight && !sight.disabled)) return [];
      const why = sight ? ('disabled' as const) : ('unseen' as const);
      return [{ externalId: origin.externalId, why, seenIn: seen?.runId }];
    });
    return { users, ...(next !== undefined && { next }) };
  }

  async remove(request: RemoveUsers): Promise<{ removed: number }> {
    const removed = await retried(() => this.planAndRemove(request));
    if (removed === undefined) throw new UsersChangedMeanwhile();
    return { removed };
  }

  async prepareRemovals(request: PrepareRemovals): Promise<{ removable: RemovableUser[] }> {
    const removable = await retried(() => this.planAndPrepare(request));
    if (!removable) throw new UsersChangedMeanwhile();
    return { removable };
  }

  async hold(request: HoldUsers): Promise<{ held: RemovableUser[] }> {
    const { accountId, run, people } = request;
    const ids = people.map(({ externalId }) => externalId);
    const users = await this.runUsers.of(run).findByExternalIds(accountId, run, ids);
    const { outcomes, held } = planHolds(users, people, run, new Date().toISOString());
    const settled = await this.outcomes.positions(accountId, run.runId, ids);
    const fresh = outcomes.filter(({ externalId }) => !settled.has(externalId));
    await this.runUsers.of(run).storeRemovals(request, { ...noRemovals, outcomes: fresh });
    return { held };
  }

  /** What a preview pretended is forgotten; what it found out stays. */
  async endPreview({ accountId, run: { runId } }: RunRequest): Promise<{ ended: true }> {
    await this.runUsers.endPreview(accountId, runId);
    return { ended: true };
  }

  async countSynced(request: CountSynced): Promise<{ users: number }> {
    return { users: await this.users.countSynced(request) };
  }

  async list(request: ListUsers): Promise<Page<User>> {
    const { items, next } = await this.users.list(request);
    return { items: await this.withReferences(request.accountId, items), ...(next !== undefined && { next }) };
  }

  async get({ accountId, userId }: GetUser): Promise<User | null> {
    const user = await this.users.get(accountId, userId);
    const [found] = user ? await this.withReferences(accountId, [user]) : [];
    return found ?? null;
  }

  async findSynced({ accountId, externalId, ...origin }: FindSynced): Promise<SyncedPerson> {
    const found = await this.users.findByExternalIds(accountId, origin, [externalId]);
    const [user = null] = await this.withReferences(accountId, found);
    return { user, excluded: found[0]?.excluded === true, outcomes: await this.outcomes.latest(accountId, externalId) };
  }

  async contacts(request: GetContacts): Promise<{ contacts: Contact[] }> {
    return { contacts: await this.users.contacts(request) };
  }

  /**
   * A signed-in person is Active. Who is known by their id follows their token; who is known by their address stays. Where
   * another account has a person of the same id, this one gets one of their own here.
   */
  async register({ accountId, userId, name, email, role }: RegisterUser): Promise<User> {
    const address = email.toLowerCase();
    const user: Omit<UserDocument, '_id'> = {
      accountId,
      name,
      email: address,
      status: 'Active',
      role,
      isOwner: false,
      guest: false,
      fields: {},
      wantsInvitation: false,
      acceptedAt: new Date(),
      lastSignInAt: new Date(),
      version: 1,
    };
    const ids = [userId, ownUserId(accountId, userId)];
    let known: UserDocument | null = null;
    for (const _id of ids) {
      if (await this.users.insertOnce({ _id, ...user })) return toUser({ _id, ...user });
      known = await this.users.get(accountId, _id);
      if (known) break;
    }
    // Somebody whom a sync created before they first signed in is known by their address only, and needs their role's
    // protection no less.
    known ??= await this.users.findByEmail(accountId, address);
    const followed =
      known && (await this.users.followToken(known, { name: ids.includes(known._id) ? name : known.name, role }));
    if (!followed) throw new RefusedError('email-taken', 'This person was changed while signing in. Sign in again.');
    await this.users.noteSignIn(followed);
    return toUser(followed);
  }

  private async withReferences(accountId: string, users: UserDocument[]): Promise<User[]> {
    const fields = await this.references.resolve(accountId, users);
    return users.map((user, index) => ({ ...toUser(user), fields: fields[index] ?? user.fields }));
  }

  /** A page is hardly ever met a second time: at first it is taken for new, and if it is not, the database says so. */
  private async planAndStore(request: ApplyPage, takenForNew = false): Promise<PagePlan> {
    const { accountId, run, position, people } = request;
    const ids = people.map(({ externalId }) => externalId);
    const users = this.runUsers.of(run);
    const existing = await users.findForPage(accountId, run, ids, people.flatMap(addressOf));
    const plan = planChanges({ accountId, run, position, people, existing, at: new Date().toISOString() });
    const met = await this.outcomes.positions(
      accountId,
      run.runId,
      takenForNew ? [] : plan.outcomes.map(({ externalId }) => externalId),
    );
    const waiting = await this.asWaiting(request, plan);
    const waited = await this.emails.positions(
      { accountId, runId: run.runId },
      waiting.map(({ externalId }) => externalId),
    );
    for (const [externalId, place] of [...met, ...waited]) {
      if (place && isOtherPage({ runId: run.runId, ...place }, request)) plan.repeated.add(externalId);
    }
    // A repeated page keeps the first outcome, so that nothing is counted twice.
    plan.outcomes = plan.outcomes.filter(({ externalId }) => !met.has(externalId));
    await users.storePage(request, position, plan, (session) => this.emails.wait(session, waiting));
    return plan;
  }

  /** With what an administrator decided about the very same change of address. */
  private async asWaiting({ accountId, run, position }: ApplyPage, { waiting }: PagePlan): Promise<Waiting[]> {
    if (waiting.length === 0) return [];
    const changing = waiting.filter(({ changesEmail }) => changesEmail);
    const to = new Map(changing.map(({ person }) => [person.externalId, person.values.Email ?? null]));
    const decisions = await this.emails.decisions(accountId, to);
    return waiting.map(({ person, changesEmail }) => {
      const { externalId } = person;
      const decision = decisions.get(externalId);
      return { accountId, runId: run.runId, externalId, person, position, changesEmail, ...(decision && { decision }) };
    });
  }

  private async planAndRemove(request: RemoveUsers): Promise<number> {
    const { users, proofs } = await this.findUnsettled(request);
    const plan = planRemovals(users, proofs, request.run, new Date().toISOString());
    await this.runUsers.of(request.run).storeRemovals(request, plan);
    return plan.changes.length;
  }

  private async planAndPrepare(request: PrepareRemovals): Promise<RemovableUser[]> {
    const { users, proofs } = await this.findUnsettled(request);
    const { plan, removable } = prepareRemovals(users, proofs, request.run, new Date().toISOString());
    await this.runUsers.of(request.run).storeRemovals(request, plan);
    return removable;
  }

  /** Who has an outcome in this run is through with it: a repeat changes nothing. */
  private async findUnsettled({ accountId, run, people }: RemoveUsers) {
    const ids = people.map(({ externalId }) => externalId);
    const settled = await this.outcomes.positions(accountId, run.runId, ids);
    const proofs = people.filter(({ externalId }) => !settled.has(externalId));
    return { proofs, users: await this.runUsers.of(run).findByExternalIds(accountId, run, ids) };
  }
}

const distinct = (people: Person[]): Person[] => [
  ...new Map(people.map((person) => [person.externalId, person])).values(),
];

const addressOf = (person: Person): string[] =>
  person.is === 'mapped' && typeof person.values.Email === 'string' ? [person.values.Email] : [];

function asRejected(request: ApplyPage): ApplyPage {
  const people = request.people.map(({ externalId, name }) => ({
    is: 'rejected' as const,
    externalId,
    name,
    reasons: [changedMeanwhile],
  }));
  return { ...request, people };
}

/** The user as others see them. */
export function toUser(user: UserDocument): User {
  const { _id, name, email, status, role, isOwner, origin, excluded, lastSignInAt, fields, version } = user;
  const { provider, externalId } = origin ?? {};
  return {
    userId: _id,
    name,
    email,
    status,
    role,
    isOwner,
    provider,
    externalId,
    ...(excluded && { excluded }),
    ...(lastSignInAt && { lastSignInAt: lastSignInAt.toISOString() }),
    fields,
    version,
  };
}
