import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

export class FieldError {
  @ApiProperty({ example: 'schedule.time' }) field: string;
  @ApiProperty() message: string;
}

/** What every error is answered with: https://www.rfc-editor.org/rfc/rfc9457 */
export class ProblemDocument {
  @ApiProperty() status: number;
  @ApiProperty({ description: 'the name of the status' }) title: string;
  @ApiProperty({ description: 'stable key, e.g. provider-active' }) code: string;
  @ApiProperty({ description: 'what is wrong and how to mend it' }) detail: string;
  @ApiPropertyOptional({ description: 'ties this answer to the log lines of all services' }) requestId?: string;
  @ApiPropertyOptional({ type: [FieldError], description: 'what is wrong with which field of the request' })
  errors?: FieldError[];
  @ApiPropertyOptional({ type: [Object], description: 'what is in the way, one by one' }) problems?: unknown[];
  @ApiPropertyOptional({ type: Object, description: 'facts for whoever looks into it' }) details?: unknown;
}

type Extras = Pick<ProblemDocument, 'errors' | 'problems' | 'details'>;

interface More extends Extras {
  headers?: Record<string, string>;
  cause?: unknown;
}

/** An answer that is not the one hoped for. `message` is its detail. */
export class HttpProblem extends Error {
  override readonly name = 'HttpProblem';
  readonly extras: Extras;
  readonly headers: Record<string, string>;

  constructor(
    readonly status: number,
    readonly code: string,
    detail: string,
    { headers = {}, cause, ...extras }: More = {},
  ) {
    super(detail, { cause });
    this.extras = extras;
    this.headers = headers;
  }
}
