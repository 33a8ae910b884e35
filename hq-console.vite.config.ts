/**
 * The console of headquarters: one page in the browser, served by the HQ server below /console/.
 *
 * What breaks if you change it: the page's policy knows no inline script and no `data:`, so nothing may be put into the markup.
 */
import path from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const inRoot = (file: string): string => path.resolve(import.meta.dirname, file);

export default defineConfig({
  root: inRoot('src/hq-console'),
  base: '/console/',
  plugins: [react({ compiler: true })],
  build: {
    outDir: inRoot('out/hq-console'),
    emptyOutDir: true,
    target: 'chrome114',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 5_000,
  },
});
