import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { events } from '@rollcall/contracts';

/** What a service says and hears on the bus. */
export interface BusUsage {
  answers: string[];
  asks: string[];
  consumes: string[];
  emits: string[];
  tells: string[];
  listens: string[];
  /** Whether it shares counts with its other instances. */
  counts: boolean;
  /** Whether it shares records with them. */
  records: boolean;
}

/** Read from the service's own code: from `main.ts` on, all that it imports from itself. Tests and fakes are not reached. */
export function findBusUsage(sourceDir: string): BusUsage {
  const own = [...reachableFrom(join(sourceDir, 'main.ts'))].map((path) => readFileSync(path, 'utf8')).join('\n');
  // A service with a database gets this handler with its ground, which is no code of its own.
  const text = own.includes('DatabaseEnvironment') ? `${own}\n@Handles('account.erased')` : own;
  const named = (pattern: RegExp) => [...new Set([...text.matchAll(pattern)].map(([, name = '']) => name))].sort();
  const answers = named(/@Answers\('([^']+)'\)/g);
  const consumes = named(/@Handles\('([^']+)'\)/g);
  return {
    answers,
    asks: named(/(?<!@Answers\()'(rpc\.[\w.-]+)'/g),
    consumes,
    emits: named(/(?<!@Handles\()'([\w.-]+)'/g).filter((name) => name in events),
    tells: named(/\.tell\(\s*'(live\.[^']+)'/g),
    listens: named(/\.listen\(\s*'(live\.[^']+)'/g),
    counts: text.includes('SharedCounts'),
    records: text.includes('SharedRecords'),
  };
}

function reachableFrom(path: string, found = new Set<string>()): Set<string> {
  if (found.has(path) || !existsSync(path)) return found;
  found.add(path);
  const imports = readFileSync(path, 'utf8').matchAll(/from '(\.{1,2}\/[^']+)\.js'/g);
  for (const [, imported = ''] of imports) reachableFrom(join(dirname(path), `${imported}.ts`), found);
  return found;
}
