import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { AuditController } from './audit.controller.js';
import { AuditRepository } from './audit.repository.js';
import { AuditDocument, AuditSchema } from './audit.schema.js';

@Module({
  imports: [MongooseModule.forFeature([{ name: AuditDocument.name, schema: AuditSchema }])],
  controllers: [AuditController],
  providers: [AuditRepository],
})
export class AuditModule {}
