import type { Db } from 'mongodb';
import { type Change, FollowedCollection } from './follow-collection.js';
import type { MembershipRecord, UserRecord } from './records.js';

/** Somebody who was deactivated or deleted, at the moment the database told it. */
export interface Removed {
  accountId: string;
  how: 'deactivated' | 'deleted';
  at: number;
  /** As they were just before. */
  before: UserRecord;
  /** Users of the account who followed the directory and were not inactive, themselves included. */
  synced: number;
}

/** A user who was taken out of a group, at the moment the database told it. */
export interface TakenOut extends MembershipRecord {
  at: number;
}

/** What was seen of one account. */
export interface Seen {
  removed: readonly Removed[];
  takenOut: readonly TakenOut[];
  /** The ids of runs that ever left a mark on a user. */
  marks: ReadonlySet<string>;
  /** By user, all ids in the directory that they ever followed. */
  followed: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Every removal by a sync, and every end of a membership, in all accounts. */
export class RemovalsWatch {
  private readonly removed: Removed[] = [];
  private readonly takenOut: TakenOut[] = [];
  private readonly marks = new Map<string, Set<string>>();
  private readonly followed = new Map<string, Set<string>>();
  private readonly users: FollowedCollection<UserRecord>;
  private readonly memberships: FollowedCollection<MembershipRecord>;

  constructor(database: Db) {
    this.users = new FollowedCollection(database.collection('users'), (change) => this.userChanged(change));
    this.memberships = new FollowedCollection(database.collection('memberships'), ({ before, after }) => {
      if (before && !after) this.takenOut.push({ ...before, at: Date.now() });
    });
  }

  async start(): Promise<void> {
    await Promise.all([this.users.start(), this.memberships.start()]);
  }

  of(accountId: string): Seen {
    return {
      removed: this.removed.filter(({ before }) => before.accountId === accountId),
      takenOut: this.takenOut.filter((each) => each.accountId === accountId),
      marks: this.marks.get(accountId) ?? new Set(),
      followed: this.followed,
    };
  }

  async end(): Promise<void> {
    await Promise.all([this.users.end(), this.memberships.end()]);
  }

  private userChanged({ before, after }: Change<UserRecord>): void {
    if (before && !after) this.note(before, 'deleted');
    if (!after) return;
    const isRemoved = before && before.status !== 'Inactive' && after.status === 'Inactive';
    if (isRemoved && after.deactivatedBy !== 'hand') this.note(before, 'deactivated');
    const { accountId, origin, seen, missing } = after;
    for (const mark of [seen, missing]) if (mark) setOf(this.marks, accountId).add(mark.runId);
    if (origin) setOf(this.followed, after._id).add(origin.externalId);
  }

  private note(before: UserRecord, how: Removed['how']): void {
    const { accountId } = before;
    const isSynced = (user: UserRecord) => user.accountId === accountId && user.origin && user.status !== 'Inactive';
    // They are themselves no longer among them.
    const synced = [...this.users.documents()].filter(isSynced).length + (isSynced(before) ? 1 : 0);
    this.removed.push({ accountId, how, at: Date.now(), before, synced });
  }
}

function setOf(all: Map<string, Set<string>>, key: string): Set<string> {
  const found = all.get(key) ?? new Set();
  all.set(key, found);
  return found;
}
