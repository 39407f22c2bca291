import type { Configuration, Connection, Draft, Outcome, Preferences, Run, Scope, User } from '@rollcall/contracts';

export function aConfiguration(more: Partial<Configuration> = {}): Configuration {
  return { state: 'none', connected: false, problems: [], mappingTested: false, ...more };
}

export function aDraft(more: Partial<Draft> = {}): Draft {
  return { etag: 'e1', rows: [], changedAt: '2026-11-02T10:00:00.000Z', changedBy: 'Ana Sample', ...more };
}

export function aScope(): Scope {
  return { users: 'all', userGroups: [], includeGuests: true, groupInfo: false, groups: [] };
}

export function somePreferences(): Preferences {
  return {
    schedule: { every: 'week', weekday: 'monday', time: '02:00', timeZone: 'Europe/Berlin' },
    removedUsers: 'deactivate',
    disabledUsers: 'deactivate',
    reactivate: 'all',
    notify: ['Us1'],
    sendInvitations: true,
    inviteGuests: false,
  };
}

export function aConnection(): Connection {
  return {
    connectionId: 'c1',
    version: 1,
    state: 'verified',
    tenantId: 't1',
    tenantName: 'Contoso Ltd',
    verifiedDomains: ['contoso.com'],
    permissions: ['User.Read.All', 'GroupMember.Read.All'],
    consentedBy: 'ana@contoso.com',
    verifiedAt: '2026-11-02T10:00:00.000Z',
  };
}

export const runId = '0b3c8a52-6c86-4d5f-9d6c-0c6c5a1d9a10';

export function aRun(more: Partial<Run> = {}): Run {
  return {
    runId,
    status: 'success',
    progress: { phase: 'finishing', people: 3 },
    notices: [],
    requests: 4,
    units: 9,
    ...more,
  };
}

export function anOutcome(more: Partial<Outcome> = {}): Outcome {
  return {
    externalId: 'd1',
    name: 'Bo Specimen',
    action: 'added',
    reasons: [],
    changes: [],
    at: '2026-11-02T10:00:00.000Z',
    ...more,
  };
}

export function aUser(more: Partial<User> = {}): User {
  return {
    userId: 'Us1',
    name: 'Ana Sample',
    email: 'ana@contoso.com',
    status: 'Active',
    role: 'User',
    isOwner: false,
    fields: {},
    version: 1,
    ...more,
  };
}
