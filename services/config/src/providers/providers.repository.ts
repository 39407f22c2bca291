import { Injectable } from '@nestjs/common';
import { InjectConnection, InjectModel } from '@nestjs/mongoose';
import { type Actor, type OtherProvider, type Provider, providerNames } from '@rollcall/contracts';
import { Outbox } from '@rollcall/messaging';
import type { ClientSession, Connection, Model } from 'mongoose';
import { record } from '../audit/record-change.js';
import { ConfigurationDocument } from '../configurations/configurations.schema.js';

interface ProviderChange {
  accountId: string;
  actor?: Actor | undefined;
  action: string;
  provider: Provider;
}

/** The other providers' part of an account's configuration. */
@Injectable()
export class ProvidersRepository {
  constructor(
    @InjectConnection() private readonly connection: Connection,
    @InjectModel(ConfigurationDocument.name) private readonly configurations: Model<ConfigurationDocument>,
    private readonly outbox: Outbox,
  ) {}

  /** False if it, or another one, is active already. */
  switchOn(accountId: string, provider: OtherProvider, actor: Actor | undefined): Promise<boolean> {
    const free = {
      otherProvider: { $exists: false },
      $or: [{ activeRevision: { $exists: false } }, { disabled: true }],
    };
    return this.change({ accountId, actor, provider, action: 'Switched on identity provider' }, async (session) => {
      await this.configurations.updateOne(
        { _id: accountId },
        { $setOnInsert: { revisions: 0, disabled: false, tests: [] } },
        { upsert: true, session },
      );
      const { modifiedCount } = await this.configurations.updateOne(
        { _id: accountId, ...free },
        { $set: { otherProvider: provider } },
        { session },
      );
      return modifiedCount > 0;
    });
  }

  /** Does nothing if it is not active. */
  async switchOff(accountId: string, provider: OtherProvider, actor: Actor | undefined): Promise<void> {
    await this.change({ accountId, actor, provider, action: 'Switched off identity provider' }, async (session) => {
      const { modifiedCount } = await this.configurations.updateOne(
        { _id: accountId, otherProvider: provider },
        { $unset: { otherProvider: '' } },
        { session },
      );
      return modifiedCount > 0;
    });
  }

  private async change(
    { accountId, actor, action, provider }: ProviderChange,
    change: (session: ClientSession) => Promise<boolean>,
  ): Promise<boolean> {
    const isChanged = await this.connection.transaction(async (session) => {
      if (!(await change(session))) return false;
      const by = { accountId, ...(actor && { actor }) };
      await this.outbox.add(session, 'audit.recorded', record(by, action, providerNames[provider]));
      return true;
    });
    if (isChanged) this.outbox.flush();
    return isChanged;
  }
}
