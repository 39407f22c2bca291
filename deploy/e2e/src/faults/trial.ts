import { setTimeout as pause } from 'node:timers/promises';
import type { OutcomeAction, Run, UserChange } from '@rollcall/contracts';
import { type ApiClient, connect, ensureField, tenantDetails, until } from '@rollcall/local';
import type { House } from '../testing/house.js';
import { Administrator, superAdmin } from './administrator.js';
import { checkRemovals } from './check-removals.js';
import { checkGroups, checkManagers, checkPreviews, checkTotals, checkTold, membersOf, whatIsDone } from './checks.js';
import { disturbHouse } from './disturb-house.js';
import { expectInTheEnd, expectRun } from './expect-run.js';
import type { ExpectedRun, Kissflow, Rules } from './kissflow.js';
import { makeAccount } from './make-account.js';
import { differences, readKissflow } from './read-kissflow.js';
import { Records } from './records.js';
import { type Schedule, scheduleOf, type Step } from './schedule.js';
import { rulesOf } from './settings.js';
import type { Tenant } from './tenant.js';
import type { RemovalsWatch } from './watch-removals.js';

/** Runs until nothing more is to be expected: a second look, approvals, and one that changes nobody. */
const finalRuns = 6;
/** What takes longer goes on beside the next step. */
const stepMs = 1_000;
/** So long a sync is waited for, so that the next one does not join it: else a schedule would come to one run only. */
const runStepMs = 6_000;
const runMs = 60_000;

/** One schedule in an account and a tenant of its own, from the first sync to the verdict. */
export class Trial {
  private readonly findings: string[] = [];
  private firstUsers: Kissflow['users'] = [];
  private firstEvent = 0;
  private readonly wereThere = new Set<string>();

  private constructor(
    private readonly house: House,
    readonly seed: number,
    private readonly schedule: Schedule,
    private readonly api: ApiClient,
    private readonly tenant: Tenant,
    private readonly records: Records,
    private readonly administrator: Administrator,
  ) {}

  /** Connects, activates, and compares what the first sync made with what it should have made. */
  static async start(house: House, seed: number, accountId: string): Promise<Trial> {
    const schedule = scheduleOf(seed);
    const { tenant, signIn } = await makeAccount(house, seed, accountId, schedule);
    const api = await house.signedInAs(superAdmin, accountId);
    const records = new Records(house, accountId);
    const administrator = new Administrator(api, records, tenant);
    const sut = new Trial(house, seed, schedule, api, tenant, records, administrator);
    await connect(api, signIn);
    await tenantDetails(api);
    await ensureField(api, { name: 'Joining date', type: 'Date', required: false });
    await sut.firstSync();
    return sut;
  }

  get accountId(): string {
    return this.records.accountId;
  }

  /** Carries out the schedule, step by step; what is refused meanwhile is no finding. */
  async disturb(): Promise<void> {
    const { control } = this.tenant;
    const { shiftingOrder, expiredDeltaStatus, deltaTwists, steps } = this.schedule;
    await control.setUp({ shiftingOrder, expiredDeltaStatus, deltaTwists });
    const going: Promise<void>[] = [];
    for (const step of steps) {
      const done = this.carryOut(step).catch(() => undefined);
      going.push(done);
      await Promise.race([done, pause(step.do === 'sync' && step.waits ? runStepMs : stepMs)]);
      await pause(step.pauseMs);
    }
    await Promise.all(going);
    await control.clearFaults();
    await control.throttle(null);
    await control.setUp({ shiftingOrder: false, largestPage: 20 });
  }

  /** Whether every run that was asked for has come to an end. */
  async isQuiet(): Promise<boolean> {
    const runs = await this.records.runs();
    const known = new Set(runs.flatMap(({ ids }) => ids));
    const isOpen = ({ status }: { status: string }) => status === 'queued' || status === 'running';
    return !runs.some(isOpen) && this.administrator.requested.every((runId) => known.has(runId));
  }

