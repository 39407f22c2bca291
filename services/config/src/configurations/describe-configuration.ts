import type { Configuration, Draft, MappingChecked, Revision } from '@rollcall/contracts';
import type { Found } from './configurations.repository.js';
import type { ConfigurationDocument, DraftDocument } from './configurations.schema.js';
import { findProblems } from './find-problems.js';
import type { RevisionDocument } from './revisions.schema.js';

/** The configuration as an administrator sees it. `mapping` is what mapping-validator says of the draft, if it could be asked. */
export function describeConfiguration({ configuration, active }: Found, mapping?: MappingChecked): Configuration {
  const { draft, nextRunAt, lastRun, connection } = configuration;
  const connected = isConnected(configuration);
  const test = configuration.tests.findLast(({ mappingHash }) => mappingHash === mapping?.mappingHash)?.result;
  return {
    state: stateOf({ configuration, ...(active && { active }) }),
    connected,
    ...(connection?.tenantId !== undefined && { tenantId: connection.tenantId }),
    ...(draft && { draft: describeDraft(draft) }),
    problems: draft ? findProblems(draft, { connected, lost: connection?.lost, mapping, test }) : [],
    // What is active was tested before it became so.
    mappingTested: draft ? test !== undefined && test !== 'failed' : active !== undefined,
    ...(active && { active: describeRevision(active) }),
    ...(nextRunAt && { nextRunAt: nextRunAt.toISOString() }),
    ...(lastRun && { lastRun: { ...lastRun, finishedAt: lastRun.finishedAt.toISOString() } }),
  };
}

export function describeRevision({ revision, scope, rows, preferences, ...activated }: RevisionDocument): Revision {
  const { activatedAt, activatedBy } = activated;
  return { revision, scope, rows, preferences, activatedAt: activatedAt.toISOString(), activatedBy };
}

export function stateOf({ configuration, active }: Found): Configuration['state'] {
  if (active) return configuration.disabled ? 'disabled' : 'active';
  return configuration.draft ? 'draft' : 'none';
}

const isConnected = ({ connection }: ConfigurationDocument): boolean =>
  connection?.tenantId !== undefined && connection.lost === undefined;

const describeDraft = (draft: DraftDocument): Draft => ({ ...draft, changedAt: draft.changedAt.toISOString() });
