/**
 * The database of one test file: PGlite in memory, or, with `DATABASE_URL`, a database of its own on that PostgreSQL
 * server. Opened once and emptied before each test, because opening takes a second.
 */
import { randomBytes } from 'node:crypto';
import { sql } from 'drizzle-orm';
import pg from 'pg';
import { openDatabase, type Database } from '../../../server/db/database';

export interface TestDatabase {
  readonly database: Database;
  readonly empty: () => Promise<void>;
  readonly remove: () => Promise<void>;
}

export async function openTestDatabase(serverUrl = process.env['DATABASE_URL']): Promise<TestDatabase> {
  const name = `xianting_test_${randomBytes(6).toString('hex')}`;
  const url = serverUrl === undefined || serverUrl === '' ? undefined : new URL(serverUrl);
  const onServer = async (statement: string): Promise<void> => {
    const client = new pg.Client({ connectionString: serverUrl });
    await client.connect();
    await client.query(statement).finally(() => client.end());
  };
  if (url) {
    await onServer(`create database ${name}`);
    url.pathname = `/${name}`;
  }
  const database = await openDatabase({ databaseUrl: url?.href, liteDir: 'memory' });
  return {
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
