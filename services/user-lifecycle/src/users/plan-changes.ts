import type {
  Outcome,
  OutcomeAction,
  PagePosition,
  Person,
  MappedPerson,
  RejectReason,
  RunContext,
  SkippedPerson,
  UserChange,
} from '@rollcall/contracts';
import { changeFields, type FieldsChanged } from './change-fields.js';
import { reasons } from './decide-removal.js';
import { KnownUsers } from './match-user.js';
import { newUserId, type Sight, type UserDocument } from './users.schema.js';

export interface PageInput {
  accountId: string;
  run: RunContext;
  position: PagePosition;
  people: Person[];
  /** Users with an id or an address of these people. */
  existing: UserDocument[];
  at: string;
}

/** A changed user, to be stored only if nobody else changed them since: `before` is the version that was read. */
export interface UserUpdate {
  before: number;
  user: UserDocument;
}

/** Somebody whose address is settled once everybody is read: it is another user's so far, or a change of their own. */
export interface WaitingPerson {
  person: MappedPerson;
  /** Their user has another address so far. */
  changesEmail: boolean;
}

/** Everything one page does, decided before anything is written. */
export interface PagePlan {
  inserts: UserDocument[];
  updates: UserUpdate[];
  /** Ids of users who stay as they are but were seen. */
  seen: string[];
  seenDisabled: string[];
  /** How many users are seen disabled, those marked already included. */
  disabled: number;
  outcomes: Outcome[];
  changes: UserChange[];
  waiting: WaitingPerson[];
  /** Ids of people whom the run has met on another page already. */
  repeated: Set<string>;
}

/**
 * Decides what a page of people does to the users. It creates, links, updates and reactivates; it never deactivates,
 * since nothing is removed while reading. Whose address is another user's, or changes, waits for the end of the read.
 */
export function planChanges(input: PageInput): PagePlan {
  const plan: PagePlan = {
    inserts: [],
    updates: [],
    seen: [],
    seenDisabled: [],
    disabled: 0,
    outcomes: [],
    changes: [],
    waiting: [],
    repeated: new Set(),
  };
  const writeOnce = new Set(input.run.writeOnce);
  const known = new KnownUsers(input.existing, {
    ...input.run,
    verifiedDomains: new Set(input.run.verifiedDomains),
    keepsEmail: writeOnce.has('Email'),
  });
  const page = { ...input, plan, known, writeOnce };
  for (const person of new Map(input.people.map((each) => [each.externalId, each])).values()) planPerson(person, page);
  return plan;
}

type PageContext = PageInput & { plan: PagePlan; known: KnownUsers; writeOnce: ReadonlySet<string> };

function planPerson(person: Person, page: PageContext): void {
  const user = page.known.get(person.externalId);
  if (user?.seen && isOtherPage(user.seen, page)) page.plan.repeated.add(person.externalId);
  if (user?.excluded) return skip(person, reasons.excluded, page);
  switch (person.is) {
    case 'mapped':
      return planMapped(person, page);
    case 'rejected':
      return reject(person, person.reasons, page);
    case 'skipped':
      return skipAsRead(person, page);
  }
}

/** Whether a sight was on another page of this run; the very same page is only a repeat of the request. */
export function isOtherPage(
  seen: Omit<Sight, 'disabled'>,
  { run, position }: Pick<PageInput, 'run' | 'position'>,
): boolean {
  return seen.runId === run.runId && (seen.read !== position.read || seen.page !== position.page);
}

function planMapped(person: MappedPerson, page: PageContext): void {
  const match = page.known.match(person);
  switch (match.is) {
    case 'none':
      return create(person, page);
    case 'clash':
      return match.user && match.user.role !== 'User'
        ? reject(person, [administratorsEmail(person)], page)
        : wait(person, match.user, page);
    case 'refused':
      return reject(person, [match.reason], page);
    case 'link':
      return update(person, match.user, 'linked', page);
    case 'same':
      return update(person, match.user, 'updated', page);
  }
}

function create(person: MappedPerson, page: PageContext): void {
  const { run, plan, accountId, known } = page;
  const { fields, changes } = changedFields(person, undefined, page);
  const user: UserDocument = {
    _id: newUserId(),
    accountId,
    name: person.name,
    email: person.values.Email ?? null,
    status: 'Invited',
    role: 'User',
    isOwner: false,
    guest: person.guest,
    origin: originOf(person, run),
    fields,
    seen: sight(page),
    wantsInvitation: run.sendInvitations && (!person.guest || run.inviteGuests),
    version: 1,
  };
  known.add(user);
  plan.inserts.push(user);
  // Whoever was added has their fields to show for it; whoever only would be has nothing but this.
  const shown = run.kind === 'preview' ? { changes } : { userId: user._id };
  plan.outcomes.push(outcome('added', person, page, shown));
  plan.changes.push({
    userId: user._id,
    version: 1,
    change: 'created',
    fields: Object.keys(fields),
    invite: user.wantsInvitation,
  });
}

