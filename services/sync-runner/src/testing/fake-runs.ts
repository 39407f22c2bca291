import type { RunKind, Trigger } from '@rollcall/contracts';
import { readsWhole } from '../runs/judge-read.js';
import type { Renewal } from '../runs/lease.js';
import type { Ending, HeldRun } from '../runs/runs.repository.js';
import { firstCheckpoint, type ReadResult, type RunDocument } from '../runs/runs.schema.js';
import type { DeltaCursorDocument } from '../runs/delta-cursors.schema.js';
import { accountId } from './builders.js';

/** The runs of one account in memory. Like the real ones they change only for the claim that holds them. */
export class FakeRuns {
  readonly documents = new Map<string, RunDocument>();
  readonly endings = new Map<string, Ending>();
  /** How long each run that was given back has to wait. */
  readonly waits: number[] = [];
  /** What the last claim took into its hands. */
  claimed: HeldRun | undefined;
  delta: DeltaCursorDocument | undefined;
  private fence = 0;

  queue(runId: string, trigger: Trigger = 'manual', kind: RunKind = 'sync'): void {
    this.documents.set(runId, {
      _id: runId,
      ids: [runId],
      accountId,
      status: 'queued',
      kind,
      trigger,
      requestedAt: new Date(),
      claimableAt: new Date(0),
      claims: 0,
      cancelRequested: false,
      checkpoint: firstCheckpoint,
    });
  }

  get(runId: string): RunDocument {
    const document = this.documents.get(runId);
    if (!document) throw new Error(`there is no run ${runId}`);
    return document;
  }

  claim(runId: string): HeldRun {
    const document = this.get(runId);
    this.fence += 1;
    const claimed = {
      fence: this.fence,
      status: 'running' as const,
      claims: document.claims + 1,
      progressAt: new Date(),
    };
    Object.assign(document, claimed);
    this.claimed = structuredClone({ ...document, ...claimed });
    return this.claimed;
  }

  save(run: HeldRun, progress: Partial<RunDocument>): Promise<Renewal> {
    const held = this.held(run);
    if (held) {
      Object.assign(held, structuredClone(progress), { claims: 0, progressAt: new Date() });
    }
    return Promise.resolve(held);
  }

  renew(run: HeldRun): Promise<Renewal> {
    return Promise.resolve(this.held(run));
  }

  giveBack(run: HeldRun, waitMs: number): Promise<void> {
    const held = this.held(run);
    if (held) {
      this.waits.push(waitMs);
      delete held.fence;
    }
    return Promise.resolve();
  }

  finish(run: HeldRun, ending: Ending): Promise<boolean> {
    const held = this.held(run);
    if (held) {
      Object.assign(held, { status: ending.status });
      delete held.fence;
      this.endings.set(run._id, ending);
      if (ending.delta) this.delta = { _id: accountId, ...ending.delta };
    }
    return Promise.resolve(held !== undefined);
  }

  lastReads(): Promise<ReadResult[] | undefined> {
    const complete = [...this.documents.values()].filter(
      ({ kind, status, trigger }) =>
        kind === 'sync' && trigger !== 'removals' && (status === 'success' || status === 'partialSuccess'),
    );
    return Promise.resolve(complete.at(-1)?.checkpoint.reads);
  }

  lastDelta(): Promise<DeltaCursorDocument | null> {
    return Promise.resolve(this.delta ?? null);
  }

  wholeRuns(_accountId: string, runIds: string[], scopeKey: string): Promise<Set<string>> {
    const whole = runIds.filter((runId) => {
      const run = this.documents.get(runId);
      const hasEnded = run?.status === 'success' || run?.status === 'partialSuccess';
      return hasEnded && run.scopeKey === scopeKey && readsWhole(run.checkpoint);
    });
    return Promise.resolve(new Set(whole));
  }

  private held({ _id, fence }: HeldRun): RunDocument | undefined {
    const document = this.documents.get(_id);
    return document?.fence === fence && document.status === 'running' ? document : undefined;
  }
}
