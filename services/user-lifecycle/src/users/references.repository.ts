import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { RunContext, UserReference } from '@rollcall/contracts';
import type { Model } from 'mongoose';
import { ofTenant, type Origin, UserDocument } from './users.schema.js';

type Tenant = Pick<Origin, 'provider' | 'tenantId'>;

/** Users as other users' fields name them: by their ids in the directory. */
@Injectable()
export class ReferencesRepository {
  constructor(@InjectModel(UserDocument.name) private readonly users: Model<UserDocument>) {}

  /** Those of the directory users who are in Kissflow, by their ids in the directory. */
  async find(accountId: string, tenant: Tenant, ids: string[]): Promise<Map<string, UserReference>> {
    const found = await this.users
      .find(
        // An origin of that tenant, so that the index of origins, which has only users with one, can be used.
        { ...ofTenant(accountId, tenant), origin: { $exists: true }, 'origin.externalId': { $in: ids } },
        { name: 1, 'origin.externalId': 1 },
      )
      .lean<Pick<UserDocument, '_id' | 'name' | 'origin'>[]>();
    return new Map(
      found.flatMap(({ _id, name, origin }) => (origin ? [[origin.externalId, { userId: _id, name }]] : [])),
    );
  }

  /** Whom a field of the people seen by a run names, and for how many of them. */
  async named(accountId: string, { runId, ...tenant }: RunContext, field: string): Promise<Map<string, number>> {
    const counts = await this.users.aggregate<{ _id: string; people: number }>([
      {
        $match: {
          ...ofTenant(accountId, tenant),
          // So that the index of origins serves, which looks at nobody else.
          'origin.externalId': { $gt: '' },
          'seen.runId': runId,
          [`fields.${field}.from`]: tenant.provider,
          [`fields.${field}.value`]: { $type: 'string' },
        },
      },
      { $group: { _id: `$fields.${field}.value`, people: { $sum: 1 } } },
    ]);
    return new Map(counts.map(({ _id, people }) => [_id, people]));
  }
}
