import { Global, Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { Environment } from './environment.js';
import { RedirectUrisService } from './redirect-uris.service.js';

@Global()
@Module({})
export class SettingsModule {
  static with(environment: Environment): DynamicModule {
    return {
      module: SettingsModule,
      providers: [{ provide: Environment, useValue: environment }, RedirectUrisService],
      exports: [Environment, RedirectUrisService],
    };
  }
}
