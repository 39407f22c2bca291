import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import type { CountedReason, Outcome, OutcomeAction, Page, UserOutcome } from '@rollcall/contracts';
import { CountOutcomes, ListOutcomes, ListUserOutcomes } from '@rollcall/contracts';
import { Answers } from '@rollcall/messaging';
import { OutcomesRepository } from './outcomes.repository.js';

@Controller()
export class OutcomesController {
  constructor(private readonly outcomes: OutcomesRepository) {}

  @Answers('rpc.outcomes.list')
  list(@Payload() request: ListOutcomes): Promise<Page<Outcome>> {
    return this.outcomes.list(request);
  }

  @Answers('rpc.outcomes.of-user')
  listOfUser(@Payload() request: ListUserOutcomes): Promise<Page<UserOutcome>> {
    return this.outcomes.listOfUser(request);
  }

  @Answers('rpc.outcomes.count')
  count(@Payload() { accountId, runId }: CountOutcomes): Promise<Partial<Record<OutcomeAction, number>>> {
    return this.outcomes.count(accountId, runId);
  }

  @Answers('rpc.outcomes.reasons')
  async reasons(@Payload() { accountId, runId }: CountOutcomes): Promise<{ reasons: CountedReason[] }> {
    return { reasons: await this.outcomes.countReasons(accountId, runId) };
  }
}
