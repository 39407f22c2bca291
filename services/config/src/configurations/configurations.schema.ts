import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import type { MappingRow, OtherProvider, Preferences, Scope, TestResult } from '@rollcall/contracts';

/** What is being edited. `etag` is another one after every save. */
export interface DraftDocument {
  etag: string;
  scope?: Scope;
  rows: MappingRow[];
  preferences?: Preferences;
  changedAt: Date;
  changedBy: string;
}

/** A test of some mapping, by the hash of what was tested. */
export interface TestOfMapping {
  testId: string;
  mappingHash: string;
  result: TestResult;
  testedAt: Date;
}

/** The account's link to its tenant as last heard of. Without a tenant it was removed, and only says which is older. */
export interface KnownConnection {
  connectionId: string;
  version: number;
  tenantId?: string;
  tenantName?: string;
  /** Why it no longer works, in words; absent while it does. */
  lost?: string;
}

export interface FinishedRun {
  runId: string;
  status: string;
  finishedAt: Date;
}

/** One per account. It outlives Delete configuration as a shell, so that no revision's number is given twice. */
@Schema({ collection: 'configurations', versionKey: false })
export class ConfigurationDocument {
  /** The account's id. */
  @Prop({ type: String }) _id: string;
  @Prop({ type: Object }) draft?: DraftDocument;
  @Prop() activeRevision?: number;
  /** How many revisions there ever were. */
  @Prop({ required: true }) revisions: number;
  @Prop({ required: true }) disabled: boolean;
  /** Only while there is an active revision that is not disabled. */
  @Prop({ type: Date }) nextRunAt?: Date;
  @Prop({ type: Object }) lastRun?: FinishedRun;
  @Prop({ type: Object }) connection?: KnownConnection;
  /** The provider that is active instead of azure. Here, so that one write decides between the two. */
  @Prop({ type: String }) otherProvider?: OtherProvider;
  /** The latest, oldest first. */
  @Prop({ type: [Object], required: true }) tests: TestOfMapping[];
}

export const ConfigurationSchema = SchemaFactory.createForClass(ConfigurationDocument);

ConfigurationSchema.index({ nextRunAt: 1 }, { sparse: true });
