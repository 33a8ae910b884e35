/** A server process of its own for the measurement: `DATABASE_URL`, folder, and how pushes are kept (`together` or `each`). */
import { startHq } from '../../../server/start';

async function main(): Promise<void> {
  const [, , dataDir = '', how] = process.argv;
  const hq = await startHq({
    port: 0,
    dataDir,
    databaseUrl: process.env['DATABASE_URL'],
    // As before there was a gateway: a transaction for each push, as many at once as there are connections.
    ...(how === 'each' ? { ingest: { lanes: 10, mostEvents: 1 } } : {}),
  });
  process.stdout.write(`listening on ${hq.url}\n`);
  process.on('SIGTERM', () => {
    void hq.close().then(() => process.exit(0));
  });
}

void main();
