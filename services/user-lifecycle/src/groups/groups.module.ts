import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { EmailsStoreModule } from '../emails/emails-store.module.js';
import { UsersModule } from '../users/users.module.js';
import { GroupsController } from './groups.controller.js';
import { GroupsRepository } from './groups.repository.js';
import { GroupClashDocument, GroupClashSchema, GroupDocument, GroupSchema } from './groups.schema.js';
import { GroupsService } from './groups.service.js';
import { MembershipsModule } from './memberships.module.js';

@Module({
  imports: [
    UsersModule,
    MembershipsModule,
    EmailsStoreModule,
    MongooseModule.forFeature([
      { name: GroupDocument.name, schema: GroupSchema },
      { name: GroupClashDocument.name, schema: GroupClashSchema },
    ]),
  ],
  controllers: [GroupsController],
  providers: [GroupsService, GroupsRepository],
})
export class GroupsModule {}
