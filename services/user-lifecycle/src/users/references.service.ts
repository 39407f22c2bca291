import { Injectable } from '@nestjs/common';
import type { CountUnresolved, UserReference } from '@rollcall/contracts';
import { FieldsService } from '../fields/fields.service.js';
import { ReferencesRepository } from './references.repository.js';
import type { Fields, Origin, UserDocument } from './users.schema.js';

/** Ids in one query. */
const idsAtOnce = 1_000;

/**
 * A User field, such as Manager, holds an id of the directory. Whom it stands for is looked up when it is read: so it
 * doesn't matter whether a manager came in before their people, after them, or with another run.
 */
@Injectable()
export class ReferencesService {
  constructor(
    private readonly references: ReferencesRepository,
    private readonly fields: FieldsService,
  ) {}

  /** The fields of each of the users, with whom they name. */
  async resolve(accountId: string, users: readonly UserDocument[]): Promise<Fields[]> {
    const { fields } = await this.fields.list({ accountId });
    const userFields = fields.filter(({ type }) => type === 'User').map(({ id }) => id);
    const named = users.flatMap((user) => userFields.flatMap((field) => originOf(user, field) ?? []));
    const found = await this.find(accountId, named);
    return users.map((user) => nameUsers(user, userFields, found));
  }

  async countUnresolved({ accountId, run, fields }: CountUnresolved): Promise<{ people: Record<string, number> }> {
    const people: Record<string, number> = {};
    for (const field of fields) {
      const named = await this.references.named(accountId, run, field);
      const { provider, tenantId } = run;
      const origins = [...named.keys()].map((externalId) => ({ provider, tenantId, externalId }));
      const found = await this.find(accountId, origins);
      const missing = origins.filter((origin) => !found.has(keyOf(origin)));
      people[field] = missing.reduce((sum, { externalId }) => sum + (named.get(externalId) ?? 0), 0);
    }
    return { people };
  }

  private async find(accountId: string, named: readonly Origin[]): Promise<Map<string, UserReference>> {
    const found = new Map<string, UserReference>();
    const byTenant = Map.groupBy(named, ({ provider, tenantId }) => `${provider} ${tenantId}`);
    for (const origins of byTenant.values()) {
      const ids = [...new Set(origins.map(({ externalId }) => externalId))];
      for (let from = 0; from < ids.length; from += idsAtOnce) {
        const [tenant] = origins;
        if (!tenant) continue;
        const users = await this.references.find(accountId, tenant, ids.slice(from, from + idsAtOnce));
        for (const [externalId, user] of users) found.set(keyOf({ ...tenant, externalId }), user);
      }
    }
    return found;
  }
}

const keyOf = ({ provider, tenantId, externalId }: Origin): string => `${provider} ${tenantId} ${externalId}`;

/** The directory user whom a field names: one of the tenant its user comes from, if a sync wrote it. */
function originOf({ fields, origin }: UserDocument, field: string): Origin | undefined {
  const { value, from } = fields[field] ?? {};
  return origin && value && from === origin.provider ? { ...origin, externalId: value } : undefined;
}

function nameUsers(
  user: UserDocument,
  userFields: readonly string[],
  found: ReadonlyMap<string, UserReference>,
): Fields {
  const fields = { ...user.fields };
  for (const field of userFields) {
    const value = fields[field];
    const origin = originOf(user, field);
    const named = origin && found.get(keyOf(origin));
    if (value && named) fields[field] = { ...value, user: named };
  }
  return fields;
}
