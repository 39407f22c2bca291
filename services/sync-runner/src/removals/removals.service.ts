import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { DecideRemovals, ListRemovals, Page, Removal, RemovalsDecided, RemovalState } from '@rollcall/contracts';
import { InvalidMessageError } from '@rollcall/messaging';
import { RunsService } from '../runs/runs.service.js';
import { RemovalsRepository } from './removals.repository.js';
import type { RemovalDocument } from './removals.schema.js';

@Injectable()
export class RemovalsService {
  constructor(
    private readonly removals: RemovalsRepository,
    private readonly runs: RunsService,
  ) {}

  /** `asOf` is what a decision about the people listed names. Taken first: who is held meanwhile is not covered by it. */
  async list(request: ListRemovals): Promise<Page<Removal> & { asOf?: string }> {
    const asOf = await this.removals.lastHeldAt(request.accountId);
    const { items, next } = await this.removals.list(request);
    return {
      items: items.map(toRemoval),
      ...(next !== undefined && { next }),
      ...(asOf && { asOf: asOf.toISOString() }),
    };
  }

  /**
   * Stores the decision and asks for a run that carries out what is approved. A repeat, also after the first was broken off
   * between the two, comes to the same.
   */
  async decide(request: DecideRemovals): Promise<RemovalsDecided> {
    const { accountId, actor, decision } = request;
    if (!actor) throw new InvalidMessageError('actor is missing: somebody decides');
    const people = await this.removals.decide(request, actor);
    if (decision === 'keep' || !(await this.removals.hasApproved(accountId))) return { people };
    const runId = randomUUID();
    const occurredAt = new Date().toISOString();
    await this.runs.request({ eventId: randomUUID(), occurredAt, accountId, runId, trigger: 'removals', actor });
    return { people, runId };
  }
}

function toRemoval(removal: RemovalDocument): Removal {
  const { externalId, userId = '', name = '', state, reason = '', runId, decidedBy } = removal;
  return {
    externalId,
    userId,
    name,
    state: state as RemovalState,
    reason,
    runId,
    foundAt: removal.foundAt?.toISOString(),
    heldAt: removal.heldAt?.toISOString(),
    decidedAt: removal.decidedAt?.toISOString(),
    decidedBy,
    carriedOutAt: removal.carriedOutAt?.toISOString(),
  };
}
