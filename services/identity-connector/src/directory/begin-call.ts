import { type DirectoryRequest, requests, type RequestSubject } from '@rollcall/contracts';
import { inTime } from '../microsoft/be-patient.js';
import { type GraphCall, Usage } from '../microsoft/graph.client.js';

/** What is left to carry the answer back. */
const WAY_BACK_MS = 5_000;

/** What all questions to Microsoft for one request share: whose, how urgent, what they cost, and when they must be done. */
export function beginCall(
  subject: RequestSubject & `rpc.directory.${string}`,
  { tenantId, priority }: Pick<DirectoryRequest, 'tenantId' | 'priority'>,
  usual: GraphCall['priority'],
): GraphCall & { usage: Usage; until: number } {
  const until = inTime(requests[subject].timeoutMs - WAY_BACK_MS);
  return { tenantId, priority: priority ?? usual, usage: new Usage(), until };
}
