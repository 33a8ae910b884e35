/** The tests of one group of F-38, and nothing beside them. */
import { defineConfig } from 'vitest/config';
import { groupAsked } from './groups.mjs';

export default defineConfig({
  test: {
    environment: 'node',
    include: [...groupAsked().tests],
    restoreMocks: true,
    testTimeout: 90_000,
  },
});
