import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { ConnectionsController } from './connections.controller.js';
import { ConnectionsRepository } from './connections.repository.js';
import { ConnectionDocument, ConnectionSchema } from './connections.schema.js';
import { ConnectionsService } from './connections.service.js';

@Module({
  imports: [MongooseModule.forFeature([{ name: ConnectionDocument.name, schema: ConnectionSchema }])],
  controllers: [ConnectionsController],
  providers: [ConnectionsService, ConnectionsRepository],
  exports: [ConnectionsService],
})
export class ConnectionsModule {}
