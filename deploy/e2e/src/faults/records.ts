import type { Counts, OutcomeAction } from '@rollcall/contracts';
import type { Filter } from 'mongodb';
import type { House } from '../testing/house.js';
import type { Evidence, ExpectedUser, Rules } from './kissflow.js';

export interface UserRecord {
  _id: string;
  accountId: string;
  name: string;
  email: string | null;
  status: ExpectedUser['status'];
  role: string;
  deactivatedBy?: string;
  acceptedAt?: Date;
  excluded?: boolean;
  origin?: { tenantId: string; externalId: string };
  fields: Record<string, { value: string | null; from: string }>;
  missing?: { runId: string };
  seen?: { runId: string };
  version: number;
}

export interface RunRecord {
  _id: string;
  ids: string[];
  kind: 'sync' | 'preview';
  trigger: string;
  status: string;
  requestedAt: Date;
  startedAt?: Date;
  finishedAt?: Date;
  revision?: number;
  counts?: Counts;
  checkpoint: { reads: { groupId?: string; people: boolean; complete: boolean; members: number }[] };
}

interface RemovalRecord {
  externalId: string;
  state: string;
  runId: string;
  evidence?: Evidence;
  decidedBy?: unknown;
}

interface EmailChangeRecord {
  externalId: string;
  runId: string;
  to: string;
  state: 'held' | 'approved' | 'kept';
}

export interface GroupRecord {
  _id: string;
  name: string;
  detached?: boolean;
  origin?: { externalId: string };
}

export interface MembershipRecord {
  accountId: string;
  groupId: string;
  userId: string;
  seenBy: string;
}

/** What the services store of one account. The schedules look at it themselves, since an API might hide what is wrong. */
export class Records {
  constructor(
    private readonly house: House,
    readonly accountId: string,
  ) {}

  users(): Promise<UserRecord[]> {
    return this.all<UserRecord>('user-lifecycle', 'users');
  }

  runs(): Promise<RunRecord[]> {
    return this.all<RunRecord>('sync-runner', 'runs');
  }

  removals(): Promise<RemovalRecord[]> {
    return this.all<RemovalRecord>('sync-runner', 'removals');
  }

  emailChanges(): Promise<EmailChangeRecord[]> {
    return this.all<EmailChangeRecord>('user-lifecycle', 'email_changes');
  }

  groups(): Promise<GroupRecord[]> {
    return this.all<GroupRecord>('user-lifecycle', 'groups');
  }

  memberships(): Promise<MembershipRecord[]> {
    return this.all<MembershipRecord>('user-lifecycle', 'memberships');
  }

  outcomes(runId: string): Promise<{ externalId: string; action: OutcomeAction }[]> {
    return this.all('user-lifecycle', 'outcomes', { runId });
  }

  removalsCarriedOut(): Promise<{ runId: string; externalId: string }[]> {
    return this.all('user-lifecycle', 'outcomes', { action: { $in: ['deactivated', 'deleted'] } });
  }

  /** The settings that were ever activated or tried out, by their number. */
  async revisions(): Promise<Map<number, Rules>> {
    const found = await this.all<Rules & { revision: number }>('config', 'revisions');
    return new Map(found.map((rules) => [rules.revision, rules]));
  }

  async activeRules(): Promise<Rules> {
    const [configuration] = await this.house
      .database('config')
      .collection<{ _id: string; activeRevision?: number }>('configurations')
      .find({ _id: this.accountId })
      .toArray();
    const rules = (await this.revisions()).get(configuration?.activeRevision ?? 0);
    if (!rules) throw new Error(`${this.accountId} has no active configuration`);
    return rules;
  }

  private all<T>(service: string, collection: string, filter: object = {}): Promise<T[]> {
    const theirs = { accountId: this.accountId, ...filter } as Filter<object>;
    const found = this.house.database(service).collection(collection).find(theirs).sort({ _id: 1 });
    return found.toArray() as unknown as Promise<T[]>;
  }
}
