import { Module } from '@nestjs/common';
import { ByHandModule } from './by-hand/by-hand.module.js';
import { EmailsModule } from './emails/emails.module.js';
import { FieldsModule } from './fields/fields.module.js';
import { GroupsModule } from './groups/groups.module.js';
import { InvitationsModule } from './invitations/invitations.module.js';
import { OutcomesModule } from './outcomes/outcomes.module.js';
import { UsersModule } from './users/users.module.js';

@Module({
  imports: [UsersModule, ByHandModule, EmailsModule, GroupsModule, FieldsModule, OutcomesModule, InvitationsModule],
})
export class AppModule {}
