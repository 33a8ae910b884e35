/**
 * Load for headquarters: branches in a closed loop, each pushing its next batch when the last one was answered, over real sockets to a server
 * process on a durable PostgreSQL 15. Prints the lines as JSON. Arguments: the bundled server, rounds, `smoke` or `full`.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { startPostgres } from '../../../scripts/setup/postgres.mjs';
import { interleave, lineOf, limitGate, median, shorten, speedGate, type BenchLine } from '../measure';
import { makeLoadPc, type LoadPc, type SignedPush } from './load-pc';

interface Arm {
  readonly url: string;
  readonly pcs: readonly LoadPc[];
  readonly databaseUrl: string;
  readonly stop: () => Promise<void>;
}

const most = 1_000;
/** Pushes of one branch in one run. */
const pushesEach = 3;

async function sqlAt(url: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await work(client).finally(() => client.end());
}

async function startArm(serverFile: string, adminUrl: string, dir: string, how: 'together' | 'each'): Promise<Arm> {
  await sqlAt(adminUrl, async (client) => {
    await client.query(`create database ${how}`);
  });
  const url = new URL(adminUrl);
  url.pathname = `/${how}`;
  const dataDir = path.join(dir, how);
  mkdirSync(dataDir);
  const child = spawn(process.execPath, [serverFile, dataDir, how], {
    env: { ...process.env, DATABASE_URL: url.href },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const address = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (part: Buffer) => {
      const found = /listening on (\S+)/.exec(part.toString('utf8'))?.[1];
      if (found !== undefined) resolve(found);
    });
    child.once('close', () => reject(new Error('the server ended as it was started')));
  });
  const pcs = Array.from({ length: most }, (_, n) => makeLoadPc(`b-${n}`));
  await sqlAt(url.href, async (client) => {
    const rows = JSON.stringify(
      pcs.map(({ deviceId, publicKey }, n) => ({ branch: `b-${n}`, device: deviceId, key: publicKey })),
    );
    const from = `from json_to_recordset($1::json) as v(branch text, device text, key text)`;
    await client.query(`insert into branches select branch, branch, 'n', 'bank', 'i', 'p', 1 ${from}`, [rows]);
    await client.query(`insert into device_directory select device, branch ${from}`, [rows]);
    await client.query(
      `insert into devices (branch_id, id, tag, public_key, enrolled_at) select branch, device, 'A', key, 1 ${from}`,
      [rows],
    );
  });
  return {
    url: address,
    pcs,
    databaseUrl: url.href,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

const agent = new http.Agent({ keepAlive: true, maxSockets: most });

function post(url: string, { bytes, headers }: SignedPush): Promise<string> {
  return new Promise((resolve, reject) => {
    const sent = http.request(`${url}/v2/push`, { method: 'POST', headers, agent }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('end', () => {
        const text = Buffer.concat(parts).toString('utf8');
        if (answer.statusCode === 200) resolve(text);
        else reject(new Error(`${String(answer.statusCode)} ${text}`));
      });
    });
    sent.on('error', reject);
    sent.end(bytes);
  });
}

interface Run {
  readonly ms: number;
  /** Last branch to end by the first one to end. */
  readonly fairness: number;
}

/** All is written and signed before the clock runs. */
async function drain({ url, pcs }: Arm, branches: number, batch: number): Promise<Run> {
  const work: SignedPush[][] = [];
  for (const pc of pcs.slice(0, branches)) {
    const own: SignedPush[] = [];
    while (own.length < pushesEach) own.push(await pc.nextPush(url, batch));
    work.push(own);
  }
  const began = performance.now();
  const ends = await Promise.all(
    work.map(async (requests) => {
      for (const request of requests) {
        const answer = JSON.parse(await post(url, request)) as {
          readonly results: readonly { readonly outcome: string }[];
        };
        if (answer.results.some(({ outcome }) => outcome !== 'accepted')) throw new Error('an event was not accepted');
      }
      return performance.now() - began;
    }),
  );
  return { ms: performance.now() - began, fairness: Math.max(...ends) / Math.min(...ends) };
}

/** Every event once, without a gap. */
async function verify({ databaseUrl, pcs }: Arm): Promise<void> {
  await sqlAt(databaseUrl, async (client) => {
    const { rows } = await client.query<{ all: number; last: number }>(
      `select count(*)::int as all, (select sum(next_position - 1)::int from branches) as last from events`,
    );
    const written = pcs.reduce((sum, { written: count }) => sum + count(), 0);
    if (rows[0]?.all !== written || rows[0].last !== written)
      throw new Error(`${String(rows[0]?.all)} events and positions up to ${String(rows[0]?.last)} of ${written}`);
  });
}

async function main(): Promise<void> {
  const [, , serverFile = '', rounds = '3', size = 'smoke'] = process.argv;
  const dir = mkdtempSync(path.join(tmpdir(), 'xianting-ingest-'));
  const root = path.resolve(import.meta.dirname, '../..');
  const server = await startPostgres(root, { durable: true, settings: { shared_buffers: '256MB' } });
  const lines: BenchLine[] = [];
  const perSecond = new Map<string, number>();
  try {
    const ours = await startArm(serverFile, server.url, dir, 'together');
    const naive = await startArm(serverFile, server.url, dir, 'each');
    const grid =
      size === 'full'
        ? [5, 20, 100].flatMap((batch) => [1, 10, 100, 1_000].map((n) => [n, batch] as const))
        : ([
            [10, 5],
            [1_000, 5],
          ] as const);
    for (const [branches, batch] of grid) {
      const fairness: number[] = [];
      const done = await interleave(Number(rounds), {
        ours: async () => {
          const run = await drain(ours, branches, batch);
          fairness.push(run.fairness);
          return [run.ms];
        },
        others: { 'a transaction for each push': async () => [(await drain(naive, branches, batch)).ms] },
      });
      const events = branches * batch * pushesEach;
      const name = `hq-ingest/${branches}x${batch}`;
      const rate = (ms: number): number => Math.round((events / ms) * 1_000);
      perSecond.set(name, rate(median(done.flatMap((round) => round.ours))));
      const naiveRate = rate(median(done.flatMap((round) => round.others['a transaction for each push'] ?? [])));
      lines.push(
        lineOf(name, 'a transaction for each push', done, {
          note: `${String(perSecond.get(name))} events/s, each by itself ${naiveRate} events/s; slowest branch by fastest ${shorten(median(fairness))}`,
          gates: ({ ratio = Number.NaN }) =>
            name === 'hq-ingest/1000x5'
              ? [
                  speedGate(ratio, 1.3, 2.5),
                  limitGate(median(fairness), '', 1.5, undefined, 'slowest branch by fastest'),
                  limitGate(
                    (perSecond.get('hq-ingest/10x5') ?? 0) / (perSecond.get(name) ?? 1),
                    '',
                    1,
                    undefined,
                    'events/s of 10 branches by those of 1,000',
                  ),
                ]
              : [],
        }),
      );
    }
    await verify(ours);
    await verify(naive);
    await ours.stop();
    await naive.stop();
  } finally {
    agent.destroy();
    await server.stop();
    rmSync(dir, { recursive: true, force: true });
  }
  process.stdout.write(`${JSON.stringify(lines)}\n`);
}

void main();
