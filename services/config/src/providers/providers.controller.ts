import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import type { ProviderState } from '@rollcall/contracts';
import { ListProviders, SwitchOffProvider, SwitchOnProvider } from '@rollcall/contracts';
import { Answers } from '@rollcall/messaging';
import { ProvidersService } from './providers.service.js';

@Controller()
export class ProvidersController {
  constructor(private readonly providers: ProvidersService) {}

  @Answers('rpc.providers.list')
  list(@Payload() request: ListProviders): Promise<{ providers: ProviderState[] }> {
    return this.providers.list(request);
  }

  @Answers('rpc.providers.switch-on')
  switchOn(@Payload() request: SwitchOnProvider): Promise<{ providers: ProviderState[] }> {
    return this.providers.switchOn(request);
  }

  @Answers('rpc.providers.switch-off')
  switchOff(@Payload() request: SwitchOffProvider): Promise<{ providers: ProviderState[] }> {
    return this.providers.switchOff(request);
  }
}
