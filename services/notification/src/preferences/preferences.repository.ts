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

  /** Those of the people who turned mail off. */
  async wantNoMail(accountId: string, userIds: string[]): Promise<Set<string>> {
    const found = await this.preferences.find({ accountId, userId: { $in: userIds }, email: false }).lean();
    return new Set(found.map(({ userId }) => userId));
  }
}
