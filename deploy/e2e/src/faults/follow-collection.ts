import type { ChangeStreamDocument, Collection } from 'mongodb';

/** A change of a document; one of both is absent where it came or went. */
export interface Change<T> {
  before?: T | undefined;
  after?: T | undefined;
}

/**
 * Sees every change of a collection while it happens: what is put right again a moment later was wrong all the same. It asks
 * the database itself, since a service that errs might not tell of it.
 */
export class FollowedCollection<T extends object> {
  private readonly current = new Map<string, T>();
  /** Where to go on. */
  private latest: unknown;
  private ended = false;
  private reading: Promise<void> = Promise.resolve();
  private stop: () => Promise<void> = () => Promise.resolve();

  constructor(
    private readonly collection: Collection<T>,
    private readonly changed: (change: Change<T>) => void,
  ) {}

  /** The documents as they are. */
  documents(): Iterable<T> {
    return this.current.values();
  }

  async start(): Promise<void> {
    for await (const document of this.collection.find()) this.current.set(String(document._id), document as T);
    this.reading = this.read();
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

  private follow(change: ChangeStreamDocument<T>): void {
    if (!('documentKey' in change)) return;
    const id = String(change.documentKey._id);
    const before = this.current.get(id);
    const after = afterwards(before, change);
    if (after) this.current.set(id, after);
    else this.current.delete(id);
    this.changed({ before, after });
  }
}

function afterwards<T extends object>(before: T | undefined, change: ChangeStreamDocument<T>): T | undefined {
  if (change.operationType === 'insert' || change.operationType === 'replace') return change.fullDocument;
  return change.operationType === 'update' && before ? updated(before, change.updateDescription) : undefined;
}

interface Description {
  updatedFields?: object;
  removedFields?: string[];
}

/** Also where only a part of a field was changed: https://www.mongodb.com/docs/manual/reference/change-events/update/ */
function updated<T extends object>(before: T, { updatedFields = {}, removedFields = [] }: Description): T {
  const after = structuredClone(before);
  const change = (path: string, write: (holder: Record<string, unknown>, name: string) => void) => {
    const names = path.split('.');
    const last = names.pop() ?? '';
    let holder = after as Record<string, unknown>;
    for (const name of names) holder = (holder[name] ??= {}) as Record<string, unknown>;
    write(holder, last);
  };
  for (const [path, value] of Object.entries(updatedFields))
    change(path, (holder, name) => void (holder[name] = value));
  for (const path of removedFields) change(path, (holder, name) => Reflect.deleteProperty(holder, name));
  return after;
}
