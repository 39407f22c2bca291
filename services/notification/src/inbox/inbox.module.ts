import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { InboxController } from './inbox.controller.js';
import { InboxRepository } from './inbox.repository.js';
import { NoticeDocument, NoticeSchema } from './inbox.schema.js';
import { InboxService } from './inbox.service.js';

@Module({
  imports: [MongooseModule.forFeature([{ name: NoticeDocument.name, schema: NoticeSchema }])],
  controllers: [InboxController],
  providers: [InboxService, InboxRepository],
  exports: [InboxRepository],
})
export class InboxModule {}
