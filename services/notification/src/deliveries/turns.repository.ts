import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { Environment } from '../environment.js';
import { TurnDocument } from './turns.schema.js';

/** A turn to send one mail, or in how many milliseconds there is one. */
export type Turn = { taken: true; id: string } | { taken: false; waitMs: number };

/** Keeps a gap between one mail and the next, whichever instance sends it: many mail servers take only so many a minute. */
@Injectable()
export class TurnsRepository {
  private readonly gapMs: number;

  constructor(
    @InjectModel(TurnDocument.name) private readonly turns: Model<TurnDocument>,
    { SMTP_RATE_PER_MINUTE: rate }: Environment,
  ) {
    this.gapMs = rate === undefined ? 0 : 60_000 / rate;
  }

  async take(): Promise<Turn> {
    const id = randomUUID();
    if (this.gapMs === 0) return { taken: true, id };
    const isFree = { $lte: [{ $ifNull: ['$freeAt', '$$NOW'] }, '$$NOW'] };
    const { takenBy, freeAt, askedAt } = await this.turns
      .findOneAndUpdate(
        { _id: 'mail' },
        [
          {
            $set: {
              takenBy: { $cond: [isFree, id, '$takenBy'] },
              freeAt: { $cond: [isFree, { $add: ['$$NOW', this.gapMs] }, '$freeAt'] },
              askedAt: '$$NOW',
            },
          },
        ],
        { upsert: true, returnDocument: 'after', updatePipeline: true },
      )
      .lean<Required<TurnDocument>>()
      .orFail();
    if (takenBy === id) return { taken: true, id };
    return { taken: false, waitMs: freeAt.getTime() - askedAt.getTime() };
  }

  /** There was nothing to send: the turn is free again, unless somebody has had the next one meanwhile. */
  async giveBack(id: string): Promise<void> {
    if (this.gapMs === 0) return;
    await this.turns.updateOne({ _id: 'mail', takenBy: id }, { $currentDate: { freeAt: true } });
  }
}
