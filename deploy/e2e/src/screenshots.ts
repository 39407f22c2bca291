import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Page, Run } from '@rollcall/contracts';
import { runDemo } from '@rollcall/local';
import { House } from './testing/house.js';
import { Visitor } from './testing/visitor.js';

const folder = resolve('.rollcall/screenshots');
const widths = [360, 1280, 2560];
const colorSchemes = ['light', 'dark'] as const;

type Shown = readonly [name: string, path: string];

const before: Shown[] = [
  ['identity-providers', '/identity-providers'],
  ['select-provider', '/identity-providers/select'],
  ['sign-in-failed', '/identity-providers/select?error=not-administrator'],
];

const after = (runId: string): Shown[] => [
  ['identity-providers-active', '/identity-providers'],
  ['tenant-details', '/configuration/tenant-details'],
  ['user-sync', '/configuration/user-sync'],
  ['field-mapping', '/configuration/field-mapping'],
  ['sync-preferences', '/configuration/sync-preferences'],
  ['directory-sync', '/directory-sync'],
  ['sync-history', '/sync-runs'],
  ['sync-run', `/sync-runs/${runId}`],
  ['held-removals', '/removals'],
  ['people', '/users'],
  ['groups', '/groups'],
  ['notifications', '/notifications'],
];

/** Each page in every width and in both schemes, as files to look at. */
async function takeAll(visitor: Visitor, pages: readonly Shown[]): Promise<void> {
  for (const [name, path] of pages) {
    await visitor.goTo(path);
    await visitor.settle();
    for (const width of widths) {
      for (const scheme of colorSchemes)
        await visitor.look(width, scheme, join(folder, `${name}-${width}-${scheme}.png`));
    }
  }
}

await mkdir(folder, { recursive: true });
const house = await House.start({ people: 250 });
const { gateway, rehearsal = '' } = house.system.urls;
const visitor = await Visitor.arrive(gateway);
try {
  await takeAll(visitor, [['sign-in', '/']]);
  await visitor.signIn('Sasha Super');
  await takeAll(visitor, before);
  await runDemo({ gateway, rehearsal }, () => undefined);
  const { items } = await house.api.get<Page<Run>>('/sync-runs?limit=1');
  await takeAll(visitor, after(items[0]?.runId ?? ''));
} finally {
  await visitor.leave();
  await house.close();
}
process.stdout.write(`${folder}\n`);
