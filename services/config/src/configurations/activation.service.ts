import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { ActivateConfiguration, Activated, MappingRow, Problem } from '@rollcall/contracts';
import { RefusedError, RpcClient } from '@rollcall/messaging';
import { AZURE, changedSettings, record } from '../audit/record-change.js';
import { nextRun } from '../schedule/next-run.js';
import { Clock } from './clock.js';
import { ConfigurationsRepository } from './configurations.repository.js';
import type { DraftDocument } from './configurations.schema.js';
import { ConnectionsService } from './connections.service.js';
import { nameOf, refuseIfChanged } from './edit-draft.js';
import { findProblems, type Knowledge } from './find-problems.js';
import { refuseBesideOther } from './refuse-beside-other.js';

@Injectable()
export class ActivationService {
  constructor(
    private readonly repository: ConfigurationsRepository,
    private readonly connections: ConnectionsService,
    private readonly rpc: RpcClient,
    private readonly clock: Clock,
  ) {}

  /** Makes the draft the active revision and asks for its first run. Pressed twice, it answers twice and does it once. */
  async activate({ accountId, etag, actor }: ActivateConfiguration): Promise<Activated> {
    const { configuration, active } = await this.repository.find(accountId);
    if (active && etag === active.draftEtag) return { revision: active.revision, runId: active.runId };
    refuseBesideOther(configuration);
    const { draft } = configuration;
    refuseIfChanged(draft, etag);
    if (!draft) throw new RefusedError('no-draft', 'There is nothing to activate: change something first.');

    const { scope, rows, preferences } = draft;
    const problems = await this.problemsOf(accountId, draft);
    if (problems.length > 0 || !scope || !preferences) throw notReady(problems);

    const now = this.clock.now();
    const revision = {
      accountId,
      revision: configuration.revisions + 1,
      scope,
      rows,
      preferences,
      activatedAt: now,
      activatedBy: nameOf(actor),
      draftEtag: draft.etag,
      runId: randomUUID(),
    };
    const by = { accountId, ...(actor && { actor }) };
    const isActivated = await this.repository.activate(revision, nextRun(preferences.schedule, now), {
      run: { ...by, runId: revision.runId, trigger: 'activation' },
      record: { ...record(by, 'Updated user sync configuration', AZURE), ...changedSettings(active, revision) },
    });
    if (isActivated) return { revision: revision.revision, runId: revision.runId };
    // Somebody was faster: with the same draft, which is then answered alike, or by changing it, which is refused.
    return this.activate({ ...by, etag: draft.etag });
  }

  /** What keeps a draft from being activated. */
  async problemsOf(accountId: string, draft: DraftDocument): Promise<Problem[]> {
    return findProblems(draft, await this.ask(accountId, draft.rows));
  }

  /** From those who decide it, as their events may still be on the way. */
  private async ask(accountId: string, rows: MappingRow[]): Promise<Knowledge> {
    const connection = await this.connections.ask(accountId);
    if (!connection || connection.lost) return { connected: false, lost: connection?.lost?.message };
    const { tenantId } = connection;
    const mapping = await this.rpc.request('rpc.mapping.check', { accountId, tenantId, rows });
    const { mappingHash } = mapping;
    const test = await this.rpc.request('rpc.mapping.latest', { accountId, mappingHash });
    return { connected: true, mapping, test: test?.result };
  }
}

function notReady(problems: Problem[]): RefusedError {
  const words = problems.map(({ message }) => message).join(' ');
  return new RefusedError('not-ready', `The configuration can't be activated yet. ${words}`, problems);
}
