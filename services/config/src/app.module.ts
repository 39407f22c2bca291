import { Module } from '@nestjs/common';
import { AuditModule } from './audit/audit.module.js';
import { ConfigurationsModule } from './configurations/configurations.module.js';
import { ProvidersModule } from './providers/providers.module.js';
import { ScheduleModule } from './schedule/schedule.module.js';

@Module({ imports: [ConfigurationsModule, ProvidersModule, ScheduleModule, AuditModule] })
export class AppModule {}
