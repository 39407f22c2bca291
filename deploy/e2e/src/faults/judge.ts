import type { Run, UserChange } from '@rollcall/contracts';
import type { ApiClient } from '@rollcall/local';
import type { Administrator } from './administrator.js';
import { checkRemovals } from './check-removals.js';
import { checkTakenOut } from './check-taken-out.js';
import { checkGroups, checkManagers, checkPreviews, checkTotals, checkTold, membersOf } from './checks.js';
import { compareRun } from './compare-run.js';
import { expectInTheEnd, expectRun } from './expect-run.js';
import type { ExpectedRun, ExpectedUser, Kissflow, Rules } from './kissflow.js';
import { differences, readKissflow } from './read-kissflow.js';
import type { Records } from './records.js';
import type { Tenant } from './tenant.js';
import type { RemovalsWatch } from './watch-removals.js';

/** Runs until nothing more is to be expected: a second look, approvals, and one that changes nobody. */
const finalRuns = 6;

/** Compares an account with what it should have become, and writes down every difference. */
export class Judge {
  private readonly findings: string[] = [];
  private firstUsers: Kissflow['users'] = [];
  private readonly wereThere = new Set<string>();

  constructor(
    private readonly api: ApiClient,
    private readonly tenant: Tenant,
    private readonly records: Records,
    private readonly administrator: Administrator,
  ) {}

  /** Of the sync that `press` asks for, while nothing disturbs it. */
  async firstSync(rules: Rules, press: () => Promise<Run>): Promise<void> {
    const before = await this.kissflow(rules);
    for (const { userId = '' } of before.users) this.wereThere.add(userId);
    const expected = expectRun(before, await this.tenant.directory(), rules);
    const run = await press();
    const after = await this.kissflow(rules);
    this.firstUsers = after.users;
    await this.compare('the first sync', run, expected, after, rules);
  }

  /** Lets quiet runs follow, and compares each with what it should come to: all of them full ones where changes were hidden. */
  async finalRuns(watch: RemovalsWatch, { changesHidden }: { changesHidden: boolean }): Promise<void> {
    const { records, tenant, administrator } = this;
    await this.trying(async () => {
      await Promise.all(administrator.requested.map((runId) => administrator.finished(runId)));
      const rules = await records.activeRules();
      await this.checkHistory(rules);
      await this.letSomeReturn();
      if (changesHidden) await tenant.control.forgetChanges();
      await this.runUntilNothingChanges(rules);
      const seen = watch.of(records.accountId);
      const { removed, marks } = seen;
      const { approved } = administrator;
      this.report('removals', await checkRemovals({ removed, approved, records, tenant }));
      this.report('memberships', await checkTakenOut(seen, records, tenant.memberships));
      this.report('previews', await checkPreviews(records, marks));
      this.report('totals', await checkTotals(records));
    });
  }

  /** Everything that is not as it should be, also among the changes that others were told of. */
  async verdict(told: readonly UserChange[], watch: RemovalsWatch): Promise<string[]> {
    const { records, wereThere } = this;
    const { removed } = watch.of(records.accountId);
    const deleted = removed.flatMap(({ how, before }) => (how === 'deleted' ? [before._id] : []));
    await this.trying(async () => this.report('events', await checkTold(records, told, { wereThere, deleted })));
    if (this.findings.length > 0) this.findings.push(...(await this.runHistory()));
    return this.findings;
  }

