import { Injectable } from '@nestjs/common';
import type { CancelRun, GetRun, ListRuns, Page, Run, SyncRequested } from '@rollcall/contracts';
import { RefusedError } from '@rollcall/messaging';
import { describeProgress } from './describe-progress.js';
import { RunSlots } from './run-slots.service.js';
import { RunsRepository } from './runs.repository.js';
import type { RunDocument } from './runs.schema.js';

/** How often a request that finds neither a free queue nor a queued run looks again: runs start and end meanwhile. */
const tries = 10;

@Injectable()
export class RunsService {
  constructor(
    private readonly runs: RunsRepository,
    private readonly slots: RunSlots,
  ) {}

  /** Queues a run, or joins the one that is queued. The same request again changes nothing. */
  async request(event: SyncRequested): Promise<void> {
    const { runId } = event;
    for (let attempt = 1; attempt <= tries; attempt += 1) {
      if (await this.runs.isKnown(runId)) return;
      if ((await this.runs.queue(event)) || (await this.runs.join(event))) return this.slots.expectRun();
    }
    throw new Error(`run ${runId} could neither be queued nor join the queued one`);
  }

  async get({ accountId, runId }: GetRun): Promise<Run | null> {
    const run = await this.runs.get(accountId, runId);
    return run && toRun(run);
  }

  async list(request: ListRuns): Promise<Page<Run>> {
    const { items, next } = await this.runs.list(request);
    return { items: items.map(toRun), ...(next !== undefined && { next }) };
  }

  /** A queued run ends at once, a running one after the page in hand. Without `runId` both. */
  async cancel(request: CancelRun): Promise<{ cancelled: boolean }> {
    const { accountId, runId } = request;
    const queued = await this.runs.cancelQueued(request);
    // Also where it was just claimed from the queue.
    const running = await this.runs.requestCancel(request);
    if (running) this.slots.nudge();
    if (!queued && !running && runId !== undefined) await this.refuseToCancel(accountId, runId);
    return { cancelled: queued || running };
  }

  private async refuseToCancel(accountId: string, runId: string): Promise<never> {
    if (!(await this.runs.get(accountId, runId))) {
      throw new RefusedError('not-found', 'There is no such run.');
    }
    throw new RefusedError('run-finished', 'This run has ended already.');
  }
}

function toRun(run: RunDocument): Run {
  const { _id: runId, status, kind, trigger, revision, mode, modeReason, actor, counts, failure, checkpoint } = run;
  const { notices, requests, units } = checkpoint;
  return {
    runId,
    status,
    kind,
    trigger,
    mode,
    modeReason,
    revision,
    actor,
    requestedAt: run.requestedAt.toISOString(),
    startedAt: run.startedAt?.toISOString(),
    finishedAt: run.finishedAt?.toISOString(),
    progress: describeProgress(run, new Date()),
    counts,
    notices,
    failure,
    requests,
    units,
  };
}
