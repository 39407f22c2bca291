import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { TestsController } from './tests.controller.js';
import { TestsRepository } from './tests.repository.js';
import { TestDocument, TestSchema } from './tests.schema.js';
import { TestsService } from './tests.service.js';

@Module({
  imports: [MongooseModule.forFeature([{ name: TestDocument.name, schema: TestSchema }])],
  controllers: [TestsController],
  providers: [TestsService, TestsRepository],
})
export class TestsModule {}