  private async trying(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.findings.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
    }
  }

  /** Of those whose removal waits some are kept, and come back after all. */
  private async letSomeReturn(): Promise<void> {
    await this.administrator.decide('/removals', 'keep', [0, 2, 4]);
    for (const { externalId, state } of await this.records.removals()) {
      if (state === 'kept') await this.tenant.bringBack(externalId);
    }
  }

  private async runUntilNothingChanges(rules: Rules): Promise<void> {
    const directory = await this.tenant.directory();
    let before = await this.kissflow(rules);
    let inTheEnd: ExpectedUser[] | undefined;
    await this.checkPreview(before, rules);
    for (let number = 1; number <= finalRuns; number += 1) {
      // The first of them may make do with what changed; the others read everybody.
      if (number > 1) await this.tenant.control.forgetChanges();
      const members = await membersOf(this.records);
      const run = await this.run('sync');
      if (run.mode === 'full') inTheEnd ??= expectInTheEnd(before, directory, rules);
      const after = await this.kissflow(rules);
      const what = `final run ${number}`;
      await this.compare(what, run, expectRun(before, directory, rules), after, rules);
      this.report(what, await checkGroups(this.records, rules, directory, { kissflow: before, members }));
      this.report(what, await checkManagers(this.api, this.records, run));
      if (inTheEnd && run.counts?.held === 0 && differences(inTheEnd, after.users).length === 0) return;
      await this.approveAll();
      before = await this.kissflow(rules);
    }
    this.report('in the end', differences(inTheEnd ?? [], before.users));
  }

  /** A preview says what the next sync would do, and does nothing of it. */
  private async checkPreview(before: Kissflow, rules: Rules): Promise<void> {
    const expected = expectRun(before, await this.tenant.directory(), rules);
    await this.compare('the preview', await this.run('preview'), expected, before, rules);
    this.report('after the preview', differences(before.users, (await this.kissflow(rules)).users));
  }

  private async run(kind: 'sync' | 'preview'): Promise<Run> {
    const of = kind === 'preview' ? { of: 'active' } : {};
    const { runId } = await this.api.post<{ runId: string }>('/sync-runs', { kind, ...of });
    return await this.administrator.finished(runId);
  }

  private async approveAll(): Promise<void> {
    const { administrator } = this;
    const { requested } = administrator;
    const before = requested.length;
    await administrator.decide('/removals', 'approve', 'all');
    await administrator.decide('/email-changes', 'approve', 'all');
    await Promise.all(requested.slice(before).map((runId) => administrator.finished(runId)));
  }

  private async compare(
    what: string,
    run: Run,
    expected: ExpectedRun,
    { users }: Kissflow,
    rules: Rules,
  ): Promise<void> {
    const recorded = await this.records.outcomes(run.runId);
    const outcomes = new Map(recorded.map(({ externalId, action }) => [externalId, action]));
    const { meddledWith } = this.administrator;
    this.report(what, compareRun(run, expected, { users, outcomes, meddledWith }, rules));
  }

  /** What no later run would put right: users lost, made twice, or written over. */
  private async checkHistory(rules: Rules): Promise<void> {
    const { users } = await this.kissflow(rules);
    const revisions = [...(await this.records.revisions()).values()];
    const byId = new Map(users.map((user) => [user.userId, user]));
    const ids = users.flatMap(({ externalId }) => externalId ?? []);
    const twice = ids.filter((id, index) => ids.indexOf(id) !== index);
    const strangers = ids.filter((id) => !this.tenant.hasKnown(id));
    const mayDelete = revisions.some(({ preferences }) => preferences.removedUsers === 'delete');
    const lost = mayDelete ? [] : this.firstUsers.filter(({ userId }) => !byId.has(userId));
    const isWriteOnce = (field: string) =>
      revisions.every(({ rows }) => rows.some(({ target, syncUpdates }) => target === field && !syncUpdates));
    const overwritten = this.firstUsers.flatMap(({ userId, externalId, synced, values }) => {
      const now = byId.get(userId);
      const isKept = (field: string) => !isWriteOnce(field) || values[field] === now?.values[field];
      return now?.externalId !== externalId || this.administrator.hasEdited.has(userId ?? '')
        ? []
        : [...synced].filter((field) => !isKept(field)).map((field) => `${field} of ${externalId} was written again`);
    });
    this.report('before the final runs', [
      ...twice.map((id) => `${id} has two users`),
      ...strangers.map((id) => `${id} was never in the directory`),
      ...lost.map(({ userId, externalId }) => `user ${userId} of ${externalId} is lost`),
      ...overwritten,
    ]);
  }

  /** The account's runs in order, for whoever looks for the cause. */
  private async runHistory(): Promise<string[]> {
    const runs = await this.records.runs();
    runs.sort((one, other) => one.requestedAt.getTime() - other.requestedAt.getTime());
    return runs.map(({ _id, kind, trigger, status, startedAt, finishedAt, revision }) =>
      [_id, kind, trigger, status, startedAt?.toISOString(), finishedAt?.toISOString(), `revision ${revision}`].join(
        ' ',
      ),
    );
  }

  private kissflow(rules: Rules): Promise<Kissflow> {
    return readKissflow(this.records, this.tenant.control.tenantId, rules);
  }

  private report(where: string, what: string[]): void {
    this.findings.push(...what.slice(0, 10).map((finding) => `${where}: ${finding}`));
  }
}
