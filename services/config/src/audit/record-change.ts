import type { AccountRequest } from '@rollcall/contracts';
import type { EventDraft } from '@rollcall/messaging';
import { isDeepStrictEqual } from 'node:util';
import type { DraftDocument } from '../configurations/configurations.schema.js';

export type AuditDraft = EventDraft<'audit.recorded'>;

/** What a configuration is for, as the audit trail names it. */
export const AZURE = 'Microsoft Azure AD';

type Settings = Partial<Pick<DraftDocument, 'scope' | 'rows' | 'preferences'>>;

/** What the audit trail says of something done to the configuration. Kissflow's names of actions are copied exactly. */
export function record({ accountId, actor }: AccountRequest, action: string, target: string): AuditDraft {
  return { accountId, ...(actor && { actor }), action, target };
}

/** The settings that differ, as they were and as they are. Undefined where none does. */
export function changedSettings(
  before: Settings | undefined,
  after: Settings,
): Pick<AuditDraft, 'before' | 'after'> | undefined {
  const [was, is] = [flatten(before ?? {}), flatten(after)];
  const changed = [...new Set([...Object.keys(was), ...Object.keys(is)])].filter(
    (name) => !isDeepStrictEqual(was[name], is[name]),
  );
  if (changed.length === 0) return undefined;
  const only = (settings: Record<string, unknown>) =>
    Object.fromEntries(changed.filter((name) => name in settings).map((name) => [name, settings[name]]));
  return { before: only(was), after: only(is) };
}

/** By name, as plain values: what comes in a request is of a class, what comes from the database is not. */
function flatten({ scope, rows, preferences }: Settings): Record<string, unknown> {
  const settings = { ...scope, ...(rows && { mapping: rows }), ...preferences };
  return JSON.parse(JSON.stringify(settings)) as Record<string, unknown>;
}
