import type { Problem } from '../api/problem.js';
import { toProblem } from '../api/problem.js';
import type { Configuration } from '../api/shapes.js';

/** Somebody else saved meanwhile. */
export interface Conflict {
  changedBy: string;
  changedAt: string;
  etag: string;
}

export type SaverState =
  | { is: 'saved' | 'waiting' | 'saving' }
  | { is: 'failed'; problem: Problem }
  | { is: 'conflict'; conflict?: Conflict; message: string };

type Put<Value> = (value: Value, etag: string | undefined) => Promise<Configuration>;

/**
 * Saves one part of the draft a moment after it was changed, one request at a time, the latest value last. Each save names
 * the draft it was made from, so that nobody undoes what somebody else did.
 */
export class Saver<Value> {
  private state: SaverState = { is: 'saved' };
  private waiting: { value: Value } | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private running: Promise<void> | undefined;
  private readonly listeners = new Set<() => void>();

  constructor(
    private readonly put: Put<Value>,
    /** ETag of the draft that is shown; undefined where there is none yet. */
    private base: string | undefined,
    private readonly delayMs: number,
  ) {}

  readonly snapshot = (): SaverState => this.state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Whether this is the draft as it was last loaded or saved here. */
  knows(etag: string | undefined): boolean {
    return etag === this.base || this.state.is === 'saving';
  }

  change(value: Value): void {
    this.waiting = { value };
    if (this.state.is === 'conflict') return;
    this.tell({ is: 'waiting' });
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.flush(), this.delayMs);
  }

  /** Saves at once what waits. Answers whether everything is stored. */
  async flush(): Promise<boolean> {
    clearTimeout(this.timer);
    await this.running;
    if (this.waiting && this.state.is !== 'conflict') {
      this.running = this.save(this.waiting);
      await this.running;
    }
    return this.waiting === undefined;
  }

  /** Saves over what somebody else saved: the person has read whose it is. */
  async overwrite(): Promise<boolean> {
    if (this.state.is === 'conflict') {
      this.base = this.state.conflict?.etag;
      this.tell({ is: 'waiting' });
    }
    return this.flush();
  }

  private async save(change: { value: Value }): Promise<void> {
    this.tell({ is: 'saving' });
    try {
      const { draft } = await this.put(change.value, this.base);
      this.base = draft?.etag;
      if (this.waiting === change) this.waiting = undefined;
      this.tell({ is: this.waiting ? 'waiting' : 'saved' });
    } catch (error) {
      this.tell(describeFailure(toProblem(error)));
    }
  }

  private tell(state: SaverState): void {
    this.state = state;
    for (const listener of this.listeners) listener();
  }
}

function describeFailure(problem: Problem): SaverState {
  if (problem.code !== 'draft-changed') return { is: 'failed', problem };
  const conflict = problem.document?.details as Conflict | undefined;
  return { is: 'conflict', message: problem.message, ...(conflict && { conflict }) };
}
