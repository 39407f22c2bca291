import { createBrowserRouter } from 'react-router';
import { BrokenPage } from './shell/broken-page.js';
import { Entrance } from './shell/entrance.js';
import { Home } from './shell/home.js';
import { NotFound } from './shell/not-found.js';

/** Every page; each is loaded when somebody first goes there. */
export const router = createBrowserRouter([
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
          { path: '*', element: <NotFound /> },
        ],
      },
    ],
  },
]);
