/**
 * Suites that need a real Electron or a real browser.
 *
 * Run them through `npm run e2e` and `npm run store`: scripts/test.mjs builds the app first, puts the
 * Electron binary into ELECTRON_EXEC_PATH and starts a virtual display when there is none.
 * `store-electron` and `store-chromium` run the same files on the oldest and on the newest Chromium
 * we support; a file that only makes sense in Electron is named `*.electron.test.ts`.
 */
import { defineConfig } from '@playwright/test';

const testMatch = /.*\.(test|spec)\.ts$/;
const isRoot = process.getuid?.() === 0;

export default defineConfig({
  outputDir: 'test-results',
  // A flaky test is a bug: no retries.
  retries: 0,
  // Two where each has a virtual display to itself; on a real one their windows would fight for the keyboard.
  workers: process.env['XIANTING_OWN_DISPLAYS'] === undefined ? 1 : 2,
  fullyParallel: false,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ['./tests/failures-last.ts']],
  // A trace photographs the page at every step, which takes a third of the time; `npm run e2e -- NAME --trace on` makes one.
  // Pictures of failures are taken by tests/e2e/fixtures.ts: Playwright would photograph every page before it closes an
  // application, also of a test that passes, and wait five seconds for the picture of the hidden store page, which never comes.
  use: { screenshot: 'off' },
  projects: [
    { name: 'e2e', testDir: 'tests/e2e', testMatch },
    { name: 'store-electron', testDir: 'tests/store', testMatch, metadata: { engine: 'electron' } },
    {
      name: 'store-chromium',
      testDir: 'tests/store',
      testMatch,
      testIgnore: /.*\.electron\.(test|spec)\.ts$/,
      metadata: { engine: 'chromium' },
      use: {
        browserName: 'chromium',
        launchOptions: {
          executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
          args: isRoot ? ['--no-sandbox'] : [],
        },
      },
    },
  ],
});
