/**
 * Headquarters on a PostgreSQL (`DATABASE_URL`), behind TLS. Arguments: data folder, certificate and key (PEM files). Asked `{line}` it sets the
 * line and tells the faults since it was set before; asked `{sql}` it gives the rows; asked `{cut}` it cuts what is full into sealed segments; asked `{cpu}`
 * it tells the seconds of processor time that this process has had.
 */
import { readFileSync } from 'node:fs';
import pg from 'pg';
import { openHqKey } from '../../../server/crypto';
import { openDatabase } from '../../../server/db/database';
import { createCutter } from '../../../server/segments';
import { startHq, type Hq } from '../../../server/start';
import { answerLines } from './lines-on-stdin';
import { startLine, startPlain, type LineState } from './line';

async function main(): Promise<void> {
  const [, , dataDir = '', cert = '', key = ''] = process.argv;
  const [certificate, secret] = [readFileSync(cert, 'utf8'), readFileSync(key, 'utf8')];
  const running: { hq?: Hq } = {};
  const line = await startLine({ cert: certificate, key: secret }, () => running.hq?.url ?? '');
  const plain = await startPlain(() => running.hq?.url ?? '');
  const publicUrls = [line.url, plain.url];
  const hq = await startHq({ port: 0, dataDir, databaseUrl: process.env['DATABASE_URL'], publicUrls });
  running.hq = hq;
  const database = new pg.Client({ connectionString: process.env['DATABASE_URL'] });
  await database.connect();
  await answerLines(
    { url: line.url, plainUrl: plain.url, adminUrl: hq.url, adminToken: hq.adminToken },
    async (asked) => {
      const asks = asked as {
        readonly line?: LineState;
        readonly sql?: string;
        readonly cut?: true;
        readonly cpu?: true;
      };
      const { line: state, sql } = asks;
      if (asks.cut) return cutAll(dataDir);
      if (asks.cpu) return { seconds: cpuSeconds() };
      if (sql !== undefined) return (await database.query<Record<string, unknown>>(sql)).rows;
      const faults = line.faults();
      if (state) line.set(state);
      return faults;
    },
  );
  await database.end();
  line.close();
  plain.close();
  await hq.close();
}

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000_000;
}

/** How many segments came of it, in what time. */
async function cutAll(dataDir: string): Promise<{ readonly segments: number; readonly ms: number }> {
  const { db, close } = await openDatabase({ databaseUrl: process.env['DATABASE_URL'], liteDir: '' });
  const began = performance.now();
  const segments = await createCutter({ db, hqKey: openHqKey(dataDir) }).round();
  const ms = performance.now() - began;
  await close();
  return { segments, ms };
}

void main();
