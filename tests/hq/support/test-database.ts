/**
 * The database of one test file: PGlite in memory, or, in the project `hq-postgres`, a database of its own on the server that
 * `postgres-server.ts` started. Opened once and emptied before each test, because opening takes a second.
 */
import { randomBytes } from 'node:crypto';
import { sql } from 'drizzle-orm';
import pg from 'pg';
import { inject } from 'vitest';
import { openDatabase, type Database } from '../../../server/db/database';
import { templateName } from './postgres-server';

export interface TestDatabase {
  /** Of PostgreSQL; undefined for the embedded one. */
  readonly url: string | undefined;
  readonly database: Database;
  readonly empty: () => Promise<void>;
  readonly remove: () => Promise<void>;
}

export async function openTestDatabase(): Promise<TestDatabase> {
  const serverUrl = inject('postgres')?.url;
  const name = `xianting_test_${randomBytes(6).toString('hex')}`;
  const url = serverUrl === undefined ? undefined : new URL(serverUrl);
  const onServer = async (statement: string): Promise<void> => {
    const client = new pg.Client({ connectionString: serverUrl });
    await client.connect();
    await client.query(statement).finally(() => client.end());
  };
  if (url) {
    await onServer(`create database ${name} template ${templateName}`);
    url.pathname = `/${name}`;
  }
  const database = await openDatabase({ databaseUrl: url?.href, liteDir: 'memory' });
  return {
    url: url?.href,
    database,
    empty: async () => {
      await database.db.execute(sql`
        do $$ declare names text; begin
          select string_agg(quote_ident(tablename), ', ') into names
          from pg_tables where schemaname = 'public' and tablename <> 'migrations';
          execute 'truncate ' || names;
        end $$`);
    },
    remove: async () => {
      await database.close();
      if (url) await onServer(`drop database ${name}`);
    },
  };
}
