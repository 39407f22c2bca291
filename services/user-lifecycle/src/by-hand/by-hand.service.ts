import { Injectable } from '@nestjs/common';
import type {
  Actor,
  AccountRequest,
  ActivateUser,
  ChangeUser,
  CreateUser,
  DeactivateUser,
  ExcludeUser,
  FieldChange,
  GetUser,
  LinkUser,
  User,
  UserChangeKind,
} from '@rollcall/contracts';
import { InvalidMessageError, RefusedError } from '@rollcall/messaging';
import { FieldsService } from '../fields/fields.service.js';
import { OutcomesRepository } from '../outcomes/outcomes.repository.js';
import { type HandChange, UsersRepository } from '../users/users.repository.js';
import { toUser } from '../users/users.service.js';
import { type Fields, newUserId, type UserDocument } from '../users/users.schema.js';
import { type Deed, refusalOf } from './allow.js';
import { checkValues, type Values } from './check-values.js';

interface Told {
  /** As the audit calls it. */
  action: string;
  change?: UserChangeKind;
  fields?: string[];
  before?: Record<string, unknown>;
  after?: Record<string, unknown>;
}

/** What administrators do to users. Each deed is stored with the event that tells of it and the one for the audit. */
@Injectable()
export class ByHandService {
  constructor(
    private readonly users: UsersRepository,
    private readonly fields: FieldsService,
    private readonly outcomes: OutcomesRepository,
  ) {}

  async create(request: CreateUser): Promise<User> {
    const { accountId, values, role = 'User', sendInvitation = true } = request;
    const actor = actorOf(request);
    allow(actor, 'edit');
    if (role !== 'User') allow(actor, { makes: role });
    const { fields: catalogue } = await this.fields.list(request);
    const checked = checkValues({ FirstName: null, Email: null, ...values }, catalogue);
    const { fields } = changed({}, checked);
    const user: UserDocument = {
      _id: newUserId(),
      accountId,
      name: nameOf(fields),
      email: checked.Email ?? null,
      status: 'Invited',
      role,
      isOwner: false,
      guest: false,
      fields,
      wantsInvitation: sendInvitation,
      version: 1,
    };
    const audit = { accountId, actor, action: 'Added a user', target: targetOf(user), after: { role } };
    if (!(await this.users.create(user, audit))) throw emailTaken();
    return toUser(user);
  }

  async change(request: ChangeUser): Promise<User> {
    const { values = {}, role } = request;
    const actor = actorOf(request);
    const user = await this.require(request);
    const { fields: catalogue } = await this.fields.list(request);
    const { fields, changes } = changed(user.fields, checkValues(values, catalogue));
    if (Object.keys(values).length > 0) allow(actor, 'edit', user);
    const newRole = role !== undefined && role !== user.role ? role : undefined;
    if (newRole) allow(actor, { makes: newRole }, user);
    if (changes.length === 0 && !newRole) return toUser(user);
    const email = fields.Email?.value ?? user.email;
    if (email !== user.email && email !== null && (await this.users.findByEmail(user.accountId, email))) {
      throw emailTaken();
    }
    const isNamed = changes.some(({ field }) => field === 'FirstName' || field === 'LastName');
    const set = { fields, email, ...(isNamed && { name: nameOf(fields) }), ...(newRole && { role: newRole }) };
    return await this.store(
      request,
      user,
      { set },
      {
        action: 'Updated user details',
        fields: changes.map(({ field }) => field),
        ...(newRole && { before: { role: user.role }, after: { role: newRole } }),
      },
    );
  }

  async activate(request: ActivateUser): Promise<User> {
    const user = await this.require(request);
    allow(actorOf(request), 'edit', user);
    if (user.status !== 'Inactive') return toUser(user);
    const set = { status: user.acceptedAt ? ('Active' as const) : ('Invited' as const) };
    return await this.store(
      request,
      user,
      { set, unset: ['deactivatedBy'] },
      {
        action: 'Activated user',
        change: 'reactivated',
      },
    );
  }

