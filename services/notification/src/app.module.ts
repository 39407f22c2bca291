import { Module } from '@nestjs/common';
import { DeliveriesModule } from './deliveries/deliveries.module.js';
import { InboxModule } from './inbox/inbox.module.js';

@Module({ imports: [InboxModule, DeliveriesModule] })
export class AppModule {}
