import { Injectable } from '@nestjs/common';
import { InjectConnection, InjectModel } from '@nestjs/mongoose';
import {
  type CountedReason,
  type ListOutcomes,
  type ListUserOutcomes,
  type Outcome,
  type OutcomeAction,
  outcomeActions,
  type Page,
  type PagePosition,
  type UserOutcome,
} from '@rollcall/contracts';
import { pageOf, readPageCursor } from '@rollcall/messaging';
import type { ClientSession, Connection, Model, QueryFilter } from 'mongoose';
import type { Origin } from '../users/users.schema.js';
import { Environment } from '../environment.js';
import { OutcomeDocument, outcomeId } from './outcomes.schema.js';

/** Outcomes of one run, about to be stored. */
export interface RunOutcomes {
  accountId: string;
  runId: string;
  position?: PagePosition;
  outcomes: Outcome[];
  /** The directory that the people are of. */
  origin?: Omit<Origin, 'externalId'>;
}

const dayMs = 24 * 60 * 60 * 1_000;

/** Far more than a mapping has ways to fail. */
const reasonsAtMost = 200;
/** What is shown of one person. */
const LATEST = 10;

@Injectable()
export class OutcomesRepository {
  constructor(
    @InjectConnection() private readonly connection: Connection,
    @InjectModel(OutcomeDocument.name) private readonly outcomes: Model<OutcomeDocument>,
    private readonly environment: Environment,
  ) {}

  /** Where a run met those of these people who have an outcome already. */
  async positions(
    accountId: string,
    runId: string,
    externalIds: string[],
  ): Promise<Map<string, PagePosition | undefined>> {
    if (externalIds.length === 0) return new Map();
    const found = await this.outcomes
      .find(
        { _id: { $in: externalIds.map((externalId) => outcomeId({ accountId, externalId, runId })) } },
        { _id: 0, externalId: 1, position: 1 },
      )
      .lean();
    return new Map(found.map(({ externalId, position }) => [externalId, position]));
  }

  async insert(session: ClientSession, { outcomes, origin, ...where }: RunOutcomes): Promise<void> {
    if (outcomes.length === 0) return;
    const expiresAt = new Date(Date.now() + this.environment.KEEP_HISTORY_DAYS * dayMs);
    const documents = outcomes.map(({ at, ...outcome }) => ({
      _id: outcomeId({ ...where, ...outcome }),
      ...where,
      ...outcome,
      ...(outcome.action === 'rejected' && { origin }),
      at: new Date(at),
      expiresAt,
    }));
    await this.connection
      .collection<OutcomeDocument>('outcomes')
      .insertMany(documents, { session, ordered: false, ignoreUndefined: true });
  }

  get(accountId: string, runId: string, externalId: string): Promise<OutcomeDocument | null> {
    return this.outcomes.findById(outcomeId({ accountId, externalId, runId })).lean<OutcomeDocument>();
  }

  /** What runs did to one user, the latest first. */
  async listOfUser({ accountId, userId, cursor, limit = 50 }: ListUserOutcomes): Promise<Page<UserOutcome>> {
    const filter: QueryFilter<OutcomeDocument> = { accountId, userId };
    if (cursor !== undefined) {
      const [time, runId] = readPageCursor(cursor, ['number', 'string']);
      const at = new Date(time);
      filter.$or = [{ at: { $lt: at } }, { at, runId: { $lt: runId } }];
    }
    const found = await this.outcomes
      .find(filter)
      .sort({ at: -1, runId: -1 })
      .limit(limit + 1)
      .lean<OutcomeDocument[]>();
    const { items, ...more } = pageOf(found, limit, ({ at, runId }) => [at.getTime(), runId]);
    return { items: items.map((document) => ({ ...toOutcome(document), runId: document.runId })), ...more };
  }

  /** What runs did to somebody, newest first. */
  async latest(accountId: string, externalId: string): Promise<(Outcome & { runId: string })[]> {
    const [first, beyond] = [`${accountId} ${externalId} `, `${accountId} ${externalId}!`];
    const found = await this.outcomes
      .find({ _id: { $gt: first, $lt: beyond }, accountId, externalId })
      .sort({ at: -1 })
      .limit(LATEST)
      .lean();
    return found.map((document) => ({ ...toOutcome(document), runId: document.runId }));
  }

  async count(accountId: string, runId: string): Promise<Partial<Record<OutcomeAction, number>>> {
    const counts = await this.outcomes.aggregate<{ _id: OutcomeAction; people: number }>([
      { $match: { accountId, runId } },
      { $group: { _id: '$action', people: { $sum: 1 } } },
    ]);
    return Object.fromEntries(counts.map(({ _id, people }) => [_id, people]));
  }

  /** Why people were rejected, what hits most people first. */
  countReasons(accountId: string, runId: string): Promise<CountedReason[]> {
    return this.outcomes.aggregate<CountedReason>([
      { $match: { accountId, runId, action: 'rejected' } },
      { $unwind: '$reasons' },
      {
        $group: {
          _id: { code: '$reasons.code', field: '$reasons.field', attribute: '$reasons.attribute' },
          people: { $sum: 1 },
          message: { $first: '$reasons.message' },
        },
      },
      { $sort: { people: -1, '_id.code': 1, '_id.field': 1 } },
      { $limit: reasonsAtMost },
      { $replaceWith: { $mergeObjects: ['$_id', { people: '$people', message: '$message' }] } },
    ]);
  }

  /** Of all actions together too: the database merges them in the order of the index, and sorts nothing. */
  async list({ accountId, runId, action, search, cursor, limit = 50 }: ListOutcomes): Promise<Page<Outcome>> {
    const found = await this.outcomes
      .find({
        accountId,
        runId,
        action: action ?? { $in: outcomeActions },
        ...(search && { name: { $regex: RegExp.escape(search), $options: 'i' } }),
        ...(cursor && after(cursor)),
      })
      .sort({ at: 1, externalId: 1 })
      .limit(limit + 1)
      .lean();
    const { items, ...more } = pageOf(found, limit, ({ at, externalId }) => [at.getTime(), externalId]);
    return { items: items.map(toOutcome), ...more };
  }
}

function after(cursor: string): QueryFilter<OutcomeDocument> {
  const [time, externalId] = readPageCursor(cursor, ['number', 'string']);
  const at = new Date(time);
  // Without the bound every page would be looked for from the beginning.
  return { at: { $gte: at }, $or: [{ at: { $gt: at } }, { externalId: { $gt: externalId } }] };
}

function toOutcome({ externalId, name, action, userId, reason, reasons, changes, at }: OutcomeDocument): Outcome {
  return { externalId, name, action, userId, reason, reasons, changes, at: at.toISOString() };
}
