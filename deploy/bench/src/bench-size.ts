import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Run } from '@rollcall/contracts';
import {
  activate,
  ApiClient,
  connect,
  demoPreferences,
  demoRows,
  ensureField,
  saveDraft,
  serviceNames,
  signInToKissflow,
  startSystem,
  type System,
  syncNow,
  tenantDetails,
} from '@rollcall/local';
import { barePaging } from './bare-paging.js';
import { bareStoring, type StoringFloors } from './bare-storing.js';
import { peakMemory } from './peak-memory.js';

export interface Measured extends StoringFloors {
  people: number;
  /** Seconds. */
  paging: number;
  first: number;
  unchanged: number;
  /** MiB by service, at its highest. */
  memory: Partial<Record<string, number>>;
}

/** Measures the product and its floors for a tenant of so many people, in one run on one started system. */
export async function benchSize(people: number): Promise<Measured> {
  const dataDir = await mkdtemp(join(tmpdir(), 'rollcall-bench-'));
  const system = await startSystem({ dataDir, settings: { handedOn: { REHEARSAL_PEOPLE: String(people) } } });
  try {
    const { rehearsal = '', mongo } = system.urls;
    const api = await prepare(system);
    // The rehearsal makes its people when they are first read; that is no part of what is measured.
    await barePaging(rehearsal);
    const first = await activate(api, patient);
    const unchanged = await syncNow(api, patient);
    const paging = await barePaging(rehearsal);
    const memory = Object.fromEntries(serviceNames.map((name) => [name, peakMemory(system.service(name).pid)]));
    return {
      people,
      paging,
      first: secondsOf(first),
      unchanged: secondsOf(unchanged),
      memory,
      ...(await bareStoring(mongo)),
    };
  } finally {
    await system.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** How long a run may take, in milliseconds. */
const patient = 60 * 60_000;

async function prepare({ urls }: System): Promise<ApiClient> {
  const api = new ApiClient(urls.gateway, await signInToKissflow(urls.rehearsal ?? '', 'Us0000001'));
  await connect(api, 'ana.admin@contoso.com');
  await tenantDetails(api);
  await ensureField(api, { name: 'Joining date', type: 'Date', required: false });
  const scope = { users: 'all' as const, userGroups: [], includeGuests: true, groupInfo: false, groups: [] };
  await saveDraft(api, { scope, rows: demoRows, preferences: { ...demoPreferences, sendInvitations: false } });
  return api;
}

function secondsOf({ startedAt, finishedAt, status, failure }: Run): number {
  if (status === 'failure') throw new Error(`the benched run failed: ${failure?.message ?? ''}`);
  return (Date.parse(finishedAt ?? '') - Date.parse(startedAt ?? '')) / 1_000;
}
