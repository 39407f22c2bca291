import { plainToInstance } from 'class-transformer';
import { type ValidationError, validateSync } from 'class-validator';
import { compileReader } from './compile-reader.js';
import { InvalidMessageError } from './errors.js';

const SHOWN = 10;

/**
 * A plain value as an instance of its contract class, without the keys that class doesn't know: a newer sender may add
 * some. Otherwise an InvalidMessageError that names the wrong properties and never their values.
 */
export function validate<T extends object>(type: new () => T, plain: unknown, name: string = type.name): T {
  if (typeof plain !== 'object' || plain === null || Array.isArray(plain)) {
    throw new InvalidMessageError(`${name} is not valid: it must be an object`);
  }
  const read = compileReader(type)(plain);
  if (read) return read;
  const instance = plainToInstance(type, plain);
  const errors = validateSync(instance, { whitelist: true, validationError: { target: false, value: false } });
  if (errors.length > 0) throw new InvalidMessageError(`${name} is not valid: ${list(errors.flatMap(problems))}`);
  return instance;
}

/** The payload of a message as JSON. */
export function parseJson(payload: Uint8Array, name: string): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(payload)) as unknown;
  } catch {
    // JSON.parse quotes the payload in its message, so it is not passed on.
    throw new InvalidMessageError(`${name} is not valid: its payload is not JSON`);
  }
}

function problems(error: ValidationError): string[] {
  return problemsAt(error, error.property);
}

function problemsAt(error: ValidationError, path: string): string[] {
  const own = Object.values(error.constraints ?? {}).map((words) => `${path} (${words})`);
  return [...own, ...(error.children ?? []).flatMap((child) => problemsAt(child, `${path}.${child.property}`))];
}

function list(found: string[]): string {
  const more = found.length > SHOWN ? `; and ${found.length - SHOWN} more` : '';
  return `${found.slice(0, SHOWN).join('; ')}${more}`;
}
