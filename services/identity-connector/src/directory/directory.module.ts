import { Module } from '@nestjs/common';
import { ConnectionsModule } from '../connections/connections.module.js';
import { MicrosoftModule } from '../microsoft/microsoft.module.js';
import { AttributesService } from './attributes.service.js';
import { ChangesService } from './changes.service.js';
import { DirectoryController } from './directory.controller.js';
import { GroupsService } from './groups.service.js';
import { PeopleService } from './people.service.js';
import { RemovalsService } from './removals.service.js';
import { ScopeSizeService } from './scope-size.service.js';
import { TraceService } from './trace.service.js';

@Module({
  imports: [MicrosoftModule, ConnectionsModule],
  controllers: [DirectoryController],
  providers: [
    AttributesService,
    PeopleService,
    ChangesService,
    GroupsService,
    RemovalsService,
    ScopeSizeService,
    TraceService,
  ],
})
export class DirectoryModule {}