  /** Lets quiet runs follow, and compares each with what it should come to. */
  async judge(watch: RemovalsWatch): Promise<void> {
    const { records, tenant, administrator } = this;
    await this.trying(async () => {
      await Promise.all(administrator.requested.map((runId) => this.finished(runId)));
      const rules = await records.activeRules();
      await this.checkHistory(rules);
      await this.letSomeReturn();
      await this.finalRuns(rules);
      const { removed, marks } = watch.of(this.accountId);
      const { approved } = administrator;
      this.report('removals', await checkRemovals({ removed, approved, records, tenant }));
      this.report('previews', await checkPreviews(records, marks));
      this.report('totals', await checkTotals(records));
    });
  }

  /** Everything that is not as it should be, also among the changes that others were told of. */
  async verdict(told: readonly UserChange[], watch: RemovalsWatch): Promise<string[]> {
    const { records, wereThere } = this;
    const { removed } = watch.of(this.accountId);
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

  private async firstSync(): Promise<void> {
    const { settings } = this.schedule;
    // A mapping can't be tested, and so nothing activated, where nobody is in scope.
    const everybody = { ...settings, userGroups: [0, ...settings.userGroups] };
    const rules = rulesOf(everybody, this.tenant.groups);
    const before = await this.kissflow(rules);
    for (const { userId = '' } of before.users) this.wereThere.add(userId);
    const expected = expectRun(before, await this.tenant.directory(), rules);
    await this.administrator.activate(rules);
    const run = await this.finished(this.administrator.requested.at(-1) ?? '');
    this.administrator.hasMeddled = false;
    const after = await this.kissflow(rules);
    this.firstUsers = after.users;
    await this.compare('the first sync', run, expected, after);
    this.firstEvent = await this.house.latestEvent();
  }

  private async carryOut(step: Step): Promise<void> {
    switch (step.do) {
      case 'change':
      case 'create':
      case 'member':
      case 'group':
        return await this.tenant.change(step);
      case 'fault': {
        const { do: _do, pauseMs: _pause, kind, match, ...more } = step;
        return await this.tenant.control.fault(kind, match, more);
      }
      case 'expire':
        return await this.tenant.control.expire(step.what);
      case 'throttle':
        return await this.tenant.control.throttle(step.unitsPer10Seconds);
      case 'shutOut':
        return await this.shutOut(step.forMs);
      case 'repeat':
        return await this.house.repeatEvents(this.accountId, this.firstEvent - 20, step.picks);
      case 'kill':
      case 'freeze':
      case 'jump':
        return await disturbHouse(this.house, step);
      case 'sync':
        await this.administrator.act(step);
        return void (step.waits && (await this.finished(this.administrator.requested.at(-1) ?? '')));
      case 'cancel':
      case 'activate':
      case 'preview':
      case 'decide':
      case 'exclude':
      case 'hand':
        return await this.administrator.act(step);
    }
  }

  /** Microsoft's administrator takes the consent away, and thinks better of it. */
  private async shutOut(forMs: number): Promise<void> {
    const { control } = this.tenant;
    await control.withdrawConsent();
    try {
      await pause(forMs);
    } finally {
      await control.grantConsent();
    }
  }

  /** Of those whose removal waits some are kept, and come back after all. */
  private async letSomeReturn(): Promise<void> {
    await this.administrator.decide('/removals', 'keep', [0, 2, 4]);
    for (const { externalId, state } of await this.records.removals()) {
      if (state === 'kept') await this.tenant.bringBack(externalId);
    }
  }

  private async finalRuns(rules: Rules): Promise<void> {
    const directory = await this.tenant.directory();
    let before = await this.kissflow(rules);
    const inTheEnd = expectInTheEnd(before, directory, rules);
    await this.checkPreview(before, rules);
    // The first of them may make do with what changed; the others read everybody.
    const needsAll = this.administrator.hasMeddled || rules.rows.some(({ source }) => source === 'manager');
    for (let number = 1; number <= finalRuns; number += 1) {
      if (number > 1 || needsAll) await this.tenant.control.forgetChanges();
      const members = await membersOf(this.records);
      const run = await this.run('sync');
      const after = await this.kissflow(rules);
      const what = `final run ${number}`;
      await this.compare(what, run, expectRun(before, directory, rules), after);
      this.report(what, await checkGroups(this.records, rules, directory, { kissflow: before, members }));
      this.report(what, await checkManagers(this.api, this.records, run));
      const isOver = run.counts?.held === 0 && differences(inTheEnd, after.users).length === 0;
      if (isOver && run.mode === 'full') return;
      await this.approveAll();
      before = await this.kissflow(rules);
    }
    this.report('in the end', differences(inTheEnd, before.users));
  }

  /** A preview says what the next sync would do, and does nothing of it. */
  private async checkPreview(before: Kissflow, rules: Rules): Promise<void> {
    const expected = expectRun(before, await this.tenant.directory(), rules);
    await this.compare('the preview', await this.run('preview'), expected, before);
    this.report('after the preview', differences(before.users, (await this.kissflow(rules)).users));
  }

  private async run(kind: 'sync' | 'preview'): Promise<Run> {
    const of = kind === 'preview' ? { of: 'active' } : {};
    const { runId } = await this.api.post<{ runId: string }>('/sync-runs', { kind, ...of });
    return await this.finished(runId);
  }

  private async finished(runId: string): Promise<Run> {
    const isOver = async () => (await this.records.runs()).some((run) => run.ids.includes(runId) && run.finishedAt);
    await until(`run ${runId}`, async () => ((await isOver()) ? true : undefined), runMs);
    return await this.api.get<Run>(`/sync-runs/${runId}`);
  }

  private async approveAll(): Promise<void> {
    const { requested } = this.administrator;
    const before = requested.length;
    await this.administrator.decide('/removals', 'approve', 'all');
    await this.administrator.decide('/email-changes', 'approve', 'all');
    await Promise.all(requested.slice(before).map((runId) => this.finished(runId)));
  }

  private async compare(what: string, run: Run, expected: ExpectedRun, { users }: Kissflow): Promise<void> {
    const { counts, status, runId, kind, failure, mode, modeReason, notices } = run;
    const found = this.findings.length;
    if (!counts || failure) return this.report(what, [`run ${runId} ended as ${status}: ${failure?.message ?? ''}`]);
    if (kind === 'sync') this.report(what, differences(expected.after.users, users));
    const outcomes = new Map(
      (await this.records.outcomes(runId)).map(({ externalId, action }) => [externalId, action]),
    );
    const isWhole = mode === 'full';
    const [should, is] = isWhole
      ? [expected.outcomes, outcomes]
      : [whatIsDone(expected.outcomes), whatIsDone(outcomes)];
    this.report(what, differentOutcomes(should, is));
    const decided = [...expected.read].filter((id) => expected.outcomes.has(id)).length;
    const totals = { read: expected.read.size, unchanged: expected.read.size - decided };
    if (isWhole && (counts.read !== totals.read || counts.unchanged !== totals.unchanged))
      this.report(what, [`counts ${JSON.stringify(counts)} where ${JSON.stringify(totals)} was to be expected`]);
    if (this.findings.length > found)
      this.report(what, [
        `run ${runId} (${mode}: ${modeReason}) itself told of ${notices.map(({ cause }) => cause).join() || 'nothing'}`,
      ]);
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

function differentOutcomes(
  should: ReadonlyMap<string, OutcomeAction>,
  is: ReadonlyMap<string, OutcomeAction>,
): string[] {
  return [...new Set([...is.keys(), ...should.keys()])]
    .filter((id) => should.get(id) !== is.get(id))
    .map((id) => `${id} should be ${should.get(id) ?? 'unchanged'} but is ${is.get(id) ?? 'unchanged'}`);
}
