import { setTimeout as pause } from 'node:timers/promises';
import type { ReplyOf, RequestOf, RequestSubject, RunContext } from '@rollcall/contracts';
import { type CompiledMapping, compileMapping } from '@rollcall/mapping';
import { InvalidMessageError, type Live, RefusedError, RetryLaterError, type RpcClient } from '@rollcall/messaging';
import { previewBook, type RemovalsRepository, type RunKey } from '../removals/removals.repository.js';
import type { ChangedPeopleRepository } from './changed-people.repository.js';
import type { Lease } from './lease.js';
import { LeaseLost, RunCancelled, RunFailed } from './run-errors.js';
import type { HeldRun, RunsRepository } from './runs.repository.js';
import type { Binding, Checkpoint, RunDocument } from './runs.schema.js';
import { scopeKey } from './scope-key.js';

/** Waits up to here are sat out in the slot; for longer ones the run gives it back. */
const longestWaitMs = 2_000;
const firstPauseMs = 200;
const longestPauseMs = 10_000;

type Body<S extends RequestSubject> = Omit<RequestOf<S>, 'accountId' | 'actor'>;
type RunBody<S extends RequestSubject> = Omit<Body<S>, 'run'>;
type DirectoryBody<S extends RequestSubject> = Omit<Body<S>, 'connectionId' | 'tenantId' | 'priority'>;

export type KeptRemovals = Pick<
  RemovalsRepository,
  | 'meet'
  | 'collect'
  | 'count'
  | 'countRecent'
  | 'countComing'
  | 'letReturn'
  | 'markReturned'
  | 'approved'
  | 'proved'
  | 'markCarriedOut'
  | 'toHold'
  | 'hold'
  | 'countHeld'
  | 'standing'
  | 'openBook'
  | 'closeBook'
>;

export type KeptChanges = Pick<ChangedPeopleRepository, 'add' | 'count' | 'page' | 'drop'>;

export interface Services {
  rpc: RpcClient;
  runs: Pick<RunsRepository, 'save' | 'lastReads' | 'lastDelta' | 'wholeRuns'>;
  removals: KeptRemovals;
  changed: KeptChanges;
  live: Live;
  patienceMs: number;
}

/** A run in this process's hands. Everything it asks and stores is bound to its lease. */
export class ClaimedRun {
  private compiled: CompiledMapping | undefined;

  constructor(
    readonly document: HeldRun,
    readonly lease: Lease,
    private readonly services: Services,
  ) {}

  get checkpoint(): Checkpoint {
    return this.document.checkpoint;
  }

  get isPreview(): boolean {
    return this.document.kind === 'preview';
  }

  get binding(): Binding {
    const { binding, _id } = this.document;
    if (!binding) throw new Error(`run ${_id} is not bound yet`);
    return binding;
  }

  get mapping(): CompiledMapping {
    return (this.compiled ??= compiledOf(this.binding));
  }

  /** Asks another service, with patience where it is away. */
  request<S extends RequestSubject>(subject: S, body: Body<S>): Promise<ReplyOf<S>> {
    const request = { ...body, accountId: this.document.accountId } as RequestOf<S>;
    return this.patiently(() => this.services.rpc.request(subject, request, { signal: this.lease.signal }));
  }

  /** Asks for a write under this claim's fence. */
  write<S extends RequestSubject>(subject: S, body: RunBody<S>): Promise<ReplyOf<S>> {
    return this.request(subject, { ...body, run: this.context() } as unknown as Body<S>);
  }

  /** Asks the directory the run is bound to. */
  askDirectory<S extends RequestSubject>(subject: S, body: DirectoryBody<S>): Promise<ReplyOf<S>> {
    const { connectionId, tenantId } = this.binding;
    // Nobody waits for a scheduled run: Microsoft puts those off first. https://learn.microsoft.com/graph/throttling
    const priority = this.document.trigger === 'schedule' ? 'low' : 'high';
    return this.request(subject, { ...body, connectionId, tenantId, priority } as unknown as Body<S>);
  }

  lastReads(): ReturnType<RunsRepository['lastReads']> {
    return this.patiently(() => this.services.runs.lastReads(this.document.accountId));
  }

  lastDelta(): ReturnType<RunsRepository['lastDelta']> {
    return this.patiently(() => this.services.runs.lastDelta(this.document.accountId));
  }

  /** Which of these runs of the account read the whole of the very scope this one has. */
  wholeRuns(runIds: string[]): Promise<Set<string>> {
    const key = scopeKey(this.binding.scope);
    return this.patiently(() => this.services.runs.wholeRuns(this.document.accountId, runIds, key));
  }

