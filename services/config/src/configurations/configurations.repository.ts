import { Injectable } from '@nestjs/common';
import { InjectConnection, InjectModel } from '@nestjs/mongoose';
import { type EventDraft, Outbox } from '@rollcall/messaging';
import type { ClientSession, Connection, Model, QueryFilter } from 'mongoose';
import type { AuditDraft } from '../audit/record-change.js';
import {
  ConfigurationDocument,
  type DraftDocument,
  type FinishedRun,
  type KnownConnection,
  type TestOfMapping,
} from './configurations.schema.js';
import { RevisionDocument } from './revisions.schema.js';

/** An account's configuration with its active revision. */
export interface Found {
  configuration: ConfigurationDocument;
  active?: RevisionDocument;
}

/** A slot of an account's schedule that has come; `now` is the server's clock. */
export interface DueSlot {
  _id: string;
  activeRevision: number;
  nextRunAt: Date;
  now: Date;
}

type SyncRequest = EventDraft<'sync.requested'>;

/** What is told of a change, with it or not at all. */
interface Told {
  run?: SyncRequest;
  record?: AuditDraft | undefined;
}

/** As many tests as are remembered: one may go back to a mapping that was tested before. */
const testsKept = 20;

/** A slot that comes while the tenant is lost stays where it is, and runs once when it is back. */
const isDue: QueryFilter<ConfigurationDocument> = {
  nextRunAt: { $type: 'date' },
  'connection.lost': { $exists: false },
  $expr: { $lte: ['$nextRunAt', '$$NOW'] },
};

/** What an account is left with whose configuration is removed. */
const nothing = {
  $set: { disabled: false, tests: [] },
  $unset: { draft: '', activeRevision: '', nextRunAt: '', lastRun: '' },
};

/** A run that failed when the tenant was lost has missed its slot as well: when the tenant is back, it is due at once. */
const onReturn = {
  $cond: [
    { $and: ['$connection.lost', '$nextRunAt', { $eq: ['$lastRun.status', 'failure'] }] },
    { $min: ['$nextRunAt', '$$NOW'] },
    '$nextRunAt',
  ],
};

@Injectable()
export class ConfigurationsRepository {
  constructor(
    @InjectConnection() private readonly connection: Connection,
    @InjectModel(ConfigurationDocument.name) private readonly configurations: Model<ConfigurationDocument>,
    @InjectModel(RevisionDocument.name) private readonly revisions: Model<RevisionDocument>,
    private readonly outbox: Outbox,
  ) {}

  async find(accountId: string): Promise<Found> {
    const configuration = await this.configurations.findById(accountId).lean<ConfigurationDocument>();
    if (!configuration) return { configuration: { _id: accountId, revisions: 0, disabled: false, tests: [] } };
    if (configuration.activeRevision === undefined) return { configuration };
    const active = await this.findRevision(accountId, configuration.activeRevision);
    return { configuration, ...(active && { active }) };
  }

  findRevision(accountId: string, revision: number): Promise<RevisionDocument | null> {
    return this.revisions.findOne({ accountId, revision }).lean<RevisionDocument>();
  }

  /** Stores a draft in place of the one, or of none, that it was made from. False if that is another one by now. */
  async saveDraft(
    { _id, draft, activeRevision }: ConfigurationDocument,
    changed: DraftDocument,
    record?: AuditDraft,
  ): Promise<boolean> {
    await this.ensure(_id);
    return this.changeAndTell({ record }, async (session) => {
      const { matchedCount } = await this.configurations.updateOne(
        {
          _id,
          'draft.etag': draft?.etag ?? { $exists: false },
          activeRevision: activeRevision ?? { $exists: false },
        },
        { $set: { draft: changed } },
        { session },
      );
      return matchedCount > 0;
    });
  }

  /** False if there is none. */
  async discardDraft(accountId: string, record: AuditDraft): Promise<boolean> {
    return this.changeAndTell({ record }, async (session) => {
      const { modifiedCount } = await this.configurations.updateOne(
        { _id: accountId, draft: { $exists: true } },
        { $unset: { draft: '' } },
        { session },
      );
      return modifiedCount > 0;
    });
  }

