import { Module } from '@nestjs/common';
import { MembershipsModule } from '../groups/memberships.module.js';
import { OutcomesModule } from '../outcomes/outcomes.module.js';
import { UsersModule } from '../users/users.module.js';
import { EmailsController } from './emails.controller.js';
import { EmailsService } from './emails.service.js';
import { EmailsStoreModule } from './emails-store.module.js';

@Module({
  imports: [UsersModule, OutcomesModule, EmailsStoreModule, MembershipsModule],
  controllers: [EmailsController],
  providers: [EmailsService],
})
export class EmailsModule {}
