import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { RemovalsStoreModule } from '../removals/removals-store.module.js';
import { ChangedPeopleRepository } from './changed-people.repository.js';
import { ChangedPersonDocument, ChangedPersonSchema } from './changed-people.schema.js';
import { DeltaCursorDocument, DeltaCursorSchema } from './delta-cursors.schema.js';
import { RunSlots } from './run-slots.service.js';
import { RunsController } from './runs.controller.js';
import { RunsRepository } from './runs.repository.js';
import { AccountFenceDocument, AccountFenceSchema, RunDocument, RunSchema } from './runs.schema.js';
import { RunsService } from './runs.service.js';
import { SyncService } from './sync.service.js';

@Module({
  imports: [
    RemovalsStoreModule,
    MongooseModule.forFeature([
      { name: RunDocument.name, schema: RunSchema },
      { name: ChangedPersonDocument.name, schema: ChangedPersonSchema },
      { name: DeltaCursorDocument.name, schema: DeltaCursorSchema },
      { name: AccountFenceDocument.name, schema: AccountFenceSchema },
    ]),
  ],
  controllers: [RunsController],
  exports: [RunsService],
  providers: [RunsService, RunsRepository, ChangedPeopleRepository, RunSlots, SyncService],
})
export class RunsModule {}
