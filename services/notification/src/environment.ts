import { DatabaseEnvironment } from '@rollcall/bootstrap/environment';
import { Transform, Type } from 'class-transformer';
import { IsEmail, IsInt, IsOptional, IsUrl, Max, Min } from 'class-validator';

export class Environment extends DatabaseEnvironment {
  /** Where mail is handed over, with user and password if the server wants them: `smtp://` or `smtps://`. */
  @IsUrl({ protocols: ['smtp', 'smtps'], require_protocol: true, require_tld: false }) SMTP_URL: string;

  /** Whom mail is from: `rollcall@example.com`, or with a name `Rollcall <rollcall@example.com>`. */
  @IsEmail({ allow_display_name: true }) MAIL_FROM: string;

  /** Where people reach the console: the base of every link. */
  @IsUrl({ protocols: ['http', 'https'], require_protocol: true, require_tld: false })
  @Transform(({ value }: { value: string }) => value.replace(/\/+$/, ''))
  PUBLIC_URL: string;

  /** Mails one instance sends at once, each over a connection of its own. */
  @IsInt() @Min(1) @Max(50) @Type(() => Number) SMTP_CONNECTIONS = 5;

  /** Mails all instances together send in a minute at most, evenly spread; as many as they can where this is not set. */
  @IsOptional() @IsInt() @Min(1) @Max(60_000) @Type(() => Number) SMTP_RATE_PER_MINUTE?: number;

  /** How long notices and mails are listed, of those that come from now on. */
  @IsInt() @Min(1) @Max(3_650) @Type(() => Number) KEEP_NOTICES_DAYS = 90;

  /** How often an instance looks for mail that has become due. What is stored by itself it sends at once. */
  @IsInt() @Min(50) @Max(60_000) @Type(() => Number) SEND_INTERVAL_MS = 1_000;
}
