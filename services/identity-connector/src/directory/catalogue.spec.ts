import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { AttributeType } from '@rollcall/contracts';
import { catalogue, permissionsFor } from './catalogue.js';

const schema = readFileSync(
  fileURLToPath(import.meta.resolve('@microsoft/microsoft-graph-types/microsoft-graph.d.ts')),
  'utf8',
).replaceAll('\r\n', '\n');

/** What Microsoft publishes of an attribute: its type, and its documentation as one line. */
function published(name: string): { type: string; says: string } {
  const [root = '', part] = name.split('.');
  const owners = part ? [root.charAt(0).toUpperCase() + root.slice(1)] : ['User', 'DirectoryObject', 'Entity'];
  for (const owner of owners) {
    const [, body = ''] =
      new RegExp(`export interface ${owner}(?: extends \\w+)? \\{\\n(.*?)\\n\\}`, 's').exec(schema) ?? [];
    const line = new RegExp(`^    ${part ?? root}\\??: ([^;]+);`, 'm').exec(body);
    if (!line) continue;
    const [, comment = ''] = /(?:^|;\n)((?:\s*(?:\/\/|\/?\*)[^\n]*\n)*)$/.exec(body.slice(0, line.index)) ?? [];
    return {
      type: line[1] ?? '',
      says: comment
        .replace(/\/\*\*|\*\/|\/\/|^\s*\*/gm, '')
        .replace(/\s+/g, ' ')
        .trim(),
    };
  }
  throw new Error(`Microsoft publishes no ${name}`);
}

const typeOf: Record<AttributeType, string> = {
  Text: 'NullableOption<string>',
  DateTime: 'NullableOption<string>',
  Date: 'NullableOption<string>',
  Boolean: 'NullableOption<boolean>',
  Number: 'NullableOption<number>',
  'Text list': 'string[]',
  User: 'NullableOption<DirectoryObject>',
};

describe('the catalogue', () => {
  it.each(catalogue.map((attribute) => [attribute.name, attribute] as const))(
    'says of %s what Microsoft publishes',
    (name, { type, description }) => {
      const { type: publishedType, says } = published(name);

      expect(description).not.toBe('');
      expect(says.startsWith(description ?? '?')).toBe(true);
      expect(publishedType).toBe(name === 'id' ? 'string' : typeOf[type]);
    },
  );

  it('names the extra permission where Microsoft asks for one', () => {
    const asking = catalogue.filter(({ name }) => /must be assigned the/.test(published(name).says));

    expect(asking.map(({ name }) => name)).toEqual(['employeeLeaveDateTime']);
    for (const { name, permission } of asking) expect(published(name).says).toContain(permission ?? '?');
    expect(permissionsFor(['mail', 'employeeLeaveDateTime'])).toEqual(['User-LifeCycleInfo.Read.All']);
  });

  it('has each attribute once', () => {
    expect(new Set(catalogue.map(({ name }) => name)).size).toBe(catalogue.length);
  });
});
