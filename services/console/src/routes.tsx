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
          { path: '*', element: <NotFound /> },
        ],
      },
    ],
  },
]);
