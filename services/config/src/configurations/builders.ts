import type { Connection, Preferences, Scope } from '@rollcall/contracts';
import type { ConfigurationDocument, DraftDocument } from './configurations.schema.js';
import type { RevisionDocument } from './revisions.schema.js';

export function aScope(more: Partial<Scope> = {}): Scope {
  return { users: 'all', userGroups: [], includeGuests: true, groupInfo: false, groups: [], ...more };
}

export function aPreferences(more: Partial<Preferences> = {}): Preferences {
  return {
    schedule: { every: 'week', weekday: 'sunday', time: '02:00', timeZone: 'Europe/Berlin' },
    removedUsers: 'deactivate',
    disabledUsers: 'deactivate',
    reactivate: 'all',
    notify: ['UsAda'],
    sendInvitations: true,
    inviteGuests: false,
    ...more,
  };
}

export function aDraft(more: Partial<DraftDocument> = {}): DraftDocument {
  return {
    etag: 'etag-1',
    scope: aScope(),
    rows: [{ source: 'mail', target: 'Email', syncUpdates: true }],
    preferences: aPreferences(),
    changedAt: new Date('2026-03-01T10:00:00Z'),
    changedBy: 'Bo Sample',
    ...more,
  };
}

export function aRevision(more: Partial<RevisionDocument> = {}): RevisionDocument {
  return {
    accountId: 'AcOne',
    revision: 3,
    scope: aScope(),
    rows: [{ source: 'mail', target: 'Email', syncUpdates: false }],
    preferences: aPreferences(),
    activatedAt: new Date('2026-02-01T10:00:00Z'),
    activatedBy: 'Ada Sample',
    draftEtag: 'etag-0',
    runId: '7b2d5d4e-5f0e-4d4e-9d3b-2f6f6f1b8a10',
    ...more,
  };
}

export function aConfiguration(more: Partial<ConfigurationDocument> = {}): ConfigurationDocument {
  return { _id: 'AcOne', revisions: 0, disabled: false, tests: [], ...more };
}

export function aConnection(more: Partial<Connection> = {}): Connection {
  return {
    connectionId: 'connection-1',
    version: 1,
    state: 'verified',
    tenantId: 'tenant-1',
    tenantName: 'Contoso',
    verifiedDomains: ['contoso.example'],
    permissions: ['User.Read.All', 'GroupMember.Read.All'],
    consentedBy: 'admin@contoso.example',
    verifiedAt: '2026-03-01T09:00:00.000Z',
    ...more,
  };
}
