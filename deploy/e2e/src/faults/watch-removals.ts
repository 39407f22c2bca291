import type { ChangeStreamDocument, Collection } from 'mongodb';
import type { UserRecord } from './records.js';

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

/**
 * Sees every removal by a sync while it happens, in all accounts: what is put right again a moment later was wrong all the
 * same. It asks the database itself, since a service that removes by mistake might not tell of it.
 */
export class RemovalsWatch {
  private readonly removed: Removed[] = [];
  /** By account, the ids of runs that ever left a mark on a user. */
  private readonly marks = new Map<string, Set<string>>();
  private readonly users = new Map<string, UserRecord>();
  /** Where to go on. */
  private latest: unknown;
  private ended = false;
  private reading: Promise<void> = Promise.resolve();
  private stop: () => Promise<void> = () => Promise.resolve();

  constructor(private readonly collection: Collection<UserRecord>) {}

  async start(): Promise<void> {
    for await (const user of this.collection.find()) this.users.set(user._id, user);
    this.reading = this.read();
  }

  of(accountId: string): { removed: Removed[]; marks: ReadonlySet<string> } {
    const removed = this.removed.filter(({ before }) => before.accountId === accountId);
    return { removed, marks: this.marks.get(accountId) ?? new Set() };
  }

  async end(): Promise<void> {
    this.ended = true;
    await this.stop();
    await this.reading;
  }

  /** Goes on where it was when the database is killed and comes back. */
  private async read(): Promise<void> {
    while (!this.ended) {
      const changes = this.collection.watch([], this.latest === undefined ? {} : { resumeAfter: this.latest });
      this.stop = () => changes.close();
      try {
        for await (const change of changes) {
          this.latest = change._id;
          this.follow(change);
        }
      } catch {
        await changes.close();
      }
    }
  }

  private follow(change: ChangeStreamDocument<UserRecord>): void {
    if (change.operationType === 'delete') {
      const before = this.users.get(change.documentKey._id);
      if (before) this.note(before, 'deleted');
      this.users.delete(change.documentKey._id);
    } else if (change.operationType === 'update') {
      const before = this.users.get(change.documentKey._id);
      if (before) this.become(changed(before, change.updateDescription));
    } else if (change.operationType === 'insert' || change.operationType === 'replace') {
      this.become(change.fullDocument);
    }
  }

  private become(user: UserRecord): void {
    const before = this.users.get(user._id);
    const isRemoved = before && before.status !== 'Inactive' && user.status === 'Inactive';
    if (isRemoved && user.deactivatedBy !== 'hand') this.note(before, 'deactivated');
    this.users.set(user._id, user);
    const marks = this.marks.get(user.accountId) ?? new Set();
    for (const mark of [user.seen, user.missing]) if (mark) marks.add(mark.runId);
    this.marks.set(user.accountId, marks);
  }

  private note(before: UserRecord, how: Removed['how']): void {
    const { accountId } = before;
    const isSynced = (user: UserRecord) => user.accountId === accountId && user.origin && user.status !== 'Inactive';
    const synced = [...this.users.values()].filter(isSynced).length;
    this.removed.push({ accountId, how, at: Date.now(), before, synced });
  }
}

interface Description {
  updatedFields?: object;
  removedFields?: string[];
}

/** Also where only a part of a field was changed: https://www.mongodb.com/docs/manual/reference/change-events/update/ */
function changed(before: UserRecord, { updatedFields = {}, removedFields = [] }: Description): UserRecord {
  const after: Record<string, unknown> = structuredClone(before) as unknown as Record<string, unknown>;
  const change = (path: string, write: (holder: Record<string, unknown>, name: string) => void) => {
    const names = path.split('.');
    const last = names.pop() ?? '';
    let holder = after;
    for (const name of names) holder = (holder[name] ??= {}) as Record<string, unknown>;
    write(holder, last);
  };
  for (const [path, value] of Object.entries(updatedFields))
    change(path, (holder, name) => void (holder[name] = value));
  for (const path of removedFields) change(path, (holder, name) => Reflect.deleteProperty(holder, name));
  return after as unknown as UserRecord;
}
