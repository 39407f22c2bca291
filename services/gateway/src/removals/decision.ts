import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { InvalidMessageError } from '@rollcall/messaging';
import { ArrayMaxSize, IsArray, IsISO8601, IsString, MaxLength, ValidateIf } from 'class-validator';

const idsOrAll = {
  oneOf: [
    { type: 'array', items: { type: 'string' } },
    { type: 'string', enum: ['all'] },
  ],
};

/** Either `approve` or `keep`: ids in the directory, or "all" who wait. */
export class Decision {
  @ApiPropertyOptional(idsOrAll)
  @ValidateIf(({ approve }: Decision) => approve !== undefined && approve !== 'all')
  @ArrayMaxSize(10_000)
  @IsString({ each: true })
  @MaxLength(100, { each: true })
  @IsArray({ message: 'approve must be "all" or a list of ids' })
  approve?: string[] | 'all';

  @ApiPropertyOptional(idsOrAll)
  @ValidateIf(({ keep }: Decision) => keep !== undefined && keep !== 'all')
  @ArrayMaxSize(10_000)
  @IsString({ each: true })
  @MaxLength(100, { each: true })
  @IsArray({ message: 'keep must be "all" or a list of ids' })
  keep?: string[] | 'all';

  @ApiProperty({ description: 'the asOf of the list that was looked at: who was held later is not decided about' })
  @IsISO8601()
  asOf: string;
}

/** What the services are asked for. Without ids: all who wait. */
export function readDecision({ approve, keep, asOf }: Decision): {
  decision: 'approve' | 'keep';
  externalIds?: string[];
  asOf: string;
} {
  const whom = approve ?? keep;
  if (whom === undefined || (approve !== undefined && keep !== undefined)) {
    throw new InvalidMessageError('Say either approve or keep, with a list of ids or "all".');
  }
  const decision = approve === undefined ? 'keep' : 'approve';
  return { decision, ...(whom !== 'all' && { externalIds: whom }), asOf };
}
