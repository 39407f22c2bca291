import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { DeliveriesModule } from '../deliveries/deliveries.module.js';
import { InboxModule } from '../inbox/inbox.module.js';
import { PreferencesModule } from '../preferences/preferences.module.js';
import { CausesController } from './causes.controller.js';
import { CausesRepository } from './causes.repository.js';
import { AccountCausesDocument, AccountCausesSchema } from './causes.schema.js';
import { CausesService } from './causes.service.js';
import { RecipientsService } from './recipients.service.js';
import { ScheduledRunsRepository } from './scheduled-runs.repository.js';
import { ScheduledRunDocument, ScheduledRunSchema } from './scheduled-runs.schema.js';
import { ScheduledRunsService } from './scheduled-runs.service.js';

@Module({
  imports: [
    DeliveriesModule,
    InboxModule,
    PreferencesModule,
    MongooseModule.forFeature([
      { name: AccountCausesDocument.name, schema: AccountCausesSchema },
      { name: ScheduledRunDocument.name, schema: ScheduledRunSchema },
    ]),
  ],
  controllers: [CausesController],
  providers: [CausesService, CausesRepository, RecipientsService, ScheduledRunsService, ScheduledRunsRepository],
})
export class CausesModule {}
