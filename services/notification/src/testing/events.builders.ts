import { randomUUID } from 'node:crypto';
import type {
  CredentialExpiring,
  SyncFailed,
  SyncFinished,
  SyncRequested,
  TenantLost,
  TenantVerified,
  UserChanged,
} from '@rollcall/contracts';
import type { NewDelivery } from '../deliveries/deliveries.repository.js';

export const accountId = 'Ac0000001';

export const aFailure = (more: Partial<SyncFailed> = {}): SyncFailed => ({
  eventId: randomUUID(),
  occurredAt: '2026-11-24T06:21:00.000Z',
  accountId,
  runId: '00000000-0000-4000-8000-000000000001',
  trigger: 'schedule',
  finishedAt: '2026-11-24T06:21:00.000Z',
  failure: { cause: 'connection-lost', message: 'Consent was withdrawn. Sign in again.' },
  notify: ['UsAna'],
  ...more,
});

export const aFinish = (causes: string[], more: Partial<SyncFinished> = {}): SyncFinished => ({
  eventId: randomUUID(),
  occurredAt: '2026-11-24T06:21:00.000Z',
  accountId,
  runId: '00000000-0000-4000-8000-000000000001',
  status: causes.length > 0 ? 'partialSuccess' : 'success',
  trigger: 'schedule',
  finishedAt: '2026-11-24T06:21:00.000Z',
  notices: causes.map((cause) => ({ cause, message: `About ${cause}.` })),
  notify: ['UsAna'],
  ...more,
});

/** A slot of the schedule, a week old when its run is requested. */
export const aLateRequest = (more: Partial<SyncRequested> = {}): SyncRequested => ({
  eventId: randomUUID(),
  occurredAt: '2026-11-24T06:00:00.000Z',
  accountId,
  runId: '00000000-0000-4000-8000-000000000001',
  trigger: 'schedule',
  scheduledFor: '2026-11-17T06:00:00.000Z',
  notify: ['UsAna'],
  ...more,
});

export const aLoss = (version: number, more: Partial<TenantLost> = {}): TenantLost => ({
  eventId: randomUUID(),
  occurredAt: '2026-11-24T06:26:00.000Z',
  accountId,
  connectionId: 'connection-1',
  version,
  tenantId: 'tenant-1',
  reason: { cause: 'connection-lost', message: 'Consent was withdrawn. Sign in again.' },
  ...more,
});

export const aReturn = (version: number): TenantVerified => ({
  eventId: randomUUID(),
  occurredAt: '2026-11-24T09:00:00.000Z',
  accountId,
  connectionId: 'connection-1',
  version,
  tenantId: 'tenant-1',
  tenantName: 'Contoso',
  connectedBy: 'UsAna',
});

/** A warning so many days before, or without them the news that there is nothing to warn of. */
export const anExpiry = (occurredAt: string, days?: number): CredentialExpiring => ({
  eventId: randomUUID(),
  occurredAt,
  accountId,
  ...(days !== undefined && { reason: { cause: 'secret-expiring', message: `It expires in ${days} days.` } }),
});

export const aCreation = (...userIds: string[]): UserChanged => ({
  eventId: randomUUID(),
  occurredAt: '2026-11-24T06:21:00.000Z',
  accountId,
  changes: userIds.map((userId) => ({ userId, version: 1, change: 'created', fields: [] })),
});

export const aDelivery = (more: Partial<NewDelivery> = {}): NewDelivery =>
  ({
    accountId,
    eventId: randomUUID(),
    userId: 'UsAna',
    name: 'Ana',
    to: 'ana@contoso.com',
    template: 'invitation',
    data: { expiresAt: '2026-12-01T06:21:00.000Z', link: 'https://rollcall.example/invitations/s3cret' },
    ...more,
  }) as NewDelivery;