function update(person: MappedPerson, user: UserDocument, action: 'linked' | 'updated', page: PageContext): void {
  const { run, plan, known } = page;
  const { fields, changes } = changedFields(person, user, page);
  const email = fields.Email?.value ?? null;
  if (user.role !== 'User' && email !== user.email) return reject(person, [administratorsEmail(person)], page);
  if (user.email !== null && email !== null && email !== user.email) return wait(person, user, page);
  const reactivates = user.status === 'Inactive' && (run.reactivate === 'all' || user.deactivatedBy === 'sync');
  if (action === 'updated' && changes.length === 0 && !reactivates) return see(user, page);
  const { deactivatedBy: _by, missing: _missing, ...kept } = user;
  const after: UserDocument = {
    ...kept,
    ...(reactivates
      ? { status: user.acceptedAt ? 'Active' : 'Invited' }
      : user.deactivatedBy && { deactivatedBy: user.deactivatedBy }),
    name: person.name,
    email,
    guest: person.guest,
    origin: originOf(person, run),
    fields,
    seen: user.seen?.runId === run.runId ? { ...user.seen, disabled: false } : sight(page),
    version: user.version + 1,
  };
  known.replace(user, after);
  plan.updates.push({ before: user.version, user: after });
  plan.outcomes.push(outcome(reactivates ? 'reactivated' : action, person, page, { userId: user._id, changes }));
  const change = reactivates ? 'reactivated' : 'updated';
  plan.changes.push({ userId: user._id, version: after.version, change, fields: changes.map(({ field }) => field) });
}

function wait(person: MappedPerson, user: UserDocument | undefined, page: PageContext): void {
  if (user) see(user, page);
  page.plan.waiting.push({ person, changesEmail: user !== undefined && user.email !== null });
}

function reject(person: Pick<Person, 'externalId' | 'name'>, reasons: RejectReason[], page: PageContext): void {
  const user = page.known.get(person.externalId);
  if (user) see(user, page);
  const reason = reasons.map(({ message }) => message).join(' ');
  page.plan.outcomes.push(outcome('rejected', person, page, { userId: user?._id, reasons, reason }));
}

function skipAsRead(person: SkippedPerson, page: PageContext): void {
  const user = page.known.get(person.externalId);
  const isDisabled = person.reason === 'disabled';
  // A disabled person with a working user is a candidate for removal: their outcome is decided after the read.
  if (user && user.status !== 'Inactive' && isDisabled && page.run.disabledUsers === 'deactivate') {
    return see(user, page, true);
  }
  skip(person, skipped[person.reason], page, isDisabled);
}

function skip(person: Person, reason: string, page: PageContext, isDisabled = false): void {
  const user = page.known.get(person.externalId);
  if (user) see(user, page, isDisabled);
  page.plan.outcomes.push(outcome('skipped', person, page, { userId: user?._id, reason }));
}

/** The first sight of a run stays: by its place a page that comes again is told from another page. */
function see(user: UserDocument, { run, plan }: PageContext, disabled = false): void {
  if (disabled) plan.disabled += 1;
  if (user.seen?.runId === run.runId && user.seen.disabled === disabled) return;
  (disabled ? plan.seenDisabled : plan.seen).push(user._id);
}

const skipped = {
  disabled: 'Disabled in Azure AD.',
  guest: 'A guest, and guests are not included.',
} as const;

function administratorsEmail(person: MappedPerson): RejectReason {
  return {
    code: 'administrator-email',
    field: 'Email',
    value: person.values.Email ?? undefined,
    message: `${person.name} is an administrator, whose email a sync never changes. Change it by hand, or the role to User first.`,
  };
}

function changedFields(person: MappedPerson, user: UserDocument | undefined, page: PageContext): FieldsChanged {
  const { writeOnce, at, run } = page;
  return changeFields(user?.fields ?? {}, person.values, { provider: run.provider, writeOnce, at });
}

function originOf({ externalId }: Person, { provider, tenantId }: RunContext): UserDocument['origin'] {
  return { provider, tenantId, externalId };
}

function sight({ run, position }: PageContext): Sight {
  return { runId: run.runId, read: position.read, page: position.page, disabled: false };
}

function outcome(
  action: OutcomeAction,
  { externalId, name }: Pick<Person, 'externalId' | 'name'>,
  { at }: PageContext,
  more: Partial<Outcome>,
): Outcome {
  return { externalId, name, action, reasons: [], changes: [], at, ...more };
}
