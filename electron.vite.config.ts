/**
 * Three builds: main (CommonJS, Node 18 of the oldest Electron), three preloads, three pages.
 *
 * What breaks if you change it: ESM main needs Electron 28; a sandboxed preload can require nothing but
 * `electron`, so each preload is one file of its own (isolatedEntries, and nothing external); main bundles
 * everything it can, so that a package contains no node_modules but the native ones.
 */
import path from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import type { Plugin } from 'vite';

/** Packages with a native binary, or ones that must stay on disk as they are. */
const UNBUNDLABLE = ['argon2', '@electric-sql/pglite'];

const inRoot = (file: string): string => path.resolve(import.meta.dirname, file);

/**
 * One character beyond Latin-1 makes V8 hold the whole file in two bytes each, for as long as the program runs: 4 MB of main. Lines
 * stay as they are, and so do the maps.
 */
const narrowSource: Plugin = {
  name: 'narrow-source',
  enforce: 'post',
  generateBundle: (_options, bundle) => {
    for (const file of Object.values(bundle)) {
      if (file.type !== 'chunk') continue;
      file.code = file.code.replace(/[^\0-\xff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
    }
  },
};

export default defineConfig({
  main: {
    plugins: [narrowSource],
    build: {
      target: 'node18',
      externalizeDeps: false,
      sourcemap: true,
      rolldownOptions: {
        input: {
          index: inRoot('src/main/index.ts'),
          // Started by path as a worker thread; see src/main/ledger-import/ledger-importer.ts.
          'ledger-worker': inRoot('src/main/ledger-import/ledger-worker.ts'),
          // The same, from src/main/journal/walk-in-worker.ts.
          'journal-worker': inRoot('src/main/journal/journal-worker.ts'),
          // The same, from src/main/scripts/check-in-worker.ts.
          'release-worker': inRoot('src/main/scripts/release-worker.ts'),
        },
        external: UNBUNDLABLE,
        output: {
          format: 'cjs',
          entryFileNames: '[name].js',
          chunkFileNames: 'chunks/[name]-[hash].js',
          // Comments and blanks alone: names stay what a stack trace says, and V8 has a third less to look through at every start.
          minify: { compress: false, mangle: false, codegen: true },
        },
      },
    },
  },
  preload: {
    build: {
      target: 'node18',
      externalizeDeps: false,
      isolatedEntries: true,
      rolldownOptions: {
        input: {
          app: inRoot('src/preload/app.ts'),
          customer: inRoot('src/preload/customer.ts'),
          'store-host': inRoot('src/preload/store-host.ts'),
        },
        output: { format: 'cjs', entryFileNames: '[name].js' },
      },
    },
  },
  renderer: {
    root: 'src',
    // The compiler keeps what a component drew from the same values: a key pressed in a talk draws only what it changes.
    plugins: [react({ compiler: true })],
    worker: { format: 'es' },
    build: {
      target: 'chrome114',
      // What is parsed at every start counts, even from disk; the maps are for reading a fault's places.
      minify: true,
      sourcemap: 'hidden',
      // A font inside a style sheet would need `data:` in the policy of the page.
      assetsInlineLimit: 0,
      // Loaded from disk, not over a network: one big file is no reason for a warning.
      chunkSizeWarningLimit: 5_000,
      rolldownOptions: {
        input: {
          renderer: inRoot('src/renderer/index.html'),
          customer: inRoot('src/customer/index.html'),
          'store-host': inRoot('src/store-host/index.html'),
        },
      },
    },
  },
});
