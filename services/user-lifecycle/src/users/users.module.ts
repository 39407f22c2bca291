import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { EmailsStoreModule } from '../emails/emails-store.module.js';
import { FieldsModule } from '../fields/fields.module.js';
import { MembershipsModule } from '../groups/memberships.module.js';
import { OutcomesModule } from '../outcomes/outcomes.module.js';
import { FenceRepository } from './fence.repository.js';
import { FenceDocument, FenceSchema } from './fence.schema.js';
import { PreviewsRepository } from './previews.repository.js';
import { PreviewedUserDocument, PreviewedUserSchema } from './previews.schema.js';
import { ReferencesRepository } from './references.repository.js';
import { ReferencesService } from './references.service.js';
import { RunUsersRepository } from './run-users.repository.js';
import { RunUsersService } from './run-users.service.js';
import { UsersController } from './users.controller.js';
import { UsersRepository } from './users.repository.js';
import { UserDocument, UserSchema } from './users.schema.js';
import { UsersService } from './users.service.js';

@Module({
  imports: [
    FieldsModule,
    OutcomesModule,
    MembershipsModule,
    EmailsStoreModule,
    MongooseModule.forFeature([
      { name: UserDocument.name, schema: UserSchema },
      { name: PreviewedUserDocument.name, schema: PreviewedUserSchema },
      { name: FenceDocument.name, schema: FenceSchema },
    ]),
  ],
  controllers: [UsersController],
  providers: [
    UsersService,
    UsersRepository,
    RunUsersRepository,
    PreviewsRepository,
    RunUsersService,
    FenceRepository,
    ReferencesService,
    ReferencesRepository,
  ],
  exports: [RunUsersService, UsersRepository, FenceRepository],
})
export class UsersModule {}
