import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { DeliveriesModule } from '../deliveries/deliveries.module.js';
import { InboxController } from './inbox.controller.js';
import { InboxRepository } from './inbox.repository.js';
import { NoticeDocument, NoticeSchema } from './inbox.schema.js';
import { InboxService } from './inbox.service.js';

@Module({
  imports: [DeliveriesModule, MongooseModule.forFeature([{ name: NoticeDocument.name, schema: NoticeSchema }])],
  controllers: [InboxController],
  providers: [InboxService, InboxRepository],
})
export class InboxModule {}
