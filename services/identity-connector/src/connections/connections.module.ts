import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { ScheduleModule } from '@nestjs/schedule';
import { MicrosoftModule } from '../microsoft/microsoft.module.js';
import { ConnectionsController } from './connections.controller.js';
import { ConnectionsRepository } from './connections.repository.js';
import { ConnectionDocument, ConnectionSchema } from './connections.schema.js';
import { ConnectionsService } from './connections.service.js';
import { ProbeService } from './probe.service.js';
import { WatchRepository } from './watch.repository.js';
import { WatchService } from './watch.service.js';

@Module({
  imports: [
    MicrosoftModule,
    ScheduleModule.forRoot(),
    MongooseModule.forFeature([{ name: ConnectionDocument.name, schema: ConnectionSchema }]),
  ],
  controllers: [ConnectionsController],
  providers: [ConnectionsService, ConnectionsRepository, ProbeService, WatchService, WatchRepository],
  exports: [ConnectionsService, ProbeService, WatchService],
})
export class ConnectionsModule {}
