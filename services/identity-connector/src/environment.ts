import { DatabaseEnvironment } from '@rollcall/bootstrap/environment';
import { Type } from 'class-transformer';
import {
  IsInt,
  IsISO8601,
  IsOptional,
  IsString,
  IsUrl,
  IsUUID,
  Matches,
  Max,
  Min,
  MinLength,
  ValidateIf,
} from 'class-validator';

const web = { protocols: ['http', 'https'], require_protocol: true, require_tld: false };

export class Environment extends DatabaseEnvironment {
  /** Where browsers find Rollcall: the base of the redirect URIs registered with Microsoft. */
  @IsUrl(web) PUBLIC_URL: string;

  /** Rollcall's multi-tenant app registration, and what it proves itself with: a secret, or better a certificate. */
  @IsUUID('loose') AZURE_CLIENT_ID: string;

  @ValidateIf((environment: Environment) => environment.AZURE_CLIENT_CERTIFICATE === undefined)
  @IsString()
  @MinLength(1)
  AZURE_CLIENT_SECRET?: string;

  /** PEM text that holds the certificate and its private key. */
  @IsOptional()
  @Matches(/-----BEGIN CERTIFICATE-----/, { message: 'AZURE_CLIENT_CERTIFICATE must hold a PEM certificate' })
  @Matches(/-----BEGIN [A-Z ]*PRIVATE KEY-----/, { message: 'AZURE_CLIENT_CERTIFICATE must hold a PEM private key' })
  AZURE_CLIENT_CERTIFICATE?: string;

  /** While one is renewed: tried as soon as Microsoft refuses the other. */
  @IsOptional() @IsString() @MinLength(1) AZURE_CLIENT_SECRET_NEXT?: string;

  @IsOptional()
  @Matches(/-----BEGIN CERTIFICATE-----/, { message: 'AZURE_CLIENT_CERTIFICATE_NEXT must hold a PEM certificate' })
  @Matches(/-----BEGIN [A-Z ]*PRIVATE KEY-----/, {
    message: 'AZURE_CLIENT_CERTIFICATE_NEXT must hold a PEM private key',
  })
  AZURE_CLIENT_CERTIFICATE_NEXT?: string;

  /** A secret doesn't tell when it expires; whoever makes it is told. */
  @IsOptional() @IsISO8601() AZURE_CLIENT_SECRET_EXPIRES?: string;
  @IsOptional() @IsISO8601() AZURE_CLIENT_SECRET_NEXT_EXPIRES?: string;

  /** Other places to send Microsoft's requests to: a rehearsal tenant, or a proxy. */
  @IsUrl(web) ENTRA_LOGIN_ORIGIN = 'https://login.microsoftonline.com';
  @IsUrl(web) GRAPH_ORIGIN = 'https://graph.microsoft.com';

  /** How long a fresh consent may take to reach all of Microsoft before it counts as missing. */
  @IsInt() @Min(0) @Max(50_000) @Type(() => Number) CONSENT_SPREAD_MS = 40_000;

  /** How often each connection is looked at, and how long after a first refusal it is asked again before it counts as lost. */
  @IsInt() @Min(1) @Max(86_400) @Type(() => Number) WATCH_SECONDS = 3_600;
  @IsInt() @Min(1) @Max(3_600) @Type(() => Number) WATCH_AGAIN_SECONDS = 300;
}
