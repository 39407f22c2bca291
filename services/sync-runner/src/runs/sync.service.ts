import { Inject, Injectable, Logger } from '@nestjs/common';
import { type Counts, type Notice, peopleIn, type RunPhase } from '@rollcall/contracts';
import {
  describeError,
  describeWithStack,
  isInfrastructure,
  Live,
  RefusedError,
  RetryLaterError,
  RpcClient,
} from '@rollcall/messaging';
import { Environment } from '../environment.js';
import { previewBook, RemovalsRepository } from '../removals/removals.repository.js';
import { removeAbsent } from '../removals/remove-absent.js';
import { ChangedPeopleRepository } from './changed-people.repository.js';
import { ClaimedRun, type KeptChanges, type KeptRemovals } from './claimed-run.js';
import { countPeople, total } from './count-people.js';
import type { Lease } from './lease.js';
import { nextDelta } from './next-delta.js';
import { readChanges } from './read-changes.js';
import { readDirectory } from './read-directory.js';
import { LeaseLost, RunCancelled, RunFailed, RunnerStopping } from './run-errors.js';
import { type Ending, type HeldRun, RunsRepository } from './runs.repository.js';
import { settleEmails } from './settle-emails.js';
import { startRun } from './start-run.js';
import { unresolvedUsers } from './unresolved-users.js';

/** A run claimed so often without any progress takes its runners down with it. */
const maxClaims = 20;

/** A run that was put off is not taken up again sooner, whatever it was told. */
const leastWaitMs = 1_000;

const stages: Record<RunPhase, string> = {
  starting: 'The sync could not start',
  reading: 'Reading Azure AD failed',
  removals: 'Checking who left Azure AD failed',
  finishing: 'Finishing the sync failed',
};

type KeptRuns = Pick<RunsRepository, 'save' | 'lastReads' | 'lastDelta' | 'wholeRuns' | 'giveBack' | 'finish'>;

/** Carries a claimed run through its phases to an end, or to where another claim goes on. */
@Injectable()
export class SyncService {
  private readonly logger = new Logger(SyncService.name);

  constructor(
    private readonly rpc: RpcClient,
    @Inject(RunsRepository) private readonly runs: KeptRuns,
    @Inject(RemovalsRepository) private readonly removals: KeptRemovals,
    @Inject(ChangedPeopleRepository) private readonly changed: KeptChanges,
    private readonly live: Live,
    private readonly environment: Environment,
  ) {}

  async carryOut(document: HeldRun, lease: Lease): Promise<void> {
    const { rpc, runs, removals, changed, live, environment } = this;
    const run = new ClaimedRun(document, lease, {
      rpc,
      runs,
      removals,
      changed,
      live,
      patienceMs: environment.PATIENCE_MS,
    });
    try {
      await this.goOn(run);
    } catch (error) {
      await this.settle(run, error);
    }
  }

  private async goOn(run: ClaimedRun): Promise<void> {
    const { claims, cancelRequested } = run.document;
    if (cancelRequested) throw new RunCancelled('cancelled by an administrator');
    if (claims > maxClaims) {
      const message = `It was taken up ${maxClaims} times and broke off each time. Sync again; if this repeats, contact support.`;
      throw new RunFailed('abandoned', message);
    }
    if (run.checkpoint.phase === 'starting') await startRun(run);
    if (run.checkpoint.phase === 'reading') await this.read(run);
    if (run.checkpoint.phase === 'removals') {
      await settleEmails(run);
      await removeAbsent(run);
    }
    const counts = await this.count(run);
    const errors = [...run.checkpoint.notices, ...rejectedNotice(counts)];
    const warnings = run.isPreview ? [] : await unresolvedUsers(run);
    const status = errors.length > 0 ? 'partialSuccess' : 'success';
    const { notify } = run.binding.preferences;
    const delta = await nextDelta(run);
    await this.finish(run, { status, counts, notices: [...errors, ...warnings], notify, ...(delta && { delta }) });
  }

  private async read(run: ClaimedRun): Promise<void> {
    if (run.document.mode === 'changes') await readChanges(run);
    await readDirectory(run);
  }

