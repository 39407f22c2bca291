import { requests, type RequestSubject } from '@rollcall/contracts';
import { plainToInstance } from 'class-transformer';
import { getMetadataStorage } from 'class-validator';

type Contract = new () => object;
type Rule = ReturnType<ReturnType<typeof getMetadataStorage>['getTargetValidationMetadatas']>[number];

/** Values by the name of their property, such as the ids of what there is. */
export type Known = Readonly<Record<string, unknown>>;

/** A request that its receiver takes for valid, made of what its contract demands; what is known is in it wherever it fits. */
export function exampleRequest(subject: RequestSubject, known: Known): Record<string, unknown> {
  return exampleOf(requests[subject].request, known);
}

function exampleOf(contract: Contract, known: Known): Record<string, unknown> {
  const rules = Map.groupBy(
    getMetadataStorage().getTargetValidationMetadatas(contract, '', false, false),
    ({ propertyName }) => propertyName,
  );
  const wanted = [...rules].filter(
    ([name, its]) => name in known || !its.some(({ name: rule }) => rule === 'isOptional'),
  );
  return Object.fromEntries(wanted.map(([name, its]) => [name, valueOf(contract, name, its, known)]));
}

function valueOf(contract: Contract, name: string, rules: Rule[], known: Known): unknown {
  const isList = rules.some((rule) => rule.name === 'isArray');
  const one = rules.some(({ type }) => type === 'nestedValidation')
    ? exampleOf(nestedIn(contract, name, isList), known)
    : (known[name] ?? simple(name, rules));
  return isList ? [one].flat() : one;
}

/** The class of what is nested: what class-transformer makes of it. */
function nestedIn(contract: Contract, name: string, isList: boolean): Contract {
  const made = plainToInstance(contract, { [name]: isList ? [{}] : {} }) as Record<string, unknown>;
  const [nested] = [made[name]].flat() as object[];
  if (!nested) throw new Error(`${contract.name}.${name} does not say what it is made of`);
  return nested.constructor as Contract;
}

function simple(name: string, rules: Rule[]): unknown {
  const constraint = (rule: string) => rules.find((each) => each.name === rule)?.constraints as unknown[] | undefined;
  if (constraint('isIn')) return (constraint('isIn')?.[0] as unknown[])[0];
  const has = (...names: string[]) => rules.some((rule) => names.includes(rule.name ?? ''));
  if (has('isBoolean')) return true;
  if (has('isInt', 'isNumber')) return constraint('min')?.[0] ?? 1;
  if (has('isIso8601')) return new Date().toISOString();
  if (has('isTimeZone')) return 'Europe/Berlin';
  if (has('isEmail')) return 'nobody@contoso.com';
  if (has('isUUID')) return '0b3c8a52-6c86-4d5f-9d6c-0c6c5a1d9a10';
  if (name === 'time') return '02:00';
  return 'x'.repeat(Number(constraint('minLength')?.[0] ?? 1));
}
