import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { FieldsController } from './fields.controller.js';
import { FieldsRepository } from './fields.repository.js';
import { FieldCatalogueDocument, FieldCatalogueSchema } from './fields.schema.js';
import { FieldsService } from './fields.service.js';

@Module({
  imports: [MongooseModule.forFeature([{ name: FieldCatalogueDocument.name, schema: FieldCatalogueSchema }])],
  controllers: [FieldsController],
  providers: [FieldsService, FieldsRepository],
  exports: [FieldsService],
})
export class FieldsModule {}
