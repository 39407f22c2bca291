import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { UsersModule } from '../users/users.module.js';
import { InvitationsController } from './invitations.controller.js';
import { InvitationsRepository } from './invitations.repository.js';
import { InvitationDocument, InvitationSchema } from './invitations.schema.js';
import { InvitationsService } from './invitations.service.js';

@Module({
  imports: [UsersModule, MongooseModule.forFeature([{ name: InvitationDocument.name, schema: InvitationSchema }])],
  controllers: [InvitationsController],
  providers: [InvitationsService, InvitationsRepository],
})
export class InvitationsModule {}
