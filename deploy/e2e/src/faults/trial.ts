import { setTimeout as pause } from 'node:timers/promises';
import type { Outcome, OutcomeAction, Page, Run, Scope } from '@rollcall/contracts';
import {
  activate,
  type ApiClient,
  connect,
  demoPreferences,
  demoRows,
  ensureField,
  finished,
  saveDraft,
  syncNow,
  tenantDetails,
} from '@rollcall/local';
import { expectRun, type ExpectedRun, type ExpectedUser, expectUsers, type Rules } from '../testing/expected-users.js';
import type { House } from '../testing/house.js';
import { disturbHouse } from './disturb-house.js';
import { differences, readUsers } from './read-users.js';
import { type Schedule, scheduleOf, type Step } from './schedule.js';
import { Tenant } from './tenant.js';
import type { Removed } from './watch-removals.js';

const superAdmin = 'Us0000001';
/** Runs until nothing more is to be expected: a second look, an approval, and one that changes nobody. */
const finalRuns = 5;

/** One schedule in an account and a tenant of its own, from the first sync to the verdict. */
export class Trial {
  private readonly findings: string[] = [];
  private readonly requested: string[] = [];
  private firstUsers: ExpectedUser[] = [];
  private firstEvent = 0;

  private constructor(
    private readonly house: House,
    readonly seed: number,
    readonly accountId: string,
    private readonly schedule: Schedule,
    private readonly api: ApiClient,
    private readonly tenant: Tenant,
    private readonly rules: Rules,
  ) {}

  /** Connects, activates, and compares what the first sync made with what it should have made. */
  static async start(house: House, seed: number, accountId: string): Promise<Trial> {
    const schedule = scheduleOf(seed);
    const domain = `${accountId.toLowerCase()}.example`;
    const plan = { name: accountId, domain, people: schedule.people, groups: 0, seed };
    const { tenant: control, administrator } = await house.rehearsal.newTenant(plan);
    await control.setUp({ largestPage: schedule.largestPage, shiftingOrder: false });
    const groups = await makeGroups(control);
    const tenant = new Tenant(control, domain, groups);
    await tenant.start();
    const api = await house.signedInAs(superAdmin, accountId);
    const rules = rulesOf(schedule, groups);
    const sut = new Trial(house, seed, accountId, schedule, api, tenant, rules);
    await sut.connect(administrator);
    await sut.firstSync();
    return sut;
  }

  /** Carries out the schedule, step by step; what is refused meanwhile is no finding. */
  async disturb(): Promise<void> {
    const { shiftingOrder, steps } = this.schedule;
    await this.tenant.control.setUp({ shiftingOrder });
    for (const step of steps) {
      await this.carryOut(step).catch(() => undefined);
      await pause(step.pauseMs);
    }
    await this.tenant.control.clearFaults();
    await this.tenant.control.setUp({ shiftingOrder: false });
  }

  /** Whether every run that was asked for has come to an end. */
  async isQuiet(): Promise<boolean> {
    const runs = this.house.database('sync-runner').collection('runs');
    const { accountId } = this;
    const open = await runs.countDocuments({ accountId, status: { $in: ['queued', 'running'] } });
    const known = await runs.countDocuments({ accountId, ids: { $in: this.requested } });
    return open === 0 && (known > 0 || this.requested.length === 0);
  }

  /** Lets quiet runs follow, and says everything that is not as it should be. */
  async judge(removed: readonly Removed[]): Promise<string[]> {
    try {
      for (const runId of this.requested) await finished(this.api, runId, 20_000);
      const before = await this.users();
      this.checkHistory(before);
      await this.finalRuns(before);
      await this.checkGroups();
      await this.checkRemoved(removed);
      await this.checkTotals();
    } catch (error) {
      this.findings.push(error instanceof Error ? error.message : String(error));
    }
    if (this.findings.length > 0) this.findings.push(...(await this.runHistory()));
    return this.findings;
  }

  private async connect(administrator: string): Promise<void> {
    await connect(this.api, administrator);
    await tenantDetails(this.api);
    await ensureField(this.api, { name: 'Joining date', type: 'Date', required: false });
    await this.addByHand();
    const { scope, rows, preferences } = this.rules;
    await saveDraft(this.api, { scope, rows: [...rows], preferences });
  }

