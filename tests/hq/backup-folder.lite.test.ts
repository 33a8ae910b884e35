/** The embedded database is backed up by a copy of the folder of a stopped headquarters. */
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { openDatabase } from '../../server/db/database';
import { enrolPc, makePc, pullFrom, pushEvents, startTestHq } from './support/branch-pc';

it('starts on the copy, with its key and all records', async () => {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'xianting-folder-'));
  const startOn = async (dataDir: string) => {
    mkdirSync(dataDir, { recursive: true });
    const database = await openDatabase({ databaseUrl: undefined, liteDir: path.join(dataDir, 'db') });
    const hq = await startTestHq(database, { dataDir });
    const stop = async (): Promise<void> => {
      await hq.close();
      await database.close();
    };
    return { hq, stop };
  };
  try {
    const [original, copy] = [path.join(dir, 'original'), path.join(dir, 'copy')];
    const first = await startOn(original);
    const [pc, other] = [makePc(), makePc()];
    await enrolPc(first.hq, pc, 'new');
    await enrolPc(first.hq, other, 'join');
    await pushEvents(first.hq, pc, pc.writeMany(3));
    await first.stop();
    cpSync(original, copy, { recursive: true });
    const second = await startOn(copy);
    expect(second.hq.publicKey).toBe(first.hq.publicKey);
    expect((await pullFrom(second.hq, other)).json['events']).toEqual(pc.own);
    await second.stop();
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
});
