import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import type { Problem, TestedPerson, TestResult } from '@rollcall/contracts';

/** A mapping as it was tried on real people. */
@Schema({ collection: 'mapping_tests', versionKey: false })
export class TestDocument {
  @Prop({ type: String }) _id: string;
  @Prop({ required: true }) accountId: string;
  @Prop({ required: true }) mappingHash: string;
  @Prop({ type: String, required: true }) result: TestResult;
  @Prop({ type: [Object], required: true }) problems: Problem[];
  @Prop({ type: [Object], required: true }) people: TestedPerson[];
  @Prop({ type: Date, required: true }) testedAt: Date;
}

export const TestSchema = SchemaFactory.createForClass(TestDocument);

// Tests hold values of real people: they are kept as long as somebody may look at them, no longer.
const days30 = 30 * 24 * 60 * 60;

TestSchema.index({ testedAt: 1 }, { expireAfterSeconds: days30 });
TestSchema.index({ accountId: 1, testedAt: -1 });
TestSchema.index({ accountId: 1, mappingHash: 1, testedAt: -1 });
