import { DatabaseEnvironment } from '@rollcall/bootstrap/environment';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, Max, Min } from 'class-validator';

export class Environment extends DatabaseEnvironment {
  /** How often due schedules are looked for. */
  @IsOptional() @IsInt() @Min(1) @Max(3_600) @Type(() => Number) TICK_SECONDS = 15;
}