  /** Makes a draft the active revision and asks for its first run. False if the draft is another one by now. */
  async activate(revision: RevisionDocument, nextRunAt: Date, told: Told): Promise<boolean> {
    const { accountId, draftEtag } = revision;
    return this.changeAndTell(told, async (session) => {
      const { matchedCount } = await this.configurations.updateOne(
        {
          _id: accountId,
          'draft.etag': draftEtag,
          revisions: revision.revision - 1,
          otherProvider: { $exists: false },
        },
        {
          $set: { activeRevision: revision.revision, revisions: revision.revision, disabled: false, nextRunAt },
          $unset: { draft: '' },
        },
        { session },
      );
      if (matchedCount > 0) await this.revisions.insertMany([revision], { session });
      return matchedCount > 0;
    });
  }

  /** The draft of this etag, as an earlier preview tried it out. */
  findFrozen(accountId: string, draftEtag: string): Promise<RevisionDocument | null> {
    return this.revisions.findOne({ accountId, draftEtag, expiresAt: { $exists: true } }).lean<RevisionDocument>();
  }

  /** Stores a draft as a revision that is not active, and asks for its preview. False if the draft is another one by now. */
  async freeze(revision: RevisionDocument, told: Told): Promise<boolean> {
    const { accountId, draftEtag } = revision;
    return this.changeAndTell(told, async (session) => {
      const { matchedCount } = await this.configurations.updateOne(
        { _id: accountId, 'draft.etag': draftEtag, revisions: revision.revision - 1 },
        { $set: { revisions: revision.revision } },
        { session },
      );
      if (matchedCount > 0) await this.revisions.insertMany([revision], { session });
      return matchedCount > 0;
    });
  }

  /** False if there is nothing active. */
  async disable(accountId: string, record: AuditDraft): Promise<boolean> {
    return this.changeAndTell({ record }, async (session) => {
      const { matchedCount } = await this.configurations.updateOne(
        { _id: accountId, activeRevision: { $exists: true }, disabled: false },
        { $set: { disabled: true }, $unset: { nextRunAt: '' } },
        { session },
      );
      return matchedCount > 0;
    });
  }

  /** Does nothing if the revision is not disabled, or not the account's any more. */
  async enable({ accountId, revision }: RevisionDocument, nextRunAt: Date, record: AuditDraft): Promise<void> {
    await this.changeAndTell({ record }, async (session) => {
      const { matchedCount } = await this.configurations.updateOne(
        { _id: accountId, activeRevision: revision, disabled: true, otherProvider: { $exists: false } },
        { $set: { disabled: false, nextRunAt } },
        { session },
      );
      return matchedCount > 0;
    });
  }

  /** Leaves nothing of an account but numbers that must not start again. False if there was nothing. */
  async clear(accountId: string, record: AuditDraft): Promise<boolean> {
    return this.changeAndTell({ record }, async (session) => {
      const { modifiedCount } = await this.configurations.updateOne(
        { _id: accountId },
        {
          $set: nothing.$set,
          $unset: {
            ...nothing.$unset,
            'connection.tenantId': '',
            'connection.tenantName': '',
            'connection.lost': '',
          },
        },
        { session },
      );
      await this.revisions.deleteMany({ accountId }, { session });
      return modifiedCount > 0;
    });
  }

  /** Tells every service, this one too, that all of the account is to go. */
  async requestErasure(event: EventDraft<'account.erased'>, record: AuditDraft): Promise<void> {
    await this.changeAndTell({ record }, async (session) => {
      await this.outbox.add(session, 'account.erased', event);
      return true;
    });
  }

  async requestRun(run: SyncRequest, record: AuditDraft): Promise<void> {
    await this.changeAndTell({ run, record }, () => Promise.resolve(true));
  }

  /** Some of the slots that have come. Instances look at the same moments, so each takes them in an order of its own. */
  findDue(atMost: number): Promise<DueSlot[]> {
    return this.configurations.aggregate<DueSlot>([
      { $match: isDue },
      { $sample: { size: atMost } },
      { $project: { activeRevision: 1, nextRunAt: 1, now: '$$NOW' } },
    ]);
  }

