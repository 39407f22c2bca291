import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type {
  GetNotificationPreferences,
  NotificationPreferences,
  SetNotificationPreferences,
} from '@rollcall/contracts';
import type { Model } from 'mongoose';
import { PreferencesDocument } from './preferences.schema.js';

@Injectable()
export class PreferencesRepository {
  constructor(@InjectModel(PreferencesDocument.name) private readonly preferences: Model<PreferencesDocument>) {}

  async get({ accountId, userId }: GetNotificationPreferences): Promise<NotificationPreferences> {
    const found = await this.preferences.findOne({ accountId, userId }).lean();
    return { email: found?.email ?? true };
  }

  async set({ accountId, userId, email }: SetNotificationPreferences): Promise<NotificationPreferences> {
    await this.preferences.updateOne({ accountId, userId }, { $set: { email } }, { upsert: true });
    return { email };
  }

  /** Null if the token is nobody's. */
  async unsubscribe(token: string): Promise<NotificationPreferences | null> {
    const found = await this.preferences.findOneAndUpdate(
      { token },
      { $set: { email: false } },
      { returnDocument: 'after' },
    );
    return found && { email: found.email };
  }

  /** How each of these people wants to be told, and the token of their mails, which is made once. */
  async findOrMake(accountId: string, userIds: string[]): Promise<Map<string, { email: boolean; token: string }>> {
    if (userIds.length === 0) return new Map();
    const whose = { accountId, userId: { $in: userIds } };
    const known = await this.preferences.find({ ...whose, token: { $exists: true } }).lean();
    const missing = userIds.filter((userId) => !known.some((each) => each.userId === userId));
    for (const userId of missing) {
      await this.preferences.updateOne(
        { accountId, userId },
        [{ $set: { email: { $ifNull: ['$email', true] }, token: { $ifNull: ['$token', newToken()] } } }],
        { upsert: true, updatePipeline: true },
      );
    }
    const all = missing.length > 0 ? await this.preferences.find(whose).lean() : known;
    return new Map(all.map(({ userId, email, token = '' }) => [userId, { email, token }]));
  }
}

const newToken = (): string => randomBytes(24).toString('base64url');
