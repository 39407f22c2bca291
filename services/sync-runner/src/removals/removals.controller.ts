import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import type { Page, Removal, RemovalsDecided } from '@rollcall/contracts';
import { DecideRemovals, ListRemovals } from '@rollcall/contracts';
import { Answers } from '@rollcall/messaging';
import { RemovalsService } from './removals.service.js';

@Controller()
export class RemovalsController {
  constructor(private readonly removals: RemovalsService) {}

  @Answers('rpc.removals.list')
  list(@Payload() request: ListRemovals): Promise<Page<Removal> & { asOf?: string }> {
    return this.removals.list(request);
  }

  @Answers('rpc.removals.decide')
  decide(@Payload() request: DecideRemovals): Promise<RemovalsDecided> {
    return this.removals.decide(request);
  }
}
