import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { EmailsRepository } from './emails.repository.js';
import { EmailChangeDocument, EmailChangeSchema, WaitingDocument, WaitingSchema } from './emails.schema.js';

/** Apart from the rest, since a page of people stores those who wait with everybody else. */
@Module({
  imports: [
    MongooseModule.forFeature([
      { name: WaitingDocument.name, schema: WaitingSchema },
      { name: EmailChangeDocument.name, schema: EmailChangeSchema },
    ]),
  ],
  providers: [EmailsRepository],
  exports: [EmailsRepository],
})
export class EmailsStoreModule {}
