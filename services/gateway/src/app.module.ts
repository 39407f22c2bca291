import { Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE } from '@nestjs/core';
import { ThrottlerGuard, ThrottlerModule } from '@nestjs/throttler';
import { DeliveriesController } from './deliveries/deliveries.controller.js';
import { DirectoryController } from './directory/directory.controller.js';
import { DirectoryService } from './directory/directory.service.js';
import { Environment } from './environment.js';
import { GroupsController } from './groups/groups.controller.js';
import { ConnectController } from './identity-providers/connect.controller.js';
import { IdentityProvidersController } from './identity-providers/identity-providers.controller.js';
import { InvitationsController } from './invitations/invitations.controller.js';
import { NotificationsController } from './notifications/notifications.controller.js';
import { ConsoleRedirects } from './problems/console-redirects.js';
import { ProblemsFilter } from './problems/problems.filter.js';
import { validationPipe } from './problems/validation-pipe.js';
import { isForOperators } from './session/access.js';
import { MeController } from './session/me.controller.js';
import { RegistrationService } from './session/registration.service.js';
import { SessionController } from './session/session.controller.js';
import { SignInGuard } from './session/sign-in.guard.js';
import { TokensService } from './session/tokens.service.js';
import { DraftController } from './sync-configuration/draft.controller.js';
import { SyncConfigurationController } from './sync-configuration/sync-configuration.controller.js';
import { RequestedRuns } from './sync-runs/requested-runs.js';
import { RunPeopleController } from './sync-runs/run-people.controller.js';
import { SyncRunsController } from './sync-runs/sync-runs.controller.js';
import { UserFieldsController } from './user-fields/user-fields.controller.js';
import { UsersController } from './users/users.controller.js';

const rateLimit = ThrottlerModule.forRootAsync({
  inject: [Environment],
  useFactory: ({ RATE_LIMIT }: Environment) => ({
    throttlers: [{ limit: RATE_LIMIT, ttl: 60_000 }],
    skipIf: isForOperators,
  }),
});

@Module({
  imports: [rateLimit],
  controllers: [
    SessionController,
    MeController,
    IdentityProvidersController,
    ConnectController,
    DirectoryController,
    UserFieldsController,
    SyncConfigurationController,
    DraftController,
    SyncRunsController,
    RunPeopleController,
    UsersController,
    GroupsController,
    InvitationsController,
    NotificationsController,
    DeliveriesController,
  ],
  providers: [
    TokensService,
    RegistrationService,
    DirectoryService,
    RequestedRuns,
    ConsoleRedirects,
    // In this order: who asks too often is not worth a look at their token.
    { provide: APP_GUARD, useClass: ThrottlerGuard },
    { provide: APP_GUARD, useClass: SignInGuard },
    { provide: APP_PIPE, useValue: validationPipe },
    { provide: APP_FILTER, useClass: ProblemsFilter },
  ],
})
export class AppModule {}
