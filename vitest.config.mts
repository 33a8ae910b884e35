/**
 * Node-side test suites. The host a test needs is told by its place and suffix:
 * `.test.ts` runs in plain Node, `.dom.test.tsx` in jsdom; what needs a real browser or Electron
 * lives in tests/store and tests/e2e and is run by Playwright (playwright.config.ts).
 */
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

const domTests = ['src/**/*.dom.test.{ts,tsx}'];
const hqTests = ['tests/hq/**/*.test.ts'];

export default defineConfig({
  test: {
    // A suite that has not landed yet must not fail the run; scripts/test.mjs says so in words.
    passWithNoTests: true,
    projects: [
      {
        test: {
          name: 'unit',
          environment: 'node',
          // One module graph a worker: reading the rules and scripts anew for each file took as long as the tests.
          isolate: false,
          include: ['src/**/*.test.{ts,tsx}', 'server/**/*.test.ts', 'tests/**/*.test.ts'],
          exclude: [...domTests, 'tests/{e2e,store,hq,hq-console,documents,fences,fault,bench}/**'],
          restoreMocks: true,
          // Properties and key derivations, while lint and types take their part of two slow cores.
          testTimeout: 90_000,
        },
      },
      {
        // As it ships, compiler and all.
        plugins: [react({ compiler: true })],
        test: {
          name: 'dom',
          environment: 'jsdom',
          include: domTests,
          setupFiles: ['tests/support/dom-patience.ts'],
          restoreMocks: true,
          // A whole form typed key by key, or a property tried hundreds of times, on a machine that is busy otherwise.
          testTimeout: 90_000,
        },
      },
      {
        test: {
          name: 'scripts',
          environment: 'node',
          include: ['scripts/**/*.test.ts'],
        },
      },
      {
        // Each fence starts a linter on a planted violation: slow by nature, hence the long limit.
        test: {
          name: 'fences',
          environment: 'node',
          include: ['tests/fences/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        // Prints with a real Electron: ELECTRON_EXEC_PATH and a display come from scripts/test.mjs.
        test: {
          name: 'documents',
          environment: 'node',
          include: ['tests/documents/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        // On the embedded database.
        test: {
          name: 'hq',
          environment: 'node',
          include: hqTests,
          exclude: ['tests/hq/**/*.pg.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        // The same and more on PostgreSQL 15, which is brought and started for the suite.
        test: {
          name: 'hq-postgres',
          environment: 'node',
          include: hqTests,
          exclude: ['tests/hq/**/*.lite.test.ts'],
          globalSetup: ['tests/hq/support/postgres-server.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        // A real server in the test, which Playwright's own runner can't load, and the system's Chromium on the built console.
        test: {
          name: 'hq-console',
          environment: 'node',
          include: ['tests/hq-console/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
