import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import type { Page, Run } from '@rollcall/contracts';
import { CancelRun, GetRun, ListRuns, SyncRequested } from '@rollcall/contracts';
import { Answers, Handles } from '@rollcall/messaging';
import { RunsService } from './runs.service.js';

@Controller()
export class RunsController {
  constructor(private readonly runs: RunsService) {}

  @Handles('sync.requested')
  request(@Payload() event: SyncRequested): Promise<void> {
    return this.runs.request(event);
  }

  @Answers('rpc.runs.list')
  list(@Payload() request: ListRuns): Promise<Page<Run>> {
    return this.runs.list(request);
  }

  @Answers('rpc.runs.get')
  get(@Payload() request: GetRun): Promise<Run | null> {
    return this.runs.get(request);
  }

  @Answers('rpc.runs.cancel')
  cancel(@Payload() request: CancelRun): Promise<{ cancelled: boolean }> {
    return this.runs.cancel(request);
  }
}
