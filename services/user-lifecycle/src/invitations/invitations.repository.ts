import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { InvitationDocument } from './invitations.schema.js';

@Injectable()
export class InvitationsRepository {
  constructor(@InjectModel(InvitationDocument.name) private readonly invitations: Model<InvitationDocument>) {}

  async put(invitations: InvitationDocument[]): Promise<void> {
    const operations = invitations.map(({ _id, ...rest }) => ({
      updateOne: { filter: { _id }, update: { $set: rest }, upsert: true },
    }));
    if (operations.length > 0) await this.invitations.bulkWrite(operations, { ordered: false });
  }

  find(tokenHash: string): Promise<InvitationDocument | null> {
    return this.invitations.findOne({ tokenHash }).lean<InvitationDocument>();
  }
}
