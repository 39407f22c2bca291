import type { MappedPerson, RunContext } from '@rollcall/contracts';
import type { UserDocument } from './users.schema.js';

export const tenantId = '5f1c0a52-0000-4000-8000-000000000001';

export const aRun = (more: Partial<RunContext> = {}): RunContext => ({
  runId: '0d0f1c1e-8a4e-4a6e-9d5b-2b9b0f6c0001',
  fence: 1,
  provider: 'azure',
  tenantId,
  verifiedDomains: ['contoso.com'],
  writeOnce: [],
  reactivate: 'all',
  removedUsers: 'deactivate',
  disabledUsers: 'deactivate',
  sendInvitations: true,
  inviteGuests: false,
  ...more,
});

/** A directory user after mapping; the address follows from the id unless given. */
export function aPerson(
  externalId: string,
  values: MappedPerson['values'] = {},
  more: Partial<MappedPerson> = {},
): MappedPerson {
  const all = { FirstName: 'Bo', LastName: externalId, Email: `${externalId}@contoso.com`, ...values };
  return { is: 'mapped', externalId, name: `${all.FirstName} ${all.LastName}`, guest: false, values: all, ...more };
}

/** The user that a sync made of `aPerson` with the same id. */
export function aUser(externalId: string, more: Partial<UserDocument> = {}): UserDocument {
  const { name, values } = aPerson(externalId);
  const fields = Object.entries(values).map(([field, value]) => [
    field,
    { value, from: 'azure', at: '2026-01-05T02:00:00.000Z' },
  ]);
  return {
    _id: `Us-${externalId}`,
    accountId: 'Ac0000001',
    name,
    email: values.Email ?? null,
    status: 'Active',
    role: 'User',
    isOwner: false,
    guest: false,
    origin: { provider: 'azure', tenantId, externalId },
    fields: Object.fromEntries(fields) as UserDocument['fields'],
    wantsInvitation: true,
    acceptedAt: new Date('2026-01-06T08:00:00.000Z'),
    version: 3,
    ...more,
  };
}
