import type { Known } from './example-request.js';

/** As much of an OpenAPI description as calls are made of: https://spec.openapis.org/oas/v3.0.3 */
export interface ApiDescription {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
}

interface Operation {
  parameters?: { name: string; in: string; required?: boolean; schema: Schema }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
}

interface Schema {
  $ref?: string;
  allOf?: Schema[];
  oneOf?: Schema[];
  type?: string;
  enum?: unknown[];
  example?: unknown;
  minimum?: number;
  format?: string;
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
}

export interface Call {
  method: string;
  /** As described, with its parameters by name. */
  route: string;
  path: string;
  body?: unknown;
}

/** One call of every operation; what is known is in it wherever it fits. */
export function exampleCalls(api: ApiDescription, known: Known): Call[] {
  return Object.entries(api.paths).flatMap(([route, operations]) =>
    Object.entries(operations).map(([method, operation]) => exampleCall(api, route, method, operation, known)),
  );
}

function exampleCall(
  { components }: ApiDescription,
  route: string,
  method: string,
  { parameters = [], requestBody }: Operation,
  known: Known,
): Call {
  const example = (schema: Schema, name: string): unknown => {
    const { $ref, allOf, oneOf, properties, required = [] } = schema;
    if ($ref !== undefined) return example(components.schemas[$ref.split('/').at(-1) ?? ''] ?? {}, name);
    const [either] = allOf ?? oneOf ?? [];
    if (either) return example(either, name);
    if (schema.type === 'array') return [known[name] ?? example(schema.items ?? {}, name)].flat();
    if (properties) {
      const wanted = Object.entries(properties).filter(
        ([property]) => required.includes(property) || property in known,
      );
      return Object.fromEntries(wanted.map(([property, inner]) => [property, example(inner, property)]));
    }
    return known[name] ?? schema.example ?? schema.enum?.[0] ?? plain(schema);
  };
  const valueOf = (name: string, schema: Schema) => encodeURIComponent(String(example(schema, nameIn(route, name))));
  const path = parameters
    .filter((parameter) => parameter.in === 'path')
    .reduce((text, { name, schema }) => text.replace(`{${name}}`, valueOf(name, schema)), route);
  const query = parameters
    .filter((parameter) => parameter.in === 'query' && (parameter.required || parameter.name in known))
    .map(({ name, schema }) => `${name}=${valueOf(name, schema)}`);
  const schema = requestBody?.content['application/json']?.schema;
  const body = schema && { body: example(schema, '') };
  return { method: method.toUpperCase(), route, path: [path, query.join('&')].filter(Boolean).join('?'), ...body };
}

/** A plain `id` is called after what it is of: that of `deliveries/{id}` is a delivery's. */
function nameIn(route: string, name: string): string {
  if (name !== 'id') return name;
  const [, of = ''] = /(\w+)\/\{id\}/.exec(route) ?? [];
  return `${of}/id`;
}

function plain({ type, minimum, format }: Schema): unknown {
  if (type === 'boolean') return true;
  if (type === 'integer' || type === 'number') return minimum ?? 1;
  if (format === 'date-time') return new Date().toISOString();
  return 'xxxxxxxxxxxxxxxxxxxxxxxx';
}
