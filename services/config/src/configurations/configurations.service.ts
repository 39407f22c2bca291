import { randomUUID } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import type { AccountRequest, Configuration, GetRevision, MappingChecked, Revision } from '@rollcall/contracts';
import { describeError, RefusedError, RetryLaterError, RpcClient } from '@rollcall/messaging';
import { AZURE, changedSettings, record } from '../audit/record-change.js';
import { nextRun } from '../schedule/next-run.js';
import { Clock } from './clock.js';
import { ConfigurationsRepository } from './configurations.repository.js';
import type { ConfigurationDocument } from './configurations.schema.js';
import { ConnectionsService } from './connections.service.js';
import { describeConfiguration, describeRevision } from './describe-configuration.js';
import { refuseBesideOther } from './refuse-beside-other.js';

/** About as long as a run takes to notice that it is to stop. */
const stopsWithinMs = 5_000;

@Injectable()
export class ConfigurationsService {
  private readonly logger = new Logger(ConfigurationsService.name);

  constructor(
    private readonly repository: ConfigurationsRepository,
    private readonly connections: ConnectionsService,
    private readonly rpc: RpcClient,
    private readonly clock: Clock,
  ) {}

  async get({ accountId }: AccountRequest): Promise<Configuration> {
    const found = await this.repository.find(accountId);
    return describeConfiguration(found, await this.checkMapping(found.configuration));
  }

  /** What a run is bound to. */
  async revision({ accountId, revision }: GetRevision): Promise<Revision> {
    if (revision !== undefined) return this.numbered(accountId, revision);
    const { configuration, active } = await this.repository.find(accountId);
    if (!active || configuration.disabled) throw notActive(configuration);
    return describeRevision(active);
  }

  async requestSync({ accountId, actor }: AccountRequest): Promise<{ runId: string }> {
    const { configuration, active } = await this.repository.find(accountId);
    if (!active || configuration.disabled) throw notActive(configuration);
    if (configuration.connection?.lost !== undefined) await this.requireConnection(accountId);
    const runId = randomUUID();
    const by = { accountId, ...(actor && { actor }) };
    await this.repository.requestRun({ ...by, runId, trigger: 'manual' }, record(by, 'Started user sync', runId));
    return { runId };
  }

  async disable({ accountId, actor }: AccountRequest): Promise<Configuration> {
    const by = { accountId, ...(actor && { actor }) };
    if (!(await this.repository.disable(accountId, record(by, 'Disabled user sync', AZURE)))) {
      const { configuration, active } = await this.repository.find(accountId);
      if (active) throw new RefusedError('already-disabled', 'Syncing is disabled already.');
      throw notActive(configuration);
    }
    await this.cancelRuns(by);
    return this.get({ accountId });
  }

  /** Starts the schedule again; slots missed while disabled stay missed. */
  async enable({ accountId, actor }: AccountRequest): Promise<Configuration> {
    const { configuration, active } = await this.repository.find(accountId);
    if (!active) throw notActive(configuration);
    if (!configuration.disabled) return this.get({ accountId });
    refuseBesideOther(configuration);
    await this.requireConnection(accountId);
    const following = nextRun(active.preferences.schedule, this.clock.now());
    const by = { accountId, ...(actor && { actor }) };
    await this.repository.enable(active, following, record(by, 'Enabled user sync', AZURE));
    return this.get({ accountId });
  }

  /**
   * Removes the configuration, then the connection. In this order, because a crash in between leaves an account that does
   * nothing; asking again does the rest.
   */
  async delete({ accountId, actor }: AccountRequest): Promise<{ deleted: boolean }> {
    const request = { accountId, ...(actor && { actor }) };
    const { configuration, active } = await this.repository.find(accountId);
    const before = changedSettings(active ?? configuration.draft, {})?.before;
    const hadConfiguration = await this.repository.clear(accountId, {
      ...record(request, 'Deleted user sync configuration', AZURE),
      ...(before && { before }),
    });
    await this.cancelRuns(request);
    const { removed } = await this.rpc.request('rpc.connection.remove', request);
    return { deleted: hadConfiguration || removed };
  }

  /** What is stopped first can't come back: without a configuration nothing starts a run. */
  async erase({ accountId, actor }: AccountRequest): Promise<{ erased: boolean }> {
    const by = { accountId, ...(actor && { actor }) };
    await this.repository.clear(accountId, record(by, 'Deleted user sync configuration', AZURE));
    const { cancelled } = await this.rpc.request('rpc.runs.cancel', by);
    // It may have a page in hand, whose people would be stored after all others are gone.
    if (cancelled) throw new RetryLaterError(stopsWithinMs, 'A sync is being stopped first');
    await this.repository.requestErasure(by, record(by, 'Erased account', accountId));
    return { erased: true };
  }

  private async numbered(accountId: string, revision: number): Promise<Revision> {
    const found = await this.repository.findRevision(accountId, revision);
    if (found) return describeRevision(found);
    throw new RefusedError('not-found', 'The configuration that was to be tried out is gone. Preview it again.');
  }

  /** A draft can be looked at and saved while mapping-validator is away; then nothing is known of its mapping. */
  private async checkMapping({ _id, draft, connection }: ConfigurationDocument): Promise<MappingChecked | undefined> {
    if (!draft || connection?.tenantId === undefined) return undefined;
    const { tenantId } = connection;
    try {
      return await this.rpc.request('rpc.mapping.check', { accountId: _id, tenantId, rows: draft.rows });
    } catch (error) {
      this.logger.warn(`the mapping of ${_id} could not be checked: ${describeError(error)}`);
      return undefined;
    }
  }

  /** Asks who knows: what was told last may have been mended since. */
  private async requireConnection(accountId: string): Promise<void> {
    const connection = await this.connections.ask(accountId);
    if (connection?.lost) throw new RefusedError('connection-lost', connection.lost.message);
    if (!connection) throw new RefusedError('not-connected', 'No tenant is connected: sign in with Azure AD first.');
  }

  /** Best effort: a run that this doesn't reach is refused its configuration when it is claimed. */
  private async cancelRuns(request: AccountRequest): Promise<void> {
    try {
      await this.rpc.request('rpc.runs.cancel', request);
    } catch (error) {
      this.logger.warn(`runs of ${request.accountId} could not be cancelled: ${describeError(error)}`);
    }
  }
}

function notActive(configuration: ConfigurationDocument): RefusedError {
  return configuration.activeRevision === undefined
    ? new RefusedError('not-active', 'Nothing is set up yet: finish the set-up and press Save & sync now.')
    : new RefusedError('not-active', 'Syncing is disabled: enable it first.');
}
