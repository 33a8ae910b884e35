/**
 * A server process of its own for the measurement: `DATABASE_URL`, folder, how pushes are kept (`together` or `each`), and a port. Says over IPC
 * how many statements it has sent, when it is asked.
 */
import { openDatabase } from '../../../server/db/database';
import { startHq } from '../../../server/start';
import type { StatementCounts } from './arm';

async function main(): Promise<void> {
  const [, , dataDir = '', how, port = '0'] = process.argv;
  const counts = { ofPolls: 0, ofLastSeen: 0 };
  const database = await openDatabase({
    databaseUrl: process.env['DATABASE_URL'],
    liteDir: '',
    onStatement: (text) => {
      // Gathered for five seconds and written at once, however many PCs were here.
      if (text.includes('set last_seen_at = greatest(')) counts.ofLastSeen += 1;
      else counts.ofPolls += 1;
    },
  });
  const hq = await startHq({
    port: Number(port),
    dataDir,
    database,
    // As before there was a gateway: a transaction for each push, as many at once as there are connections.
    ...(how === 'each' ? { ingest: { lanes: 10, mostEvents: 1 } } : {}),
  });
  process.stdout.write(`listening on ${hq.url}\n`);
  process.on('message', () => {
    process.send?.({ ...counts } satisfies StatementCounts);
  });
  process.on('SIGTERM', () => {
    void hq.close().then(async () => {
      await database.close();
      process.exit(0);
    });
  });
}

void main();
