import { Module } from '@nestjs/common';
import { RemovalsModule } from './removals/removals.module.js';
import { RunsModule } from './runs/runs.module.js';

@Module({ imports: [RunsModule, RemovalsModule] })
export class AppModule {}
