/**
 * Headquarters on a PostgreSQL (`DATABASE_URL`), behind TLS. Arguments: data folder, certificate and key (PEM files). Asked `{line}` it sets the
 * line and tells the faults since it was set before; asked `{sql}` it gives the rows.
 */
import { readFileSync } from 'node:fs';
import pg from 'pg';
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
      const { line: state, sql } = asked as { readonly line?: LineState; readonly sql?: string };
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

void main();
