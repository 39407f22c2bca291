import { CONTOSO } from '@rollcall/rehearsal';

/** Tells the rehearsal tenant to change, as its control page would. */
export async function control(rehearsal: string, path: string, body: object): Promise<void> {
  const response = await fetch(`${rehearsal}/control/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(60_000),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
}

/** The tenant no longer tells what changed: the next run reads everybody. */
export async function forgetChanges(rehearsal: string, tenant = CONTOSO): Promise<void> {
  await control(rehearsal, `tenants/${tenant}/expire`, { what: 'delta-links' });
}

export async function rename(rehearsal: string, count: number): Promise<void> {
  await control(rehearsal, `tenants/${CONTOSO}/people/bulk`, { action: 'rename', count });
}

/** Everything asked of Microsoft is answered so late. */
export async function answerLate(rehearsal: string, ms: number): Promise<void> {
  await control(rehearsal, 'delays', { match: ' /v1\\.0/', ms });
}
