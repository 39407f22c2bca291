import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import type { Activated, Configuration, Revision } from '@rollcall/contracts';
import {
  ActivateConfiguration,
  DeleteConfiguration,
  DisableConfiguration,
  DiscardDraft,
  EnableConfiguration,
  EraseAccount,
  GetConfiguration,
  GetRevision,
  RequestSync,
  SaveMapping,
  SavePreferences,
  SaveScope,
} from '@rollcall/contracts';
import { Answers } from '@rollcall/messaging';
import { ActivationService } from './activation.service.js';
import { ConfigurationsService } from './configurations.service.js';
import { DraftsService } from './drafts.service.js';
import { PreviewsService } from './previews.service.js';

@Controller()
export class ConfigurationsController {
  constructor(
    private readonly configurations: ConfigurationsService,
    private readonly drafts: DraftsService,
    private readonly activation: ActivationService,
    private readonly previews: PreviewsService,
  ) {}

  @Answers('rpc.configuration.get')
  get(@Payload() request: GetConfiguration): Promise<Configuration> {
    return this.configurations.get(request);
  }

  @Answers('rpc.configuration.revision')
  revision(@Payload() request: GetRevision): Promise<Revision> {
    return this.configurations.revision(request);
  }

  @Answers('rpc.configuration.save-scope')
  saveScope(@Payload() request: SaveScope): Promise<Configuration> {
    return this.drafts.save(request, { scope: request.scope });
  }

  @Answers('rpc.configuration.save-mapping')
  saveMapping(@Payload() request: SaveMapping): Promise<Configuration> {
    return this.drafts.save(request, { rows: request.rows });
  }

  @Answers('rpc.configuration.save-preferences')
  savePreferences(@Payload() request: SavePreferences): Promise<Configuration> {
    return this.drafts.save(request, { preferences: request.preferences });
  }

  @Answers('rpc.configuration.discard')
  discard(@Payload() request: DiscardDraft): Promise<Configuration> {
    return this.drafts.discard(request);
  }

  @Answers('rpc.configuration.activate')
  activate(@Payload() request: ActivateConfiguration): Promise<Activated> {
    return this.activation.activate(request);
  }

  @Answers('rpc.configuration.disable')
  disable(@Payload() request: DisableConfiguration): Promise<Configuration> {
    return this.configurations.disable(request);
  }

  @Answers('rpc.configuration.enable')
  enable(@Payload() request: EnableConfiguration): Promise<Configuration> {
    return this.configurations.enable(request);
  }

  @Answers('rpc.configuration.delete')
  delete(@Payload() request: DeleteConfiguration): Promise<{ deleted: boolean }> {
    return this.configurations.delete(request);
  }

  @Answers('rpc.account.erase')
  erase(@Payload() request: EraseAccount): Promise<{ erased: boolean }> {
    return this.configurations.erase(request);
  }

  @Answers('rpc.sync.request')
  requestSync(@Payload() request: RequestSync): Promise<{ runId: string }> {
    return request.kind === 'preview' ? this.previews.request(request) : this.configurations.requestSync(request);
  }
}
