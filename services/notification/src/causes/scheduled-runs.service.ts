import { Injectable, Logger } from '@nestjs/common';
import type { SyncRequested } from '@rollcall/contracts';
import { describeError, RetryLaterError, RpcClient, UnavailableError } from '@rollcall/messaging';
import { CausesService } from './causes.service.js';
import { ScheduledRunsRepository } from './scheduled-runs.repository.js';
import type { ScheduledRunDocument } from './scheduled-runs.schema.js';

const hourMs = 60 * 60_000;
/** No queue is so long. */
const firstLookMs = 2 * hourMs;
const lookAgainMs = hourMs;
/** That sync-runner does not answer just now says little; that it still doesn't, so long after the slot, says it is down. */
const unansweredMs = 3 * hourMs;

type Taken = 'yes' | 'no' | 'notYet' | 'unanswered';

/** Scheduled runs that were asked for in time may still find nobody to carry them out: looked at some hours later. */
@Injectable()
export class ScheduledRunsService {
  private readonly logger = new Logger(ScheduledRunsService.name);

  constructor(
    private readonly rpc: RpcClient,
    private readonly runs: ScheduledRunsRepository,
    private readonly causes: CausesService,
  ) {}

  async requested({ runId, accountId, eventId, trigger, scheduledFor, notify }: SyncRequested): Promise<void> {
    if (trigger !== 'schedule' || scheduledFor === undefined) return;
    const due = new Date(scheduledFor);
    const lookAt = new Date(due.getTime() + firstLookMs);
    await this.runs.keep({ _id: runId, accountId, eventId, scheduledFor: due, lookAt, ...(notify && { notify }) });
  }

  /** One that can't be looked at stops no other, and is looked at again. */
  async look(now: Date): Promise<void> {
    for (const run of await this.runs.findDue(now)) {
      try {
        await this.lookAt(run, now);
      } catch (error) {
        this.logger.warn(`run ${run._id} is looked at again: ${describeError(error)}`);
      }
    }
  }

  private async lookAt(run: ScheduledRunDocument, now: Date): Promise<void> {
    const taken = await this.isTaken(run);
    const isMissed =
      taken === 'no' || (taken === 'unanswered' && now.getTime() - run.scheduledFor.getTime() >= unansweredMs);
    if (taken !== 'yes' && !isMissed) return this.runs.lookAgain(run._id, new Date(now.getTime() + lookAgainMs));
    if (isMissed) await this.causes.syncNotTaken(run, now);
    await this.runs.drop(run._id);
  }

  private async isTaken({ accountId, _id: runId }: ScheduledRunDocument): Promise<Taken> {
    try {
      const run = await this.rpc.request('rpc.runs.get', { accountId, runId });
      if (run && run.status !== 'queued') return 'yes';
      // A long one may be before it.
      const { items } = await this.rpc.request('rpc.runs.list', { accountId, status: 'running', limit: 1 });
      return items.length > 0 ? 'notYet' : 'no';
    } catch (error) {
      if (error instanceof UnavailableError || error instanceof RetryLaterError) return 'unanswered';
      throw error;
    }
  }
}
