import { Module } from '@nestjs/common';
import { EntraModule } from '../entra/entra.module.js';
import { GraphModule } from '../graph/graph.module.js';
import { MailboxModule } from '../mailbox/mailbox.module.js';
import { ControlController } from './control.controller.js';
import { FaultsModule } from './faults.module.js';
import { TenantsController } from './tenants.controller.js';

@Module({
  imports: [EntraModule, FaultsModule, GraphModule, MailboxModule],
  controllers: [TenantsController, ControlController],
})
export class ControlModule {}
