import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import type { MappingChecked, MappingTest, MappingTried, SuggestedRow } from '@rollcall/contracts';
import { CheckMapping, LatestTest, SuggestRows, TestMapping, TryMapping } from '@rollcall/contracts';
import { Answers } from '@rollcall/messaging';
import { TestsService } from './tests.service.js';

@Controller()
export class TestsController {
  constructor(private readonly tests: TestsService) {}

  @Answers('rpc.mapping.check')
  check(@Payload() request: CheckMapping): Promise<MappingChecked> {
    return this.tests.check(request);
  }

  @Answers('rpc.mapping.test')
  test(@Payload() request: TestMapping): Promise<MappingTest> {
    return this.tests.test(request);
  }

  @Answers('rpc.mapping.try')
  try(@Payload() request: TryMapping): Promise<MappingTried> {
    return this.tests.try(request);
  }

  @Answers('rpc.mapping.suggest')
  suggest(@Payload() request: SuggestRows): Promise<{ suggestions: SuggestedRow[] }> {
    return this.tests.suggest(request);
  }

  @Answers('rpc.mapping.latest')
  latest(@Payload() request: LatestTest): Promise<MappingTest | null> {
    return this.tests.latest(request);
  }
}
