import { Module } from '@nestjs/common';
import { TestsModule } from './tests/tests.module.js';

@Module({ imports: [TestsModule] })
export class AppModule {}
