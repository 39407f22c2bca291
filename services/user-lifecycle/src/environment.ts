import { DatabaseEnvironment } from '@rollcall/bootstrap/environment';
import { Type } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';

export class Environment extends DatabaseEnvironment {
  /** How long it is known what runs did to whom, of runs from now on. */
  @IsInt() @Min(1) @Max(3_650) @Type(() => Number) KEEP_HISTORY_DAYS = 90;
}
