import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { OutcomesController } from './outcomes.controller.js';
import { OutcomesRepository } from './outcomes.repository.js';
import { OutcomeDocument, OutcomeSchema } from './outcomes.schema.js';

@Module({
  imports: [MongooseModule.forFeature([{ name: OutcomeDocument.name, schema: OutcomeSchema }])],
  controllers: [OutcomesController],
  providers: [OutcomesRepository],
  exports: [OutcomesRepository],
})
export class OutcomesModule {}
