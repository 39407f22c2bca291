import { DatabaseEnvironment } from '@rollcall/bootstrap/environment';
import { Type } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';

export class Environment extends DatabaseEnvironment {
  /** How long runs and removals that end from now on are listed. */
  @IsInt() @Min(1) @Max(3_650) @Type(() => Number) KEEP_HISTORY_DAYS = 90;

  /** Runs carried out at once by one process. */
  @IsInt() @Min(1) @Max(100) @Type(() => Number) RUN_SLOTS = 4;

  /** How often a process with a free slot looks for a run. */
  @IsInt() @Min(10) @Max(60_000) @Type(() => Number) CLAIM_INTERVAL_MS = 1_000;

  /** How long a run stays queued at least, so that requests made at the same time join it. */
  @IsInt() @Min(0) @Max(60_000) @Type(() => Number) JOIN_MS = 500;

  /** A run whose runner has not been heard of for so long goes to another. */
  @IsInt() @Min(300) @Max(600_000) @Type(() => Number) LEASE_MS = 15_000;

  /** How long a run waits in its slot for a service that doesn't answer, before it gives the slot back. */
  @IsInt() @Min(0) @Max(3_600_000) @Type(() => Number) PATIENCE_MS = 180_000;

  /** How long a run that gave its slot back for that reason stays away. */
  @IsInt() @Min(0) @Max(3_600_000) @Type(() => Number) RESUME_AFTER_MS = 30_000;

  /** A run that came no further for so long, though it was tried again and again, fails. */
  @IsInt() @Min(1_000) @Max(604_800_000) @Type(() => Number) GIVE_UP_AFTER_MS = 86_400_000;
}
