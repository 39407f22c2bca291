import { Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE, RouterModule } from '@nestjs/core';
import { ThrottlerGuard, ThrottlerModule } from '@nestjs/throttler';
import { ApiModule } from './api.module.js';
import { AccountLimitGuard } from './session/account-limit.guard.js';
import { Environment } from './environment.js';
import { ProblemsFilter } from './problems/problems.filter.js';
import { validationPipe } from './problems/validation-pipe.js';
import { isForOperators } from './session/access.js';
import { SignInGuard } from './session/sign-in.guard.js';

const rateLimit = ThrottlerModule.forRootAsync({
  inject: [Environment],
  useFactory: ({ RATE_LIMIT }: Environment) => ({
    throttlers: [{ limit: RATE_LIMIT, ttl: 60_000 }],
    skipIf: isForOperators,
  }),
});

/** What every request passes, and where the API is. */
@Module({
  imports: [rateLimit, ApiModule, RouterModule.register([{ path: 'api/v1', module: ApiModule }])],
  providers: [
    // In this order: who asks too often is not worth a look at their token.
    { provide: APP_GUARD, useClass: ThrottlerGuard },
    { provide: APP_GUARD, useClass: SignInGuard },
    { provide: APP_GUARD, useClass: AccountLimitGuard },
    { provide: APP_PIPE, useValue: validationPipe },
    { provide: APP_FILTER, useClass: ProblemsFilter },
  ],
})
export class AppModule {}
