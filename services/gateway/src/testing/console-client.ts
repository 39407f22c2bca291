import { resolve } from 'node:path';
import openapi, { astToString, type OpenAPI3 } from 'openapi-typescript';
import prettier from 'prettier';

/** Where the console keeps the types of its client. */
export const clientFile = resolve(import.meta.dirname, '../../../console/src/api/schema.ts');

/** `npm run client` asks for the file to be written anew. */
export const isToBeWritten = process.env.WRITE_CLIENT === '1';

/** The types of the console's client, from the description that the gateway serves. */
export async function generateClient(description: unknown): Promise<string> {
  const types = astToString(await openapi(description as OpenAPI3, { defaultNonNullable: false }));
  const settings = await prettier.resolveConfig(clientFile);
  return prettier.format(`// Written by \`npm run client\` from the gateway's OpenAPI.\n${types}`, {
    ...settings,
    parser: 'typescript',
  });
}
