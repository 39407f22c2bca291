import { Module } from '@nestjs/common';
import { DelaysService } from './delays.service.js';
import { FaultsService } from './faults.service.js';
import { HoldsService } from './holds.service.js';
import { RequestLogService } from './request-log.service.js';

/** What the control API sets and the played services obey. */
@Module({
  providers: [DelaysService, FaultsService, HoldsService, RequestLogService],
  exports: [DelaysService, FaultsService, HoldsService, RequestLogService],
})
export class FaultsModule {}