  /** What becomes of a run that did not get to its end. */
  private async settle(run: ClaimedRun, error: unknown): Promise<void> {
    const { _id: runId, progressAt } = run.document;
    if (error instanceof LeaseLost || isRefusedAs(error, 'run-superseded')) {
      this.logger.debug(`run ${runId} goes on elsewhere`);
    } else if (error instanceof RunnerStopping) {
      await this.runs.giveBack(run.document, 0);
    } else if (error instanceof RunCancelled) {
      await this.finish(run, {
        status: 'cancelled',
        counts: await this.countIfPossible(run),
        notices: run.checkpoint.notices,
      });
    } else if (
      mayPass(error) &&
      Date.now() - (progressAt?.getTime() ?? Date.now()) < this.environment.GIVE_UP_AFTER_MS
    ) {
      const waitMs =
        error instanceof RetryLaterError ? Math.max(error.waitMs, leastWaitMs) : this.environment.RESUME_AFTER_MS;
      this.logger.log(`run ${runId} waits ${waitMs} ms`);
      await this.runs.giveBack(run.document, waitMs);
    } else {
      await this.fail(run, error);
    }
  }

  private async fail(run: ClaimedRun, error: unknown): Promise<void> {
    const { checkpoint } = run;
    const failure = failureOf(error, checkpoint.phase);
    if (failure.cause === 'internal-error') {
      this.logger.error(`run ${run.document._id} failed: ${describeWithStack(error)}`);
    }
    const counts = await this.countIfPossible(run);
    const notify = await this.recipients(run);
    await this.finish(run, { status: 'failure', counts, notices: checkpoint.notices, failure, notify });
  }

  private async count(run: ClaimedRun): Promise<Counts> {
    const outcomes = await run.request('rpc.outcomes.count', { runId: run.document._id });
    const { people: read, decided = total(outcomes) } = run.checkpoint;
    return countPeople({ read, decided, outcomes });
  }

  /** An end without counts is better than none. */
  private async countIfPossible(run: ClaimedRun): Promise<Counts | undefined> {
    if (run.checkpoint.phase === 'starting') return undefined;
    try {
      return await this.count(run);
    } catch (error) {
      if (error instanceof LeaseLost || error instanceof RunnerStopping) throw error;
      return undefined;
    }
  }

  /** Those whom the settings in force name, also where the run never came to be bound to any. */
  private async recipients(run: ClaimedRun): Promise<string[]> {
    if (run.document.binding) return run.binding.preferences.notify;
    try {
      return (await run.request('rpc.configuration.revision', {})).preferences.notify;
    } catch (error) {
      if (error instanceof RefusedError) return [];
      throw error;
    }
  }

  private async finish(run: ClaimedRun, ending: Ending): Promise<void> {
    run.lease.check();
    const finished = await this.runs.finish(run.document, ending);
    this.live.tell('live.progress', { accountId: run.document.accountId });
    if (!finished) return;
    this.logger.log(`run ${run.document._id} ended: ${ending.failure?.cause ?? ending.status}`);
    await this.tidy(run);
  }

  /** What only this run needed. It has ended, so nobody waits: what one try leaves, the databases drop within a week. */
  private async tidy(run: ClaimedRun): Promise<void> {
    const { _id: runId, accountId, binding } = run.document;
    if (!binding) return;
    const ofPreviews = [
      () => this.removals.closeBook({ accountId: previewBook(accountId, runId) }),
      () => this.rpc.request('rpc.users.end-preview', { accountId, run: run.context() }),
    ];
    const drops = [() => this.changed.drop(runId), ...(run.isPreview ? ofPreviews : [])];
    for (const result of await Promise.allSettled(drops.map(async (drop) => drop()))) {
      if (result.status === 'rejected')
        this.logger.warn(`run ${runId} leaves something behind: ${describeError(result.reason)}`);
    }
  }
}

const isRefusedAs = (error: unknown, code: string): boolean => error instanceof RefusedError && error.code === code;

/** Whether the same step may work another time: throttled, or something of ours is away. */
const mayPass = (error: unknown): boolean => error instanceof RetryLaterError || isInfrastructure(error);

function failureOf(error: unknown, phase: RunPhase): Notice {
  if (error instanceof RefusedError) return noticeOf(error.code, phase, error.message);
  if (error instanceof RunFailed) return noticeOf(error.failure, phase, error.message);
  if (error instanceof RetryLaterError && error.code === 'directory-throttled') {
    return noticeOf('directory-throttled', phase, 'Azure AD put us off for too long. Sync again at a quieter time.');
  }
  const words = mayPass(error)
    ? 'A part of Rollcall could not be reached for too long.'
    : 'Something went wrong inside Rollcall.';
  return noticeOf('internal-error', phase, `${words} Sync again; if this repeats, contact support.`);
}

const noticeOf = (cause: string, phase: RunPhase, message: string): Notice => ({
  cause,
  message: `${stages[phase]}: ${message}`.slice(0, 2_000),
});

function rejectedNotice({ rejected }: Counts): Notice[] {
  if (rejected === 0) return [];
  const message = `${peopleIn(rejected)} could not be synced. The run's report says for each what to correct.`;
  return [{ cause: 'people-rejected', message }];
}
