import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Run, RunMode } from '@rollcall/contracts';
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
import { CONTOSO } from '@rollcall/rehearsal';
import { barePaging } from './bare-paging.js';
import { bareStoring, type StoringFloors } from './bare-storing.js';
import { peakMemory } from './peak-memory.js';

export interface Measured extends StoringFloors {
  people: number;
  /** Seconds. */
  paging: number;
  first: number;
  unchanged: number;
  /** From the request to the end of a run before which one in 200 people changed. */
  changes: number;
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
    await forgetChanges(rehearsal);
    const unchanged = await syncNow(api, patient);
    await rename(rehearsal, people / oneInSo);
    const changes = await syncNow(api, patient);
    const paging = await barePaging(rehearsal);
    const memory = Object.fromEntries(serviceNames.map((name) => [name, peakMemory(system.service(name).pid)]));
    return {
      people,
      paging,
      first: secondsOf(first, 'full'),
      unchanged: secondsOf(unchanged, 'full'),
      changes: secondsOf(changes, 'changes', changes.requestedAt),
      memory,
      ...(await bareStoring(mongo)),
    };
  } finally {
    await system.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** One in so many changes before the last run: 500 of 100,000. */
const oneInSo = 200;

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

/** The tenant no longer tells what changed: the next run reads everybody. */
async function forgetChanges(rehearsal: string): Promise<void> {
  await control(rehearsal, 'expire', { what: 'delta-links' });
}

async function rename(rehearsal: string, count: number): Promise<void> {
  await control(rehearsal, 'people/bulk', { action: 'rename', count });
}

async function control(rehearsal: string, path: string, body: object): Promise<void> {
  const response = await fetch(`${rehearsal}/control/tenants/${CONTOSO}/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(60_000),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
}

function secondsOf(run: Run, mode: RunMode, since = run.startedAt): number {
  const { finishedAt, status, failure } = run;
  if (status === 'failure') throw new Error(`the benched run failed: ${failure?.message ?? ''}`);
  if (run.mode !== mode)
    throw new Error(`the benched run was to be a ${mode} one, and was not: ${run.modeReason ?? ''}`);
  return (Date.parse(finishedAt ?? '') - Date.parse(since ?? '')) / 1_000;
}
