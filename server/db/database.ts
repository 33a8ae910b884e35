/** One database behind two drivers: PostgreSQL by URL, or PGlite embedded in a folder (a pilot, a test). */
import { PGlite } from '@electric-sql/pglite';
import { drizzle as drizzleNode } from 'drizzle-orm/node-postgres';
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import { drizzle as drizzleLite } from 'drizzle-orm/pglite';
import pg from 'pg';
import { databaseFault, OperatorError } from '../command-line';
import { first } from './migrations/0001-first';
import { packsTable } from './migrations/0002-packs';
import { packKindsOpened } from './migrations/0003-pack-kinds';
import { branchPartitions } from './migrations/0004-branch-partitions';
import { severalNodes } from './migrations/0005-several-nodes';
import { forksAndRevocations } from './migrations/0006-forks-and-revocations';
import { hqConsole } from './migrations/0007-hq-console';
import { evidenceFiles } from './migrations/0008-evidence-files';
import { countedCases } from './migrations/0009-counted-cases';
import { directives } from './migrations/0010-directives';
import { movedCases } from './migrations/0011-moved-cases';
import { refusalAnswers } from './migrations/0012-refusal-answers';
import { sealedSegments } from './migrations/0013-sealed-segments';
import { schema } from './schema';

export type Db = PgDatabase<PgQueryResultHKT, typeof schema>;
/** Inside a transaction. */
export type Tx = Parameters<Parameters<Db['transaction']>[0]>[0];

export interface Database {
  readonly db: Db;
  /** Of PostgreSQL; undefined for the embedded one, which serves one process alone. */
  readonly url: string | undefined;
  /** A statement as text, past Drizzle; for `explain` and the like. */
  readonly query: Query;
  readonly close: () => Promise<void>;
}

type Query = (text: string, parameters: readonly unknown[]) => Promise<readonly unknown[]>;

/** A statement as it is sent, and its parameters. */
export type SeenStatement = (text: string, parameters: readonly unknown[]) => void;

/** Opens the database and brings it up to date. Throws when it is newer than this code: an older server must not write. */
export async function openDatabase(options: {
  readonly databaseUrl: string | undefined;
  /** Folder of the embedded database; `memory` keeps nothing. */
  readonly liteDir: string;
  /** An idle connection to PostgreSQL broke; the next request opens another. */
  readonly onLost?: (cause: unknown) => void;
  /** Lets tests look at the statements. */
  readonly onStatement?: SeenStatement;
  /** Stops after so many migrations, as an older server did; for tests of what comes after. */
  readonly upTo?: number;
}): Promise<Database> {
  const { databaseUrl, liteDir, onLost = () => undefined, upTo = migrations.length } = options;
  const logger = options.onStatement ? { logQuery: options.onStatement } : false;
  const { db, close, query, alone } = databaseUrl
    ? overNetwork(databaseUrl, onLost, logger)
    : await embedded(liteDir, logger);
  try {
    await alone((run) => migrate(run, upTo));
  } catch (error) {
    await close();
    const fault = databaseUrl ? databaseFault(error) : undefined;
    throw fault === undefined ? error : new OperatorError(fault);
  }
  return { db, url: databaseUrl, query, close };
}

type Logging = { readonly logQuery: SeenStatement } | false;
/** Runs statements without parameters; gives the rows of the last one. */
type Run = (statements: string) => Promise<readonly unknown[]>;

interface Opened {
  readonly db: Db;
  readonly query: Query;
  readonly close: () => Promise<void>;
  /** On one connection from begin to end, which locks need. */
  readonly alone: (work: (run: Run) => Promise<void>) => Promise<void>;
}

function overNetwork(databaseUrl: string, onLost: (cause: unknown) => void, logger: Logging): Opened {
  if (!/^postgres(ql)?:\/\/./.test(databaseUrl) || !URL.canParse(databaseUrl))
    throw new OperatorError('DATABASE_URL is not an address like postgres://user:password@host:5432/name');
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 10, connectionTimeoutMillis: 15_000 });
  // Without a listener, a restart of PostgreSQL would end this process.
  pool.on('error', onLost);
  // One that is in use and waits for its next statement has no listener either; whoever uses it is told by that statement.
  pool.on('connect', (client) => client.on('error', onLost));
  return {
    db: drizzleNode(pool, { schema, logger }),
    query: async (text, parameters) => (await pool.query(text, [...parameters])).rows as unknown[],
    close: () => pool.end(),
    alone: async (work) => {
      const client = await pool.connect();
      try {
        await work(async (text) => {
          const all = [await client.query(text)].flat() as pg.QueryResult[];
          return (all.at(-1)?.rows ?? []) as unknown[];
        });
      } finally {
        // Thrown away: whatever it held or left half done ends with it.
        client.release(true);
      }
    },
  };
}

/** Of each table of branches in a new embedded database. */
const litePartitions = 4;

async function embedded(liteDir: string, logger: Logging): Promise<Opened> {
  const lite = await PGlite.create(liteDir === 'memory' ? 'memory://' : liteDir);
  // For a pilot's few branches; sixty-four of each table would make the first start take ten seconds.
  await lite.exec(`set xianting.partitions = ${litePartitions}`);
  return {
    db: drizzleLite(lite, { schema, logger }),
    query: async (text, parameters) => (await lite.query(text, [...parameters])).rows,
    close: () => lite.close(),
    alone: (work) => work(async (text) => (await lite.exec(text)).at(-1)?.rows ?? []),
  };
}

/** In order; the number of a migration is its place, from 1. */
const migrations: readonly string[] = [
  first,
  packsTable,
  packKindsOpened,
  branchPartitions,
  severalNodes,
  forksAndRevocations,
  hqConsole,
  evidenceFiles,
  countedCases,
  directives,
  movedCases,
  refusalAnswers,
  sealedSegments,
];

/** Of this application; any number that nothing else on the server uses. */
const migrationLock = 7301;

/**
 * Forward only; each file and its mark are one transaction. The lock makes a second server that starts at once wait until the first one is
 * through, and then find the work done.
 */
async function migrate(run: Run, upTo: number): Promise<void> {
  await run(`select pg_advisory_lock(${migrationLock})`);
  await run('create table if not exists migrations (no integer primary key)');
  const [row] = (await run('select coalesce(max(no), 0)::int as no from migrations')) as { no: number }[];
  const done = row?.no ?? 0;
  if (done > migrations.length)
    throw new Error(`the database is at migration ${done}, this server knows ${migrations.length}`);
  for (const [index, text] of migrations.slice(0, upTo).entries()) {
    const no = index + 1;
    if (no > done) await run(`begin; insert into migrations values (${no}); ${text} commit;`);
  }
  await run(`select pg_advisory_unlock(${migrationLock})`);
}
