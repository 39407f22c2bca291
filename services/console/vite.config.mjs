import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { limitFirstLoad } from './limit-first-load.mjs';

/** Where the API is while `vite` serves the pages from their sources. */
const gateway = 'http://localhost:3000';

export default defineConfig({
  plugins: [react(), limitFirstLoad({ kilobytes: 300 })],
  // The gateway puts the nonce of each answer in its place.
  html: { cspNonce: 'CSP_NONCE' },
  server: { proxy: { '/api': gateway } },
  build: { sourcemap: true, license: { fileName: 'licences.md' }, target: 'es2023', chunkSizeWarningLimit: 700 },
});