  /** Moves an account to its next slot and asks for the run of this one. False if another instance did, or it is off. */
  async claim({ _id, activeRevision, nextRunAt }: DueSlot, following: Date, run: SyncRequest): Promise<boolean> {
    return this.changeAndTell({ run }, async (session) => {
      const { matchedCount } = await this.configurations.updateOne(
        { $and: [isDue, { _id, activeRevision, nextRunAt }] },
        { $set: { nextRunAt: following } },
        { session },
      );
      return matchedCount > 0;
    });
  }

  /**
   * Remembers a connection unless a newer one is known: an account's versions rise from one connection to the next. In
   * the place of another tenant it leaves nothing of the configuration that was made for that, and says so by `true`.
   */
  async keepConnection(
    accountId: string,
    connection: KnownConnection,
    olderVersion: { $lt: number } | { $lte: number },
    record: AuditDraft | undefined,
  ): Promise<boolean> {
    await this.ensure(accountId);
    const older = { _id: accountId, $or: [{ connection: { $exists: false } }, { 'connection.version': olderVersion }] };
    const isReplaced = await this.changeAndTell({ record }, async (session) => {
      const { matchedCount } = await this.configurations.updateOne(
        { ...older, 'connection.tenantId': { $exists: true, $ne: connection.tenantId } },
        { $set: { ...nothing.$set, connection }, $unset: nothing.$unset },
        { session },
      );
      if (matchedCount > 0) await this.revisions.deleteMany({ accountId }, { session });
      return matchedCount > 0;
    });
    if (isReplaced) return true;
    await this.configurations.updateOne(
      older,
      [{ $set: { connection: { $literal: connection }, ...(!connection.lost && { nextRunAt: onReturn }) } }],
      { updatePipeline: true },
    );
    return false;
  }

  /** Remembers that the tenant is lost, unless something newer is known of the connection. */
  async keepLoss(accountId: string, { version, ...loss }: KnownConnection): Promise<void> {
    await this.ensure(accountId);
    await this.configurations.updateOne(
      { _id: accountId, $or: [{ connection: { $exists: false } }, { 'connection.version': { $lt: version } }] },
      {
        $set: {
          'connection.version': version,
          'connection.connectionId': loss.connectionId,
          'connection.tenantId': loss.tenantId,
          'connection.lost': loss.lost,
        },
      },
    );
  }

  /** Tests are kept by their hash, so it doesn't matter whether the draft or the test of it arrives first. */
  async keepTest(accountId: string, test: TestOfMapping): Promise<void> {
    await this.configurations.updateOne(
      { _id: accountId, 'tests.testId': { $ne: test.testId } },
      { $push: { tests: { $each: [test], $sort: { testedAt: 1 }, $slice: -testsKept } } },
    );
  }

  /** Remembers how a run ended, unless a later one is known. */
  async keepLastRun(accountId: string, lastRun: FinishedRun): Promise<void> {
    await this.configurations.updateOne(
      {
        _id: accountId,
        activeRevision: { $exists: true },
        $or: [{ lastRun: { $exists: false } }, { 'lastRun.finishedAt': { $lt: lastRun.finishedAt } }],
      },
      { $set: { lastRun } },
    );
  }

  private async ensure(accountId: string): Promise<void> {
    await this.configurations.updateOne(
      { _id: accountId },
      { $setOnInsert: { revisions: 0, disabled: false, tests: [] } },
      { upsert: true },
    );
  }

  /** A change, and what is told of it: both or neither. False if the change found nothing to change. */
  private async changeAndTell(
    { run, record }: Told,
    change: (session: ClientSession) => Promise<boolean>,
  ): Promise<boolean> {
    const isDone = await this.connection.transaction(async (session) => {
      if (!(await change(session))) return false;
      if (run) await this.outbox.add(session, 'sync.requested', run);
      if (record) await this.outbox.add(session, 'audit.recorded', record);
      return true;
    });
    if (isDone) this.outbox.flush();
    return isDone;
  }
}
