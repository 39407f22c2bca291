import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Run, RunMode } from '@rollcall/contracts';
import {
  ApiClient,
  connect,
  demoPreferences,
  demoRows,
  ensureField,
  saveDraft,
  signInToKissflow,
  startSystem,
  type System,
  tenantDetails,
} from '@rollcall/local';

/** How long a run may take, in milliseconds. */
export const patient = 3 * 60 * 60_000;

/** What mongod would take by itself on a server of 3 GB; with the least, it reads back what it has just written. */
const mongo = { cacheGb: 1 };

/** A system on an empty folder for as long as the work takes. */
export async function withSystem<T>(
  rehearsal: { people: number; tenants?: number },
  work: (system: System) => Promise<T>,
): Promise<T> {
  const dataDir = await mkdtemp(join(tmpdir(), 'rollcall-bench-'));
  const { people, tenants = 0 } = rehearsal;
  const handedOn = { REHEARSAL_PEOPLE: String(people), REHEARSAL_TENANTS: String(tenants) };
  const system = await startSystem({ dataDir, settings: { handedOn }, mongo });
  try {
    return await work(system);
  } finally {
    await system.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** An account with everything set up but its first sync. */
export async function setUp(
  { urls: { gateway, rehearsal = '' } }: System,
  administrator = 'ana.admin@contoso.com',
  account?: string,
): Promise<ApiClient> {
  const api = new ApiClient(gateway, await signInToKissflow(rehearsal, 'Us0000001', account));
  await connect(api, administrator);
  await tenantDetails(api);
  await ensureField(api, { name: 'Joining date', type: 'Date', required: false });
  const scope = { users: 'all' as const, userGroups: [], includeGuests: true, groupInfo: false, groups: [] };
  await saveDraft(api, { scope, rows: demoRows, preferences: { ...demoPreferences, sendInvitations: false } });
  return api;
}

/** How long a run took that went as it was to; throws if it did not. */
export function secondsOf(run: Run, mode: RunMode, since = run.startedAt): number {
  const { finishedAt, status, failure } = run;
  if (status === 'failure') throw new Error(`the benched run failed: ${failure?.message ?? ''}`);
  if (run.mode !== mode)
    throw new Error(`the benched run was to be a ${mode} one, and was not: ${run.modeReason ?? ''}`);
  return (Date.parse(finishedAt ?? '') - Date.parse(since ?? '')) / 1_000;
}
