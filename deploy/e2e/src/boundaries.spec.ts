import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const workspace = resolve(import.meta.dirname, '../../..');
const config = join(workspace, '.dependency-cruiser.mjs');

/** A forbidden import for each rule: the file that has it, and what it imports. */
const forbidden: [rule: string, file: string, imports: string][] = [
  ['services-know-only-libs', 'services/config/src/a.ts', '../../gateway/src/index.js'],
  ['libs-know-no-service', 'libs/bootstrap/src/a.ts', '../../../services/gateway/src/index.js'],
  ['contracts-know-no-lib', 'libs/contracts/src/a.ts', '../../messaging/src/index.js'],
  ['mapping-knows-only-types-of-contracts', 'libs/mapping/src/a.ts', '../../contracts/src/index.js'],
  ['mapping-does-no-io', 'libs/mapping/src/b.ts', 'node:fs'],
  ['mongoose-in-repositories', 'services/config/src/x.service.ts', 'mongoose'],
  ['microsoft-in-identity-connector', 'services/config/src/b.ts', '@azure/msal-node'],
  ['servers-only-for-starting-and-testing', 'services/config/src/c.ts', '../../../libs/servers/src/index.js'],
  ['no-test-code-in-the-product', 'services/config/src/d.ts', './x.builders.js'],
  ['packages-by-name', 'services/config/src/e.ts', '../../../libs/contracts/src/inside.js'],
  ['no-cycles', 'services/config/src/f.ts', './g.js'],
  ['no-orphans', 'services/config/src/orphan.ts', ''],
  ['not-to-unresolvable', 'services/config/src/h.ts', './nowhere.js'],
];

const innocent: Record<string, string> = {
  'services/gateway/src/index.ts': 'export const gateway = 1;',
  'services/config/src/x.builders.ts': 'export const aThing = 1;',
  'services/config/src/g.ts': `import './f.js';\nexport const g = 1;`,
  'services/config/src/x.repository.ts': `import 'mongoose';\nexport const repository = 1;`,
  'services/identity-connector/src/graph.client.ts': `import '@azure/msal-node';\nexport const client = 1;`,
  'services/config/src/x.int.spec.ts': `import '../../../libs/servers/src/index.js';`,
  'libs/contracts/src/index.ts': 'export const contracts = 1;\nexport interface Shape { a: 1 }',
  'libs/contracts/src/inside.ts': 'export const inside = 1;',
  'libs/messaging/src/index.ts': 'export const messaging = 1;',
  'libs/servers/src/index.ts': 'export const servers = 1;',
  'libs/mapping/src/c.ts': `import type { Shape } from '../../contracts/src/index.js';\nexport type Mine = Shape;`,
  'deploy/local/src/main.ts': `import '../../../libs/servers/src/index.js';`,
};

interface Violation {
  from: string;
  rule: { name: string };
}

describe('the boundaries of the house', () => {
  let house: string;
  let violations: Violation[];

  beforeAll(() => {
    house = mkdtempSync(join(tmpdir(), 'rollcall-boundaries-'));
    for (const [, file, imports] of forbidden)
      write(file, imports ? `import '${imports}';` : 'export const alone = 1;');
    for (const [file, text] of Object.entries(innocent)) write(file, text);
    write('tsconfig.base.json', '{ "compilerOptions": { "module": "NodeNext", "moduleResolution": "NodeNext" } }');
    symlinkSync(join(workspace, 'node_modules'), join(house, 'node_modules'));
    const bin = join(workspace, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs');
    const args = [bin, 'libs', 'services', 'deploy', '--config', config, '--output-type', 'json'];
    const { stdout } = spawnSync(process.execPath, args, { cwd: house, encoding: 'utf8' });
    violations = (JSON.parse(stdout) as { summary: { violations: Violation[] } }).summary.violations;
  });

  afterAll(() => rmSync(house, { recursive: true }));

  function write(file: string, text: string): void {
    mkdirSync(dirname(join(house, file)), { recursive: true });
    writeFileSync(join(house, file), text);
  }

  it.each(forbidden)('%s: %s may not import %s', (rule, file) => {
    expect(violations.filter(({ from }) => from === file).map((each) => each.rule.name)).toContain(rule);
  });

  it('lets through what is allowed', () => {
    const wronged = violations.filter(({ from, rule }) => from in innocent && rule.name !== 'no-orphans');

    expect(wronged.map(({ from, rule }) => `${from} ${rule.name}`)).toEqual([]);
  });

  it('has a forbidden import for every rule', async () => {
    const { default: rules } = (await import(config)) as { default: { forbidden: { name: string }[] } };

    expect(forbidden.map(([rule]) => rule)).toEqual(rules.forbidden.map(({ name }) => name));
  });
});
