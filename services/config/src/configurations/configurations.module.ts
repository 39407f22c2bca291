import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { ActivationService } from './activation.service.js';
import { Clock } from './clock.js';
import { ConfigurationsController } from './configurations.controller.js';
import { ConfigurationsRepository } from './configurations.repository.js';
import { ConfigurationDocument, ConfigurationSchema } from './configurations.schema.js';
import { ConfigurationsService } from './configurations.service.js';
import { ConnectionsService } from './connections.service.js';
import { DraftsService } from './drafts.service.js';
import { PreviewsService } from './previews.service.js';
import { EventsController } from './events.controller.js';
import { RevisionDocument, RevisionSchema } from './revisions.schema.js';

@Module({
  imports: [
    MongooseModule.forFeature([
      { name: ConfigurationDocument.name, schema: ConfigurationSchema },
      { name: RevisionDocument.name, schema: RevisionSchema },
    ]),
  ],
  controllers: [ConfigurationsController, EventsController],
  providers: [
    ConfigurationsService,
    DraftsService,
    PreviewsService,
    ActivationService,
    ConnectionsService,
    ConfigurationsRepository,
    Clock,
  ],
  exports: [ConfigurationsRepository, ConfigurationsService, MongooseModule],
})
export class ConfigurationsModule {}
