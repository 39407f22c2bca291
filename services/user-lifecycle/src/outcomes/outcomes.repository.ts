import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { CountedReason, ListOutcomes, Outcome, OutcomeAction, Page, PagePosition } from '@rollcall/contracts';
import type { ClientSession, Model } from 'mongoose';
import { OutcomeDocument } from './outcomes.schema.js';

/** Outcomes of one run, about to be stored. */
export interface RunOutcomes {
  accountId: string;
  runId: string;
  position?: PagePosition;
  outcomes: Outcome[];
}

/** Far more than a mapping has ways to fail. */
const reasonsAtMost = 200;

@Injectable()
export class OutcomesRepository {
  constructor(@InjectModel(OutcomeDocument.name) private readonly outcomes: Model<OutcomeDocument>) {}

  /** Where a run met those of these people who have an outcome already. */
  async positions(
    accountId: string,
    runId: string,
    externalIds: string[],
  ): Promise<Map<string, PagePosition | undefined>> {
    if (externalIds.length === 0) return new Map();
    const found = await this.outcomes
      .find({ accountId, runId, externalId: { $in: externalIds } }, { _id: 0, externalId: 1, position: 1 })
      .lean();
    return new Map(found.map(({ externalId, position }) => [externalId, position]));
  }

  async insert(session: ClientSession, { outcomes, ...where }: RunOutcomes): Promise<void> {
    if (outcomes.length === 0) return;
    const documents = outcomes.map(({ at, ...outcome }) => ({ ...where, ...outcome, at: new Date(at) }));
    await this.outcomes.collection.insertMany(documents, { session, ordered: false, ignoreUndefined: true });
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

  async list({ accountId, runId, action, search, cursor, limit = 50 }: ListOutcomes): Promise<Page<Outcome>> {
    const found = await this.outcomes
      .find({
        accountId,
        runId,
        ...(action && { action }),
        ...(search && { name: { $regex: RegExp.escape(search), $options: 'i' } }),
        ...(cursor && { externalId: { $gt: cursor } }),
      })
      .sort({ externalId: 1 })
      .limit(limit + 1)
      .lean();
    const items = found.slice(0, limit).map(toOutcome);
    return { items, ...(found.length > limit && { next: items.at(-1)?.externalId }) };
  }
}

function toOutcome({ externalId, name, action, userId, reason, reasons, changes, at }: OutcomeDocument): Outcome {
  return { externalId, name, action, userId, reason, reasons, changes, at: at.toISOString() };
}
