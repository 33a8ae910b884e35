/**
 * Headquarters in a process of its own, over PGlite in memory, with a clock that is told: its parent asks for a new one that has
 * seen nobody, as often as it likes. The database is opened once.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startHq, type Hq } from '../../../server/start';
import { openFreshDatabase } from '../../hq/support/fresh-database';

export type Asked = { readonly do: 'fresh'; readonly nowMs: number } | { readonly do: 'time'; readonly nowMs: number };
export type Started = Pick<Hq, 'url' | 'adminToken' | 'publicKey'>;

async function main(): Promise<void> {
  const base = await openFreshDatabase(undefined);
  let now = 0;
  let stopLast = (): Promise<void> => Promise.resolve();
  const fresh = async (): Promise<Started> => {
    await stopLast();
    await base.empty();
    const dataDir = mkdtempSync(path.join(os.tmpdir(), 'xianting-fault-hq-'));
    const hq = await startHq({ port: 0, dataDir, database: base.database, nowMs: () => now });
    stopLast = async () => {
      await hq.close();
      rmSync(dataDir, { recursive: true, force: true });
    };
    const { url, adminToken, publicKey } = hq;
    return { url, adminToken, publicKey };
  };
  process.on('message', (asked: Asked) => {
    now = asked.nowMs;
    if (asked.do === 'fresh') void fresh().then((started) => process.send?.(started));
  });
  process.on('disconnect', () => {
    void stopLast()
      .then(base.remove)
      .then(() => process.exit());
  });
  process.send?.('ready');
}

void main();
