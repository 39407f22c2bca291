import { configRequests } from './config.js';
import { identityConnectorRequests } from './identity-connector.js';
import { mappingValidatorRequests } from './mapping-validator.js';
import { notificationRequests } from './notification.js';
import type { Rpc } from './rpc.js';
import { syncRunnerRequests } from './sync-runner.js';
import { userLifecycleRequests } from './user-lifecycle.js';

/** Every request of the system by its subject. */
export const requests = {
  ...configRequests,
  ...identityConnectorRequests,
  ...mappingValidatorRequests,
  ...notificationRequests,
  ...syncRunnerRequests,
  ...userLifecycleRequests,
} as const;

export type RequestSubject = keyof typeof requests;
export type RequestOf<S extends RequestSubject> =
  (typeof requests)[S] extends Rpc<infer Request, unknown> ? Request : never;
export type ReplyOf<S extends RequestSubject> =
  (typeof requests)[S] extends Rpc<infer _Request, infer Reply> ? Reply : never;

/** What crosses the bus in answer to a request. */
export type Answer<Reply> =
  | { ok: true; data: Reply }
  | { ok: false; kind: 'refused'; code: string; message: string; details?: unknown }
  | { ok: false; kind: 'invalid'; message: string }
  | { ok: false; kind: 'retryLater'; waitMs: number; message: string; code?: string }
  | { ok: false; kind: 'failed'; message: string };
