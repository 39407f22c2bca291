import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { RunRequest } from './run-context.js';

/** Users of the run's tenant whom the run did not see, or saw disabled, in order of their ids. */
export class ListAbsent extends RunRequest {
  /** Only these people. Absent: everybody. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(1_000)
  @IsString({ each: true })
  @MaxLength(100, { each: true })
  among?: string[];

  @IsOptional() @IsString() @MaxLength(100) after?: string;
  @IsInt() @Min(1) @Max(1_000) limit: number;
}

/** `seenIn`: the last run that saw them. */
export interface AbsentUsers {
  users: { externalId: string; why: 'unseen' | 'disabled'; seenIn?: string | undefined }[];
  next?: string;
}

/** `outOfScope`: there, a member of none of the chosen groups, and synced under the very same scope before. */
export const removalEvidence = ['deleted', 'notFound', 'disabled', 'outOfScope', 'present'] as const;
export type RemovalEvidence = (typeof removalEvidence)[number];

export class RemovalProof {
  @IsString() @MaxLength(100) externalId: string;
  @IsIn(removalEvidence) evidence: RemovalEvidence;
}

/** Carries out what the evidence proves for each person, no more; see decide-removal. A repeat changes nothing. */
export class RemoveUsers extends RunRequest {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(500)
  @ValidateNested({ each: true })
  @Type(() => RemovalProof)
  people: RemovalProof[];
}

/** What `RemoveUsers` will be asked for, short of removing: notes what removes nobody, and answers who would be removed. */
export class PrepareRemovals extends RemoveUsers {}

export interface RemovableUser {
  externalId: string;
  userId: string;
  name: string;
  reason: string;
}

class UserToHold {
  @IsString() @MaxLength(100) externalId: string;
  /** Absent where nobody asked the directory: the proof comes with the approval. */
  @IsOptional() @IsIn(removalEvidence) evidence?: RemovalEvidence;
}

/** Notes that the removal of these people waits for a decision. Nobody is changed; a repeat is answered alike. */
export class HoldUsers extends RunRequest {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(500)
  @ValidateNested({ each: true })
  @Type(() => UserToHold)
  people: UserToHold[];
}
