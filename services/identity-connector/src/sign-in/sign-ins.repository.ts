import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { SignInDocument } from './sign-ins.schema.js';

@Injectable()
export class SignInsRepository {
  constructor(@InjectModel(SignInDocument.name) private readonly signIns: Model<SignInDocument>) {}

  async add(signIn: SignInDocument): Promise<void> {
    await this.signIns.create(signIn);
  }

  /** Uses a step up: of two who come with the same state only one gets it. */
  take(stateHash: string, step: SignInDocument['step']): Promise<SignInDocument | null> {
    return this.signIns
      .findOneAndDelete({ _id: stateHash, step, expiresAt: { $gt: new Date() } })
      .lean<SignInDocument>();
  }
}
