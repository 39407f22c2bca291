import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Preferences, Problem, RequestSync } from '@rollcall/contracts';
import { RefusedError } from '@rollcall/messaging';
import { record } from '../audit/record-change.js';
import { ActivationService } from './activation.service.js';
import { Clock } from './clock.js';
import { ConfigurationsRepository } from './configurations.repository.js';
import type { DraftDocument } from './configurations.schema.js';
import { nameOf } from './edit-draft.js';

/** Long after the preview of a frozen draft is over. */
const keptMs = 7 * 24 * 60 * 60 * 1_000;

/** What a draft may still lack to be tried out: all of it says when or whether to sync, not what a sync does. */
const mayLack = new Set(['preferences-missing', 'mapping-not-tested', 'mapping-test-failed']);

/** What a sync does where nobody has chosen yet. */
const usualPreferences: Preferences = {
  schedule: { every: 'week', weekday: 'monday', time: '02:00', timeZone: 'UTC' },
  removedUsers: 'deactivate',
  disabledUsers: 'deactivate',
  reactivate: 'all',
  notify: [],
  sendInvitations: true,
  inviteGuests: false,
};

@Injectable()
export class PreviewsService {
  constructor(
    private readonly repository: ConfigurationsRepository,
    private readonly activation: ActivationService,
    private readonly clock: Clock,
  ) {}

  /** Asks for a preview of what is active, or of the draft, which is frozen so that later edits don't change what is tried. */
  async request({ accountId, actor, of = 'draft' }: RequestSync): Promise<{ runId: string }> {
    const runId = randomUUID();
    const by = { accountId, ...(actor && { actor }) };
    const run = { ...by, runId, kind: 'preview' as const, trigger: 'manual' as const };
    const started = record(by, 'Started preview of user sync', runId);
    const { configuration, active } = await this.repository.find(accountId);
    if (of === 'active') {
      if (!active) throw new RefusedError('not-active', 'Nothing is set up yet that could be previewed.');
      await this.repository.requestRun({ ...run, revision: active.revision }, started);
      return { runId };
    }
    const { draft } = configuration;
    if (!draft) throw new RefusedError('no-draft', 'There is no draft to preview: change something first.');
    const frozen = await this.repository.findFrozen(accountId, draft.etag);
    if (frozen) {
      await this.repository.requestRun({ ...run, revision: frozen.revision }, started);
      return { runId };
    }
    const now = this.clock.now();
    const revision = {
      accountId,
      revision: configuration.revisions + 1,
      scope: await this.tryableScope(accountId, draft),
      rows: draft.rows,
      preferences: draft.preferences ?? usualPreferences,
      activatedAt: now,
      activatedBy: nameOf(actor),
      draftEtag: draft.etag,
      runId,
      expiresAt: new Date(now.getTime() + keptMs),
    };
    const told = { run: { ...run, revision: revision.revision }, record: started };
    const isFrozen = await this.repository.freeze(revision, told);
    // Somebody was faster, with a preview or by changing the draft: what is there now counts.
    return isFrozen ? { runId } : this.request({ ...by, of });
  }

  private async tryableScope(accountId: string, draft: DraftDocument): Promise<NonNullable<DraftDocument['scope']>> {
    const problems = (await this.activation.problemsOf(accountId, draft)).filter(({ code }) => !mayLack.has(code));
    if (problems.length > 0 || !draft.scope) throw notReady(problems);
    return draft.scope;
  }
}

function notReady(problems: Problem[]): RefusedError {
  const words = problems.map(({ message }) => message).join(' ');
  return new RefusedError('not-ready', `The draft can't be previewed yet. ${words}`, problems);
}
