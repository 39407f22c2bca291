import { Module } from '@nestjs/common';
import { ConfigurationsModule } from './configurations/configurations.module.js';
import { ScheduleModule } from './schedule/schedule.module.js';

@Module({ imports: [ConfigurationsModule, ScheduleModule] })
export class AppModule {}
