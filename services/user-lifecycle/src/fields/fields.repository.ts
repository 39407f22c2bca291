import { Injectable } from '@nestjs/common';
import { InjectConnection, InjectModel } from '@nestjs/mongoose';
import type { Actor, UserField } from '@rollcall/contracts';
import { Outbox } from '@rollcall/messaging';
import type { ClientSession, Connection, Model } from 'mongoose';
import { FieldCatalogueDocument } from './fields.schema.js';

export type FieldChanges = Partial<Pick<UserField, 'name' | 'required' | 'options'>>;

/** How a field of an account changed; one of both is absent where it came or went. */
interface Change {
  before?: UserField | undefined;
  after?: UserField | undefined;
}

@Injectable()
export class FieldsRepository {
  constructor(
    @InjectConnection() private readonly connection: Connection,
    @InjectModel(FieldCatalogueDocument.name) private readonly catalogues: Model<FieldCatalogueDocument>,
    private readonly outbox: Outbox,
  ) {}

  get(accountId: string): Promise<FieldCatalogueDocument | null> {
    return this.catalogues.findById(accountId).lean<FieldCatalogueDocument>();
  }

  /** Adds a custom field. False, and nothing stored, if its id is taken. */
  async add(accountId: string, field: UserField, actor?: Actor): Promise<boolean> {
    // By its id alone: of two first fields at once the server then has the later upsert find the earlier one's document.
    await this.catalogues.updateOne({ _id: accountId }, { $setOnInsert: { version: 0, custom: [] } }, { upsert: true });
    const added = await this.changeAndRecord(accountId, 'Created a user field', actor, async (session) => {
      const { matchedCount } = await this.catalogues.updateOne(
        { _id: accountId, 'custom.id': { $ne: field.id } },
        { $push: { custom: field }, $inc: { version: 1 } },
        { session },
      );
      return matchedCount === 1 ? { after: field } : null;
    });
    return added !== null;
  }

  /** The field as it is now; null where there is no such custom field. */
  async change(accountId: string, fieldId: string, change: FieldChanges, actor?: Actor): Promise<UserField | null> {
    const set = Object.fromEntries(Object.entries(change).map(([name, value]) => [`custom.$.${name}`, value]));
    const changed = await this.changeAndRecord(accountId, 'Updated user field', actor, async (session) => {
      const before = await this.catalogues
        .findOneAndUpdate(
          { _id: accountId, 'custom.id': fieldId },
          { $set: set, $inc: { version: 1 } },
          { session, returnDocument: 'before' },
        )
        .lean<FieldCatalogueDocument>();
      const field = before?.custom.find(({ id }) => id === fieldId);
      return field ? { before: field, after: { ...field, ...change } } : null;
    });
    return changed?.after ?? null;
  }

  /** False where there is no such custom field. */
  async remove(accountId: string, fieldId: string, actor?: Actor): Promise<boolean> {
    const removed = await this.changeAndRecord(accountId, 'Deleted user field', actor, async (session) => {
      const before = await this.catalogues
        .findOneAndUpdate(
          { _id: accountId, 'custom.id': fieldId },
          { $pull: { custom: { id: fieldId } }, $inc: { version: 1 } },
          { session, returnDocument: 'before' },
        )
        .lean<FieldCatalogueDocument>();
      const field = before?.custom.find(({ id }) => id === fieldId);
      return field ? { before: field } : null;
    });
    return removed !== null;
  }

  /** A change and its line in the audit trail: both, or where there is nothing to change neither. */
  private async changeAndRecord(
    accountId: string,
    action: string,
    actor: Actor | undefined,
    make: (session: ClientSession) => Promise<Change | null>,
  ): Promise<Change | null> {
    const change = await this.connection.transaction(async (session) => {
      const made = await make(session);
      const target = (made?.after ?? made?.before)?.name;
      if (!made || target === undefined) return null;
      await this.outbox.add(session, 'audit.recorded', {
        accountId,
        ...(actor && { actor }),
        action,
        target,
        ...(made.before && { before: { ...made.before } }),
        ...(made.after && { after: { ...made.after } }),
      });
      return made;
    });
    this.outbox.flush();
    return change;
  }
}
