import { randomUUID } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import type {
  AccountRequest,
  Configuration,
  GetRevision,
  MappingChecked,
  ProviderState,
  Revision,
} from '@rollcall/contracts';
import { describeError, RefusedError, RpcClient } from '@rollcall/messaging';
import { nextRun } from '../schedule/next-run.js';
import { Clock } from './clock.js';
import { ConfigurationsRepository } from './configurations.repository.js';
import type { ConfigurationDocument } from './configurations.schema.js';
import { ConnectionsService } from './connections.service.js';
import { describeConfiguration, describeRevision, stateOf } from './describe-configuration.js';

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
    const runId = randomUUID();
    await this.repository.requestRun({ accountId, runId, trigger: 'manual', ...(actor && { actor }) });
    return { runId };
  }

  async disable({ accountId, actor }: AccountRequest): Promise<Configuration> {
    if (!(await this.repository.disable(accountId))) {
      const { configuration, active } = await this.repository.find(accountId);
      if (active) throw new RefusedError('already-disabled', 'Syncing is disabled already.');
      throw notActive(configuration);
    }
    await this.cancelRuns({ accountId, ...(actor && { actor }) });
    return this.get({ accountId });
  }

  /** Starts the schedule again; slots missed while disabled stay missed. */
  async enable({ accountId }: AccountRequest): Promise<Configuration> {
    const { configuration, active } = await this.repository.find(accountId);
    if (!active) throw notActive(configuration);
    if (!configuration.disabled) return this.get({ accountId });
    if (!(await this.connections.ask(accountId))) {
      throw new RefusedError('not-connected', 'No tenant is connected: sign in with Azure AD, then enable syncing.');
    }
    await this.repository.enable(active, nextRun(active.preferences.schedule, this.clock.now()));
    return this.get({ accountId });
  }

  /**
   * Removes the configuration, then the connection. In this order, because a crash in between leaves an account that does
   * nothing; asking again does the rest.
   */
  async delete({ accountId, actor }: AccountRequest): Promise<{ deleted: boolean }> {
    const request = { accountId, ...(actor && { actor }) };
    const hadConfiguration = await this.repository.clear(accountId);
    await this.cancelRuns(request);
    const { removed } = await this.rpc.request('rpc.connection.remove', request);
    return { deleted: hadConfiguration || removed };
  }

  /** A provider is active from activation until it is disabled or deleted. */
  async providers({ accountId }: AccountRequest): Promise<{ providers: ProviderState[] }> {
    const isActive = stateOf(await this.repository.find(accountId)) === 'active';
    return {
      providers: [
        { provider: 'azure', active: isActive },
        { provider: 'google', active: false },
        { provider: 'scim', active: false },
      ],
    };
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
