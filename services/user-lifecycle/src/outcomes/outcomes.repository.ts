import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ListOutcomes, Outcome, OutcomeAction, Page, PagePosition } from '@rollcall/contracts';
import type { ClientSession, Model } from 'mongoose';
import { OutcomeDocument } from './outcomes.schema.js';

/** Outcomes of one run, about to be stored. */
export interface RunOutcomes {
  accountId: string;
  runId: string;
  position?: PagePosition;
  outcomes: Outcome[];
}

const LATEST = 10;

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

  /** What runs did to somebody, newest first. */
  async latest(accountId: string, externalId: string): Promise<(Outcome & { runId: string })[]> {
    const found = await this.outcomes.find({ accountId, externalId }).sort({ at: -1 }).limit(LATEST).lean();
    return found.map((document) => ({ ...toOutcome(document), runId: document.runId }));
  }

  async count(accountId: string, runId: string): Promise<Partial<Record<OutcomeAction, number>>> {
    const counts = await this.outcomes.aggregate<{ _id: OutcomeAction; people: number }>([
      { $match: { accountId, runId } },
      { $group: { _id: '$action', people: { $sum: 1 } } },
    ]);
    return Object.fromEntries(counts.map(({ _id, people }) => [_id, people]));
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
