import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { InvitationDocument } from './invitations.schema.js';

@Injectable()
export class InvitationsRepository {
  constructor(@InjectModel(InvitationDocument.name) private readonly invitations: Model<InvitationDocument>) {}

  async add(invitations: InvitationDocument[]): Promise<void> {
    await this.invitations.insertMany(invitations, { lean: true });
  }

  find(tokenHash: string): Promise<InvitationDocument | null> {
    return this.invitations.findOne({ tokenHash }).lean<InvitationDocument>();
  }
}
