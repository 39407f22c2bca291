import { Module } from '@nestjs/common';
import { RunsModule } from '../runs/runs.module.js';
import { RemovalsController } from './removals.controller.js';
import { RemovalsService } from './removals.service.js';
import { RemovalsStoreModule } from './removals-store.module.js';

@Module({
  imports: [RunsModule, RemovalsStoreModule],
  controllers: [RemovalsController],
  providers: [RemovalsService],
})
export class RemovalsModule {}
