import type { Connection, Run } from '@rollcall/contracts';
import { activate, type ApiClient, finished, type System } from '@rollcall/local';
import { patient, secondsOf, setUp, withSystem } from './benched-system.js';
import { atMost, type Figure } from './figure.js';
import { control, forgetChanges } from './rehearsal.js';
import { stopwatch } from './stopwatch.js';

interface Account {
  api: ApiClient;
  tenantId: string;
}

/** Timings of the same work differ by this much from one time to the next. */
const asIfItWereNotThere = 1.1;

/** Measures how much longer all accounts but one need for a full sync while that one is throttled to a crawl. */
export function benchAccounts(count: number, people: number): Promise<Figure[]> {
  return withSystem({ people, tenants: count }, async (system) => {
    const { rehearsal = '' } = system.urls;
    const accounts: Account[] = [];
    for (let number = 1; number <= count; number++) accounts.push(await firstSync(system, number));
    const [throttled, ...others] = accounts;
    if (!throttled) throw new Error('there must be accounts to measure');
    const alone = await syncAll(rehearsal, others);
    await control(rehearsal, 'throttle', { unitsPer10Seconds: 1, tenant: throttled.tenantId });
    const { api } = throttled;
    await forgetChanges(rehearsal, throttled.tenantId);
    const runId = await request(api);
    const beside = await syncAll(rehearsal, others);
    const { finishedAt } = await api.get<Run>(`/sync-runs/${runId}`);
    if (finishedAt) throw new Error('the throttled account was done before the others: nothing was measured');
    const name = `full syncs of ${others.length} accounts: time beside one that is throttled ÷ without it`;
    return [
      { name, value: beside / alone, digits: 2, goal: atMost(asIfItWereNotThere) },
      { name: `full syncs of ${others.length} accounts, seconds`, value: alone, digits: 1 },
    ];
  });
}

async function firstSync(system: System, number: number): Promise<Account> {
  const api = await setUp(system, `admin@northwind-${number}.com`, `AcBench${number}`);
  secondsOf(await activate(api, patient), 'full');
  const { tenantId } = await api.get<Connection>('/identity-providers/azure/connection');
  return { api, tenantId };
}

/** Seconds until the last of them is done. */
async function syncAll(rehearsal: string, accounts: readonly Account[]): Promise<number> {
  for (const { tenantId } of accounts) await forgetChanges(rehearsal, tenantId);
  const seconds = stopwatch();
  const runIds = await Promise.all(accounts.map(({ api }) => request(api)));
  // One after the other, so that asking after all of them at once is no work of its own.
  for (const [index, { api }] of accounts.entries()) {
    secondsOf(await finished(api, runIds[index] ?? '', patient), 'full');
  }
  return seconds();
}

async function request(api: ApiClient): Promise<string> {
  return (await api.post<{ runId: string }>('/sync-runs', { kind: 'sync' })).runId;
}
