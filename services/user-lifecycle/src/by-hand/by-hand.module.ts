import { Module } from '@nestjs/common';
import { FieldsModule } from '../fields/fields.module.js';
import { OutcomesModule } from '../outcomes/outcomes.module.js';
import { UsersModule } from '../users/users.module.js';
import { ByHandController } from './by-hand.controller.js';
import { ByHandService } from './by-hand.service.js';

@Module({
  imports: [UsersModule, FieldsModule, OutcomesModule],
  controllers: [ByHandController],
  providers: [ByHandService],
})
export class ByHandModule {}
