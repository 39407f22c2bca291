import { Module } from '@nestjs/common';
import { AuditController } from './audit/audit.controller.js';
import { DeliveriesController } from './deliveries/deliveries.controller.js';
import { DirectoryController } from './directory/directory.controller.js';
import { DirectoryService } from './directory/directory.service.js';
import { EmailChangesController } from './email-changes/email-changes.controller.js';
import { ExplanationService } from './directory/explanation.service.js';
import { GroupsController } from './groups/groups.controller.js';
import { ConnectController } from './identity-providers/connect.controller.js';
import { IdentityProvidersController } from './identity-providers/identity-providers.controller.js';
import { InvitationsController } from './invitations/invitations.controller.js';
import { LiveController } from './live/live.controller.js';
import { NotificationsController } from './notifications/notifications.controller.js';
import { UnsubscribeController } from './notifications/unsubscribe.controller.js';
import { ConsoleRedirects } from './problems/console-redirects.js';
import { RemovalsController } from './removals/removals.controller.js';
import { AccountController } from './session/account.controller.js';
import { MeController } from './session/me.controller.js';
import { RegistrationService } from './session/registration.service.js';
import { SessionController } from './session/session.controller.js';
import { TokensService } from './session/tokens.service.js';
import { DraftController } from './sync-configuration/draft.controller.js';
import { SyncConfigurationController } from './sync-configuration/sync-configuration.controller.js';
import { RequestedRuns } from './sync-runs/requested-runs.js';
import { RunPeopleController } from './sync-runs/run-people.controller.js';
import { SyncRunsController } from './sync-runs/sync-runs.controller.js';
import { UserFieldsController } from './user-fields/user-fields.controller.js';
import { ByHandController } from './users/by-hand.controller.js';
import { UsersController } from './users/users.controller.js';

/** Every resource of the API. */
@Module({
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
    RemovalsController,
    EmailChangesController,
    UsersController,
    ByHandController,
    GroupsController,
    InvitationsController,
    NotificationsController,
    UnsubscribeController,
    DeliveriesController,
    LiveController,
    AuditController,
    AccountController,
  ],
  providers: [
    TokensService,
    RegistrationService,
    ConsoleRedirects,
    DirectoryService,
    ExplanationService,
    RequestedRuns,
  ],
  exports: [TokensService, RegistrationService],
})
export class ApiModule {}
