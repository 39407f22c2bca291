import { plainToInstance } from 'class-transformer';
import { getMetadataStorage } from 'class-validator';

type Type<T extends object = object> = new () => T;

/** A plain value as an instance of its class, without keys the class doesn't know; undefined if any rule is broken. */
export type Reader<T extends object> = (plain: unknown) => T | undefined;

type Rule = (value: unknown, object: object) => boolean;

interface Property {
  name: string;
  /** All must hold, or the property is not looked at. */
  conditions: Rule[];
  rules: Rule[];
  nested: Reader<object> | undefined;
}

type Metadata = ReturnType<ReturnType<typeof getMetadataStorage>['getTargetValidationMetadatas']>[number];

const storage = getMetadataStorage();
const readers = new WeakMap<Type, Reader<object>>();

/**
 * The rules of a contract class as one function. class-validator looks its rules up anew for each object, and
 * class-transformer walks through it once more, which takes ten times as long: more than all else that an event costs.
 * It says no more than that something is wrong; what, class-validator says.
 */
export function compileReader<T extends object>(type: Type<T>): Reader<T> {
  const known = readers.get(type);
  if (known) return known as Reader<T>;
  const properties = propertiesOf(type);
  const reader: Reader<T> = (plain) => {
    // A class without rules is one that somebody forgot to give any: class-validator refuses it.
    if (properties.length === 0) return undefined;
    if (typeof plain !== 'object' || plain === null || Array.isArray(plain)) return undefined;
    const made = new type();
    return properties.every((property) => readProperty(property, plain, made)) ? made : undefined;
  };
  readers.set(type, reader);
  return reader;
}

function readProperty({ name, conditions, rules, nested }: Property, plain: object, made: object): boolean {
  if (Object.hasOwn(plain, name)) Reflect.set(made, name, Reflect.get(plain, name));
  const value: unknown = Reflect.get(made, name);
  if (!conditions.every((holds) => holds(value, made))) return true;
  if (!rules.every((holds) => holds(value, made))) return false;
  if (!nested || value === undefined) return true;
  const read = Array.isArray(value) ? readAll(nested, value) : nested(value);
  return read !== undefined && Reflect.set(made, name, read);
}

function readAll(reader: Reader<object>, values: unknown[]): object[] | undefined {
  const read: object[] = [];
  for (const value of values) {
    const one = reader(value);
    if (!one) return undefined;
    read.push(one);
  }
  return read;
}

function propertiesOf(type: Type): Property[] {
  const metadata = storage.getTargetValidationMetadatas(type, '', false, false);
  return Object.entries(storage.groupByPropertyName(metadata)).map(([name, all]) => ({
    name,
    conditions: all.filter(({ type: kind }) => kind === 'conditionalValidation').map(conditionOf),
    rules: all.filter(({ type: kind }) => kind === 'customValidation').flatMap(rulesOf),
    nested: all.some(({ type: kind }) => kind === 'nestedValidation')
      ? compileReader(nestedType(type, name))
      : undefined,
  }));
}

function conditionOf({ constraints: [condition] }: Metadata): Rule {
  const holds = condition as (object: object, value: unknown) => boolean;
  return (value, object) => holds(object, value);
}

function rulesOf({ constraintCls, constraints, each, propertyName: property, target }: Metadata): Rule[] {
  const targetName = typeof target === 'string' ? target : target.name;
  return storage.getTargetValidatorConstraints(constraintCls).map(({ instance }) => {
    const holds = (value: unknown, object: object) =>
      instance.validate(value, { value, constraints, object, property, targetName }) === true;
    return (value, object) =>
      each && Array.isArray(value) ? value.every((one) => holds(one, object)) : holds(value, object);
  });
}

/** What `@Type` names, as class-transformer finds it. */
function nestedType(type: Type, property: string): Type {
  const made: object = plainToInstance(type, { [property]: {} });
  return (Reflect.get(made, property) as object).constructor as Type;
}