  /** Users whom Kissflow had before: to be linked, protected, reactivated, or not to be touched. */
  private async addByHand(): Promise<void> {
    const { present } = await this.tenant.directory();
    const addressed = present.filter(({ id, mail }) => typeof mail === 'string' && id !== present[0]?.id);
    const [member, administrator, inactive] = addressed.filter(({ userType }) => userType === 'Member');
    const guest = addressed.find(({ userType }) => userType === 'Guest');
    const users = [
      { person: member, status: 'Active', role: 'User' },
      { person: administrator, status: 'Active', role: 'IamAdmin' },
      { person: inactive, status: 'Inactive', role: 'User', deactivatedBy: 'hand' },
      { person: guest, status: 'Active', role: 'User' },
    ];
    const { accountId } = this;
    const documents = users.flatMap(({ person, ...user }, index) =>
      person
        ? [
            {
              _id: `Us${accountId}x${index}`,
              accountId,
              name: `By hand ${index}`,
              email: String(person.mail).toLowerCase(),
              isOwner: false,
              guest: false,
              fields: {},
              wantsInvitation: false,
              acceptedAt: new Date(),
              version: 1,
              ...user,
            },
          ]
        : [],
    );
    await this.house.database('user-lifecycle').collection<{ _id: string }>('users').insertMany(documents);
  }

  private async firstSync(): Promise<void> {
    const before = await this.users();
    const expected = expectRun(before, await this.tenant.directory(), this.rules);
    const run = await activate(this.api);
    this.firstUsers = await this.users();
    await this.compare('the first sync', run, expected, this.firstUsers);
    this.firstEvent = await this.house.latestEvent();
  }

  private async carryOut(step: Step): Promise<void> {
    switch (step.do) {
      case 'sync': {
        const { runId } = await this.api.post<{ runId: string }>('/sync-runs', { kind: 'sync' });
        this.requested.push(runId);
        return;
      }
      case 'cancel': {
        const runId = this.requested.at(-1);
        if (runId !== undefined) await this.api.post(`/sync-runs/${runId}/cancel`);
        return;
      }
      case 'change':
      case 'create':
      case 'member':
        return await this.tenant.change(step);
      case 'fault': {
        const { do: _do, pauseMs: _pause, kind, match, ...more } = step;
        return await this.tenant.control.fault(kind, match, more);
      }
      case 'expire':
        return await this.tenant.control.expire(step.what);
      case 'repeat':
        return await this.house.repeatEvents(this.accountId, this.firstEvent - 20, step.picks);
      case 'kill':
      case 'freeze':
      case 'jump':
        return await disturbHouse(this.house, step);
    }
  }

  private async finalRuns(before: ExpectedUser[]): Promise<void> {
    const directory = await this.tenant.directory();
    const inTheEnd = expectUsers(before, directory, this.rules);
    let users = before;
    for (let number = 1; number <= finalRuns; number += 1) {
      // The first of them may make do with what changed; the others read everybody.
      if (number > 1) await this.tenant.control.forgetChanges();
      const run = await syncNow(this.api, 60_000);
      const held = await this.held(run);
      const expected = expectRun(users, directory, { ...this.rules, ...held });
      await this.compare(`final run ${number}`, run, expected, await this.users());
      if (held.holdsRemovals) await this.approve('/removals');
      if (held.holdsEmails) await this.approve('/email-changes');
      const isOver = run.counts?.held === 0 && differences(expected.users, inTheEnd).length === 0;
      users = await this.users();
      if (isOver && number > 1) break;
    }
    this.report('in the end', differences(inTheEnd, users));
  }

  /** Whether so many were to be removed, or to get another address, that an administrator decides. */
  private async held({ runId }: Run): Promise<Pick<Rules, 'holdsRemovals' | 'holdsEmails'>> {
    const held = (await this.outcomes(runId)).filter(({ action }) => action === 'held');
    const ofEmail = held.filter(({ reasons }) => reasons.some(({ code }) => code === 'email-change-held'));
    return { holdsEmails: ofEmail.length > 0, holdsRemovals: held.length > ofEmail.length };
  }

  private async approve(path: '/removals' | '/email-changes'): Promise<void> {
    const { asOf } = await this.api.get<{ asOf?: string }>(`${path}?state=held&limit=200`);
    const { runId } = await this.api.post<{ runId?: string }>(`${path}/decide`, { approve: 'all', asOf });
    if (runId !== undefined) await finished(this.api, runId, 60_000);
  }

