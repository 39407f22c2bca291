import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { DeliveriesController } from './deliveries.controller.js';
import { DeliveriesRepository } from './deliveries.repository.js';
import { DeliveryDocument, DeliverySchema } from './deliveries.schema.js';
import { InvitationsService } from './invitations.service.js';
import { MeasureService } from './measure.service.js';
import { SenderService } from './sender.service.js';
import { SmtpClient } from './smtp.client.js';
import { TurnsRepository } from './turns.repository.js';
import { TurnDocument, TurnSchema } from './turns.schema.js';

@Module({
  imports: [
    MongooseModule.forFeature([
      { name: DeliveryDocument.name, schema: DeliverySchema },
      { name: TurnDocument.name, schema: TurnSchema },
    ]),
  ],
  controllers: [DeliveriesController],
  providers: [DeliveriesRepository, InvitationsService, MeasureService, SenderService, SmtpClient, TurnsRepository],
  exports: [DeliveriesRepository, SenderService],
})
export class DeliveriesModule {}
