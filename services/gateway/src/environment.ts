import { ServiceEnvironment } from '@rollcall/bootstrap/environment';
import { Transform, Type } from 'class-transformer';
import { IsInt, IsString, IsUrl, Matches, Max, MaxLength, Min, MinLength } from 'class-validator';

const web = { protocols: ['http', 'https'], require_protocol: true, require_tld: false };

export class Environment extends ServiceEnvironment {
  /** Where browsers find the console and the API. Only pages from here may write by cookie. */
  @Matches(/^https?:\/\/[^/?#@\s]+$/, {
    message: 'PUBLIC_URL must be an origin without a path, such as https://rollcall.example.com',
  })
  @Transform(({ value }: { value: string }) => value.replace(/\/+$/, ''))
  PUBLIC_URL: string;

  /** Whose tokens are trusted: the keys they are signed with, who issues them, and whom they are meant for. */
  @IsUrl(web) KISSFLOW_JWKS_URL: string;
  @IsString() @MinLength(1) @MaxLength(400) KISSFLOW_ISSUER: string;
  @IsString() @MinLength(1) @MaxLength(400) KISSFLOW_AUDIENCE: string;

  /** The page that signs people in. It posts a token back as a form; forms from elsewhere are refused. */
  @IsUrl(web) KISSFLOW_SIGN_IN_URL: string;

  /** Requests a minute from one person, and from one account, whichever gateways they reach. */
  @IsInt() @Min(1) @Max(1_000_000) @Type(() => Number) USER_RATE_LIMIT = 1_200;
  @IsInt() @Min(1) @Max(10_000_000) @Type(() => Number) ACCOUNT_RATE_LIMIT = 6_000;

  /** Requests a minute from one address to one route. */
  @IsInt() @Min(1) @Max(1_000_000) @Type(() => Number) RATE_LIMIT = 600;

  /** How many proxies stand before the gateway. Only their X-Forwarded-For is believed. */
  @IsInt() @Min(0) @Max(10) @Type(() => Number) TRUSTED_PROXIES = 0;
}
