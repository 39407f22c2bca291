import type {
  AttributeValue,
  Configuration,
  Connection,
  DirectoryUser,
  Draft,
  FieldCatalogue,
  MappingRow,
  Scope,
  SourceAttribute,
} from '@rollcall/contracts';
import { startingRows } from '@rollcall/mapping';

export const badgeAttribute = 'onPremisesExtensionAttributes.extensionAttribute4';

const badgeRow: MappingRow = { source: badgeAttribute, target: 'JoiningDate', syncUpdates: false };

export const rows: MappingRow[] = [...startingRows, badgeRow];

export const mismatchedRows: MappingRow[] = [...startingRows, { ...badgeRow, source: 'manager' }];

const text = { type: 'Text', freeForm: false } as const;

export const attributes: SourceAttribute[] = [
  { name: 'givenName', label: 'First name', ...text },
  { name: 'surname', label: 'Last name', ...text },
  { name: 'mail', label: 'Email', ...text },
  { name: 'userPrincipalName', label: 'User principal name', ...text },
  { name: 'manager', label: 'Manager', type: 'User', freeForm: false },
  { name: badgeAttribute, label: 'Extension attribute 4', type: 'Text', freeForm: true },
];

export const catalogue: FieldCatalogue = {
  version: 3,
  fields: [
    { id: 'FirstName', name: 'First name', type: 'Text', required: true, builtIn: true },
    { id: 'LastName', name: 'Last name', type: 'Text', required: true, builtIn: true },
    { id: 'Email', name: 'Email ID', type: 'Email', required: true, builtIn: true },
    { id: 'JoiningDate', name: 'Joining date', type: 'Date', required: false, builtIn: false },
  ],
};

export function aDirectoryUser(
  externalId: string,
  values: Record<string, AttributeValue> = {},
  more: Partial<DirectoryUser> = {},
): DirectoryUser {
  return {
    externalId,
    displayName: `${externalId} Sample`,
    enabled: true,
    guest: false,
    attributes: { givenName: externalId, surname: 'Sample', mail: `${externalId}@contoso.example`, ...values },
    ...more,
  };
}

export const connection: Connection = {
  connectionId: 'connection-1',
  version: 1,
  state: 'verified',
  tenantId: 'contoso',
  tenantName: 'Contoso',
  verifiedDomains: ['contoso.example'],
  permissions: [],
  consentedBy: 'admin@contoso.example',
  verifiedAt: '2026-11-24T00:00:00.000Z',
};

export const engineers: Scope = {
  users: 'groups',
  userGroups: [{ id: 'eng', name: 'Engineering' }],
  includeGuests: true,
  groupInfo: false,
  groups: [],
};

export const aDraft = (draft: Partial<Draft> = {}): Draft => ({
  etag: '1',
  rows,
  scope: engineers,
  changedAt: '2026-11-24T00:00:00.000Z',
  changedBy: 'Us1',
  ...draft,
});

export const aConfiguration = (draft?: Draft): Configuration => ({
  state: 'draft',
  connected: true,
  problems: [],
  mappingTested: false,
  ...(draft && { draft }),
});
