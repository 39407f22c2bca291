import { Module } from '@nestjs/common';
import { FaultsModule } from '../control/faults.module.js';
import { BatchService } from './batch.service.js';
import { CallerService } from './caller.service.js';
import { GraphController } from './graph.controller.js';
import { GraphService } from './graph.service.js';
import { MeService } from './me.service.js';
import { ThrottleService } from './throttle.service.js';

@Module({
  imports: [FaultsModule],
  controllers: [GraphController],
  providers: [BatchService, CallerService, GraphService, MeService, ThrottleService],
  exports: [ThrottleService],
})
export class GraphModule {}
