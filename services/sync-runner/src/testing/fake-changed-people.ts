import type { KeptChanges } from '../runs/claimed-run.js';

/** Whom changes runs have to look at, in memory. */
export class FakeChangedPeople implements KeptChanges {
  private readonly people = new Map<string, Set<string>>();

  add(runId: string, externalIds: readonly string[]): Promise<void> {
    this.people.set(runId, new Set([...(this.people.get(runId) ?? []), ...externalIds]));
    return Promise.resolve();
  }

  count(runId: string): Promise<number> {
    return Promise.resolve(this.people.get(runId)?.size ?? 0);
  }

  page(runId: string, after: string, limit: number): Promise<string[]> {
    const sorted = [...(this.people.get(runId) ?? [])].sort();
    return Promise.resolve(sorted.filter((id) => id > after).slice(0, limit));
  }

  drop(runId: string): Promise<void> {
    this.people.delete(runId);
    return Promise.resolve();
  }
}
