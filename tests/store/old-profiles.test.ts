/** Journals that the code of every schema has written: a database of that schema made from one opens with today's code, every row as it was. */
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from '@playwright/test';
import { openJournal } from '../../src/main/journal/journal';
import { nodeDisk } from '../../src/main/platform/disk';
import { durableTables } from '../../src/shared/store-contract/rows';
import { oldestShownVersion, schemaVersion } from '../../src/shared/store-contract/schema';
import { migrations } from '../../src/store-host/migrations/registry';
import { keyProperty } from '../../src/store-host/db/tables';
import { replayed, stateHash, type Tables } from '../fault/state-hash';
import { test } from './support/engine';

const profiles = path.join(__dirname, 'profiles');
const everyVersion = migrations.map((_, index) => index + 1);

test('main knows the newest schema, and a profile of each one is kept', async () => {
  expect(schemaVersion).toBe(migrations.length);
  expect(oldestShownVersion).toBeLessThanOrEqual(schemaVersion);
  expect((await readdir(profiles)).sort()).toEqual(everyVersion.map((version) => `schema-${String(version)}`).sort());
});

/** Of a copy: opening a journal may mend it. */
async function framesOf(version: number) {
  const folder = await mkdtemp(path.join(tmpdir(), 'xianting-old-'));
  try {
    const dir = path.join(folder, 'journal');
    await cp(path.join(profiles, `schema-${String(version)}`, 'journal'), dir, { recursive: true });
    const journal = await openJournal({ dir, disk: nodeDisk, floorBytes: 0 });
    const frames = [];
    for await (const { no, hash, frame } of journal.readFrames(1)) {
      frames.push({ no, hash, commandId: frame.commandId, ops: frame.ops });
    }
    await journal.close();
    return frames;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function tablesOf(dump: Record<string, unknown[]>): Tables {
  return new Map(
    durableTables.map((table) => [
      table,
      new Map((dump[table] as Record<string, string>[]).map((row) => [String(row[keyProperty[table]]), row])),
    ]),
  );
}

for (const version of everyVersion) {
  test(`a database of schema ${String(version)} opens, and holds what its journal leads to`, async ({ engine }) => {
    const frames = await framesOf(version);
    const wanted = stateHash(replayed(frames));
    const older = await engine.open({ connect: false });
    const given = frames.map(({ no, hash, ops }) => ({ no, hash, ops }));
    expect(await older.inPage('askOther', { upTo: version }, 'replay', { frames: given })).toMatchObject({ ok: true });
    expect(stateHash(tablesOf(await older.inPage('dump')))).toBe(wanted);
    await older.close();

    // As it is first: what a start does that must not migrate.
    const held = await engine.open();
    expect(await held.call('open', { asItIs: true })).toMatchObject({ schemaVersion: version, frameNo: frames.length });
    expect(await held.call('verifyCounts', {})).toEqual({ intact: true });
    await held.close();

    const today = await engine.open();
    expect(await today.call('open', {})).toMatchObject({ schemaVersion, frameNo: frames.length });
    expect(await today.call('verifyCounts', {})).toEqual({ intact: true });
    expect(stateHash(tablesOf(await today.inPage('dump')))).toBe(wanted);
  });
}

test('a migration that throws is taken back: the database is as before, and opens as it is', async ({ engine }) => {
  const frames = await framesOf(schemaVersion);
  const first = await engine.open();
  await first.call('open', {});
  await first.call('replay', { frames: frames.map(({ no, hash, ops }) => ({ no, hash, ops })) });
  const before = stateHash(tablesOf(await first.inPage('dump')));
  await first.close();

  const next = await engine.open({ connect: false });
  const failing = { extra: [{ stores: { packs: 'id' }, minSafeVersion: 1, emptiesThenThrows: 'events' }] };
  expect(await next.inPage('askOther', failing, 'verifyCounts', {})).toMatchObject({
    ok: false,
    error: { code: 'store.closed' },
  });
  expect(await next.inPage('askOther', failing, 'open', {})).toMatchObject({
    ok: false,
    error: { code: 'store.migrationFailed' },
  });
  await next.close();

  const again = await engine.open();
  expect(await again.call('open', {})).toMatchObject({ schemaVersion, frameNo: frames.length });
  const dump = await again.inPage('dump');
  expect(Object.keys(dump)).not.toContain('packs');
  expect(stateHash(tablesOf(dump))).toBe(before);
});
