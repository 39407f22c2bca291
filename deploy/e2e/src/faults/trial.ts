import { setTimeout as pause } from 'node:timers/promises';
import type { UserChange } from '@rollcall/contracts';
import { type ApiClient, connect, ensureField, tenantDetails } from '@rollcall/local';
import type { House } from '../testing/house.js';
import { Administrator, superAdmin } from './administrator.js';
import { disturbHouse } from './disturb-house.js';
import { Judge } from './judge.js';
import { makeAccount } from './make-account.js';
import { hidesChanges } from './outside-steps.js';
import { Records } from './records.js';
import { type Schedule, scheduleOf, type Step } from './schedule.js';
import { rulesOf } from './settings.js';
import type { Tenant } from './tenant.js';
import type { RemovalsWatch } from './watch-removals.js';

/** What takes longer goes on beside the next step. */
const stepMs = 1_000;
/** So long a sync is waited for, so that the next one does not join it: else a schedule would come to one run only. */
const runStepMs = 6_000;

/** One schedule in an account and a tenant of its own, from the first sync to the verdict. */
export class Trial {
  private firstEvent = 0;

  private constructor(
    private readonly house: House,
    readonly seed: number,
    private readonly schedule: Schedule,
    private readonly tenant: Tenant,
    private readonly records: Records,
    private readonly administrator: Administrator,
    private readonly judge: Judge,
  ) {}

  /** Connects, activates, and compares what the first sync made with what it should have made. */
  static async start(house: House, seed: number, accountId: string): Promise<Trial> {
    const schedule = scheduleOf(seed);
    const { tenant, signIn } = await makeAccount(house, seed, accountId, schedule);
    const api = await house.signedInAs(superAdmin, accountId);
    const records = new Records(house, accountId);
    const administrator = new Administrator(api, records, tenant);
    const judge = new Judge(api, tenant, records, administrator);
    const sut = new Trial(house, seed, schedule, tenant, records, administrator, judge);
    await setUp(api, signIn);
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
  finalRuns(watch: RemovalsWatch): Promise<void> {
    const changesHidden = this.schedule.steps.some((step) => step.do === 'fault' && hidesChanges(step));
    return this.judge.finalRuns(watch, { changesHidden });
  }

  /** Everything that is not as it should be, also among the changes that others were told of. */
  verdict(told: readonly UserChange[], watch: RemovalsWatch): Promise<string[]> {
    return this.judge.verdict(told, watch);
  }

  private async firstSync(): Promise<void> {
    const { administrator, schedule, tenant } = this;
    // A mapping can't be tested, and so nothing activated, where nobody is in scope.
    const everybody = { ...schedule.settings, userGroups: [0, ...schedule.settings.userGroups] };
    const rules = rulesOf(everybody, tenant.groups);
    await this.judge.firstSync(rules, async () => {
      await administrator.activate(rules);
      return await administrator.finished();
    });
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
        return void (step.waits && (await this.administrator.finished()));
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
}

async function setUp(api: ApiClient, signIn: string): Promise<void> {
  await connect(api, signIn);
  await tenantDetails(api);
  await ensureField(api, { name: 'Joining date', type: 'Date', required: false });
}
