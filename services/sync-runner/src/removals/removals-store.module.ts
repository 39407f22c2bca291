import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { RemovalsRepository } from './removals.repository.js';
import { RemovalDocument, RemovalSchema } from './removals.schema.js';

/** Apart from the decisions about them, which ask for runs: runs need the store. */
@Module({
  imports: [MongooseModule.forFeature([{ name: RemovalDocument.name, schema: RemovalSchema }])],
  providers: [RemovalsRepository],
  exports: [RemovalsRepository],
})
export class RemovalsStoreModule {}
