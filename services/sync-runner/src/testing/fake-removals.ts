import type { Actor, RemovableUser, RemovalState } from '@rollcall/contracts';
import type { RunKey } from '../removals/removals.repository.js';
import type { Candidate, RemovalDocument } from '../removals/removals.schema.js';
import type { KeptRemovals } from '../runs/claimed-run.js';

const standing: RemovalDocument['state'][] = ['held', 'approved', 'kept'];
const weekMs = 7 * 24 * 60 * 60 * 1_000;

/** The removals of one account in memory. Like the real ones they change only from the states that a change names. */
export class FakeRemovals implements KeptRemovals {
  readonly documents = new Map<string, RemovalDocument>();
  readonly actor: Actor = { userId: 'UsAdmin', name: 'Ana Admin', role: 'SuperAdmin' };

  /** A moment after each answer. */
  onAnswer: () => void = () => undefined;

  /** What an administrator decides. */
  decide(state: 'approved' | 'kept', externalIds?: string[]): void {
    for (const removal of this.documents.values()) {
      const isMeant = externalIds ? externalIds.includes(removal.externalId) : removal.state === 'held';
      if (isMeant && standing.includes(removal.state)) Object.assign(removal, { state, decidedBy: this.actor });
    }
  }

  states(): Record<string, string> {
    return Object.fromEntries([...this.documents].map(([id, { state }]) => [id, state]));
  }

  meet({ runId }: RunKey, externalIds: string[]): Promise<Map<string, RemovalState>> {
    const found = this.all(({ state, externalId }) => standing.includes(state) && externalIds.includes(externalId));
    for (const removal of found) removal.absentIn = runId;
    return this.answer(new Map(found.map(({ externalId, state }) => [externalId, state as RemovalState])));
  }

  collect({ accountId, tenantId, runId }: RunKey, candidates: readonly Candidate[]): Promise<void> {
    for (const candidate of candidates) {
      const before = this.documents.get(candidate.externalId);
      const stays = before && (standing.includes(before.state) || isCarriedOutBy(before, runId));
      const removal = {
        ...(stays ? before : { state: 'candidate' as const }),
        ...candidate,
        accountId,
        tenantId,
        runId,
      };
      this.documents.set(candidate.externalId, removal);
    }
    return this.answer(undefined);
  }

  count({ runId }: RunKey): Promise<{ found: number; undecided: number }> {
    return this.answer({
      found: this.all((removal) => removal.state === 'candidate' && removal.runId === runId).length,
      undecided: this.all((removal) => isHeldIn(removal, runId)).length,
    });
  }

  countRecent({ runId }: RunKey): Promise<number> {
    const isRecent = ({ carriedOutAt }: RemovalDocument) => Date.now() - (carriedOutAt?.getTime() ?? 0) < weekMs;
    const isOfOthers = (removal: RemovalDocument) => removal.runId !== runId && !removal.decidedBy;
    const recent = this.all((removal) => removal.state === 'carriedOut' && isOfOthers(removal) && isRecent(removal));
    return this.answer(recent.length);
  }

  countComing({ runId }: RunKey): Promise<number> {
    const isProved = ({ state }: RemovalDocument) => state === 'candidate' || state === 'approved';
    const coming = this.all((removal) => (isProved(removal) && removal.runId === runId) || isHeldIn(removal, runId));
    return this.answer(coming.length);
  }

  letReturn({ runId }: RunKey): Promise<void> {
    return this.end(({ state, absentIn }) => standing.includes(state) && absentIn !== runId, 'returned');
  }

  markReturned(_key: RunKey, externalIds: string[]): Promise<void> {
    const pending = ['candidate', ...standing];
    return this.end(({ state, externalId }) => pending.includes(state) && externalIds.includes(externalId), 'returned');
  }

  approved(_key: RunKey, after: string, limit: number): Promise<RemovalDocument[]> {
    return this.page(({ state }) => state === 'approved', after, limit);
  }

  proved({ runId }: RunKey, withCandidates: boolean, limit: number): Promise<RemovalDocument[]> {
    const states = withCandidates ? ['approved', 'candidate'] : ['approved'];
    return this.page(
      (removal) => states.includes(removal.state) && removal.runId === runId && removal.evidence !== undefined,
      '',
      limit,
    );
  }

  markCarriedOut({ runId }: RunKey, externalIds: string[]): Promise<void> {
    return this.end(
      ({ state, externalId, ...removal }) =>
        (state === 'approved' || state === 'candidate') && removal.runId === runId && externalIds.includes(externalId),
      'carriedOut',
    );
  }

  toHold({ runId }: RunKey, after: string, limit: number): Promise<RemovalDocument[]> {
    const isCandidate = (removal: RemovalDocument) => removal.state === 'candidate' && removal.runId === runId;
    return this.page((removal) => isCandidate(removal) || isHeldIn(removal, runId), after, limit);
  }

  hold({ runId }: RunKey, people: readonly RemovableUser[]): Promise<void> {
    for (const person of people) {
      const removal = this.documents.get(person.externalId);
      if (removal?.state !== 'candidate' && removal?.state !== 'held') continue;
      const heldAt = removal.heldAt ?? new Date();
      Object.assign(removal, person, { state: 'held', absentIn: runId, runId, heldAt });
    }
    return this.answer(undefined);
  }

  standing(_key: RunKey, after: string, limit: number): Promise<RemovalDocument[]> {
    return this.page(({ state }) => standing.includes(state), after, limit);
  }

  openBook(): Promise<void> {
    return this.answer(undefined);
  }

  closeBook(): Promise<void> {
    return this.answer(undefined);
  }

  countHeld({ runId }: RunKey): Promise<number> {
    return this.answer(this.all((removal) => isHeldIn(removal, runId)).length);
  }

  private end(isMeant: (removal: RemovalDocument) => boolean, state: 'returned' | 'carriedOut'): Promise<void> {
    for (const removal of this.all(isMeant)) {
      Object.assign(removal, { state }, state === 'carriedOut' && { carriedOutAt: new Date() });
    }
    return this.answer(undefined);
  }

  private async answer<T>(value: T): Promise<T> {
    await Promise.resolve();
    this.onAnswer();
    return value;
  }

  private page(isMeant: (removal: RemovalDocument) => boolean, after: string, limit: number) {
    const found = this.all((removal) => isMeant(removal) && removal.externalId > after);
    const sorted = found.sort((one, other) => (one.externalId < other.externalId ? -1 : 1)).slice(0, limit);
    return this.answer(structuredClone(sorted));
  }

  private all(isMeant: (removal: RemovalDocument) => boolean): RemovalDocument[] {
    return [...this.documents.values()].filter(isMeant);
  }
}

const isHeldIn = ({ state, absentIn }: RemovalDocument, runId: string): boolean =>
  state === 'held' && absentIn === runId;

const isCarriedOutBy = ({ state, ...removal }: RemovalDocument, runId: string): boolean =>
  state === 'carriedOut' && removal.runId === runId;
