import { Injectable } from '@nestjs/common';
import { InjectConnection, InjectModel } from '@nestjs/mongoose';
import {
  type CancelRun,
  type Counts,
  type ListRuns,
  type Notice,
  type Page,
  type RunKind,
  runKinds,
  type SyncRequested,
} from '@rollcall/contracts';
import { type EventDraft, isDuplicateKey, Outbox, pageOf, readPageCursor } from '@rollcall/messaging';
import { type ClientSession, type Collection, type Connection, type Model, type QueryFilter } from 'mongoose';
import { Environment } from '../environment.js';
import { DeltaCursorDocument } from './delta-cursors.schema.js';
import { readsWhole } from './judge-read.js';
import type { Renewal } from './lease.js';
import { AccountFenceDocument, firstCheckpoint, type ReadResult, RunDocument } from './runs.schema.js';

/** A run in the hands of the claim that `fence` numbers. */
export type HeldRun = RunDocument & { fence: number };

/** What a run ends with. `notify` are the users to tell of what went wrong. */
export interface Ending {
  status: 'success' | 'partialSuccess' | 'cancelled' | 'failure';
  counts?: Counts | undefined;
  notices: Notice[];
  failure?: Notice;
  notify?: string[];
  /** Where the next changes run goes on. */
  delta?: Omit<DeltaCursorDocument, '_id'>;
}

const dayMs = 24 * 60 * 60 * 1_000;

const queued = 'queued';
const running = 'running';

/** An event holds at most this many notices. */
const noticesPerEvent = 100;

@Injectable()
export class RunsRepository {
  constructor(
    @InjectConnection() private readonly connection: Connection,
    @InjectModel(RunDocument.name) private readonly runs: Model<RunDocument>,
    @InjectModel(DeltaCursorDocument.name) private readonly deltaCursors: Model<DeltaCursorDocument>,
    @InjectModel(AccountFenceDocument.name) private readonly fences: Model<AccountFenceDocument>,
    private readonly outbox: Outbox,
    private readonly environment: Environment,
  ) {}

  isKnown(runId: string): Promise<boolean> {
    return this.runs.exists({ ids: runId }).then((found) => found !== null);
  }

