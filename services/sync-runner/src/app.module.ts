import { Module } from '@nestjs/common';
import { RunsModule } from './runs/runs.module.js';

@Module({ imports: [RunsModule] })
export class AppModule {}
