import { createBrowserRouter } from 'react-router';
import { BrokenPage } from './shell/broken-page.js';
import { Entrance } from './shell/entrance.js';
import { Home } from './shell/home.js';
import { NotFound } from './shell/not-found.js';

/** Every page; each is loaded when somebody first goes there. */
export const router = createBrowserRouter([
  {
    path: 'invitations/:token',
    errorElement: <BrokenPage />,
    hydrateFallbackElement: <></>,
    lazy: async () => ({ Component: (await import('./invitations/accept-invitation.js')).AcceptInvitation }),
  },
  {
    element: <Entrance />,
    errorElement: <BrokenPage />,
    // Nothing is to be seen until the page that was asked for is loaded.
    hydrateFallbackElement: <></>,
    children: [
      {
        errorElement: <BrokenPage />,
        children: [
          { index: true, element: <Home /> },
          {
            path: 'identity-providers',
            lazy: async () => ({
              Component: (await import('./identity-providers/identity-providers.js')).IdentityProviders,
            }),
          },
          {
            path: 'identity-providers/select',
            lazy: async () => ({ Component: (await import('./identity-providers/select-provider.js')).SelectProvider }),
          },
          {
            path: 'configuration',
            lazy: async () => ({ Component: (await import('./configuration/continue.js')).Continue }),
          },
          {
            path: 'configuration/tenant-details',
            lazy: async () => ({ Component: (await import('./configuration/tenant-details.js')).TenantDetails }),
          },
          {
            path: 'configuration/user-sync',
            lazy: async () => ({ Component: (await import('./configuration/user-sync.js')).UserSync }),
          },
          {
            path: 'configuration/field-mapping',
            lazy: async () => ({ Component: (await import('./configuration/field-mapping.js')).FieldMapping }),
          },
          {
            path: 'configuration/sync-preferences',
            lazy: async () => ({ Component: (await import('./configuration/sync-preferences.js')).SyncPreferences }),
          },
          {
            path: 'directory-sync',
            lazy: async () => ({ Component: (await import('./directory-sync/directory-sync.js')).DirectorySync }),
          },
          {
            path: 'sync-runs',
            lazy: async () => ({ Component: (await import('./sync-runs/sync-history.js')).SyncHistory }),
          },
          {
            path: 'sync-runs/:runId',
            lazy: async () => ({ Component: (await import('./sync-runs/sync-run.js')).SyncRun }),
          },
          {
            path: 'removals',
            lazy: async () => ({ Component: (await import('./decisions/held-removals.js')).HeldRemovals }),
          },
          {
            path: 'email-changes',
            lazy: async () => ({ Component: (await import('./decisions/held-email-changes.js')).HeldEmailChanges }),
          },
          {
            path: 'people',
            lazy: async () => ({ Component: (await import('./people/people.js')).People }),
          },
          {
            path: 'people/:userId',
            lazy: async () => ({ Component: (await import('./people/person.js')).Person }),
          },
          {
            path: 'why',
            lazy: async () => ({ Component: (await import('./people/why.js')).Why }),
          },
          {
            path: 'why/:externalId',
            lazy: async () => ({ Component: (await import('./people/explanation.js')).Explanation }),
          },
          {
            path: 'groups',
            lazy: async () => ({ Component: (await import('./groups/groups.js')).Groups }),
          },
          {
            path: 'groups/:groupId',
            lazy: async () => ({ Component: (await import('./groups/group-members.js')).GroupMembers }),
          },
          {
            path: 'user-fields',
            lazy: async () => ({ Component: (await import('./user-fields/user-fields.js')).UserFields }),
          },
          {
            path: 'notifications',
            lazy: async () => ({ Component: (await import('./notifications/inbox.js')).Inbox }),
          },
          {
            path: 'notifications/mails',
            lazy: async () => ({ Component: (await import('./notifications/deliveries.js')).Deliveries }),
          },
          {
            path: 'audit',
            lazy: async () => ({ Component: (await import('./audit/audit-log.js')).AuditLog }),
          },
          { path: '*', element: <NotFound /> },
        ],
      },
    ],
  },
]);
