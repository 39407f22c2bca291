import type {
  Activated,
  Configuration,
  Connection,
  MappingRow,
  MappingTest,
  Preferences,
  Run,
  Scope,
  UserField,
} from '@rollcall/contracts';
import { type ApiClient, ApiError, until } from './api.client.js';

export interface WizardChoices {
  scope: Scope;
  rows: MappingRow[];
  preferences: Preferences;
}

/** A token of somebody whom the rehearsal's Kissflow knows, in their own account or in another. */
export async function signInToKissflow(rehearsal: string, person: string, account?: string): Promise<string> {
  const response = await fetch(`${rehearsal}/kissflow/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ person, account }),
  });
  if (!response.ok) throw new Error(`the rehearsal's sign-in answered ${response.status}`);
  return ((await response.json()) as { token: string }).token;
}

/** Signs in at Microsoft and consents, as the browser of that administrator would; answers where the browser ends up. */
export async function connect(api: ApiClient, administrator: string): Promise<string> {
  const { signInUrl } = await api.post<{ signInUrl: string }>('/identity-providers/azure/connect');
  const callback = await api.visit(withAnswer(signInUrl, { rehearsal_account: administrator }));
  const consentUrl = await api.visit(callback);
  const consented = await api.visit(
    withAnswer(consentUrl, { rehearsal_account: administrator, rehearsal_answer: 'accept' }),
  );
  return await api.visit(consented);
}

/** The tenant, once its connection has reached the configuration. */
export async function tenantDetails(api: ApiClient): Promise<Connection> {
  await until('the connection reaching the configuration', async () => {
    const { connected } = await whenAnswered(() => api.get<Configuration>('/sync-configuration'));
    return connected ? true : undefined;
  });
  return await whenAnswered(() => api.get<Connection>('/identity-providers/azure/connection'));
}

/** Creates a custom field, unless it is there from an earlier time. */
export async function ensureField(api: ApiClient, field: Pick<UserField, 'name' | 'type' | 'required'>): Promise<void> {
  try {
    await whenAnswered(() => api.post('/user-fields', field));
  } catch (error) {
    if (!(error instanceof ApiError && error.body.code === 'field-exists')) throw error;
  }
}

/** Saves each step of the wizard and tests the mapping. */
export async function saveDraft(api: ApiClient, { scope, rows, preferences }: WizardChoices): Promise<MappingTest> {
  await whenAnswered(() => api.put('/sync-configuration/draft/scope', scope));
  await whenAnswered(() => api.put('/sync-configuration/draft/mapping', { rows }));
  const test = await whenAnswered(() => api.post<MappingTest>('/sync-configuration/draft/test', {}));
  await whenAnswered(() => api.put('/sync-configuration/draft/preferences', preferences));
  return test;
}

/** Save & sync now, followed to the end. */
export async function activate(api: ApiClient, timeoutMs?: number): Promise<Run> {
  const { runId } = await api.post<Activated>('/sync-configuration/activate');
  return await finished(api, runId, timeoutMs);
}

/** Sync now, followed to the end. */
export async function syncNow(api: ApiClient, timeoutMs?: number): Promise<Run> {
  const { runId } = await api.post<{ runId: string }>('/sync-runs', { kind: 'sync' });
  return await finished(api, runId, timeoutMs);
}

export async function finished(api: ApiClient, runId: string, timeoutMs?: number): Promise<Run> {
  const follow = async () => {
    const run = await whenAnswered(() => api.get<Run>(`/sync-runs/${runId}`), timeoutMs);
    return run.finishedAt === undefined ? undefined : run;
  };
  return await until(`run ${runId}`, follow, timeoutMs);
}

/** Asks for what may be asked for twice, until somebody is there who answers. */
async function whenAnswered<T>(ask: () => Promise<T>, timeoutMs?: number): Promise<T> {
  const answered = async () => {
    try {
      return { answer: await ask() };
    } catch (error) {
      if (isAway(error)) return undefined;
      throw error;
    }
  };
  return (await until('an answer', answered, timeoutMs)).answer;
}

/** A service that is being started again or has too much to do, or the gateway itself: a next question will be answered. */
function isAway(error: unknown): boolean {
  if (error instanceof ApiError) return error.body.code === 'service-unavailable';
  // What fetch throws where nobody listens: https://fetch.spec.whatwg.org/#fetch-method
  return typeof error === 'object' && error !== null && 'name' in error && error.name === 'TypeError';
}

function withAnswer(url: string, answer: Record<string, string>): string {
  const address = new URL(url);
  for (const [name, value] of Object.entries(answer)) address.searchParams.set(name, value);
  return address.href;
}
