import { Injectable } from '@nestjs/common';
import { type AccountRequest, Run } from '@rollcall/contracts';
import { RpcClient } from '@rollcall/messaging';
import type { Response } from 'express';
import { found } from '../paging/found.js';

const REMEMBERED = 1_000;

/** Runs that were asked for here and may still be on their way to sync-runner, so that they can be followed at once. */
@Injectable()
export class RequestedRuns {
  private readonly runs = new Map<string, Run>();

  constructor(private readonly rpc: RpcClient) {}

  /** Says in the answer where the run is found. */
  tell(response: Response, { accountId, actor }: AccountRequest, runId: string): void {
    response.set('Location', `/api/v1/sync-runs/${runId}`);
    const [oldest] = this.runs.keys();
    if (this.runs.size >= REMEMBERED && oldest !== undefined) this.runs.delete(oldest);
    this.runs.set(`${accountId} ${runId}`, {
      runId,
      status: 'requested',
      ...(actor && { actor }),
      requestedAt: new Date().toISOString(),
      progress: { phase: 'starting', people: 0 },
      notices: [],
      requests: 0,
      units: 0,
    });
  }

  async get(account: AccountRequest, runId: string): Promise<Run> {
    const run = await this.rpc.request('rpc.runs.get', { ...account, runId });
    const key = `${account.accountId} ${runId}`;
    if (run) this.runs.delete(key);
    return found(run ?? this.runs.get(key) ?? null, 'There is no such run.');
  }
}