  /** False, and nothing stored, if the account has a queued run of this kind or this request is known. */
  async queue({
    runId,
    accountId,
    kind = 'sync',
    revision,
    trigger,
    actor,
    occurredAt,
  }: SyncRequested): Promise<boolean> {
    const run: Omit<RunDocument, '_id' | 'claimableAt'> = {
      ids: [runId],
      accountId,
      status: queued,
      kind,
      ...(revision !== undefined && { askedRevision: revision }),
      trigger,
      ...(actor && { actor }),
      requestedAt: new Date(occurredAt),
      claims: 0,
      cancelRequested: false,
      checkpoint: firstCheckpoint,
    };
    try {
      // A document that is there has a time already, so it isn't found, and inserting it again is refused.
      await this.runs.updateOne(
        { _id: runId, claimableAt: { $exists: false } },
        { $setOnInsert: run, $currentDate: { claimableAt: true } },
        { upsert: true },
      );
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  /** Makes a request an alias of the account's queued run of its kind; false if there is none any more. */
  async join({ accountId, runId, kind = 'sync', revision, trigger }: SyncRequested): Promise<boolean> {
    // A run for what was approved reads nobody: whoever wants more makes it a whole one, which does that too.
    const widened = { $cond: [{ $eq: ['$trigger', 'removals'] }, trigger, '$trigger'] };
    const { matchedCount } = await this.runs.updateOne(
      { accountId, kind, status: queued },
      [
        {
          $set: {
            ids: { $setUnion: ['$ids', [runId]] },
            trigger: widened,
            // Of the settings to try the latest, which are what somebody looks at.
            ...(revision !== undefined && { askedRevision: { $max: ['$askedRevision', revision] } }),
          },
        },
      ],
      { updatePipeline: true },
    );
    return matchedCount === 1;
  }

  /**
   * Takes the oldest run that waits for a runner: queued for `joinMs` in an account where none of its kind runs, or running with a
   * lease that ran out or a wait that is over. All by the server's clock, since the runners' own may differ.
   */
  async claim(leaseMs: number, joinMs: number): Promise<HeldRun | undefined> {
    try {
      return await this.connection.transaction(async (session) => {
        const free: QueryFilter<RunDocument>[] = [];
        for (const kind of runKinds) free.push(await this.queuedWhereNoneRuns(session, kind, joinMs));
        const run = await this.runs
          .findOneAndUpdate(
            {
              $or: [{ status: running, $expr: { $lte: ['$claimableAt', '$$NOW'] } }, ...free],
            },
            [
              {
                $set: {
                  status: running,
                  claimableAt: { $add: ['$$NOW', leaseMs] },
                  claims: { $add: ['$claims', 1] },
                  startedAt: { $ifNull: ['$startedAt', '$$NOW'] },
                  progressAt: { $ifNull: ['$progressAt', '$$NOW'] },
                },
              },
            ],
            { session, sort: { requestedAt: 1 }, returnDocument: 'after', updatePipeline: true },
          )
          .lean<RunDocument>();
        return run ? { ...run, fence: await this.raiseFence(session, run) } : undefined;
      });
    } catch (error) {
      // Another runner was faster with a run of the same account.
      if (isDuplicateKey(error)) return undefined;
      throw error;
    }
  }

  async renew(run: HeldRun, leaseMs: number): Promise<Renewal> {
    const found = await this.runs
      .findOneAndUpdate(heldBy(run), [{ $set: { claimableAt: { $add: ['$$NOW', leaseMs] } } }], {
        projection: { cancelRequested: 1 },
        updatePipeline: true,
      })
      .lean<RunDocument>();
    return found ?? undefined;
  }

  /** Stores how far a run has come, if the claim still holds it. */
  async save(
    run: HeldRun,
    progress: Partial<Pick<RunDocument, 'checkpoint' | 'binding' | 'revision' | 'mode' | 'modeReason' | 'scopeKey'>>,
  ): Promise<Renewal> {
    const found = await this.collection.findOneAndUpdate(
      heldBy(run),
      { $set: { ...progress, claims: 0 }, $currentDate: { progressAt: true } },
      { projection: { cancelRequested: 1 }, ignoreUndefined: true },
    );
    return found ?? undefined;
  }

  /** Lets go of a run in good order: another claim may take it after `waitMs`, or at once to cancel it. */
  async giveBack(run: HeldRun, waitMs: number): Promise<void> {
    const waitsFor = { $cond: ['$cancelRequested', 0, waitMs] };
    await this.runs.updateOne(
      heldBy(run),
      [{ $set: { claimableAt: { $add: ['$$NOW', waitsFor] }, claims: 0 } }, { $unset: 'fence' }],
      { updatePipeline: true },
    );
  }

  /** Ends a run that this claim still holds, and tells it: both or neither. False if it is no longer held. */
  finish(run: HeldRun, ending: Ending): Promise<boolean> {
    return this.end(heldBy(run), ending);
  }

  /** Ends what the account has queued, before it began. False if nothing is. */
  async cancelQueued(request: CancelRun): Promise<boolean> {
    const { accountId, runId } = request;
    const ending: Ending = { status: 'cancelled', notices: [] };
    const filter = { accountId, status: queued, ...(runId !== undefined && { ids: runId }) } as const;
    let cancelled = false;
    while (await this.end(filter, ending, request)) cancelled = true;
    return cancelled;
  }

  /** Asks whoever runs it to stop. If it only waits for its time, it is claimable at once. */
  async requestCancel(request: CancelRun): Promise<boolean> {
    const { accountId, runId } = request;
    const isHeld = { $gt: ['$fence', null] };
    const asked = { accountId, status: running, ...(runId !== undefined && { ids: runId }) } as const;
    const found = await this.connection.transaction(async (session) => {
      const runs = await this.runs.find(asked, { cancelRequested: 1 }, { session }).lean<RunDocument[]>();
      await this.runs.updateMany(
        asked,
        [{ $set: { cancelRequested: true, claimableAt: { $cond: [isHeld, '$claimableAt', '$$NOW'] } } }],
        { session, updatePipeline: true },
      );
      // Who asks once more cancels nothing more.
      for (const run of runs) if (!run.cancelRequested) await this.recordCancel(session, run._id, request);
      return runs.length > 0;
    });
    this.outbox.flush();
    return found;
  }

  get(accountId: string, runId: string): Promise<RunDocument | null> {
    return this.runs.findOne({ accountId, ids: runId }).lean<RunDocument>();
  }

  async list({ accountId, kind = 'sync', status, trigger, cursor, limit = 50 }: ListRuns): Promise<Page<RunDocument>> {
    const asked = { kind, ...(status && { status }), ...(trigger && { trigger }) };
    const filter: QueryFilter<RunDocument> = { accountId, ...asked } as QueryFilter<RunDocument>;
    if (cursor !== undefined) {
      const [at, _id] = readPageCursor(cursor, ['number', 'string']);
      const requestedAt = new Date(at);
      filter.$or = [{ requestedAt: { $lt: requestedAt } }, { requestedAt, _id: { $lt: _id } }];
    }
    const found = await this.runs
      .find(filter, { binding: 0 })
      .sort({ requestedAt: -1, _id: -1 })
      .limit(limit + 1)
      .lean<RunDocument[]>();
    return pageOf(found, limit, ({ requestedAt, _id }) => [requestedAt.getTime(), _id]);
  }

  /** How the reads of the account's last complete run that read anything ended; undefined if there was none. */
  async lastReads(accountId: string): Promise<ReadResult[] | undefined> {
    const last = await this.runs
      .findOne(
        { accountId, kind: 'sync', status: { $in: ['success', 'partialSuccess'] }, trigger: { $ne: 'removals' } },
        { 'checkpoint.reads': 1 },
      )
      .sort({ requestedAt: -1 })
      .lean<RunDocument>();
    return last?.checkpoint.reads;
  }

  /** Where the account's last complete run left off, if a changes run may go on from there. */
  lastDelta(accountId: string): Promise<DeltaCursorDocument | null> {
    return this.deltaCursors.findById(accountId).lean<DeltaCursorDocument>();
  }

  /** Which of these runs read the whole of this very scope. */
  async wholeRuns(accountId: string, runIds: string[], scopeKey: string): Promise<Set<string>> {
    const found = await this.runs
      .find(
        { _id: { $in: runIds }, accountId, scopeKey, status: { $in: ['success', 'partialSuccess'] } },
        { 'checkpoint.reads': 1 },
      )
      .lean<RunDocument[]>();
    return new Set(found.flatMap(({ _id, checkpoint }) => (readsWhole(checkpoint) ? [_id] : [])));
  }

  /** The driver's own collection: it can leave out what is undefined, where mongoose would store null. */
  private get collection(): Collection<RunDocument> {
    return this.connection.collection<RunDocument>('runs');
  }

  private async queuedWhereNoneRuns(
    session: ClientSession,
    kind: RunKind,
    joinMs: number,
  ): Promise<QueryFilter<RunDocument>> {
    const busy = await this.runs.distinct('accountId', { kind, status: running }).session(session);
    const joined = { $lte: [{ $add: ['$claimableAt', joinMs] }, '$$NOW'] };
    return { kind, status: queued, accountId: { $nin: busy }, $expr: joined };
  }

  private async raiseFence(session: ClientSession, { _id, accountId, kind }: RunDocument): Promise<number> {
    const theirs = kind === 'preview' ? `${accountId}/preview` : accountId;
    const { fence } = await this.fences
      .findOneAndUpdate({ _id: theirs }, { $inc: { fence: 1 } }, { session, upsert: true, returnDocument: 'after' })
      .orFail()
      .lean<AccountFenceDocument>();
    await this.runs.updateOne({ _id }, { $set: { fence } }, { session });
    return fence;
  }

  private async end(filter: QueryFilter<RunDocument>, ending: Ending, cancel?: CancelRun): Promise<boolean> {
    const { status, counts, notices, failure, delta } = ending;
    const expiresAt = new Date(Date.now() + this.environment.KEEP_HISTORY_DAYS * dayMs);
    const ended = await this.connection.transaction(async (session) => {
      const run = await this.runs
        .findOneAndUpdate(
          filter,
          {
            $set: {
              status,
              expiresAt,
              'checkpoint.notices': notices,
              ...(counts && { counts }),
              ...(failure && { failure }),
            },
            $currentDate: { finishedAt: true },
            $unset: { binding: '', fence: '' },
          },
          { session, returnDocument: 'after' },
        )
        .lean<RunDocument>();
      if (!run) return false;
      if (delta) await this.deltaCursors.replaceOne({ _id: run.accountId }, delta, { session, upsert: true });
      await this.tell(session, run, ending);
      if (cancel) await this.recordCancel(session, run._id, cancel);
      return true;
    });
    if (ended) this.outbox.flush();
    return ended;
  }

  private recordCancel(session: ClientSession, runId: string, { accountId, actor }: CancelRun): Promise<void> {
    const record = { accountId, ...(actor && { actor }), action: 'Cancelled user sync', target: runId };
    return this.outbox.add(session, 'audit.recorded', record);
  }

  /** Nobody has to act on a preview. */
  private async tell(
    session: ClientSession,
    run: RunDocument,
    { status, notices, failure, notify }: Ending,
  ): Promise<void> {
    if (run.kind === 'preview') return;
    const { _id: runId, accountId, trigger, finishedAt = new Date() } = run;
    const told = { runId, accountId, trigger, finishedAt: finishedAt.toISOString() };
    if (status !== 'failure') {
      const some = notices.slice(0, noticesPerEvent);
      const event: EventDraft<'sync.finished'> = { ...told, status, notices: some, ...(notify && { notify }) };
      return this.outbox.add(session, 'sync.finished', event);
    }
    if (!failure) throw new Error(`run ${runId} fails without a reason`);
    return this.outbox.add(session, 'sync.failed', { ...told, failure, notify: notify ?? [] });
  }
}

/** Every write for a run asks that the claim still holds it: whoever has lost it changes nothing. */
const heldBy = ({ _id, fence }: HeldRun) => ({ _id, fence, status: running }) as const;
