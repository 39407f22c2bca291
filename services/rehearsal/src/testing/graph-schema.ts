import { Ajv } from 'ajv';
import type { ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { GRAPH_TYPES } from '../graph/graph-types.js';

type JsonSchema = Record<string, unknown>;

const PRIMITIVES: Record<string, JsonSchema> = {
  String: { type: 'string' },
  Boolean: { type: 'boolean' },
  Int32: { type: 'integer' },
  DateTimeOffset: { type: 'string', format: 'date-time' },
};

const ajv = new Ajv({ allErrors: true, strict: false });
addFormats.default(ajv);
for (const name of Object.keys(GRAPH_TYPES)) ajv.addSchema(schemaOf(name), name);
ajv.addSchema(errorSchema(), 'error');

/** Types by the name of their set in `@odata.context`. */
const SETS: Record<string, string> = {
  users: 'user',
  groups: 'group',
  organization: 'organization',
  directoryRoles: 'directoryRole',
};

/** What is wrong with an answer of Graph, by Microsoft's schema; nothing if it fits. */
export function problemsOf(body: Record<string, unknown>): string[] {
  if (body['error'] !== undefined) return check('error', body, 'error');
  if (Array.isArray(body['responses'])) return (body['responses'] as { body: unknown }[]).flatMap(problemsInside);
  const type = typeInContext(body['@odata.context']);
  if (!Array.isArray(body['value'])) return checkRecord(type, body, 'record');
  return (body['value'] as Record<string, unknown>[]).flatMap((row, index) => checkRecord(type, row, `value/${index}`));
}

/** A bare count in a batch is text, and has no type. */
function problemsInside({ body }: { body: unknown }): string[] {
  return typeof body === 'object' ? problemsOf(body as Record<string, unknown>) : [];
}

function checkRecord(type: string | undefined, row: Record<string, unknown>, where: string): string[] {
  const written = row['@odata.type'];
  const told = typeof written === 'string' ? written.replace('#microsoft.graph.', '') : type;
  if (told === undefined || GRAPH_TYPES[told] === undefined) return [`${where}: nothing says which type it is`];
  return check(told, row, where);
}

function typeInContext(context: unknown): string | undefined {
  if (typeof context !== 'string') return undefined;
  const set = /\$metadata#(?:directory\/deletedItems\/microsoft\.graph\.)?(\w+)/.exec(context)?.[1] ?? '';
  return SETS[set] ?? (set in GRAPH_TYPES ? set : undefined);
}

function check(type: string, value: unknown, where: string): string[] {
  const validate: ValidateFunction | undefined = ajv.getSchema(type);
  if (!validate) return [`${where}: there is no type ${type}`];
  if (validate(value)) return [];
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) => `${where}${instancePath} ${message} ${JSON.stringify(params)}`,
  );
}

/** Closed, though the types are open: here a property that the schema doesn't list is a slip of the pen. */
function schemaOf(name: string): JsonSchema {
  const properties: Record<string, JsonSchema> = {};
  let isOpen = false;
  for (let type = GRAPH_TYPES[name], at = name; type; at = type.base ?? '', type = GRAPH_TYPES[at]) {
    for (const [property, written] of Object.entries(type.properties)) properties[property] = valueSchema(written);
    for (const property of type.navigation ?? []) properties[property] = { type: ['object', 'array', 'null'] };
    isOpen ||= at === name && type.isOpen === true && Object.keys(type.properties).length === 0;
  }
  return {
    type: 'object',
    properties,
    patternProperties: {
      '^[^@]*@odata\\.\\w+(\\.\\w+)?$': true,
      '^@removed$': { type: 'object', required: ['reason'], properties: { reason: { enum: ['changed', 'deleted'] } } },
      '^\\w+@delta$': { type: 'array' },
      '^extension_[0-9a-f]{32}_\\w+$': true,
    },
    additionalProperties: isOpen,
  };
}

function valueSchema(written: string): JsonSchema {
  const [, type = '', list, required] = /^(\w+)(\[\])?(!)?$/.exec(written) ?? [];
  const one = PRIMITIVES[type] ?? { $ref: type };
  const schema = list ? { type: 'array', items: one } : one;
  return required ? schema : { anyOf: [schema, { type: 'null' }] };
}

function errorSchema(): JsonSchema {
  const text = { type: 'string', minLength: 1 };
  return {
    type: 'object',
    required: ['error'],
    properties: {
      error: {
        type: 'object',
        required: ['code', 'message', 'innerError'],
        properties: { code: text, message: text, innerError: { type: 'object', required: ['date', 'request-id'] } },
        additionalProperties: false,
      },
    },
    additionalProperties: false,
  };
}
