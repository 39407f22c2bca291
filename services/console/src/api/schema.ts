// Written by `npm run client` from the gateway's OpenAPI.
export interface paths {
  '/api/v1/session/sign-in': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['SessionController_begin'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/session': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['SessionController_create'];
    delete: operations['SessionController_end'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/me': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['MeController_me'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/identity-providers': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['IdentityProvidersController_list'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/identity-providers/{provider}/switch-off': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['IdentityProvidersController_switchOff'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/identity-providers/azure/connection': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['IdentityProvidersController_connection'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/identity-providers/azure/confirm': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['IdentityProvidersController_confirm'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/identity-providers/azure/reject': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['IdentityProvidersController_reject'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/identity-providers/azure/connect': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['ConnectController_connect'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/identity-providers/azure/callback': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['ConnectController_signedIn'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/identity-providers/azure/consent': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['ConnectController_consented'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/directory/groups': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['DirectoryController_groups'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/directory/scope-size': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['DirectoryController_scopeSize'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/directory/attributes': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['DirectoryController_attributes'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/directory/users': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['DirectoryController_users'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/directory/users/{id}/explanation': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['DirectoryController_explain'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/user-fields': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['UserFieldsController_list'];
    put?: never;
    post: operations['UserFieldsController_create'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/user-fields/{fieldId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    delete: operations['UserFieldsController_remove'];
    options?: never;
    head?: never;
    patch: operations['UserFieldsController_change'];
    trace?: never;
  };
  '/api/v1/sync-configuration': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['SyncConfigurationController_get'];
    put?: never;
    post?: never;
    delete: operations['SyncConfigurationController_delete'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/sync-configuration/activate': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['SyncConfigurationController_activate'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/sync-configuration/disable': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['SyncConfigurationController_disable'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/sync-configuration/enable': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['SyncConfigurationController_enable'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/sync-configuration/draft/scope': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put: operations['DraftController_saveScope'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/sync-configuration/draft/mapping': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put: operations['DraftController_saveMapping'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/sync-configuration/draft/preferences': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put: operations['DraftController_savePreferences'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/sync-configuration/draft/suggestions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['DraftController_suggestions'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/sync-configuration/draft': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    delete: operations['DraftController_discard'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/sync-configuration/draft/test': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['DraftController_latestTest'];
    put?: never;
    post: operations['DraftController_test'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/sync-runs': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['SyncRunsController_list'];
    put?: never;
    post: operations['SyncRunsController_request'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/sync-runs/{runId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['SyncRunsController_get'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/sync-runs/{runId}/reasons': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['SyncRunsController_reasons'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/sync-runs/{runId}/cancel': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['SyncRunsController_cancel'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/sync-runs/{runId}/people': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['RunPeopleController_list'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/removals': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['RemovalsController_list'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/removals/decide': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['RemovalsController_decide'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/email-changes': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['EmailChangesController_list'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/email-changes/decide': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['EmailChangesController_decide'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/users': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['UsersController_list'];
    put?: never;
    post: operations['ByHandController_create'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/users/{userId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['UsersController_get'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch: operations['ByHandController_change'];
    trace?: never;
  };
  '/api/v1/users/{userId}/groups': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['UsersController_groups'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/users/{userId}/invitation': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['UsersController_invite'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/users/{userId}/activate': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['ByHandController_activate'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/users/{userId}/deactivate': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['ByHandController_deactivate'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/users/{userId}/sync-exclusion': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put: operations['ByHandController_exclude'];
    post?: never;
    delete: operations['ByHandController_include'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/users/{userId}/link': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['ByHandController_link'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/users/{userId}/history': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['ByHandController_history'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/groups': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['GroupsController_list'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/groups/clashes': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['GroupsController_clashes'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/groups/clashes/{externalId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['GroupsController_decide'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/groups/{groupId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['GroupsController_get'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/groups/{groupId}/members': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['GroupsController_members'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/invitations/{token}/accept': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['InvitationsController_accept'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/notifications': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['NotificationsController_list'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/notifications/read-all': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['NotificationsController_readAll'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/notifications/preferences': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['NotificationsController_preferences'];
    put: operations['NotificationsController_setPreferences'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/notifications/{id}/read': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['NotificationsController_read'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/notifications/unsubscribe/{token}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['UnsubscribeController_ask'];
    put?: never;
    post: operations['UnsubscribeController_unsubscribe'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/deliveries': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['DeliveriesController_list'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/deliveries/{id}/resend': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['DeliveriesController_resend'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/live': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['LiveController_follow'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/audit': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['AuditController_list'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/account': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    delete: operations['AccountController_erase'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    NewSession: {
      token: string;
    };
    Me: {
      accountId: string;
      userId: string;
      name: string;
      email: string;
      /** @enum {string} */
      role: 'SuperAdmin' | 'IamAdmin' | 'UserAdmin' | 'User';
      /** @description identity providers, configuration and runs */
      mayConfigure: boolean;
      /** @description users and groups */
      maySeePeople: boolean;
    };
    ProviderState: {
      /** @enum {string} */
      provider: 'azure' | 'google' | 'scim';
      active: boolean;
    };
    LostConnection: {
      /** @description connection-lost, or server-setting where the fault is in how Rollcall is run */
      code: string;
      message: string;
      since: string;
    };
    PendingTenant: {
      tenantId: string;
      tenantName: string;
      verifiedDomains: string[];
      /** @description user principal name of the administrator who consented */
      consentedBy: string;
      verifiedAt: string;
      /** @description what confirming and rejecting do */
      message: string;
    };
    Connection: {
      connectionId: string;
      version: number;
      /**
       * @description lost: told so twice by Azure AD; syncs wait until it is back
       * @enum {string}
       */
      state: 'verified' | 'lost';
      lost?: components['schemas']['LostConnection'];
      tenantId: string;
      tenantName: string;
      verifiedDomains: string[];
      permissions: string[];
      /** @description user principal name of the administrator who consented */
      consentedBy: string;
      verifiedAt: string;
      /** @description when it was last seen to work */
      checkedAt?: string;
      /** @description when the secret or certificate runs out that Rollcall proves itself with */
      credentialExpiresAt?: string;
      pending?: components['schemas']['PendingTenant'];
    };
    TenantDecision: {
      /** @description the tenant that waits, as it was shown */
      tenantId: string;
    };
    SignInBegun: {
      /** @description Microsoft's sign-in: where the browser goes next */
      signInUrl: string;
    };
    ConsentNeeded: {
      /** @description Microsoft's consent: where the browser goes next */
      consentUrl: string;
    };
    DirectoryGroup: {
      id: string;
      name: string;
      description?: string | null;
      /** @description people in it, nested groups included; null if its members are hidden */
      people?: number | null;
    };
    GroupSize: {
      id: string;
      /** @description null if the group is gone or its members are hidden */
      people: number | null;
    };
    ScopeSize: {
      /** @description guests only if they are included */
      people: number;
      /** @description false: at most so many, as people may be in several of the groups */
      exact: boolean;
      /** @description guests in the scope, included or not; absent if Microsoft does not tell */
      guests?: number;
      /** @description of people, those disabled in the directory; absent if Microsoft does not tell */
      disabled?: number;
      groups: components['schemas']['GroupSize'][];
    };
    SourceAttribute: {
      /** @description e.g. givenName or onPremisesExtensionAttributes.extensionAttribute4 */
      name: string;
      label: string;
      /** @enum {string} */
      type: 'Text' | 'Date' | 'DateTime' | 'Number' | 'Boolean' | 'Text list' | 'User';
      /** @description text without a fixed meaning: its values may feed a typed field, each value is checked */
      freeForm: boolean;
      /** @description in Microsoft's words */
      description?: string;
      /** @description what reading it needs besides User.Read.All */
      permission?: string;
    };
    DirectoryPerson: {
      /** @description object id in the directory */
      externalId: string;
      displayName: string;
      enabled: boolean | null;
      guest: boolean;
      attributes: {
        [key: string]: string | null;
      };
    };
    GroupReference: {
      id: string;
      name: string;
    };
    Check: {
      /** @enum {string} */
      check:
        | 'configured'
        | 'inDirectory'
        | 'enabled'
        | 'guestChoice'
        | 'inScope'
        | 'mapped'
        | 'notExcluded'
        | 'inKissflow'
        | 'lastChange'
        | 'nextRun';
      /** @description null where it neither helps nor hinders */
      ok: boolean | null;
      /** @description a sentence */
      evidence: string;
      /** @description from the chosen group down to the one they are in */
      path?: components['schemas']['GroupReference'][];
      /** @description the run it tells of */
      runId?: string;
      /** @description the moment it tells of */
      at?: string;
    };
    Explanation: {
      /** @description object id in the directory */
      externalId: string;
      name?: string;
      /** @description in Kissflow, and nothing keeps a sync from following the directory */
      isSynced: boolean;
      /** @description in the order a sync meets them */
      checks: components['schemas']['Check'][];
      /** @description a sentence: what to do about the first check that fails */
      toDo: string;
    };
    UserField: {
      /** @description e.g. FirstName */
      id: string;
      name: string;
      /** @enum {string} */
      type:
        | 'Text'
        | 'Text area'
        | 'Number'
        | 'Currency'
        | 'Date'
        | 'Date & time'
        | 'Yes/No'
        | 'Dropdown'
        | 'Email'
        | 'User';
      required: boolean;
      builtIn: boolean;
      /** @description what a Dropdown offers */
      options?: string[];
    };
    NewUserField: {
      /** @example Joining date */
      name: string;
      /** @enum {string} */
      type:
        | 'Text'
        | 'Text area'
        | 'Number'
        | 'Currency'
        | 'Date'
        | 'Date & time'
        | 'Yes/No'
        | 'Dropdown'
        | 'Email'
        | 'User';
      required: boolean;
      /** @description what a Dropdown offers */
      options?: string[];
    };
    UserFieldChange: {
      name?: string;
      required?: boolean;
      /** @description what a Dropdown offers */
      options?: string[];
    };
    Scope: {
      /** @enum {string} */
      users: 'all' | 'groups';
      userGroups: components['schemas']['GroupReference'][];
      includeGuests: boolean;
      groupInfo: boolean;
      groups: components['schemas']['GroupReference'][];
    };
    DropdownValue: {
      /**
       * @description as the directory has it
       * @example Eng
       */
      value: string;
      /**
       * @description an option of the field
       * @example Engineering
       */
      option: string;
    };
    RowFormat: {
      /**
       * @default DD/MM/YYYY
       * @enum {string}
       */
      date?: 'DD/MM/YYYY' | 'MM/DD/YYYY' | 'YYYY-MM-DD' | 'DD.MM.YYYY';
      /**
       * @default 1,234.56
       * @enum {string}
       */
      number?: '1,234.56' | '1.234,56' | '1 234,56';
      /** @description words that mean yes; without them: yes, true */
      yes?: string[];
      /** @description words that mean no; without them: no, false */
      no?: string[];
      /** @description values that are written otherwise than the options */
      options?: components['schemas']['DropdownValue'][];
    };
    MappingRow: {
      /** @description name of a directory attribute, e.g. givenName */
      source: string;
      /** @description attributes to try, in this order, where source is empty */
      fallbacks?: string[];
      /** @description id of a user field */
      target: string;
      /** @description off: written once, later changes in the directory are discarded */
      syncUpdates: boolean;
      /** @description used where every source is empty */
      default?: string;
      /** @description how texts that feed a typed field are written */
      format?: components['schemas']['RowFormat'];
    };
    Schedule: {
      /** @enum {string} */
      every: 'week' | 'day';
      /**
       * @description needed when every is week
       * @enum {string}
       */
      weekday?: 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday' | 'sunday';
      /** @example 02:00 */
      time: string;
      /** @example Europe/Berlin */
      timeZone: string;
    };
    Threshold: {
      /** @example 10 */
      people: number;
      /**
       * @description of the synced users
       * @example 5
       */
      percent: number;
    };
    Preferences: {
      schedule: components['schemas']['Schedule'];
      /** @enum {string} */
      removedUsers: 'deactivate' | 'delete';
      /** @enum {string} */
      disabledUsers: 'deactivate' | 'keep';
      /**
       * @description who leaves the chosen groups; absent: keep
       * @enum {string}
       */
      leftScopeUsers?: 'keep' | 'deactivate';
      /** @enum {string} */
      reactivate: 'all' | 'syncOnly';
      /** @description ids of the users who are told when a sync fails */
      notify: string[];
      sendInvitations: boolean;
      inviteGuests: boolean;
      /** @description absent: 10 people and 5 % */
      threshold?: components['schemas']['Threshold'];
    };
    Draft: {
      etag: string;
      scope?: components['schemas']['Scope'];
      rows: components['schemas']['MappingRow'][];
      preferences?: components['schemas']['Preferences'];
      changedAt: string;
      changedBy: string;
    };
    Problem: {
      /** @description stable key, e.g. data-type-mismatch */
      code: string;
      message: string;
      /** @description index of the mapping row it is about */
      row?: number;
    };
    Revision: {
      revision: number;
      scope: components['schemas']['Scope'];
      rows: components['schemas']['MappingRow'][];
      preferences: components['schemas']['Preferences'];
      activatedAt: string;
      activatedBy: string;
    };
    LastRun: {
      runId: string;
      /** @enum {string} */
      status: 'success' | 'partialSuccess' | 'failure' | 'cancelled';
      finishedAt: string;
    };
    Configuration: {
      /** @enum {string} */
      state: 'none' | 'draft' | 'active' | 'disabled';
      /** @description the account has a verified connection */
      connected: boolean;
      /** @description the tenant it is for; a moment behind the connection where that has just changed */
      tenantId?: string;
      draft?: components['schemas']['Draft'];
      /** @description what keeps the draft from being activated */
      problems: components['schemas']['Problem'][];
      mappingTested: boolean;
      active?: components['schemas']['Revision'];
      nextRunAt?: string;
      lastRun?: components['schemas']['LastRun'];
    };
    Activated: {
      revision: number;
      runId: string;
    };
    Mapping: {
      rows: components['schemas']['MappingRow'][];
    };
    SuggestedRow: {
      row: components['schemas']['MappingRow'];
      /** @description a sentence */
      why: string;
    };
    NewTest: {
      /** @description directory ids; without people and search a sample is taken */
      people?: string[];
      /** @description beginning of a name or address; without people */
      search?: string;
    };
    RejectReason: {
      /** @description stable key, e.g. wrong-format */
      code: string;
      /** @description id of the user field it is about */
      field?: string;
      /** @description the directory attribute the value came from */
      attribute?: string;
      value?: string;
      /** @description the user it is about, such as the one to link with */
      userId?: string;
      message: string;
    };
    TestedValue: {
      /** @description id of the user field */
      field: string;
      /** @description what the directory has */
      source: string | null;
      /** @description what Kissflow would store */
      stored: string | null;
      error?: components['schemas']['RejectReason'];
    };
    TestedPerson: {
      externalId: string;
      name: string;
      /**
       * @description a sync leaves this person out, whatever their values
       * @enum {string}
       */
      skipped?: 'disabled' | 'guest';
      /** @description one for each mapping row */
      values: components['schemas']['TestedValue'][];
    };
    MappingTest: {
      testId: string;
      mappingHash: string;
      /** @enum {string} */
      result: 'passed' | 'passedWithRejects' | 'failed';
      /** @description errors of the mapping itself, by row */
      problems: components['schemas']['Problem'][];
      people: components['schemas']['TestedPerson'][];
      testedAt: string;
    };
    NewRun: {
      /** @enum {string} */
      kind: 'sync' | 'preview';
      /**
       * @description what a preview tries out
       * @default draft
       * @enum {string}
       */
      of?: 'draft' | 'active';
    };
    RunRequested: {
      runId: string;
    };
    Actor: {
      userId: string;
      name: string;
      /** @enum {string} */
      role: 'SuperAdmin' | 'IamAdmin' | 'UserAdmin' | 'User';
    };
    RunProgress: {
      /** @enum {string} */
      phase: 'starting' | 'reading' | 'removals' | 'finishing';
      /** @description distinct people read so far */
      people: number;
      /** @description people the directory says there are */
      expected?: number;
      /** @description people read each second, while reading */
      rate?: number;
      /** @description of the reading, as far as it can be told */
      remainingSeconds?: number;
    };
    Counts: {
      read: number;
      added: number;
      linked: number;
      updated: number;
      reactivated: number;
      deactivated: number;
      deleted: number;
      unchanged: number;
      rejected: number;
      skipped: number;
      awaitingSecondLook: number;
      leftScope: number;
      /** @description not removed until an administrator decides */
      held: number;
    };
    Notice: {
      /** @description stable key, e.g. connection-lost */
      cause: string;
      /** @description tells two of one cause apart, e.g. the id of the group it is about */
      about?: string;
      message: string;
    };
    Run: {
      runId: string;
      /** @enum {string} */
      status: 'requested' | 'queued' | 'running' | 'success' | 'partialSuccess' | 'failure' | 'cancelled';
      /** @enum {string} */
      trigger?: 'schedule' | 'manual' | 'activation' | 'removals';
      /** @enum {string} */
      kind?: 'sync' | 'preview';
      /** @enum {string} */
      mode?: 'full' | 'changes';
      /** @description why it has this mode, in words */
      modeReason?: string;
      revision?: number;
      actor?: components['schemas']['Actor'];
      requestedAt?: string;
      startedAt?: string;
      finishedAt?: string;
      progress: components['schemas']['RunProgress'];
      counts?: components['schemas']['Counts'];
      /** @description what kept it from being a full success */
      notices: components['schemas']['Notice'][];
      /** @description why it failed */
      failure?: components['schemas']['Notice'];
      /** @description requests sent to the directory */
      requests: number;
      /** @description resource units of the directory used */
      units: number;
    };
    CountedReason: {
      /** @description stable key, e.g. wrong-format */
      code: string;
      /** @description id of the user field it is about */
      field?: string;
      /** @description the directory attribute the values came from */
      attribute?: string;
      people: number;
      /** @description in the words of one of them */
      message: string;
    };
    Reasons: {
      reasons: components['schemas']['CountedReason'][];
    };
    Cancelled: {
      /** @description it ends after the page in hand, or at once where it was still queued */
      cancelled: boolean;
    };
    FieldChange: {
      field: string;
      from: string | null;
      to: string | null;
    };
    Outcome: {
      externalId: string;
      name: string;
      /** @enum {string} */
      action:
        | 'added'
        | 'linked'
        | 'updated'
        | 'reactivated'
        | 'deactivated'
        | 'deleted'
        | 'rejected'
        | 'skipped'
        | 'awaitingSecondLook'
        | 'leftScope'
        | 'held';
      userId?: string;
      /** @description a sentence: why, and what to do */
      reason?: string;
      reasons: components['schemas']['RejectReason'][];
      changes: components['schemas']['FieldChange'][];
      at: string;
    };
    GroupName: {
      groupId: string;
      name: string;
    };
    Use: {
      /** @description absent where Kissflow has not told of any */
      lastSignInAt?: string;
      /** @description the first of their groups */
      groups: components['schemas']['GroupName'][];
      /** @description how many groups they are in */
      groupCount: number;
    };
    RemovalWithUse: {
      /** @description object id in the directory */
      externalId: string;
      userId: string;
      name: string;
      /** @enum {string} */
      state: 'held' | 'approved' | 'kept' | 'carriedOut' | 'returned';
      /** @description what the directory says about the person, in words */
      reason: string;
      /** @description the run that last had to do with it */
      runId: string;
      /** @description when a sync last found it so */
      foundAt?: string;
      heldAt?: string;
      decidedAt?: string;
      decidedBy?: components['schemas']['Actor'];
      carriedOutAt?: string;
      /** @description absent where the user is gone */
      use?: components['schemas']['Use'];
    };
    Decision: {
      approve?: string[] | 'all';
      keep?: string[] | 'all';
      /** @description the asOf of the list that was looked at: who was held later is not decided about */
      asOf: string;
    };
    RemovalsDecided: {
      /** @description how many people this decided about */
      people: number;
      /** @description the run that proves the approved again and removes them */
      runId?: string;
    };
    EmailChange: {
      /** @description object id in the directory */
      externalId: string;
      userId: string;
      name: string;
      /** @description the address in Kissflow */
      from: string;
      /** @description the address in the directory */
      to: string;
      /**
       * @description approved ones are carried out by the next sync
       * @enum {string}
       */
      state: 'held' | 'approved' | 'kept';
      /** @description the run that last met it */
      runId: string;
      heldAt: string;
      decidedAt?: string;
      decidedBy?: components['schemas']['Actor'];
    };
    EmailChangesDecided: {
      /** @description how many people this decided about */
      people: number;
    };
    UserReference: {
      userId: string;
      name: string;
    };
    FieldValue: {
      value: string | null;
      /** @description of a User field: whom the directory id in value stands for, once they are here */
      user?: components['schemas']['UserReference'];
      /** @description azure, or hand */
      from: string;
      at: string;
    };
    User: {
      userId: string;
      name: string;
      email: string | null;
      /** @enum {string} */
      status: 'Invited' | 'Active' | 'Inactive';
      /** @enum {string} */
      role: 'SuperAdmin' | 'IamAdmin' | 'UserAdmin' | 'User';
      isOwner: boolean;
      /** @enum {string} */
      provider?: 'azure' | 'google' | 'scim';
      /** @description object id in the directory */
      externalId?: string;
      /** @description no sync changes this user */
      excluded?: boolean;
      /** @description absent where Kissflow has not told of any */
      lastSignInAt?: string;
      fields: {
        [key: string]: components['schemas']['FieldValue'];
      };
      version: number;
    };
    UserGroup: {
      groupId: string;
      name: string;
      /** @enum {string} */
      provider?: 'azure' | 'google' | 'scim';
      externalId?: string;
      /** @description no longer kept in step: deselected, or deleted in the directory */
      detached?: boolean;
    };
    Delivery: {
      id: string;
      userId: string;
      to: string;
      /** @enum {string} */
      template: 'invitation' | 'sync-notice';
      /** @description what the mail is headed */
      subject: string;
      /** @enum {string} */
      state: 'queued' | 'sent' | 'failed';
      attempts: number;
      /** @description what the mail server said last */
      lastError?: string;
      createdAt: string;
      /** @description of one that is queued: when it is tried next */
      nextAttemptAt?: string;
      sentAt?: string;
    };
    NewUser: {
      /** @description by ids of user fields, e.g. FirstName */
      values: {
        [key: string]: string | null;
      };
      /**
       * @default User
       * @enum {string}
       */
      role?: 'SuperAdmin' | 'IamAdmin' | 'UserAdmin' | 'User';
      /** @default true */
      sendInvitation?: boolean;
    };
    UserEdit: {
      /** @description by ids of user fields, e.g. FirstName */
      values?: {
        [key: string]: string | null;
      };
      /** @enum {string} */
      role?: 'SuperAdmin' | 'IamAdmin' | 'UserAdmin' | 'User';
    };
    Link: {
      /** @description the sync that left it to a decision */
      runId: string;
      /** @description object id in the directory */
      externalId: string;
    };
    UserOutcome: {
      externalId: string;
      name: string;
      /** @enum {string} */
      action:
        | 'added'
        | 'linked'
        | 'updated'
        | 'reactivated'
        | 'deactivated'
        | 'deleted'
        | 'rejected'
        | 'skipped'
        | 'awaitingSecondLook'
        | 'leftScope'
        | 'held';
      userId?: string;
      /** @description a sentence: why, and what to do */
      reason?: string;
      reasons: components['schemas']['RejectReason'][];
      changes: components['schemas']['FieldChange'][];
      at: string;
      runId: string;
    };
    Group: {
      groupId: string;
      name: string;
      /** @enum {string} */
      provider?: 'azure' | 'google' | 'scim';
      externalId?: string;
      /** @description no longer kept in step: deselected, or deleted in the directory */
      detached?: boolean;
      members: number;
      /** @description members there who are not Kissflow users, when it was last read */
      outsiders?: number;
    };
    GroupClash: {
      /** @description object id in the directory */
      externalId: string;
      name: string;
      /** @description the group that has the name, and could be linked */
      groupId?: string;
    };
    ClashDecision: {
      /** @description true: the group that has the name is the same one */
      link?: boolean;
      name?: string;
    };
    Member: {
      userId: string;
      name: string;
      email: string | null;
      /** @enum {string} */
      status: 'Invited' | 'Active' | 'Inactive';
    };
    InvitationAccepted: {
      name: string;
      /** @enum {string} */
      status: 'Active';
    };
    InboxNotice: {
      id: string;
      cause: string;
      title: string;
      message: string;
      /** @description path in the console */
      link?: string;
      at: string;
      read: boolean;
    };
    Unread: {
      /** @description notices not read yet */
      unread: number;
    };
    NotificationPreferences: {
      /** @description off: notices are in the inbox only, but for those without which no sync works */
      email: boolean;
    };
    AuditEntry: {
      id: string;
      at: string;
      /** @description absent where Rollcall did it by itself */
      actor?: components['schemas']['Actor'];
      /** @example Updated user sync configuration */
      action: string;
      /** @description what it was done to */
      target: string;
      before?: {
        [key: string]: unknown;
      };
      after?: {
        [key: string]: unknown;
      };
    };
    Erasure: {
      /** @description what goes, within minutes */
      erased: string[];
      /** @description what stays, and why */
      kept: string[];
    };
    FieldError: {
      /** @example schedule.time */
      field: string;
      message: string;
    };
    ProblemDocument: {
      status: number;
      /** @description the name of the status */
      title: string;
      /** @description stable key, e.g. provider-active */
      code: string;
      /** @description what is wrong and how to mend it */
      detail: string;
      /** @description ties this answer to the log lines of all services */
      requestId?: string;
      /** @description what is wrong with which field of the request */
      errors?: components['schemas']['FieldError'][];
      /** @description what is in the way, one by one */
      problems?: Record<string, never>[];
      /** @description facts for whoever looks into it */
      details?: Record<string, never>;
    };
  };
  responses: never;
  parameters: never;
  requestBodies: never;
  headers: never;
  pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
  SessionController_begin: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      302: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description what is wrong and how to mend it */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  SessionController_create: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['NewSession'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Me'];
        };
      };
      /** @description what is wrong and how to mend it */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  SessionController_end: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description what is wrong and how to mend it */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  MeController_me: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Me'];
        };
      };
      /** @description what is wrong and how to mend it */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  IdentityProvidersController_list: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['ProviderState'][];
            /** @description cursor of the following page; absent on the last */
            next?: string;
          };
        };
      };
      /** @description what is wrong and how to mend it */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  IdentityProvidersController_switchOff: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        provider: 'azure' | 'google' | 'scim';
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['ProviderState'][];
            /** @description cursor of the following page; absent on the last */
            next?: string;
          };
        };
      };
      /** @description what is wrong and how to mend it */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  IdentityProvidersController_connection: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Connection'];
        };
      };
      /** @description what is wrong and how to mend it */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  IdentityProvidersController_confirm: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['TenantDecision'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Connection'];
        };
      };
      /** @description what is wrong and how to mend it */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  IdentityProvidersController_reject: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['TenantDecision'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Connection'];
        };
      };
      /** @description what is wrong and how to mend it */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  ConnectController_connect: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SignInBegun'];
        };
      };
      /** @description what is wrong and how to mend it */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  ConnectController_signedIn: {
    parameters: {
      query: {
        state: unknown;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ConsentNeeded'];
        };
      };
      /** @description for browsers */
      302: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description what is wrong and how to mend it */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  ConnectController_consented: {
    parameters: {
      query: {
        state: unknown;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Connection'];
        };
      };
      /** @description for browsers */
      302: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description what is wrong and how to mend it */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  DirectoryController_groups: {
    parameters: {
      query?: {
        /** @description beginning of a name */
        search?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['DirectoryGroup'][];
            /** @description cursor of the following page; absent on the last */
            next?: string;
          };
        };
      };
      /** @description what is wrong and how to mend it */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  DirectoryController_scopeSize: {
    parameters: {
      query: {
        users: 'all' | 'groups';
        /** @description ids of the chosen groups, separated by commas; at most 50 */
        groups?: string;
        includeGuests?: 'true' | 'false';
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ScopeSize'];
        };
      };
      /** @description what is wrong and how to mend it */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  DirectoryController_attributes: {
    parameters: {
      query?: {
        /** @description a directory extension: in the answer if the tenant has it */
        extension?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['SourceAttribute'][];
            /** @description cursor of the following page; absent on the last */
            next?: string;
          };
        };
      };
      /** @description what is wrong and how to mend it */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  DirectoryController_users: {
    parameters: {
      query: {
        /** @description beginning of a name or address */
        search: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['DirectoryPerson'][];
            /** @description cursor of the following page; absent on the last */
            next?: string;
          };
        };
      };
      /** @description what is wrong and how to mend it */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  DirectoryController_explain: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description object id in the directory */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Explanation'];
        };
      };
      /** @description what is wrong and how to mend it */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  UserFieldsController_list: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['UserField'][];
            /** @description cursor of the following page; absent on the last */
            next?: string;
          };
        };
      };
      /** @description what is wrong and how to mend it */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  UserFieldsController_create: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['NewUserField'];
      };
    };
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['UserField'];
        };
      };
      /** @description what is wrong and how to mend it */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  UserFieldsController_remove: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        fieldId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description what is wrong and how to mend it */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  UserFieldsController_change: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        fieldId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['UserFieldChange'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['UserField'];
        };
      };
      /** @description what is wrong and how to mend it */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  SyncConfigurationController_get: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          /** @description of the draft */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Configuration'];
        };
      };
      /** @description what is wrong and how to mend it */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  SyncConfigurationController_delete: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description what is wrong and how to mend it */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  SyncConfigurationController_activate: {
    parameters: {
      query?: never;
      header?: {
        /** @description ETag of the draft the change was made from */
        'If-Match'?: string;
        /** @description of your making, such as a UUID: for a day the same request with the same key does nothing more and is answered alike. With another request it is refused (422 idempotency-key-reused); while the first is being answered, too (409 request-in-progress). A request that failed is no answer: send it again with its key */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Activated'];
        };
      };
      /** @description what is wrong and how to mend it */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  SyncConfigurationController_disable: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Configuration'];
        };
      };
      /** @description what is wrong and how to mend it */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  SyncConfigurationController_enable: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Configuration'];
        };
      };
      /** @description what is wrong and how to mend it */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  DraftController_saveScope: {
    parameters: {
      query?: never;
      header?: {
        /** @description ETag of the draft the change was made from */
        'If-Match'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['Scope'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Configuration'];
        };
      };
      /** @description what is wrong and how to mend it */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  DraftController_saveMapping: {
    parameters: {
      query?: never;
      header?: {
        /** @description ETag of the draft the change was made from */
        'If-Match'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['Mapping'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Configuration'];
        };
      };
      /** @description what is wrong and how to mend it */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  DraftController_savePreferences: {
    parameters: {
      query?: never;
      header?: {
        /** @description ETag of the draft the change was made from */
        'If-Match'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['Preferences'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Configuration'];
        };
      };
      /** @description what is wrong and how to mend it */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  DraftController_suggestions: {
    parameters: {
      query: {
        /** @description id of a user field */
        target: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['SuggestedRow'][];
            /** @description cursor of the following page; absent on the last */
            next?: string;
          };
        };
      };
      /** @description what is wrong and how to mend it */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  DraftController_discard: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Configuration'];
        };
      };
      /** @description what is wrong and how to mend it */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  DraftController_latestTest: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['MappingTest'];
        };
      };
      /** @description what is wrong and how to mend it */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  DraftController_test: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['NewTest'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['MappingTest'];
        };
      };
      /** @description what is wrong and how to mend it */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  SyncRunsController_list: {
    parameters: {
      query?: {
        limit?: number;
        /** @description the next of the page before */
        cursor?: string;
        kind?: 'sync' | 'preview';
        status?: 'requested' | 'queued' | 'running' | 'success' | 'partialSuccess' | 'failure' | 'cancelled';
        trigger?: 'schedule' | 'manual' | 'activation' | 'removals';
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['Run'][];
            /** @description cursor of the following page; absent on the last */
            next?: string;
          };
        };
      };
      /** @description what is wrong and how to mend it */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  SyncRunsController_request: {
    parameters: {
      query?: never;
      header?: {
        /** @description of your making, such as a UUID: for a day the same request with the same key does nothing more and is answered alike. With another request it is refused (422 idempotency-key-reused); while the first is being answered, too (409 request-in-progress). A request that failed is no answer: send it again with its key */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['NewRun'];
      };
    };
    responses: {
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RunRequested'];
        };
      };
      /** @description what is wrong and how to mend it */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  SyncRunsController_get: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        runId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Run'];
        };
      };
      /** @description what is wrong and how to mend it */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  SyncRunsController_reasons: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        runId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Reasons'];
        };
      };
      /** @description what is wrong and how to mend it */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  SyncRunsController_cancel: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        runId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Cancelled'];
        };
      };
      /** @description what is wrong and how to mend it */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  RunPeopleController_list: {
    parameters: {
      query?: {
        limit?: number;
        /** @description the next of the page before */
        cursor?: string;
        outcome?:
          | 'added'
          | 'linked'
          | 'updated'
          | 'reactivated'
          | 'deactivated'
          | 'deleted'
          | 'rejected'
          | 'skipped'
          | 'awaitingSecondLook'
          | 'leftScope'
          | 'held';
        /** @description part of a name */
        search?: string;
      };
      header?: never;
      path: {
        runId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description a page as JSON, or by Accept: text/csv the whole list as a file */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['Outcome'][];
            /** @description cursor of the following page; absent on the last */
            next?: string;
          };
          'text/csv': string;
        };
      };
      /** @description what is wrong and how to mend it */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  RemovalsController_list: {
    parameters: {
      query?: {
        limit?: number;
        /** @description the next of the page before */
        cursor?: string;
        state?: 'held' | 'approved' | 'kept' | 'carriedOut' | 'returned';
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['RemovalWithUse'][];
            /** @description cursor of the following page; absent on the last */
            next?: string;
            /** @description what a decision about the people listed has to name */
            asOf?: string;
          };
        };
      };
      /** @description what is wrong and how to mend it */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  RemovalsController_decide: {
    parameters: {
      query?: never;
      header?: {
        /** @description of your making, such as a UUID: for a day the same request with the same key does nothing more and is answered alike. With another request it is refused (422 idempotency-key-reused); while the first is being answered, too (409 request-in-progress). A request that failed is no answer: send it again with its key */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['Decision'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RemovalsDecided'];
        };
      };
      /** @description what is wrong and how to mend it */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  EmailChangesController_list: {
    parameters: {
      query?: {
        limit?: number;
        /** @description the next of the page before */
        cursor?: string;
        state?: 'held' | 'approved' | 'kept';
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['EmailChange'][];
            /** @description cursor of the following page; absent on the last */
            next?: string;
            /** @description what a decision about the people listed has to name */
            asOf?: string;
          };
        };
      };
      /** @description what is wrong and how to mend it */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  EmailChangesController_decide: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['Decision'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['EmailChangesDecided'];
        };
      };
      /** @description what is wrong and how to mend it */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  UsersController_list: {
    parameters: {
      query?: {
        limit?: number;
        /** @description the next of the page before */
        cursor?: string;
        /** @description part of a name or address */
        search?: string;
        status?: 'Invited' | 'Active' | 'Inactive';
        /** @description the directory they follow, or hand */
        origin?: 'azure' | 'google' | 'scim' | 'hand';
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['User'][];
            /** @description cursor of the following page; absent on the last */
            next?: string;
          };
        };
      };
      /** @description what is wrong and how to mend it */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  ByHandController_create: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['NewUser'];
      };
    };
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['User'];
        };
      };
      /** @description what is wrong and how to mend it */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  UsersController_get: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        userId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['User'];
        };
      };
      /** @description what is wrong and how to mend it */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  ByHandController_change: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        userId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['UserEdit'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['User'];
        };
      };
      /** @description what is wrong and how to mend it */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  UsersController_groups: {
    parameters: {
      query?: {
        limit?: number;
        /** @description the next of the page before */
        cursor?: string;
      };
      header?: never;
      path: {
        userId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['UserGroup'][];
            /** @description cursor of the following page; absent on the last */
            next?: string;
          };
        };
      };
      /** @description what is wrong and how to mend it */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  UsersController_invite: {
    parameters: {
      query?: never;
      header?: {
        /** @description of your making, such as a UUID: for a day the same request with the same key does nothing more and is answered alike. With another request it is refused (422 idempotency-key-reused); while the first is being answered, too (409 request-in-progress). A request that failed is no answer: send it again with its key */
        'Idempotency-Key'?: string;
      };
      path: {
        userId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Delivery'];
        };
      };
      /** @description what is wrong and how to mend it */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  ByHandController_activate: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        userId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['User'];
        };
      };
      /** @description what is wrong and how to mend it */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  ByHandController_deactivate: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        userId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['User'];
        };
      };
      /** @description what is wrong and how to mend it */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  ByHandController_exclude: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        userId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['User'];
        };
      };
      /** @description what is wrong and how to mend it */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  ByHandController_include: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        userId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['User'];
        };
      };
      /** @description what is wrong and how to mend it */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  ByHandController_link: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        userId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['Link'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['User'];
        };
      };
      /** @description what is wrong and how to mend it */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  ByHandController_history: {
    parameters: {
      query?: {
        limit?: number;
        /** @description the next of the page before */
        cursor?: string;
      };
      header?: never;
      path: {
        userId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['UserOutcome'][];
            /** @description cursor of the following page; absent on the last */
            next?: string;
          };
        };
      };
      /** @description what is wrong and how to mend it */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  GroupsController_list: {
    parameters: {
      query?: {
        limit?: number;
        /** @description the next of the page before */
        cursor?: string;
        /** @description part of a name */
        search?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['Group'][];
            /** @description cursor of the following page; absent on the last */
            next?: string;
          };
        };
      };
      /** @description what is wrong and how to mend it */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  GroupsController_clashes: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['GroupClash'][];
            /** @description cursor of the following page; absent on the last */
            next?: string;
          };
        };
      };
      /** @description what is wrong and how to mend it */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  GroupsController_decide: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        externalId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ClashDecision'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Group'];
        };
      };
      /** @description what is wrong and how to mend it */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  GroupsController_get: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        groupId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Group'];
        };
      };
      /** @description what is wrong and how to mend it */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  GroupsController_members: {
    parameters: {
      query?: {
        limit?: number;
        /** @description the next of the page before */
        cursor?: string;
      };
      header?: never;
      path: {
        groupId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['Member'][];
            /** @description cursor of the following page; absent on the last */
            next?: string;
          };
        };
      };
      /** @description what is wrong and how to mend it */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  InvitationsController_accept: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        token: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['InvitationAccepted'];
        };
      };
      /** @description what is wrong and how to mend it */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  NotificationsController_list: {
    parameters: {
      query?: {
        limit?: number;
        /** @description the next of the page before */
        cursor?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['InboxNotice'][];
            /** @description cursor of the following page; absent on the last */
            next?: string;
            unread: number;
          };
        };
      };
      /** @description what is wrong and how to mend it */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  NotificationsController_readAll: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Unread'];
        };
      };
      /** @description what is wrong and how to mend it */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  NotificationsController_preferences: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['NotificationPreferences'];
        };
      };
      /** @description what is wrong and how to mend it */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  NotificationsController_setPreferences: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['NotificationPreferences'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['NotificationPreferences'];
        };
      };
      /** @description what is wrong and how to mend it */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  NotificationsController_read: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Unread'];
        };
      };
      /** @description what is wrong and how to mend it */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  UnsubscribeController_ask: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        token: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'text/html': string;
        };
      };
      /** @description what is wrong and how to mend it */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  UnsubscribeController_unsubscribe: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        token: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'text/html': string;
        };
      };
      /** @description what is wrong and how to mend it */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  DeliveriesController_list: {
    parameters: {
      query?: {
        limit?: number;
        /** @description the next of the page before */
        cursor?: string;
        state?: 'queued' | 'sent' | 'failed';
        template?: 'invitation' | 'sync-notice';
        /** @description id of the person they went to */
        userId?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['Delivery'][];
            /** @description cursor of the following page; absent on the last */
            next?: string;
          };
        };
      };
      /** @description what is wrong and how to mend it */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  DeliveriesController_resend: {
    parameters: {
      query?: never;
      header?: {
        /** @description of your making, such as a UUID: for a day the same request with the same key does nothing more and is answered alike. With another request it is refused (422 idempotency-key-reused); while the first is being answered, too (409 request-in-progress). A request that failed is no answer: send it again with its key */
        'Idempotency-Key'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Delivery'];
        };
      };
      /** @description what is wrong and how to mend it */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  LiveController_follow: {
    parameters: {
      query?: never;
      header?: {
        /** @description sent by browsers that come back */
        'Last-Event-ID'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'text/event-stream': string;
        };
      };
      /** @description what is wrong and how to mend it */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  AuditController_list: {
    parameters: {
      query?: {
        limit?: number;
        /** @description the next of the page before */
        cursor?: string;
        /** @description id of who did it */
        actor?: string;
        action?: string;
        /** @description part of a name, an action, or of what it was done to */
        search?: string;
        from?: string;
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description a page as JSON, or by Accept: text/csv the whole list as a file */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['AuditEntry'][];
            /** @description cursor of the following page; absent on the last */
            next?: string;
          };
          'text/csv': string;
        };
      };
      /** @description what is wrong and how to mend it */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  AccountController_erase: {
    parameters: {
      query: {
        /** @description id of the account, so that nobody does this by mistake */
        confirm: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Erasure'];
        };
      };
      /** @description what is wrong and how to mend it */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
}
