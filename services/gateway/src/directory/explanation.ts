import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { GroupReference } from '@rollcall/contracts';

export const checkNames = [
  'configured',
  'inDirectory',
  'enabled',
  'guestChoice',
  'inScope',
  'mapped',
  'notExcluded',
  'inKissflow',
  'lastChange',
  'nextRun',
] as const;
export type CheckName = (typeof checkNames)[number];

/** One condition of being synced. */
export class Check {
  @ApiProperty({ enum: checkNames }) check: CheckName;
  @ApiProperty({ type: Boolean, nullable: true, description: 'null where it neither helps nor hinders' })
  ok: boolean | null;
  @ApiProperty({ description: 'a sentence' }) evidence: string;
  @ApiPropertyOptional({ type: [GroupReference], description: 'from the chosen group down to the one they are in' })
  path?: GroupReference[];
  @ApiPropertyOptional({ description: 'the run it tells of' }) runId?: string;
  @ApiPropertyOptional({ description: 'the moment it tells of' }) at?: string;
}

export class Explanation {
  @ApiProperty({ description: 'object id in the directory' }) externalId: string;
  @ApiPropertyOptional() name?: string;
  @ApiProperty({ description: 'in Kissflow, and nothing keeps a sync from following the directory' }) isSynced: boolean;
  @ApiProperty({ type: [Check], description: 'in the order a sync meets them' }) checks: Check[];
  @ApiProperty({ description: 'a sentence: what to do about the first check that fails' }) toDo: string;
}
