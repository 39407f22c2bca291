import type { ChangeStreamDocument, Collection } from 'mongodb';

/** Somebody who was deactivated or deleted, at the moment the database told it. */
export interface Removed {
  accountId: string;
  userId: string;
  externalId: string | undefined;
  at: number;
}

interface UserState {
  _id: string;
  accountId: string;
  status: string;
  deactivatedBy?: string;
  origin?: { externalId: string };
}

/**
 * Sees every removal by a sync while it happens, in all accounts: what is put right again a moment later was wrong all the
 * same. It asks the database itself, since a service that removes by mistake might not tell of it.
 */
export class RemovalsWatch {
  readonly removed: Removed[] = [];
  private readonly users = new Map<string, UserState>();
  /** Where to go on. */
  private latest: unknown;
  private ended = false;
  private reading: Promise<void> = Promise.resolve();
  private stop: () => Promise<void> = () => Promise.resolve();

  constructor(private readonly collection: Collection<UserState>) {}

  async start(): Promise<void> {
    for await (const user of this.collection.find()) this.users.set(user._id, user);
    this.reading = this.read();
  }

  of(accountId: string): Removed[] {
    return this.removed.filter((each) => each.accountId === accountId);
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

  private follow(change: ChangeStreamDocument<UserState>): void {
    if (change.operationType === 'delete') {
      const before = this.users.get(change.documentKey._id);
      this.users.delete(change.documentKey._id);
      if (before) this.note(before);
    } else if (change.operationType === 'update') {
      const { _id } = change.documentKey;
      const before = this.users.get(_id);
      if (before) this.become({ ...before, ...change.updateDescription.updatedFields });
    } else if (change.operationType === 'insert' || change.operationType === 'replace') {
      this.become(change.fullDocument);
    }
  }

  private become(user: UserState): void {
    const before = this.users.get(user._id);
    this.users.set(user._id, user);
    const isRemoved = before && before.status !== 'Inactive' && user.status === 'Inactive';
    if (isRemoved && user.deactivatedBy !== 'hand') this.note(user);
  }

  private note({ _id: userId, accountId, origin }: UserState): void {
    this.removed.push({ accountId, userId, externalId: origin?.externalId, at: Date.now() });
  }
}