  /** Reads or stores what becomes of the run's removals; a preview keeps a book of its own. */
  keep<T>(work: (removals: KeptRemovals, key: RunKey) => Promise<T>): Promise<T> {
    const { accountId, _id: runId } = this.document;
    const book = this.isPreview ? previewBook(accountId, runId) : accountId;
    const key = { accountId: book, runId, tenantId: this.binding.tenantId };
    return this.patiently(() => work(this.services.removals, key));
  }

  /** Reads or stores whom a changes run has to look at. */
  keepChanged<T>(work: (people: KeptChanges, runId: string) => Promise<T>): Promise<T> {
    return this.patiently(() => work(this.services.changed, this.document._id));
  }

  async bind(binding: Binding, settings: Pick<RunDocument, 'revision' | 'mode' | 'modeReason'>): Promise<void> {
    await this.store({ binding, ...settings, scopeKey: scopeKey(binding.scope) });
  }

  /** Makes a changes run that has stored nobody yet a full one. */
  async readInFull(modeReason: string): Promise<void> {
    const { checkpoint } = this;
    const fresh = { ...checkpoint, changes: undefined, delta: undefined, expected: undefined, cursor: undefined };
    await this.store({ mode: 'full', modeReason, checkpoint: fresh });
  }

  /** Moves the checkpoint on: only after what it tells of is stored, and only while holding the lease. */
  async save(changes: Partial<Checkpoint>): Promise<void> {
    await this.store({ checkpoint: { ...this.checkpoint, ...changes } });
  }

  private async store(progress: Parameters<RunsRepository['save']>[1]): Promise<void> {
    const renewal = await this.patiently(() => this.services.runs.save(this.document, progress));
    if (!renewal) {
      this.lease.end(new LeaseLost('another runner has the run'));
      throw new LeaseLost('another runner has the run');
    }
    Object.assign(this.document, progress, { progressAt: new Date() });
    this.services.live.tell('live.progress', { accountId: this.document.accountId });
    if (renewal.cancelRequested) throw new RunCancelled('cancelled by an administrator');
  }

  /** In whose name a write is asked for. */
  context(): RunContext {
    const { tenantId, verifiedDomains, preferences } = this.binding;
    const { reactivate, removedUsers, disabledUsers, leftScopeUsers, sendInvitations, inviteGuests } = preferences;
    return {
      runId: this.document._id,
      kind: this.document.kind,
      fence: this.document.fence,
      provider: 'azure',
      tenantId,
      verifiedDomains,
      writeOnce: this.mapping.writeOnce,
      reactivate,
      removedUsers,
      disabledUsers,
      ...(leftScopeUsers && { leftScopeUsers }),
      sendInvitations,
      inviteGuests,
    };
  }

  private async patiently<T>(work: () => Promise<T>): Promise<T> {
    const givesUpAt = performance.now() + this.services.patienceMs;
    for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
      this.lease.check();
      try {
        return await work();
      } catch (error) {
        this.lease.check();
        // Jitter, so that runs that failed together don't come back together.
        const waitMs = waitAfter(error, pauseMs * (0.5 + Math.random()));
        if (waitMs === undefined || performance.now() + waitMs > givesUpAt) throw error;
        if (this.lease.cancelRequested) throw new RunCancelled('cancelled by an administrator', { cause: error });
        // An abort ends the pause early, and then the check above throws its reason.
        await pause(waitMs, undefined, { signal: this.lease.signal }).catch(() => undefined);
      }
    }
  }
}

/** How long to wait before the same request is worth another try; undefined if it isn't, or not in this slot. */
function waitAfter(error: unknown, pauseMs: number): number | undefined {
  if (error instanceof RefusedError || error instanceof InvalidMessageError) return undefined;
  if (!(error instanceof RetryLaterError)) return pauseMs;
  return error.waitMs <= longestWaitMs ? Math.max(error.waitMs, pauseMs) : undefined;
}

export function compiledOf({
  rows,
  attributes,
  fields,
}: Pick<Binding, 'rows' | 'attributes' | 'fields'>): CompiledMapping {
  const result = compileMapping({ rows, attributes, fields });
  if (result.ok) return result.mapping;
  const problems = result.problems.map(({ message }) => message).join(' ');
  throw new RunFailed('mapping-invalid', `The mapping no longer works. ${problems} Correct it and activate it again.`);
}
