import { readFileSync } from 'node:fs';
import { plainToInstance } from 'class-transformer';
import {
  IsInt,
  IsOptional,
  IsString,
  IsUrl,
  IsUUID,
  Matches,
  Max,
  Min,
  MinLength,
  validateSync,
} from 'class-validator';

/** Rollcall's registration with the rehearsal's Microsoft, unless other values are set. Not secrets: nothing is behind them. */
export const REHEARSAL_CLIENT_ID = '3f6b1c84-5d0e-4a92-9c7f-b18e02d46a5d';
export const REHEARSAL_CLIENT_SECRET = 'rehearsal-client-secret';

/** The settings, each under the name of its environment variable. */
export class Environment {
  /** Address to listen on: loopback, unless it runs in a container. */
  @IsString()
  @MinLength(1)
  REHEARSAL_HOST: string = '127.0.0.1';

  /** HTTP port; 0 takes a free one. */
  @IsInt()
  @Min(0)
  @Max(65_535)
  REHEARSAL_PORT: number = 0;

  @IsInt()
  @Min(0)
  @Max(65_535)
  SMTP_PORT: number = 0;

  @IsInt()
  @Min(4)
  @Max(2_000_000)
  REHEARSAL_PEOPLE: number = 250;

  @IsInt()
  @Min(0)
  @Max(5_000)
  REHEARSAL_GROUPS: number = 12;

  /** Further tenants, each with as many people as Contoso: northwind-1.com with admin@northwind-1.com, and so on. */
  @IsInt()
  @Min(0)
  @Max(1_000)
  REHEARSAL_TENANTS: number = 0;

  @IsInt()
  @Min(0)
  @Max(0x7fffffff)
  REHEARSAL_SEED: number = 1;

  /** What a browser may be sent back to: origins with paths, separated by commas. On loopback any port is right. */
  @Matches(/^https?:\/\/[^,\s]+(,https?:\/\/[^,\s]+)*$/, {
    message: 'REHEARSAL_REDIRECT_URIS must be http(s) addresses separated by commas, such as http://localhost:8080/api',
  })
  REHEARSAL_REDIRECT_URIS: string = 'http://localhost,http://127.0.0.1';

  /** Domains of tenants that have consented from the start, separated by commas; a restart forgets everything else. */
  @Matches(/^([\w.-]+(,[\w.-]+)*)?$/, { message: 'REHEARSAL_CONSENTED must be domains separated by commas' })
  REHEARSAL_CONSENTED: string = '';

  @IsUUID()
  AZURE_CLIENT_ID: string = REHEARSAL_CLIENT_ID;

  @IsString()
  @MinLength(1)
  AZURE_CLIENT_SECRET: string = REHEARSAL_CLIENT_SECRET;

  /** PEM file with the certificate whose key signs client assertions. */
  @IsOptional()
  @IsString()
  AZURE_CLIENT_CERTIFICATE?: string;

  @IsUrl({ require_tld: false })
  KISSFLOW_ISSUER: string = 'https://kissflow.rehearsal';

  @IsString()
  @MinLength(1)
  KISSFLOW_AUDIENCE: string = 'rollcall';
}

const NUMBERS = [
  'REHEARSAL_PORT',
  'SMTP_PORT',
  'REHEARSAL_PEOPLE',
  'REHEARSAL_GROUPS',
  'REHEARSAL_TENANTS',
  'REHEARSAL_SEED',
];

/** Reads the variables there are; an empty one counts as not set, and a secret may be in a file named by `…_FILE`. */
export function readEnvironment(variables: NodeJS.ProcessEnv = process.env): Environment {
  const given: Record<string, unknown> = {};
  for (const name of Object.keys(new Environment()).concat('AZURE_CLIENT_CERTIFICATE')) {
    const file = variables[`${name}_FILE`];
    const text = variables[name] || (file ? readFileSync(file, 'utf8').trim() : '');
    if (text) given[name] = NUMBERS.includes(name) ? Number(text) : text;
  }
  return checkEnvironment(given);
}

/** Throws with names and reasons, never with values. */
export function checkEnvironment(given: Partial<Environment>): Environment {
  const environment = plainToInstance(Environment, given);
  const errors = validateSync(environment, { whitelist: true, forbidNonWhitelisted: true });
  if (errors.length > 0) {
    const reasons = errors.flatMap((error) => Object.values(error.constraints ?? {}));
    throw new Error(`The settings are not right: ${reasons.join('; ')}`);
  }
  return Object.freeze(environment);
}
