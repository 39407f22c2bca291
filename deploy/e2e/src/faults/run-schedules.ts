import { serviceNames } from '@rollcall/local';
import { eventually } from '@rollcall/servers';
import { House } from '../testing/house.js';
import { withJumpingClocks } from './disturb-house.js';
import { Trial } from './trial.js';
import { RemovalsWatch } from './watch-removals.js';

/** Short leases and little patience, so that what takes hours in production happens within a schedule. */
const hasty = {
  LEASE_MS: '1500',
  CLAIM_INTERVAL_MS: '100',
  JOIN_MS: '100',
  RESUME_AFTER_MS: '300',
  PATIENCE_MS: '4000',
  GIVE_UP_AFTER_MS: '15000',
};

/** Long enough for changes, faults and kills to fall in the middle of a run. */
const answerMs = 80;
const quietWithinMs = 90_000;

/** What schedule of which seed found what. */
export interface Failed {
  seed: number;
  findings: string[];
}

/** A system in which schedules are carried out, several at once, each in an account of its own. */
export class FaultHouse {
  private rounds = 0;

  private constructor(
    private readonly house: House,
    private readonly watch: RemovalsWatch,
  ) {}

  static async start(): Promise<FaultHouse> {
    const house = await House.start({
      people: 4,
      groups: 0,
      instances: { 'sync-runner': 2 },
      // Who is killed within a transaction is to hold up an account for less than runs are patient.
      mongo: { transactionSeconds: 3 },
      environment: {
        ...withJumpingClocks,
        'sync-runner': { ...withJumpingClocks['sync-runner'], ...hasty },
        gateway: { ...withJumpingClocks.gateway, RATE_LIMIT: '1000000' },
      },
    });
    const watch = new RemovalsWatch(house.database('user-lifecycle'));
    await watch.start();
    return new FaultHouse(house, watch);
  }

  /** They disturb each other too: whoever kills a service kills it for all. */
  async carryOut(seeds: readonly number[]): Promise<Failed[]> {
    this.rounds += 1;
    const { house, watch } = this;
    const since = await house.latestEvent();
    const trials = await Promise.all(seeds.map((seed) => Trial.start(house, seed, `Ac${this.rounds}x${seed}`)));
    await house.rehearsal.answerSlowly(answerMs);
    await Promise.all(trials.map((trial) => trial.disturb()));
    await house.rehearsal.answerAtOnce();
    await Promise.all([...serviceNames, 'sync-runner-2'].map((name) => house.system.service(name).untilReady()));
    const unrest = await this.until(() => this.unrest(trials));
    await Promise.all(trials.map((trial) => trial.finalRuns(watch)));
    // Whoever died with an event in hand gets it again only after a while; nobody's run waits for that.
    unrest.push(...(await this.until(() => this.untold())));
    const told = await house.changesSince(since);
    const judged = await Promise.all(
      trials.map(async (trial) => ({ seed: trial.seed, findings: [...unrest, ...(await trial.verdict(told, watch))] })),
    );
    return judged.filter(({ findings }) => findings.length > 0);
  }

  async close(): Promise<void> {
    await this.watch.end();
    await this.house.close();
  }

  /** What is left once a list has been empty, or could not become so in time. */
  private async until(list: () => Promise<string[]>): Promise<string[]> {
    try {
      await eventually(
        async () => {
          const open = await list();
          if (open.length > 0) throw new Error(open.join('; '));
        },
        { timeoutMs: quietWithinMs, intervalMs: 100 },
      );
      return [];
    } catch (error) {
      return [error instanceof Error ? error.message : String(error)];
    }
  }

  /** Runs that go on, and what may bring another one. */
  private async unrest(trials: readonly Trial[]): Promise<string[]> {
    const asked = (await this.house.unsettledEvents()).filter((name) => name.endsWith('sync_requested'));
    const open = await Promise.all(trials.map(async (trial) => ((await trial.isQuiet()) ? [] : [trial.accountId])));
    return [
      ...open.flat().map((accountId) => `a run of ${accountId} is stuck`),
      ...asked.map((consumer) => `events wait for ${consumer}`),
    ];
  }

  private async untold(): Promise<string[]> {
    const { house } = this;
    const [unsent, unsettled, dead] = await Promise.all([
      house.unsentEvents(),
      house.unsettledEvents(),
      house.deadLetters(),
    ]);
    return [
      ...unsent.map((outbox) => `the outbox is left full of ${outbox}`),
      ...unsettled.map((consumer) => `events wait for ${consumer}`),
      ...(dead > 0 ? [`services gave up on ${dead} events`] : []),
    ];
  }
}
