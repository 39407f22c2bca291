import { Module } from '@nestjs/common';
import type { DynamicModule, MiddlewareConsumer, NestModule } from '@nestjs/common';
import { ControlModule } from './control/control.module.js';
import { FaultsModule } from './control/faults.module.js';
import { InterferenceMiddleware } from './control/interference.middleware.js';
import { EntraModule } from './entra/entra.module.js';
import type { Environment } from './environment.js';
import { GraphModule } from './graph/graph.module.js';
import { HealthController } from './health.controller.js';
import { KissflowSignInController } from './kissflow-sign-in/kissflow-sign-in.controller.js';
import { MailboxModule } from './mailbox/mailbox.module.js';
import { SettingsModule } from './settings.module.js';
import { TenantModule } from './tenant/tenant.module.js';

@Module({
  imports: [TenantModule, FaultsModule, EntraModule, GraphModule, MailboxModule, ControlModule],
  controllers: [HealthController, KissflowSignInController],
})
export class AppModule implements NestModule {
  static with(environment: Environment): DynamicModule {
    return { module: AppModule, imports: [SettingsModule.with(environment)] };
  }

  configure(consumer: MiddlewareConsumer): void {
    consumer.apply(InterferenceMiddleware).forRoutes('{*path}');
  }
}
