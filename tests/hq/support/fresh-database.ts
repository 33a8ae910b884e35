/**
 * A database for tests: PGlite in memory, or one of its own on a PostgreSQL. Opened once and emptied before each test, because opening takes
 * a second.
 */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sql } from 'drizzle-orm';
import pg from 'pg';
import { openDatabase, type Database, type SeenStatement } from '../../../server/db/database';

/** The database that others are copied from, which takes a tenth of the time of the migrations. */
export const templateName = 'xianting_template';

export interface TestDatabase {
  /** Of PostgreSQL; undefined for the embedded one. */
  readonly url: string | undefined;
  readonly database: Database;
  readonly empty: () => Promise<void>;
  /** The plan of a statement, as PostgreSQL tells it. */
  readonly explain: (text: string, parameters: readonly unknown[]) => Promise<unknown>;
  /** Closed, and opened by the server of today. */
  readonly reopen: () => Promise<TestDatabase>;
  readonly remove: () => Promise<void>;
}

export interface TestDatabaseOptions {
  /** As a server of that time left it: with so many migrations. */
  readonly upTo?: number;
  readonly onStatement?: SeenStatement;
}

/** On this PostgreSQL, or embedded without one. */
export async function openFreshDatabase(
  serverUrl: string | undefined,
  options: TestDatabaseOptions = {},
): Promise<TestDatabase> {
  const name = `xianting_test_${randomBytes(6).toString('hex')}`;
  const url = serverUrl === undefined ? undefined : new URL(serverUrl);
  // Only what is opened again needs a folder.
  const folder = options.upTo === undefined || url ? undefined : mkdtempSync(path.join(tmpdir(), 'xianting-hq-db-'));
  const onServer = async (statement: string): Promise<void> => {
    const client = new pg.Client({ connectionString: serverUrl });
    await client.connect();
    await client.query(statement).finally(() => client.end());
  };
  if (url) {
    await onServer(`create database ${name}${options.upTo === undefined ? ` template ${templateName}` : ''}`);
    url.pathname = `/${name}`;
  }
  const open = async (how: TestDatabaseOptions): Promise<TestDatabase> => {
    const database = await openDatabase({ databaseUrl: url?.href, liteDir: folder ?? 'memory', ...how });
    return {
      url: url?.href,
      database,
      empty: async () => {
        await database.db.execute(sql`
          do $$ declare name text; begin
            -- Deleted and not truncated: there are hundreds of partitions, and next to nothing in them.
            foreach name in array array[
              'file_pieces', 'files', 'forks', 'revocations', 'receipts', 'events', 'nonces', 'devices', 'branches', 'device_directory', 'enrolment_codes', 'branch_directory',
              'headquarters', 'pack_pilots', 'pack_releases', 'packs', 'console_cases', 'console_case_marks', 'console_escalations',
              'refusal_answers', 'given_files', 'segments'
            ] loop
              execute 'delete from ' || name;
            end loop;
            -- The trail refuses to be deleted.
            truncate console_people, console_recovery_codes, console_sessions, console_waits, console_audit;
          end $$`);
      },
      explain: async (text, parameters) => {
        const answer = (await database.query(`explain (format json, costs off) ${text}`, parameters)) as readonly {
          readonly 'QUERY PLAN': readonly { readonly Plan: unknown }[];
        }[];
        return answer[0]?.['QUERY PLAN'][0]?.Plan;
      },
      reopen: async () => {
        await database.close();
        return open({});
      },
      remove: async () => {
        await database.close();
        if (url) await onServer(`drop database ${name} with (force)`);
        if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
      },
    };
  };
  return open(options);
}
