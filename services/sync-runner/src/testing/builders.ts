import type {
  Connection,
  DirectoryUser,
  FieldCatalogue,
  Revision,
  Scope,
  SourceAttribute,
  UserField,
} from '@rollcall/contracts';
import { startingRows } from '@rollcall/mapping';

export const accountId = 'AcSync';

export function aPerson(externalId: string, more: Partial<DirectoryUser> = {}): DirectoryUser {
  const attributes = {
    givenName: externalId,
    surname: 'Sample',
    mail: `${externalId}@contoso.example`,
    userPrincipalName: `${externalId}@contoso.example`,
  };
  return { externalId, displayName: `${externalId} Sample`, enabled: true, guest: false, attributes, ...more };
}

export const people = (...ids: string[]): DirectoryUser[] => ids.map((id) => aPerson(id));

export function aScope(more: Partial<Scope> = {}): Scope {
  return { users: 'all', userGroups: [], includeGuests: true, groupInfo: false, groups: [], ...more };
}

export function aRevision(scope: Scope): Revision {
  return {
    revision: 3,
    scope,
    rows: [...startingRows],
    preferences: {
      schedule: { every: 'week', weekday: 'monday', time: '02:00', timeZone: 'Europe/Berlin' },
      removedUsers: 'deactivate',
      disabledUsers: 'deactivate',
      reactivate: 'all',
      notify: ['UsAdmin'],
      sendInvitations: false,
      inviteGuests: false,
    },
    activatedAt: '2025-06-02T09:00:00.000Z',
    activatedBy: 'UsAdmin',
  };
}

export const connection: Connection = {
  connectionId: 'connection-1',
  version: 1,
  state: 'verified',
  tenantId: 'tenant-1',
  tenantName: 'Contoso',
  verifiedDomains: ['Contoso.example'],
  permissions: ['User.Read.All', 'GroupMember.Read.All'],
  consentedBy: 'admin@contoso.example',
  verifiedAt: '2025-06-02T09:00:00.000Z',
};

export const catalogue: FieldCatalogue = {
  version: 1,
  fields: [
    aField('FirstName', 'First name', 'Text'),
    aField('LastName', 'Last name', 'Text'),
    aField('Email', 'Email ID', 'Email'),
  ],
};

function aField(id: string, name: string, type: UserField['type']): UserField {
  return { id, name, type, required: true, builtIn: true };
}

export const attributes: SourceAttribute[] = ['givenName', 'surname', 'mail', 'userPrincipalName'].map((name) => ({
  name,
  label: name,
  type: 'Text',
  freeForm: false,
}));