  private async compare(what: string, run: Run, expected: ExpectedRun, users: ExpectedUser[]): Promise<void> {
    const { counts, status, runId, failure, mode, modeReason, notices } = run;
    const found = this.findings.length;
    if (!counts || failure) return this.report(what, [`run ${runId} ended as ${status}: ${failure?.message ?? ''}`]);
    this.report(what, differences(expected.users, users));
    const outcomes = new Map((await this.outcomes(runId)).map(({ externalId, action }) => [externalId, action]));
    const isWhole = mode === 'full';
    const [should, is] = isWhole
      ? [expected.outcomes, outcomes]
      : [whatIsDone(expected.outcomes), whatIsDone(outcomes)];
    this.report(
      what,
      [...new Set([...is.keys(), ...should.keys()])]
        .filter((id) => should.get(id) !== is.get(id))
        .map((id) => `${id} should be ${should.get(id) ?? 'unchanged'} but is ${is.get(id) ?? 'unchanged'}`),
    );
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
  private checkHistory(users: readonly ExpectedUser[]): void {
    const byId = new Map(users.map((user) => [user.userId, user]));
    const ids = users.flatMap(({ externalId }) => externalId ?? []);
    const twice = ids.filter((id, index) => ids.indexOf(id) !== index);
    const strangers = ids.filter((id) => !this.tenant.hasKnown(id));
    const lost = this.firstUsers.filter(({ userId, externalId = '' }) => {
      const mayBeGone = this.rules.preferences.removedUsers === 'delete' && this.wasEverAway(externalId);
      return !byId.has(userId) && !mayBeGone;
    });
    this.report('before the final runs', [
      ...twice.map((id) => `${id} has two users`),
      ...strangers.map((id) => `${id} was never in the directory`),
      ...lost.map(({ userId, externalId }) => `user ${userId} of ${externalId} is lost`),
      ...this.firstUsers.flatMap((first) => this.overwritten(first, byId.get(first.userId))),
    ]);
  }

  private overwritten(first: ExpectedUser, now: ExpectedUser | undefined): string[] {
    const writeOnce = this.rules.rows.filter(({ syncUpdates }) => !syncUpdates).map(({ target }) => target);
    return writeOnce
      .filter((field) => now && first.synced.has(field) && first.values[field] !== now.values[field])
      .map((field) => `${field} of ${first.externalId} was written again though its updates are off`);
  }

  private wasEverAway(externalId: string): boolean {
    return this.tenant.wasAway(externalId, 0, Date.now(), false);
  }

  /** Each removal had its reason while the run that carried it out was going on. */
  private async checkRemoved(removed: readonly Removed[]): Promise<void> {
    const { accountId } = this;
    const outcomes = await this.house
      .database('user-lifecycle')
      .collection<{ runId: string; externalId: string }>('outcomes')
      .find({ accountId, action: { $in: ['deactivated', 'deleted'] } })
      .toArray();
    const runs = await this.house
      .database('sync-runner')
      .collection<{ ids: string[]; startedAt: Date }>('runs')
      .find({ accountId })
      .toArray();
    const startOf = ({ runId }: { runId: string }) =>
      runs.find(({ ids }) => ids.includes(runId))?.startedAt.getTime() ?? Number.POSITIVE_INFINITY;
    const { scope, preferences } = this.rules;
    const leaversGo = scope.users === 'groups' && preferences.leftScopeUsers === 'deactivate';
    for (const { externalId = '', userId, at } of removed) {
      const starts = outcomes
        .filter((outcome) => outcome.externalId === externalId)
        .map(startOf)
        .filter((start) => start <= at);
      const isRight = starts.length > 0 && this.tenant.wasAway(externalId, Math.max(...starts), at, leaversGo);
      if (!isRight) this.report('removals', [`${externalId} (${userId}) was removed and there, or by no run`]);
    }
  }

  /** In every run that has counts: who was read is unchanged, or has one outcome. */
  private async checkTotals(): Promise<void> {
    const runs = this.house.database('sync-runner').collection<{ _id: string; counts?: Run['counts'] }>('runs');
    for (const { _id, counts } of await runs.find({ accountId: this.accountId, counts: { $exists: true } }).toArray()) {
      if (!counts) continue;
      const { read, unchanged } = counts;
      if (unchanged < 0 || unchanged > read)
        this.report(`run ${_id}`, [`counts ${JSON.stringify(counts)} don't add up`]);
      const outcomes = await this.outcomes(_id);
      const { read: _read, unchanged: _unchanged, ...decided } = counts;
      const counted = Object.values(decided).reduce((sum, number) => sum + number, 0);
      if (counted !== outcomes.length)
        this.report(`run ${_id}`, [`${outcomes.length} outcomes but counts ${JSON.stringify(counts)}`]);
    }
  }

  /** Members of each synced group are those of the directory who are users. */
  private async checkGroups(): Promise<void> {
    if (!this.rules.scope.groupInfo) return;
    const { members } = await this.tenant.directory();
    const database = this.house.database('user-lifecycle');
    const { accountId } = this;
    const users = new Map((await this.users()).map(({ userId, externalId }) => [userId, externalId]));
    for (const { id, name } of this.tenant.groups) {
      const group = await database.collection('groups').findOne({ accountId, 'origin.externalId': id });
      const memberships = await database.collection('memberships').find({ accountId, groupId: group?._id }).toArray();
      const is = memberships.map(({ userId }) => users.get(String(userId)) ?? String(userId)).sort();
      const known = new Set(users.values());
      const should = (members.get(id) ?? []).filter((member) => known.has(member)).sort();
      if (is.join() !== should.join()) this.report(`group ${name}`, [`has ${is.join()} instead of ${should.join()}`]);
    }
  }

  /** The account's runs in order, for whoever looks for the cause. */
  private async runHistory(): Promise<string[]> {
    const { items } = await this.api.get<Page<Run>>('/sync-runs?limit=30');
    return items
      .reverse()
      .map(({ runId, trigger, mode, status, startedAt, finishedAt, notices, failure }) =>
        [
          runId,
          trigger,
          mode,
          status,
          startedAt,
          finishedAt,
          failure?.cause,
          ...notices.map(({ cause }) => cause),
        ].join(' '),
      );
  }

  private async outcomes(runId: string): Promise<Outcome[]> {
    const found: Outcome[] = [];
    for (let cursor: string | undefined = ''; cursor !== undefined;) {
      const page: Page<Outcome> = await this.api.get(
        `/sync-runs/${runId}/people?limit=200${cursor === '' ? '' : `&cursor=${cursor}`}`,
      );
      found.push(...page.items);
      cursor = page.next;
    }
    return found;
  }

  private users(): Promise<ExpectedUser[]> {
    return readUsers(this.house, this.accountId, this.tenant.control.tenantId);
  }

  private report(where: string, what: string[]): void {
    this.findings.push(...what.slice(0, 10).map((finding) => `${where}: ${finding}`));
  }
}

/** Without those who are only reported: a run that reads what changed does not look at them. */
function whatIsDone(outcomes: ReadonlyMap<string, OutcomeAction>): Map<string, OutcomeAction> {
  const passive: OutcomeAction[] = ['rejected', 'skipped', 'leftScope'];
  return new Map([...outcomes].filter(([, action]) => !passive.includes(action)));
}

/** Two groups, one inside the other, with some people in common. */
async function makeGroups(control: Tenant['control']): Promise<{ id: string; name: string }[]> {
  const people = await control.people('present');
  const north = await control.newGroup('North');
  const inner = await control.newGroup('Inner north');
  const members = people.flatMap(({ id }, index) => [
    ...(index % 3 !== 2 ? [control.withMember(north, id)] : []),
    ...(index % 4 === 1 ? [control.withMember(inner, id)] : []),
  ]);
  await Promise.all([...members, control.withMember(north, inner)]);
  return [
    { id: north, name: 'North' },
    { id: inner, name: 'Inner north' },
  ];
}

function rulesOf(schedule: Schedule, groups: { id: string; name: string }[]): Rules {
  const { users, includeGuests, groupInfo, writeOnce, removedUsers, disabledUsers } = schedule;
  const { leftScopeUsers, reactivate, threshold } = schedule;
  const scope: Scope = {
    users,
    userGroups: users === 'groups' ? groups.slice(0, 1) : [],
    includeGuests,
    groupInfo,
    groups: groupInfo ? groups : [],
  };
  const rows = demoRows.map((row) => ({
    ...row,
    syncUpdates: row.syncUpdates && !writeOnce.some((field) => field === row.target),
  }));
  const preferences = {
    ...demoPreferences,
    removedUsers,
    disabledUsers,
    leftScopeUsers,
    reactivate,
    threshold,
    sendInvitations: false,
  };
  return { scope, rows, preferences };
}
