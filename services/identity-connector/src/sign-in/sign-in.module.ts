import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { ConnectionsModule } from '../connections/connections.module.js';
import { MicrosoftModule } from '../microsoft/microsoft.module.js';
import { AdministratorsService } from './administrators.service.js';
import { ConsentService } from './consent.service.js';
import { SignInController } from './sign-in.controller.js';
import { SignInService } from './sign-in.service.js';
import { SignInsRepository } from './sign-ins.repository.js';
import { SignInDocument, SignInSchema } from './sign-ins.schema.js';

@Module({
  imports: [
    MicrosoftModule,
    ConnectionsModule,
    MongooseModule.forFeature([{ name: SignInDocument.name, schema: SignInSchema }]),
  ],
  controllers: [SignInController],
  providers: [SignInService, SignInsRepository, AdministratorsService, ConsentService],
})
export class SignInModule {}
