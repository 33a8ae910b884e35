/** F-38: a copy of the project in which one expression after the other is changed; at least four of five changes must be seen by a test. */
import { groupAsked } from './groups.mjs';

const { name, mutate } = groupAsked();

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  mutate: [...mutate, '!**/*.test.ts', '!**/*.test-support.ts', '!**/*.data.ts'],
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner'],
  vitest: { configFile: 'tests/mutation/vitest.config.mts' },
  coverageAnalysis: 'perTest',
  // What a module makes when it is loaded can't be changed between two tests.
  ignoreStatic: true,
  concurrency: Number(process.env['XIANTING_MUTATIONS_AT_ONCE'] ?? 2),
  timeoutMS: 10_000,
  tempDirName: '.cache/mutation',
  ignorePatterns: ['.cache', 'out', 'dist', 'reports', 'docs', 'test-results', 'node_modules', 'resources/fonts'],
  incremental: true,
  incrementalFile: `reports/mutation/${name}.incremental.json`,
  reporters: ['clear-text', 'json'],
  clearTextReporter: { allowColor: false, allowEmojis: false, logTests: false, reportTests: false, skipFull: true },
  jsonReporter: { fileName: `reports/mutation/${name}.json` },
  thresholds: { high: 90, low: 80, break: 80 },
};
