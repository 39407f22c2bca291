import { ApiPropertyOptional } from '@nestjs/swagger';
import { cursorLength } from '@rollcall/contracts';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';

/** Which part of a list. Everything in a query is text: what is to be a number is made one here, by name. */
export class PageQuery {
  @ApiPropertyOptional({ minimum: 1, maximum: 200, default: 50 })
  @IsOptional()
  @Type(() => Number)
  @IsInt({ message: 'limit must be a whole number' })
  @Min(1)
  @Max(200)
  limit?: number;

  @ApiPropertyOptional({ description: 'the next of the page before' })
  @IsOptional()
  @IsString()
  @MaxLength(cursorLength)
  cursor?: string;
}
