import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { plainToInstance, Type } from 'class-transformer';
import { getMetadataStorage, IsIn, IsInt, IsOptional, Matches, Max, Min, validateSync } from 'class-validator';

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** What every service reads. A service's own `Environment` extends it. */
export class ServiceEnvironment {
  /** Health, metrics and, for the gateway, everything else. */
  @IsInt() @Min(0) @Max(65_535) @Type(() => Number) HTTP_PORT: number;

  // Neither this nor MONGO_URL by IsUrl, which knows one host only: a cluster has several.
  @Matches(/^(nats|tls):\/\/[^\s/,]+\/?(,(nats|tls):\/\/[^\s/,]+\/?)*$/, {
    message: 'NATS_URL must be an address such as nats://host:4222, or several separated by commas',
  })
  NATS_URL: string;

  @IsOptional() @IsIn(logLevels) LOG_LEVEL: (typeof logLevels)[number] = 'info';
}

/** What every service with a database reads besides. The database itself is named after the service. */
export class DatabaseEnvironment extends ServiceEnvironment {
  @Matches(/^mongodb(\+srv)?:\/\/[^\s/]+(\/\S*)?$/, {
    message: 'MONGO_URL must be an address such as mongodb://host:27017,other:27017/?replicaSet=rs0',
  })
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
  const given = readSettings(settingsOf(Environment), source);
  const settings = plainToInstance(Environment, given, { exposeDefaultValues: true });
  const wrong = validateSync(settings, { validationError: { target: false, value: false } }).map(
    ({ property, constraints = {} }) =>
      given[property] === undefined ? `${property} is missing` : Object.values(constraints).join(', '),
  );
  if (wrong.length > 0) throw new EnvironmentError(`the environment is not complete: ${wrong.join('; ')}`);
  return Object.freeze(settings);
}

/** Names of the settings a class declares. Whatever else is set is not ours: not to be kept, and no file of it read. */
function settingsOf(Environment: new () => object): Set<string> {
  const checks = getMetadataStorage().getTargetValidationMetadatas(Environment, '', false, false);
  return new Set(checks.map(({ propertyName }) => propertyName));
}

function readSettings(names: Set<string>, source: Record<string, string | undefined>): Record<string, string> {
  const settings: Record<string, string> = {};
  for (const name of names) {
    const path = source[`${name}_FILE`];
    const value = path ? readSetting(`${name}_FILE`, path) : source[name];
    // An empty variable is what compose files and charts leave behind for one that is not set.
    if (value) settings[name] = value;
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
