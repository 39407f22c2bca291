import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { plainToInstance, Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsUrl, Max, Min, validateSync } from 'class-validator';

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** What every service reads. A service's own `Environment` extends it. */
export class ServiceEnvironment {
  /** Health, metrics and, for the gateway, everything else. */
  @IsInt() @Min(0) @Max(65_535) @Type(() => Number) HTTP_PORT: number;

  @IsUrl({ protocols: ['nats', 'tls'], require_protocol: true, require_tld: false }) NATS_URL: string;

  @IsOptional() @IsIn(logLevels) LOG_LEVEL: (typeof logLevels)[number] = 'info';
}

/** What every service with a database reads besides. The database itself is named after the service. */
export class DatabaseEnvironment extends ServiceEnvironment {
  @IsUrl({ protocols: ['mongodb', 'mongodb+srv'], require_protocol: true, require_tld: false, require_host: false })
  MONGO_URL: string;

  /** Set by tests, so that many can share a server. */
  @IsOptional() DATABASE_PREFIX = 'rollcall';
}

/** The environment lacks something or has something wrong. The message names settings and reasons, never values. */
export class EnvironmentError extends Error {
  override name = 'EnvironmentError';
}

/**
 * Reads settings into the class a service declares, checks and freezes them.
 * Any setting `X` can be given as `X_FILE`, the path of a file that holds it (the way of mounted secrets).
 *
 * @throws EnvironmentError naming every setting that is missing or wrong, and why.
 */
export function loadEnvironment<T extends object>(
  Environment: new () => T,
  source: Record<string, string | undefined> = process.env,
): Readonly<T> {
  const settings = plainToInstance(Environment, withFiles(source), { exposeDefaultValues: true });
  const wrong = validateSync(settings, { validationError: { target: false, value: false } }).map((error) =>
    source[error.property] === undefined && source[`${error.property}_FILE`] === undefined
      ? `${error.property} is missing`
      : Object.values(error.constraints ?? {}).join(', '),
  );
  if (wrong.length > 0) throw new EnvironmentError(`the environment is not complete: ${wrong.join('; ')}`);
  return Object.freeze(settings);
}

function withFiles(source: Record<string, string | undefined>): Record<string, string> {
  const settings: Record<string, string> = {};
  for (const [name, value] of Object.entries(source)) {
    // An empty variable is what compose files and charts leave behind for one that is not set.
    if (value === undefined || value === '') continue;
    if (!name.endsWith('_FILE')) settings[name] ??= value;
    else settings[name.slice(0, -'_FILE'.length)] = readSetting(name, value);
  }
  return settings;
}

function readSetting(name: string, path: string): string {
  try {
    return readFileSync(path, 'utf8').trimEnd();
  } catch (error) {
    throw new EnvironmentError(`the file that ${name} names can't be read`, { cause: error });
  }
}
