/** A backup with the tools of PostgreSQL, put back into an empty database: the same records, and the PCs go on. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { sql } from 'drizzle-orm';
import { expect, inject, it } from 'vitest';
import { openDatabase } from '../../server/db/database';
import { must } from '../support/case-builder';
import { enrolPc, makePc, pullFrom, pushEvents, startTestHq } from './support/branch-pc';
import { openTestDatabase } from './support/test-database';

const run = (program: string, args: readonly string[]): void => {
  const { bin, env } = must(inject('postgres'));
  const done = spawnSync(path.join(bin, program), args, { env: { ...process.env, ...env }, encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`${program}: ${done.stderr}`);
};

it(
  'is taken while headquarters runs, and the one made from it goes on where that one was',
  { timeout: 180_000 },
  async () => {
    const [base, empty] = [await openTestDatabase(), await openTestDatabase({ upTo: 0 })];
    const dir = mkdtempSync(path.join(os.tmpdir(), 'xianting-backup-'));
    try {
      const hq = await startTestHq(base.database);
      const [pc, other] = [makePc(), makePc()];
      await enrolPc(hq, pc, 'new');
      await enrolPc(hq, other, 'join');
      await pushEvents(hq, pc, pc.writeMany(5));
      const file = path.join(dir, 'hq.dump');
      run('pg_dump', ['--format=custom', `--file=${file}`, must(base.url)]);
      // After the backup: lost with the database, and still on the PC.
      await pushEvents(hq, pc, pc.writeMany(2));
      await hq.close();
      await empty.database.db.execute(sql`drop table migrations`);
      run('pg_restore', ['--exit-on-error', `--dbname=${must(empty.url)}`, file]);

      const restored = await openDatabase({ databaseUrl: empty.url, liteDir: 'memory' });
      const again = await startTestHq(restored, { dataDir: hq.dataDir });
      expect((await pullFrom(again, other)).json['events']).toEqual(pc.own.slice(0, 5));
      const gap = await pushEvents(again, pc, [pc.write()]);
      expect(gap.json).toMatchObject({ code: 'push.gap', expectedSeq: 6 });
      expect((await pushEvents(again, pc, pc.own.slice(5))).json['contiguousSeq']).toBe(8);
      expect((await pullFrom(again, other)).json['events']).toEqual(pc.own);
      await again.remove();
      await restored.close();
    } finally {
      rmSync(dir, { recursive: true, force: true });
      await base.remove();
      await empty.remove();
    }
  },
);