  async deactivate(request: DeactivateUser): Promise<User> {
    const user = await this.require(request);
    allow(actorOf(request), 'deactivate', user);
    if (user.status === 'Inactive') return toUser(user);
    const set = { status: 'Inactive' as const, deactivatedBy: 'hand' as const };
    return await this.store(request, user, { set }, { action: 'Deactivated user', change: 'deactivated' });
  }

  async exclude(request: ExcludeUser): Promise<User> {
    const user = await this.require(request);
    if ((user.excluded ?? false) === request.excluded) return toUser(user);
    const change: HandChange = request.excluded ? { set: { excluded: true } } : { set: {}, unset: ['excluded'] };
    return await this.store(request, user, change, {
      action: request.excluded ? 'Excluded a user from sync' : 'Included a user in sync again',
    });
  }

  /** Only what a run left to a decision: so the directory user exists, and nobody else stands for this user. */
  async link(request: LinkUser): Promise<User> {
    const { accountId, userId, runId, externalId } = request;
    const user = await this.require(request);
    if (user.origin?.externalId === externalId) return toUser(user);
    const outcome = await this.outcomes.get(accountId, runId, externalId);
    const isOffered = outcome?.reasons.some((reason) => reason.code === offersLink && reason.userId === userId);
    if (!outcome?.origin || !isOffered) {
      throw new RefusedError('not-found', 'That sync left no such decision. See the people of the latest sync.');
    }
    const email = { value: user.email, from: 'hand', at: new Date().toISOString() };
    const set = { origin: { ...outcome.origin, externalId }, fields: { Email: email, ...user.fields } };
    return await this.store(
      request,
      user,
      { set, unset: ['seen', 'missing'] },
      {
        action: 'Linked a user',
        before: { externalId: user.origin?.externalId ?? null },
        after: { externalId },
      },
      new RefusedError('already-linked', `${outcome.name} is linked with another user already.`),
    );
  }

  private async store(
    request: AccountRequest,
    user: UserDocument,
    change: HandChange,
    { action, change: kind = 'updated', fields = [], before, after }: Told,
    refusal = new RefusedError('user-changed', 'This user was changed meanwhile. Look again, then repeat it.'),
  ): Promise<User> {
    const { accountId } = user;
    const audit = {
      accountId,
      actor: actorOf(request),
      action,
      target: targetOf(user),
      ...(before && { before }),
      // What a field held is nobody's business in the audit; which one it was is.
      ...((after ?? fields.length > 0) && { after: { ...after, ...(fields.length > 0 && { fields }) } }),
    };
    if (!(await this.users.changeByHand(user, change, { change: kind, fields }, audit))) throw refusal;
    return toUser((await this.users.get(accountId, user._id)) ?? user);
  }

  private async require({ accountId, userId }: GetUser): Promise<UserDocument> {
    const user = await this.users.get(accountId, userId);
    if (!user) throw new RefusedError('not-found', 'There is no such user.');
    return user;
  }
}

const offersLink = 'link-needs-decision';

const emailTaken = (): RefusedError =>
  new RefusedError('email-taken', 'Another user has this address already. Choose another one.');

function actorOf({ actor }: AccountRequest): Actor {
  if (!actor) throw new InvalidMessageError('actor is missing: somebody does this');
  return actor;
}

function allow(actor: Actor, deed: Deed, user?: UserDocument): void {
  const refusal = refusalOf(actor, deed, user);
  if (refusal) throw new RefusedError('role-not-allowed', refusal);
}

function changed(before: Fields, values: Values): { fields: Fields; changes: FieldChange[] } {
  const at = new Date().toISOString();
  const changes = Object.entries(values)
    .map(([field, to]) => ({ field, from: before[field]?.value ?? null, to }))
    .filter(({ from, to }) => from !== to);
  const fields = Object.fromEntries(changes.map(({ field, to }) => [field, { value: to, from: 'hand', at }]));
  return { fields: { ...before, ...fields }, changes };
}

const nameOf = ({ FirstName, LastName }: Fields): string =>
  [FirstName?.value, LastName?.value].filter((part) => typeof part === 'string').join(' ');

const targetOf = ({ _id, name }: UserDocument): string => `${name.slice(0, 400)} (${_id})`;
