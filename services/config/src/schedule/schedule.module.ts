import { Module } from '@nestjs/common';
import { ScheduleModule as TimersModule } from '@nestjs/schedule';
import { ConfigurationsModule } from '../configurations/configurations.module.js';
import { ScheduleService } from './schedule.service.js';

@Module({ imports: [TimersModule.forRoot(), ConfigurationsModule], providers: [ScheduleService] })
export class ScheduleModule {}
