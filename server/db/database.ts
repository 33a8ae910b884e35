/** One database behind two drivers: PostgreSQL by URL, or PGlite embedded in a folder (a pilot, a test). */
import { PGlite } from '@electric-sql/pglite';
import { sql } from 'drizzle-orm';
import { drizzle as drizzleNode } from 'drizzle-orm/node-postgres';
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import { drizzle as drizzleLite } from 'drizzle-orm/pglite';
import pg from 'pg';
import { databaseFault, OperatorError } from '../command-line';
import { first } from './migrations/0001-first';
import { packsTable } from './migrations/0002-packs';
import { packKindsOpened } from './migrations/0003-pack-kinds';
import { forksAndRevocations } from './migrations/0004-forks-and-revocations';
import { hqConsole } from './migrations/0005-hq-console';
import { evidenceFiles } from './migrations/0006-evidence-files';
import { schema } from './schema';

export type Db = PgDatabase<PgQueryResultHKT, typeof schema>;
/** Inside a transaction. */
export type Tx = Parameters<Parameters<Db['transaction']>[0]>[0];

export interface Database {
  readonly db: Db;
  readonly close: () => Promise<void>;
}

/** Opens the database and brings it up to date. Throws when it is newer than this code: an older server must not write. */
export async function openDatabase(options: {
  readonly databaseUrl: string | undefined;
  /** Folder of the embedded database; `memory` keeps nothing. */
  readonly liteDir: string;
  /** An idle connection to PostgreSQL broke; the next request opens another. */
  readonly onLost?: (cause: unknown) => void;
}): Promise<Database> {
  const { databaseUrl, liteDir, onLost = () => undefined } = options;
  const { db, close, run } = databaseUrl ? overNetwork(databaseUrl, onLost) : await embedded(liteDir);
  try {
    await migrate(db, run);
  } catch (error) {
    await close();
    const fault = databaseUrl ? databaseFault(error) : undefined;
    throw fault === undefined ? error : new OperatorError(fault);
  }
  return { db, close };
}

type Opened = Database & { readonly run: (statements: string) => Promise<unknown> };

function overNetwork(databaseUrl: string, onLost: (cause: unknown) => void): Opened {
  if (!/^postgres(ql)?:\/\/./.test(databaseUrl) || !URL.canParse(databaseUrl))
    throw new OperatorError('DATABASE_URL is not an address like postgres://user:password@host:5432/name');
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 10, connectionTimeoutMillis: 15_000 });
  // Without a listener, a restart of PostgreSQL would end this process.
  pool.on('error', onLost);
  return { db: drizzleNode(pool, { schema }), close: () => pool.end(), run: (text) => pool.query(text) };
}

async function embedded(liteDir: string): Promise<Opened> {
  const lite = await PGlite.create(liteDir === 'memory' ? 'memory://' : liteDir);
  return { db: drizzleLite(lite, { schema }), close: () => lite.close(), run: (text) => lite.exec(text) };
}

/** In order; the number of a migration is its place, from 1. */
const migrations: readonly string[] = [
  first,
  packsTable,
  packKindsOpened,
  forksAndRevocations,
  hqConsole,
  evidenceFiles,
];

/** Forward only; each file and its mark are one transaction, under a lock that keeps two servers apart. */
async function migrate(db: Db, run: (statements: string) => Promise<unknown>): Promise<void> {
  await run('create table if not exists migrations (no integer primary key)');
  const done = await appliedUpTo(db);
  if (done > migrations.length)
    throw new Error(`the database is at migration ${done}, this server knows ${migrations.length}`);
  for (const [index, text] of migrations.entries()) {
    const no = index + 1;
    if (no <= done) continue;
    // A second server that starts at once waits here, then fails on the number and finds the work done when restarted.
    await run(`begin; select pg_advisory_xact_lock(7301); insert into migrations values (${no}); ${text} commit;`);
  }
}

async function appliedUpTo(db: Db): Promise<number> {
  const rows = await db.select({ no: sql<number>`coalesce(max(no), 0)::int` }).from(sql`migrations`);
  return rows[0]?.no ?? 0;
}
