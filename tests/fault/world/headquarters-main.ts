/**
 * Headquarters in a process of its own, over PGlite in memory, with a clock that is told: its parent asks for a new one that has
 * seen nobody, as often as it likes, and does to it what befalls a server. The database is opened once.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { sql, type SQL } from 'drizzle-orm';
import type { Db } from '../../../server/db/database';
import { startHq, type Hq } from '../../../server/start';
import { openFreshDatabase } from '../../hq/support/fresh-database';
import { createDiskOfServer, type Running } from './full-database';

/** What is asked of the process; `nowMs` is what its clock says from then on. */
export type Asked = { readonly nowMs: number } & (
  | { readonly do: 'fresh' | 'time' | 'restart' | 'troubles' | 'rows' | 'backUp' | 'restore' }
  | { readonly do: 'kept'; readonly deviceId?: string }
  | { readonly do: 'runOut'; readonly running: Running }
);
export type Started = Pick<Hq, 'url' | 'adminToken' | 'publicKey'>;

/** One row of the table of events, tombstones too. */
export interface KeptRow {
  readonly branchId: string;
  readonly deviceId: string;
  readonly seq: number;
  readonly eventId: string;
  readonly hash: string;
  readonly position: number | null;
  readonly outcome: string;
}

async function rowsOf<T>(db: Db, query: SQL): Promise<T[]> {
  const answer: unknown = await db.execute(query);
  return (answer as { readonly rows: T[] }).rows;
}

const keptIn = (db: Db, deviceId: string | undefined): Promise<KeptRow[]> =>
  rowsOf(
    db,
    sql`
      select branch_id as "branchId", device_id as "deviceId", seq, event_id as "eventId", hash, position::int, outcome
      from events where ${deviceId === undefined ? sql`true` : sql`device_id = ${deviceId}`}
      order by branch_id, position, device_id, seq`,
  );

/** Tables as they are filled: parts of one come with it. */
const namesOfTables = async (db: Db): Promise<string[]> => {
  const rows = await rowsOf<{ readonly name: string }>(
    db,
    sql`
      select quote_ident(relname) as name from pg_class
      where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition and relname <> 'migrations'`,
  );
  return rows.map(({ name }) => name);
};

const countsIn = async (db: Db): Promise<Record<string, number>> => {
  const counts: Record<string, number> = {};
  for (const name of await namesOfTables(db)) {
    const [row] = await rowsOf<{ readonly count: number }>(db, sql.raw(`select count(*)::int as count from ${name}`));
    counts[name] = row?.count ?? 0;
  }
  return counts;
};

/** Copies every table aside, or brings the copies back, as a backup of yesterday does. */
async function copyTables(db: Db, way: 'aside' | 'back'): Promise<void> {
  const names = await namesOfTables(db);
  const statements =
    way === 'aside'
      ? [
          'drop schema if exists yesterday cascade',
          'create schema yesterday',
          ...names.map((name) => `create table yesterday.${name} as select * from public.${name}`),
        ]
      : [
          // As a restore does it: nothing looks whether rows fit each other before all of them are there.
          'set session_replication_role = replica',
          `truncate ${names.join(', ')}`,
          ...names.map((name) => `insert into ${name} overriding system value select * from yesterday.${name}`),
          'set session_replication_role = default',
        ];
  for (const statement of statements) await db.execute(sql.raw(statement));
}

async function main(): Promise<void> {
  const base = await openFreshDatabase(undefined);
  const disk = createDiskOfServer(base.database.db);
  let now = 0;
  let dataDir = '';
  let hq: Hq | undefined;
  /** What headquarters logged as a fault of its own, and nobody did to it. */
  let troubles: string[] = [];
  const begin = async (): Promise<Started> => {
    hq = await startHq({
      ...{ port: 0, dataDir, nowMs: () => now, database: { ...base.database, db: disk.db } },
      writeLog: (line) => {
        if (line.includes('"level":"error"') && !line.includes('"53100"')) troubles.push(line.trim());
      },
    });
    const { url, adminToken, publicKey } = hq;
    return { url, adminToken, publicKey };
  };
  const end = async (): Promise<void> => {
    await hq?.close();
    hq = undefined;
  };
  const answers: { readonly [D in Asked['do']]: (asked: Asked & { readonly do: D }) => Promise<unknown> } = {
    fresh: async () => {
      await end();
      disk.isRunOut({ after: null });
      troubles = [];
      await base.empty();
      if (dataDir !== '') rmSync(dataDir, { recursive: true, force: true });
      dataDir = mkdtempSync(path.join(os.tmpdir(), 'xianting-fault-hq-'));
      return begin();
    },
    time: async () => null,
    restart: async () => {
      await end();
      return begin();
    },
    runOut: async ({ running }) => {
      disk.isRunOut(running);
      return null;
    },
    kept: ({ deviceId }) => keptIn(base.database.db, deviceId),
    troubles: async () => troubles,
    rows: () => countsIn(base.database.db),
    backUp: () => copyTables(base.database.db, 'aside'),
    restore: async () => {
      await end();
      await copyTables(base.database.db, 'back');
      // As docs/sync-protocol.md asks of whoever restores a backup.
      await base.database.db.execute(sql`update branches set next_position = next_position + 1000000`);
      return begin();
    },
  };
  /** Two restarts at once, as two requests may meet them, come one after the other: there is one server at a time. */
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = async (asked: Asked): Promise<unknown> => {
    const answer = answers[asked.do] as (asked: Asked) => Promise<unknown>;
    if (!['fresh', 'restart', 'restore'].includes(asked.do)) return answer(asked);
    const mine = turn.then(() => answer(asked));
    turn = mine.catch(() => undefined);
    return mine;
  };
  process.on('message', ({ no, asked }: { no: number; asked: Asked }) => {
    now = asked.nowMs;
    inTurn(asked).then(
      (value) => process.send?.({ no, value: value ?? null }),
      (cause: unknown) => process.send?.({ no, failed: cause instanceof Error ? cause.stack : String(cause) }),
    );
  });
  process.on('disconnect', () => {
    void end()
      .then(base.remove)
      .then(() => {
        if (dataDir !== '') rmSync(dataDir, { recursive: true, force: true });
        process.exit();
      });
  });
  process.send?.('ready');
}

void main();
