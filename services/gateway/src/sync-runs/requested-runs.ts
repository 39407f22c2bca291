import { Injectable, Logger } from '@nestjs/common';
import { type AccountRequest, Run } from '@rollcall/contracts';
import { describeError, RpcClient, SharedRecords } from '@rollcall/messaging';
import type { Response } from 'express';
import { found } from '../paging/found.js';

/** Runs that were asked for and may still be on their way to sync-runner, so that they can be followed at once. */
@Injectable()
export class RequestedRuns {
  private readonly logger = new Logger(RequestedRuns.name);

  constructor(
    private readonly rpc: RpcClient,
    private readonly records: SharedRecords,
  ) {}

  /** Says in the answer where the run is found. */
  async tell(response: Response, { accountId, actor }: AccountRequest, runId: string): Promise<void> {
    response.set('Location', `/api/v1/sync-runs/${runId}`);
    const run: Run = {
      runId,
      status: 'requested',
      ...(actor && { actor }),
      requestedAt: new Date().toISOString(),
      progress: { phase: 'starting', people: 0 },
      notices: [],
      requests: 0,
      units: 0,
    };
    try {
      await this.records.keep(keyOf(accountId, runId), run);
    } catch (error) {
      // It is asked for all the same, and found as soon as sync-runner has it.
      this.logger.warn(`run ${runId} can't be followed yet: ${describeError(error)}`);
    }
  }

  async get(account: AccountRequest, runId: string): Promise<Run> {
    const run = await this.rpc.request('rpc.runs.get', { ...account, runId });
    const requested = run ? undefined : await this.records.find<Run>(keyOf(account.accountId, runId));
    return found(run ?? requested?.value ?? null, 'There is no such run.');
  }
}

const keyOf = (accountId: string, runId: string): string => `run ${accountId} ${runId}`;
