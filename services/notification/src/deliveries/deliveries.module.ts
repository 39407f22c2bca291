import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { DeliveriesController } from './deliveries.controller.js';
import { DeliveriesRepository } from './deliveries.repository.js';
import { DeliveryDocument, DeliverySchema } from './deliveries.schema.js';
import { InvitationsService } from './invitations.service.js';
import { MeasureService } from './measure.service.js';
import { SenderService } from './sender.service.js';
import { SmtpClient } from './smtp.client.js';

@Module({
  imports: [MongooseModule.forFeature([{ name: DeliveryDocument.name, schema: DeliverySchema }])],
  controllers: [DeliveriesController],
  providers: [DeliveriesRepository, InvitationsService, MeasureService, SenderService, SmtpClient],
  exports: [DeliveriesRepository, SenderService],
})
export class DeliveriesModule {}
