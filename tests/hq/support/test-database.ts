/** The database of one test file: embedded, or, in the project `hq-postgres`, on the server that `postgres-server.ts` started. */
import { inject } from 'vitest';
import { openFreshDatabase, type TestDatabase, type TestDatabaseOptions } from './fresh-database';

export type { TestDatabase } from './fresh-database';

export const openTestDatabase = (options: TestDatabaseOptions = {}): Promise<TestDatabase> =>
  openFreshDatabase(inject('postgres')?.url, options);
