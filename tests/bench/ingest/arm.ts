/** One headquarters under load: a server process, its database, and the PCs of its branches with a connection each. */
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import pg from 'pg';
import { makeLoadPc, type LoadPc, type Signed } from './load-pc';

/** Statements that a server process has sent; those that write when PCs were last seen are gathered and counted apart. */
export interface StatementCounts {
  readonly ofPolls: number;
  readonly ofLastSeen: number;
}

interface Process {
  readonly url: string;
  readonly statements: () => Promise<StatementCounts>;
  readonly stop: (signal?: 'SIGTERM' | 'SIGKILL') => Promise<void>;
}

export interface Arm {
  /** Stays the same over a restart. */
  readonly url: string;
  readonly pcs: readonly LoadPc[];
  readonly sql: <T extends pg.QueryResultRow>(text: string, values?: readonly unknown[]) => Promise<readonly T[]>;
  readonly statements: () => Promise<StatementCounts>;
  /** Ends the process without a word, as a power cut does. */
  readonly kill: () => Promise<void>;
  readonly startAgain: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

async function startProcess(args: readonly string[], databaseUrl: string): Promise<Process> {
  const child = spawn(process.execPath, args, {
    env: { ...process.env, DATABASE_URL: databaseUrl },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout?.on('data', (part: Buffer) => {
      const found = /listening on (\S+)/.exec(part.toString('utf8'))?.[1];
      if (found !== undefined) resolve(found);
    });
    child.once('close', () => reject(new Error('the server ended as it was started')));
  });
  return {
    url,
    statements: () =>
      new Promise((resolve) => {
        child.once('message', (counts) => resolve(counts as StatementCounts));
        child.send('statements');
      }),
    stop: async (signal = 'SIGTERM') => {
      child.kill(signal);
      await ended;
    },
  };
}

/** @param how as `server.ts` takes it */
export async function startArm(
  { serverFile, adminUrl, dir }: { readonly serverFile: string; readonly adminUrl: string; readonly dir: string },
  name: string,
  how: 'together' | 'each',
  branches: number,
): Promise<Arm> {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  await admin.query(`create database ${name}`).finally(() => admin.end());
  const databaseUrl = new URL(adminUrl);
  databaseUrl.pathname = `/${name}`;
  const dataDir = path.join(dir, name);
  mkdirSync(dataDir);
  const start = (port: string): Promise<Process> => startProcess([serverFile, dataDir, how, port], databaseUrl.href);
  let running = await start('0');
  const { url } = running;
  const pool = new pg.Pool({ connectionString: databaseUrl.href, max: 1 });
  pool.on('error', () => undefined);

  const pcs = Array.from({ length: branches }, (_, n) => makeLoadPc(`b-${String(n)}`));
  const rows = JSON.stringify(
    pcs.map(({ branchId, deviceId, publicKey }) => ({ branch: branchId, device: deviceId, key: publicKey })),
  );
  const from = `from json_to_recordset($1::json) as v(branch text, device text, key text)`;
  await pool.query(`insert into branches select branch, branch, 'n', 'bank', 'i', 'p', 1 ${from}`, [rows]);
  await pool.query(`insert into device_directory select device, branch ${from}`, [rows]);
  await pool.query(
    `insert into devices (branch_id, id, tag, public_key, enrolled_at) select branch, device, 'A', key, 1 ${from}`,
    [rows],
  );
  return {
    url,
    pcs,
    sql: async <T extends pg.QueryResultRow>(text: string, values: readonly unknown[] = []) =>
      (await pool.query<T>(text, [...values])).rows,
    statements: () => running.statements(),
    kill: () => running.stop('SIGKILL'),
    startAgain: async () => {
      running = await start(new URL(url).port);
    },
    stop: async () => {
      await running.stop();
      await pool.end();
    },
  };
}

/** A connection for each branch, which it keeps: one that loses it waits for another, and is not to be compared with one that does not. */
export const makeAgent = (most: number): http.Agent =>
  new http.Agent({ keepAlive: true, maxSockets: most, maxFreeSockets: most });

export interface Answer {
  readonly status: number;
  readonly text: string;
}

/** Rejects when there was no answer. */
export function post(url: string, { route, bytes, headers }: Signed, agent: http.Agent): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = http.request(`${url}${route}`, { method: 'POST', headers, agent }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(parts).toString('utf8') }));
      answer.on('error', reject);
    });
    sent.on('error', reject);
    sent.end(bytes);
  });
}

export async function mustPost(url: string, signed: Signed, agent: http.Agent): Promise<string> {
  const { status, text } = await post(url, signed, agent);
  if (status !== 200) throw new Error(`${String(status)} ${text}`);
  return text;
}

/** Whether headquarters holds every event once, and positions have no gap: what is lost and what is there twice. */
export async function lostAndDoubled({ sql, pcs }: Arm): Promise<{ readonly lost: number; readonly doubled: number }> {
  const written = pcs.reduce((sum, { written: count }) => sum + count(), 0);
  const [held] = await sql<{ all: number; ids: number; places: number; last: number }>(`
    select count(*)::int as all, count(distinct event_id)::int as ids, count(distinct (branch_id, position))::int as places,
      (select sum(next_position - 1)::int from branches) as last
    from events where outcome = 'accepted'`);
  if (!held) throw new Error('no answer');
  if (held.last !== held.places)
    throw new Error(`positions up to ${String(held.last)} for ${String(held.places)} events`);
  return { lost: written - held.ids, doubled: held.all - held.ids };
}
