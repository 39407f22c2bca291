import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { SharedCounts } from '@rollcall/messaging';
import { Environment } from '../environment.js';
import { HttpProblem } from '../problems/http-problem.js';
import type { SignedInRequest } from './access.js';

const minuteMs = 60_000;

/**
 * How much a person and an account may ask for in a minute, whichever gateways they reach. While the gateways can't share
 * their counts, each goes by its own.
 */
@Injectable()
export class AccountLimitGuard implements CanActivate {
  private minute = 0;
  private readonly own = new Map<string, number>();

  constructor(
    private readonly shared: SharedCounts,
    private readonly environment: Environment,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const { person } = context.switchToHttp().getRequest<SignedInRequest>();
    if (!person) return true;
    const { accountId, userId } = person;
    const { USER_RATE_LIMIT, ACCOUNT_RATE_LIMIT } = this.environment;
    const [byPerson, byAccount] = await Promise.all([this.count(`${accountId} ${userId}`), this.count(accountId)]);
    if (byPerson > USER_RATE_LIMIT) throw tooMany('You ask');
    if (byAccount > ACCOUNT_RATE_LIMIT) throw tooMany('All of your account together ask');
    return true;
  }

  private async count(whose: string): Promise<number> {
    const minute = Math.floor(Date.now() / minuteMs);
    if (minute !== this.minute) this.own.clear();
    this.minute = minute;
    const own = (this.own.get(whose) ?? 0) + 1;
    this.own.set(whose, own);
    return Math.max(own, (await this.shared.raise(`${minute} ${whose}`)) ?? 0);
  }
}

function tooMany(who: string): HttpProblem {
  const seconds = Math.ceil((minuteMs - (Date.now() % minuteMs)) / 1_000);
  const words = `${who} for too much in one minute. Wait ${seconds} s.`;
  return new HttpProblem(429, 'too-many-requests', words, { headers: { 'Retry-After': String(seconds) } });
}
