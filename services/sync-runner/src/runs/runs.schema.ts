import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import type {
  Actor,
  Counts,
  MappingRow,
  Notice,
  Preferences,
  RunKind,
  RunMode,
  RunPhase,
  RunStatus,
  Scope,
  SourceAttribute,
  Trigger,
  UserField,
} from '@rollcall/contracts';
import type { Decision } from '../removals/guard.js';

/** What a run is bound to at its first claim: whoever takes it over goes on under the same settings. */
export interface Binding {
  connectionId: string;
  tenantId: string;
  verifiedDomains: string[];
  scope: Scope;
  rows: MappingRow[];
  preferences: Preferences;
  attributes: SourceAttribute[];
  fields: UserField[];
}

/** How one planned read ended. */
export interface ReadResult {
  groupId?: string | undefined;
  /** Whether people were taken from it, or only a group's members. */
  people: boolean;
  /** Read to its end, and as many as the directory says there are. */
  complete: boolean;
  /** How many people it listed; of a group that is suddenly empty, how many it had before. */
  members: number;
}

/** A place in the directory's list of changes. */
export interface Delta {
  cursor: string;
  takenAt: Date;
}

/** How far a run has come. Saved after every page, and never before what it tells of is stored. */
export interface Checkpoint {
  phase: RunPhase;
  /** Groups that have no place for members in Kissflow in this run. */
  withoutMembers: string[];
  /** Index of the planned read, how often that read started over, and its next page. */
  read: number;
  attempt: number;
  page: number;
  cursor?: string | undefined;
  /** The last page of this read is stored. */
  atEnd: boolean;
  /** What the next changes run goes on from, if this run completes: taken before the first page was read. */
  delta?: Delta | undefined;
  /** Of a changes run: everybody whom it has to look at is listed, or read. */
  changes?: 'listed' | 'read' | undefined;
  /** People this attempt of the read has listed. */
  listed: number;
  /** Distinct people of the whole run. */
  people: number;
  /** How often a user was seen disabled. */
  disabled: number;
  expected?: number | undefined;
  /** Somebody seen in this run, who must answer when others are asked for. */
  control?: string | undefined;
  reads: ReadResult[];
  /** What becomes of changes of address, saved before the first one; absent until it is decided. */
  emails?: Decision | 'settled' | undefined;
  /** Those seen disabled come first, so that everything about people read is decided before the rest. */
  removing: 'disabled' | 'unseen' | 'approved' | 'deciding' | 'carryOut' | 'hold';
  /** Where the list of people in hand goes on. */
  after?: string | undefined;
  /** Counted before the first removal: users who follow the tenant, and removals of the last days. */
  before?: { synced: number; recent: number } | undefined;
  /** What becomes of the removals. Saved before the first one, or as soon as it is clear, and never taken again. */
  decision?: Decision | undefined;
  unproved: number;
  /** People who are there, though a read of everybody did not list them. */
  unlisted?: number;
  /** How many of the people read have an outcome. */
  decided?: number | undefined;
  notices: Notice[];
  requests: number;
  units: number;
}

export const firstCheckpoint: Checkpoint = {
  phase: 'starting',
  withoutMembers: [],
  read: 0,
  attempt: 0,
  page: 0,
  atEnd: false,
  listed: 0,
  people: 0,
  disabled: 0,
  reads: [],
  removing: 'disabled',
  unproved: 0,
  notices: [],
  requests: 0,
  units: 0,
};

@Schema({ collection: 'runs', versionKey: false })
export class RunDocument {
  /** The run's id, as config minted it. */
  @Prop({ type: String }) _id: string;
  /** Every request this run answers: its own id, and those that joined it while it was queued. */
  @Prop({ type: [String], required: true }) ids: string[];
  @Prop({ required: true }) accountId: string;
  @Prop({ type: String, required: true }) status: Exclude<RunStatus, 'requested'>;
  @Prop({ type: String, required: true }) kind: RunKind;
  @Prop({ type: String, required: true }) trigger: Trigger;
  @Prop({ type: Object }) actor?: Actor;
  @Prop({ required: true }) requestedAt: Date;
  @Prop() startedAt?: Date;
  @Prop() finishedAt?: Date;
  /** When it is forgotten; only of a run that has ended. */
  @Prop({ type: Date }) expiresAt?: Date;

  /** When it was queued; while it runs: when its lease runs out or its wait is over, and another may claim it. */
  @Prop({ required: true }) claimableAt: Date;
  /** The claim that holds the run. Absent while nobody does. */
  @Prop() fence?: number;
  /** Claims since the last progress. */
  @Prop({ required: true }) claims: number;
  @Prop() progressAt?: Date;
  @Prop({ required: true }) cancelRequested: boolean;

  /** The revision that was asked for; absent: the one in force. */
  @Prop() askedRevision?: number;
  @Prop() revision?: number;
  @Prop({ type: String }) mode?: RunMode;
  @Prop() modeReason?: string;
  /** Which people its scope takes in; kept longer than the binding. */
  @Prop() scopeKey?: string;
  /** Dropped when the run ends. */
  @Prop({ type: Object }) binding?: Binding;
  @Prop({ type: Object, required: true }) checkpoint: Checkpoint;
  @Prop({ type: Object }) counts?: Counts;
  @Prop({ type: Object }) failure?: Notice;
}

export const RunSchema = SchemaFactory.createForClass(RunDocument);

// At most one queued and one running run of a kind and account, whatever races: the database refuses a second.
RunSchema.index(
  { accountId: 1, kind: 1, status: 1 },
  { unique: true, partialFilterExpression: { status: { $in: ['queued', 'running'] } } },
);
RunSchema.index({ ids: 1 }, { unique: true });
RunSchema.index({ accountId: 1, requestedAt: -1, _id: -1 });
RunSchema.index({ status: 1, claimableAt: 1 });
RunSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });

/** The number of the last claim of any run of an account. It only rises. */
@Schema({ collection: 'account_fences', versionKey: false })
export class AccountFenceDocument {
  /** The account's id; of its previews, which run beside syncs, one of their own. */
  @Prop({ type: String }) _id: string;
  @Prop({ required: true }) fence: number;
}

export const AccountFenceSchema = SchemaFactory.createForClass(AccountFenceDocument);
