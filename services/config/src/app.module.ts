import { Module } from '@nestjs/common';
import { AuditModule } from './audit/audit.module.js';
import { ConfigurationsModule } from './configurations/configurations.module.js';
import { ScheduleModule } from './schedule/schedule.module.js';

@Module({ imports: [ConfigurationsModule, ScheduleModule, AuditModule] })
export class AppModule {}
