import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Group, Page, Run, User } from '@rollcall/contracts';
import { type ApiClient, runDemo, until } from '@rollcall/local';
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
  ['sync-history-empty', '/sync-runs'],
  ['groups-empty', '/groups'],
];

const always: Shown[] = [
  ['identity-providers-active', '/identity-providers'],
  ['tenant-details', '/configuration/tenant-details'],
  ['user-sync', '/configuration/user-sync'],
  ['field-mapping', '/configuration/field-mapping'],
  ['sync-preferences', '/configuration/sync-preferences'],
  ['directory-sync', '/directory-sync'],
  ['sync-history', '/sync-runs'],
  ['held-removals', '/removals'],
  ['held-email-changes', '/email-changes'],
  ['people', '/people'],
  ['groups', '/groups'],
  ['user-fields', '/user-fields'],
  ['why', '/why'],
  ['notifications', '/notifications'],
  ['sent-mails', '/notifications/mails'],
  ['audit-log', '/audit'],
  ['not-found', '/nothing-here'],
  ['api-docs', '/api/docs'],
];

async function runAnother(api: ApiClient, kind: 'sync' | 'preview'): Promise<void> {
  const { runId } = await api.post<{ runId: string }>(
    '/sync-runs',
    kind === 'sync' ? { kind } : { kind, of: 'active' },
  );
  await until(kind, async () => (await api.get<Run>(`/sync-runs/${runId}`)).finishedAt);
}

/** Pages about one thing, of each kind one. */
async function oneOfEach(api: ApiClient): Promise<Shown[]> {
  const firstOf = async <Item>(path: string) => (await api.get<Page<Item>>(path)).items[0];
  const latest = await firstOf<Run>('/sync-runs?limit=1');
  const preview = await firstOf<Run>('/sync-runs?kind=preview&limit=1');
  const person = await firstOf<User>('/users?search=Ana&limit=1');
  const group = await firstOf<Group>('/groups?limit=1');
  return [
    ['sync-run', `/sync-runs/${latest?.runId ?? ''}`],
    ['preview', `/sync-runs/${preview?.runId ?? ''}`],
    ['person', `/people/${person?.userId ?? ''}`],
    ['group', `/groups/${group?.groupId ?? ''}`],
    ['explanation', `/why/${person?.externalId ?? ''}`],
  ];
}

/** The pages that stand in for others. */
async function rehearsed(origin: string, signInUrl: string): Promise<Shown[]> {
  const mails = (await (await fetch(`${origin}/mailbox/messages`)).json()) as { id: string; subject: string }[];
  const kinds = [...new Map(mails.map(({ id, subject }) => [subject, id])).values()].slice(0, 4);
  return [
    ['rehearsal-control', `${origin}/control`],
    ['rehearsal-mailbox', `${origin}/mailbox`],
    ['rehearsal-sign-in', signInUrl],
    ...kinds.map((id, at): Shown => [`mail-${at + 1}`, `${origin}/mailbox/${id}`]),
  ];
}

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
  await house.rehearsal.change('rename', 3);
  await house.rehearsal.change('delete', 20);
  await runAnother(house.api, 'sync');
  await runAnother(house.api, 'preview');
  await takeAll(visitor, always);
  await takeAll(visitor, await oneOfEach(house.api));
  const { signInUrl } = await house.api.post<{ signInUrl: string }>('/identity-providers/azure/connect');
  await takeAll(visitor, await rehearsed(rehearsal, signInUrl));
} finally {
  await visitor.leave();
  await house.close();
}
process.stdout.write(`${folder}\n`);
