import '@mantine/core/styles.css';
import './main.css';
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router/dom';
import { createQueryClient } from './api/queries.js';
import { DestinationContext } from './elements/destination.js';
import { router } from './routes.js';
import { resolveColors, theme } from './theme.js';

const root = document.getElementById('root');
if (!root) throw new Error('the page has no place to draw in');

/** Which styles may be added to this page: https://developer.mozilla.org/docs/Web/HTML/Reference/Global_attributes/nonce */
const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
// What keeps the page behind an open dialog from scrolling looks for it here: https://github.com/theKashey/get-nonce
Object.assign(window, { __webpack_nonce__: nonce });

const destination = () => (router.state.navigation.location ?? router.state.location).pathname;

createRoot(root).render(
  <StrictMode>
    <MantineProvider
      theme={theme}
      cssVariablesResolver={resolveColors}
      defaultColorScheme="auto"
      getStyleNonce={() => nonce}
    >
      <QueryClientProvider client={createQueryClient()}>
        <DestinationContext value={destination}>
          <RouterProvider router={router} />
        </DestinationContext>
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
