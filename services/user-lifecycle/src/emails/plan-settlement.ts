import type { MappedPerson, Outcome, Person, RejectReason, RemovalProof, RunContext } from '@rollcall/contracts';
import { type PagePlan, planChanges } from '../users/plan-changes.js';
import type { UserDocument } from '../users/users.schema.js';
import { decideMoves } from './decide-moves.js';
import type { HeldEmail, Waiting } from './emails.repository.js';

export interface SettlementInput {
  accountId: string;
  run: RunContext;
  waiting: readonly Waiting[];
  /** The users of these people, and whoever has an address that one of them wants. */
  users: readonly UserDocument[];
  /** What the directory says about holders whom the run did not see. */
  proofs: readonly RemovalProof[];
  hold: boolean;
  at: string;
}

export interface Settlement {
  plan: PagePlan;
  /** Users who give up their address before anybody takes one. */
  released: string[];
  held: HeldEmail[];
  /** Ids of people whose address is as the directory has it now. */
  moved: string[];
}

/** Decides about people whose addresses waited until everybody was read. */
export function planSettlement(input: SettlementInput): Settlement {
  const { accountId, run, waiting, users, at } = input;
  const isOfTenant = ({ origin }: UserDocument) =>
    origin?.provider === run.provider && origin.tenantId === run.tenantId;
  const own = new Map(users.filter(isOfTenant).map((user) => [user.origin?.externalId ?? '', user]));
  const holders = new Map(users.flatMap((user) => (user.email === null ? [] : [[user.email, user]])));
  const held = waiting.flatMap((each) => holdOf(each, own.get(each.externalId), input.hold));
  const staying = new Set(held.map(({ externalId }) => externalId));
  const wanting = waiting.filter(({ externalId }) => !staying.has(externalId) && mayMove(own.get(externalId)));
  const proofs = new Map(input.proofs.map(({ externalId, evidence }) => [externalId, evidence]));
  const evidenceOf = (user: UserDocument) =>
    isOfTenant(user) && user.seen?.runId !== run.runId ? proofs.get(user.origin?.externalId ?? '') : undefined;
  const moves = decideMoves({
    wanting: new Map(wanting.map(({ externalId, person }) => [externalId, person])),
    own,
    holders,
    verifiedDomains: new Set(run.verifiedDomains),
    isGone: (user) =>
      evidenceOf(user) === 'deleted' ||
      (evidenceOf(user) === 'notFound' && user.missing !== undefined && user.missing.runId !== run.runId),
  });

  const movingUsers = new Set(moves.moving.map(({ externalId }) => own.get(externalId)?._id));
  const relinkedUsers = new Set(moves.relinked.map(({ user }) => user._id));
  const existing = users.map((user) => ({
    ...user,
    ...(movingUsers.has(user._id) && { email: null }),
    ...(relinkedUsers.has(user._id) && { origin: undefined }),
  }));
  const rejected = new Map(moves.clashing.map(({ person, reason }) => [person.externalId, reason]));
  const people = waiting.map(({ person }) => asPlanned(person, rejected, staying.has(person.externalId) && own));
  const plan = planChanges({ accountId, run, position: { read: 0, page: 0 }, people, existing, at });

  const changed = new Set(plan.updates.map(({ user }) => user._id));
  const released = [...movingUsers].filter((userId) => userId !== undefined).filter((userId) => changed.has(userId));
  for (const user of users) {
    // What one run does not find proves nothing yet: the next one looks again.
    if (evidenceOf(user) !== 'notFound' || user.missing || changed.has(user._id)) continue;
    plan.updates.push({ before: user.version, user: { ...user, missing: { runId: run.runId } } });
  }
  const relinked = new Set(moves.relinked.map(({ person }) => person.externalId));
  for (const outcome of plan.outcomes) if (relinked.has(outcome.externalId)) outcome.reason = sameUser;
  const kept = new Set(waiting.filter(({ decision }) => decision === 'kept').map(({ externalId }) => externalId));
  // What an administrator decided is no news.
  for (const change of held) if (!kept.has(change.externalId)) noteHeld(plan.outcomes, change, at);
  return { plan, released, held, moved: moves.moving.map(({ externalId }) => externalId) };
}

const sameUser = 'Known before under another id, which is gone from Azure AD: the same user goes on.';

function holdOf(
  { externalId, person, changesEmail, decision }: Waiting,
  user: UserDocument | undefined,
  hold: boolean,
): HeldEmail[] {
  const to = person.values.Email;
  if (!user || user.email === null || !to || user.email === to || !changesEmail || !mayMove(user)) return [];
  const isHeld = decision === 'kept' || (hold && decision !== 'approved');
  return isHeld ? [{ externalId, userId: user._id, name: person.name, from: user.email, to }] : [];
}

/** Nobody's address changes whom no sync may change so. */
const mayMove = (user: UserDocument | undefined): boolean => !user || (user.role === 'User' && !user.excluded);

/** Who is held keeps the address, and gets everything else that is new. */
function asPlanned(
  person: MappedPerson,
  rejected: ReadonlyMap<string, RejectReason>,
  held: ReadonlyMap<string, UserDocument> | false,
): Person {
  const { externalId, name, values } = person;
  const reason = rejected.get(externalId);
  if (reason) return { is: 'rejected', externalId, name, reasons: [reason] };
  const user = held && held.get(externalId);
  return user ? { ...person, values: { ...values, Email: user.email } } : person;
}

function noteHeld(outcomes: Outcome[], { externalId, userId, name, to }: HeldEmail, at: string): void {
  const message = `So many people's addresses would change that an administrator decides: see Email changes. ${name} keeps the present one until then.`;
  const reasons: RejectReason[] = [{ code: 'email-change-held', field: 'Email', value: to, userId, message }];
  const found = outcomes.find((outcome) => outcome.externalId === externalId);
  if (!found) outcomes.push({ externalId, name, userId, action: 'held', reason: message, reasons, changes: [], at });
  else Object.assign(found, { reasons, reason: message, ...(found.action === 'updated' && { action: 'held' }) });
}
