import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { PreferencesController } from './preferences.controller.js';
import { PreferencesRepository } from './preferences.repository.js';
import { PreferencesDocument, PreferencesSchema } from './preferences.schema.js';

@Module({
  imports: [MongooseModule.forFeature([{ name: PreferencesDocument.name, schema: PreferencesSchema }])],
  controllers: [PreferencesController],
  providers: [PreferencesRepository],
  exports: [PreferencesRepository],
})
export class PreferencesModule {}
