import { Injectable } from '@nestjs/common';
import {
  type AccountRequest,
  type Provider,
  providerNames,
  providers,
  type ProviderState,
  type SwitchOffProvider,
  type SwitchOnProvider,
} from '@rollcall/contracts';
import { RefusedError } from '@rollcall/messaging';
import { ConfigurationsRepository } from '../configurations/configurations.repository.js';
import { ConfigurationsService } from '../configurations/configurations.service.js';
import { stateOf } from '../configurations/describe-configuration.js';
import { refuseBesideOther } from '../configurations/refuse-beside-other.js';
import { ProvidersRepository } from './providers.repository.js';

/** Where an account's users come from: one provider at a time. */
@Injectable()
export class ProvidersService {
  constructor(
    private readonly repository: ProvidersRepository,
    private readonly configurations: ConfigurationsRepository,
    private readonly azure: ConfigurationsService,
  ) {}

  async list({ accountId }: AccountRequest): Promise<{ providers: ProviderState[] }> {
    const active = await this.active(accountId);
    return { providers: providers.map((provider) => ({ provider, active: provider === active })) };
  }

  /** Again for the one that is active: nothing happens. */
  async switchOn({ accountId, provider, actor }: SwitchOnProvider): Promise<{ providers: ProviderState[] }> {
    if (!(await this.repository.switchOn(accountId, provider, actor)))
      await this.refuseUnlessActive(accountId, provider);
    return this.list({ accountId });
  }

  /** Of one that is not active: nothing happens. */
  async switchOff({ accountId, provider, actor }: SwitchOffProvider): Promise<{ providers: ProviderState[] }> {
    if (provider !== 'azure') await this.repository.switchOff(accountId, provider, actor);
    else if ((await this.active(accountId)) === provider)
      await this.azure.disable({ accountId, ...(actor && { actor }) });
    return this.list({ accountId });
  }

  /** azure is active from activation until it is disabled or deleted. */
  private async active(accountId: string): Promise<Provider | undefined> {
    const found = await this.configurations.find(accountId);
    return stateOf(found) === 'active' ? 'azure' : found.configuration.otherProvider;
  }

  private async refuseUnlessActive(accountId: string, provider: Provider): Promise<void> {
    const { configuration } = await this.configurations.find(accountId);
    if (configuration.otherProvider === provider) return;
    refuseBesideOther(configuration);
    const words = `${providerNames.azure} provides the users of this account. Disable syncing there before ${providerNames[provider]} is switched on.`;
    throw new RefusedError('provider-active', words);
  }
}
