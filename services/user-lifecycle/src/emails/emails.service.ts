import { Injectable } from '@nestjs/common';
import type {
  CloseEmails,
  CountEmailChanges,
  DecideEmailChanges,
  EmailChange,
  EmailChangesCounted,
  EmailHolders,
  ListEmailChanges,
  ListEmailHolders,
  Outcome,
  Page,
  SettleEmails,
} from '@rollcall/contracts';
import { InvalidMessageError } from '@rollcall/messaging';
import { MembershipsRepository } from '../groups/memberships.repository.js';
import type { MembershipDocument } from '../groups/memberships.schema.js';
import { OutcomesRepository } from '../outcomes/outcomes.repository.js';
import { changedMeanwhile, retried } from '../users/retried.js';
import type { PagePlan } from '../users/plan-changes.js';
import { RunUsersService } from '../users/run-users.service.js';
import type { UserDocument } from '../users/users.schema.js';
import { EmailsRepository, type Waiting } from './emails.repository.js';
import { planSettlement } from './plan-settlement.js';

/** A chain of people each of whom waits for the next one's address is followed so far in one go. */
const longestChain = 100;

@Injectable()
export class EmailsService {
  constructor(
    private readonly emails: EmailsRepository,
    private readonly users: RunUsersService,
    private readonly outcomes: OutcomesRepository,
    private readonly memberships: MembershipsRepository,
  ) {}

  count({ accountId, run: { runId } }: CountEmailChanges): Promise<EmailChangesCounted> {
    return this.emails.count({ accountId, runId });
  }

  /** About whom the directory is to be asked before the people are settled who want their addresses. */
  async holders({ accountId, run, after = '', limit }: ListEmailHolders): Promise<EmailHolders> {
    const waiting = await this.emails.page({ accountId, runId: run.runId }, after, { limit });
    const found = await this.users.of(run).findForPage(accountId, run, [], addressesOf(waiting));
    const unseen = found.filter(
      ({ origin, seen }) =>
        origin?.provider === run.provider && origin.tenantId === run.tenantId && seen?.runId !== run.runId,
    );
    return { holders: unseen.flatMap(({ origin }) => origin?.externalId ?? []), upTo: waiting.at(-1)?.externalId };
  }

  /** Should a batch keep clashing with others' changes, each person alone, so that one stops no other. */
  async settle(request: SettleEmails): Promise<{ settled: number }> {
    const { accountId, run, after = '', upTo } = request;
    const batch = await this.emails.page({ accountId, runId: run.runId }, after, { upTo });
    if (batch.length === 0) return { settled: 0 };
    if (!(await retried(() => this.settleSome(request, batch)))) {
      for (const each of batch) {
        if (!(await retried(() => this.settleSome(request, [each])))) await this.giveUp(request, each);
      }
    }
    return { settled: batch.length };
  }

  /** What a whole run did not meet any more is no longer wanted. */
  async close({ accountId, run, whole }: CloseEmails): Promise<{ held: number }> {
    const key = { accountId, runId: run.runId };
    if (whole && run.kind !== 'preview') {
      for await (const part of this.emails.unmet(key)) {
        await this.users.of(run).inRun({ accountId, run }, (session) => this.emails.dropPart(session, part));
      }
    }
    return { held: await this.emails.countHeld(key) };
  }

  /** `asOf` is what a decision about the changes listed names. Taken first: what is held meanwhile is not covered by it. */
  async list(request: ListEmailChanges): Promise<Page<EmailChange> & { asOf?: string }> {
    const asOf = await this.emails.lastHeldAt(request.accountId);
    return { ...(await this.emails.list(request)), ...(asOf && { asOf: asOf.toISOString() }) };
  }

  async decide(request: DecideEmailChanges): Promise<{ people: number }> {
    if (!request.actor) throw new InvalidMessageError('actor is missing: somebody decides');
    return { people: await this.emails.decide(request, request.actor) };
  }

  /** The people and whoever they wait for, all or nothing. */
  private async settleSome(request: SettleEmails, batch: readonly Waiting[]): Promise<true> {
    const { accountId, run, proofs, hold } = request;
    const { waiting, users } = await this.gather(request, batch);
    const at = new Date().toISOString();
    const { plan, released, held, moved } = planSettlement({ accountId, run, waiting, users, proofs, hold, at });
    const ids = waiting.map(({ externalId }) => externalId);
    const met = await this.outcomes.positions(accountId, run.runId, ids);
    plan.outcomes = plan.outcomes.filter(({ externalId }) => !met.has(externalId));
    const key = { accountId, runId: run.runId };
    const members = membershipsOf(key, waiting, plan);
    await this.users.of(run).storePage(request, { read: 0, page: 0 }, { ...plan, released }, async (session) => {
      await this.emails.forget(session, key, ids);
      if (run.kind === 'preview') return;
      await this.emails.hold(session, key, held);
      await this.emails.drop(session, accountId, moved);
      await this.memberships.put(session, members);
    });
    return true;
  }

  /** Whom somebody waits for may wait as well: a swap or a chain is settled as a whole. */
  private async gather(
    { accountId, run }: SettleEmails,
    batch: readonly Waiting[],
  ): Promise<{ waiting: Waiting[]; users: UserDocument[] }> {
    const waiting = new Map<string, Waiting>();
    const users = new Map<string, UserDocument>();
    let more = batch;
    for (let links = 0; more.length > 0 && links < longestChain; links++) {
      for (const each of more) waiting.set(each.externalId, each);
      const ids = more.map(({ externalId }) => externalId);
      const found = await this.users.of(run).findForPage(accountId, run, ids, addressesOf(more));
      for (const user of found) users.set(user._id, user);
      const others = found.flatMap(({ origin }) => origin?.externalId ?? []).filter((id) => !waiting.has(id));
      more = others.length === 0 ? [] : await this.emails.find({ accountId, runId: run.runId }, others);
    }
    return { waiting: [...waiting.values()], users: [...users.values()] };
  }

  private async giveUp(request: SettleEmails, { externalId, person: { name } }: Waiting): Promise<void> {
    const { accountId, run } = request;
    const key = { accountId, runId: run.runId };
    const met = await this.outcomes.positions(accountId, run.runId, [externalId]);
    const rejected: Outcome = {
      externalId,
      name,
      action: 'rejected',
      reason: changedMeanwhile.message,
      reasons: [changedMeanwhile],
      changes: [],
      at: new Date().toISOString(),
    };
    await this.users.of(run).inRun(request, async (session) => {
      await this.outcomes.insert(session, { ...key, outcomes: met.has(externalId) ? [] : [rejected] });
      await this.emails.forget(session, key, [externalId]);
    });
  }
}

const addressesOf = (waiting: readonly Waiting[]): string[] =>
  waiting.flatMap(({ person }) => person.values.Email ?? []);

/** Of those who became a user only now, or are another one from now on. */
function membershipsOf(
  { accountId, runId: seenBy }: Pick<Waiting, 'accountId' | 'runId'>,
  waiting: readonly Waiting[],
  { inserts, updates }: PagePlan,
): MembershipDocument[] {
  const users = [...inserts, ...updates.map(({ user }) => user)];
  const userIds = new Map(users.map(({ _id, origin }) => [origin?.externalId, _id]));
  return waiting.flatMap(({ externalId, groups = [] }) => {
    const userId = userIds.get(externalId);
    return userId === undefined ? [] : groups.map((groupId) => ({ accountId, groupId, userId, seenBy }));
  });
}
