/**
 * What Chromium does to a damaged database is silence: it opens an emptier one. The store must then report less than the
 * journal has, by number, count or error, so that main refills it; it must never look whole.
 */
import { readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from '@playwright/test';
import { durableTables } from '../../src/shared/store-contract/rows';
import { test, type Engine } from './support/engine';
import { intakeFrame } from './support/rows';

const frames = 120;

/** Files of the database by ending, biggest first. */
async function filesOf(engine: Engine, ending: RegExp): Promise<string[]> {
  const all = await readdir(engine.databaseDir, { recursive: true, withFileTypes: true });
  const files = all.filter((entry) => entry.isFile() && entry.parentPath.includes('.leveldb'));
  return files.map((entry) => path.join(entry.parentPath, entry.name)).filter((file) => ending.test(file));
}

/** What must be there after a refill, by the byte. */
const durable = (dump: Record<string, unknown[]>) => durableTables.map((table) => [table, dump[table]]);

const damages: Readonly<Record<string, (engine: Engine) => Promise<void>>> = {
  'a log cut in half': async (engine) => {
    for (const file of await filesOf(engine, /\.log$/))
      await truncate(file, Math.floor((await readFile(file)).length / 2));
  },
  'a byte flipped in the log': async (engine) => {
    for (const file of await filesOf(engine, /\.log$/)) {
      const bytes = await readFile(file);
      const at = Math.floor(bytes.length / 2);
      bytes[at] = (bytes[at] ?? 0) ^ 0xff;
      await writeFile(file, bytes);
    }
  },
  'a deleted log': async (engine) => {
    for (const file of await filesOf(engine, /\.log$/)) await rm(file);
  },
  'a deleted CURRENT': async (engine) => {
    for (const file of await filesOf(engine, /CURRENT$/)) await rm(file);
  },
  'the whole folder gone': async (engine) => {
    await rm(engine.databaseDir, { recursive: true });
  },
};

for (const [name, damage] of Object.entries(damages)) {
  test(`${name} never passes for a whole store, and a refill mends it`, async ({ engine }) => {
    const first = await engine.open();
    await first.call('open', {});
    const answers = await first.inPage('applyFrames', 1, frames);
    expect(answers.every((answer) => answer.ok)).toBe(true);
    const whole = durable(await first.inPage('dump'));
    await first.close();
    await damage(engine);

    const second = await engine.open();
    const opened = await second.inPage('call', 'open', {});
    if (opened.ok) {
      const state = await second.call('open', {});
      const { intact } = await second.call('verifyCounts', {});
      const looksWhole = state.frameNo === frames && state.frameHash === `hash-${frames}` && intact;
      // Some damage heals itself; then every acknowledged row must really be there.
      if (looksWhole) expect(durable(await second.inPage('dump'))).toEqual(whole);
      await second.call('clear', {});
    } else {
      expect(opened.error.code).toBe('store.unreadable');
      await second.call('deleteDatabase', { confirm: 'refill from the journal' });
      await second.call('open', {});
    }
    // What main does next: everything again from the journal.
    const journal = Array.from({ length: frames }, (_, i) => intakeFrame(i + 1));
    await second.call('replay', { frames: journal.map(({ frame, ops }) => ({ ...frame, ops })) });
    expect(await second.call('open', {})).toMatchObject({ frameNo: frames, counts: { events: frames } });
    expect(await second.call('verifyCounts', {})).toEqual({ intact: true });
    expect(durable(await second.inPage('dump'))).toEqual(whole);
  });
}

test('rows that vanished behind our back are found by counting', async ({ engine }) => {
  const store = await engine.open();
  await store.call('open', {});
  await store.inPage('applyFrames', 1, 3);
  const [event] = (await store.call('eventsAfter', { deviceId: 'device-1', seq: 1, limit: 1 })).rows;
  await store.inPage('deleteRow', 'events', event?.id ?? '');
  // The last number is still right.
  expect(await store.call('open', {})).toMatchObject({ frameNo: 3 });
  expect(await store.call('verifyCounts', {})).toEqual({ intact: false });
});

test('the database is only deleted on the exact word', async ({ engine }) => {
  const store = await engine.open();
  await store.call('open', {});
  await store.inPage('applyFrames', 1, 1);
  expect(await store.refusal('deleteDatabase', { confirm: '' as never })).toBe('store.badInput');
  await store.call('deleteDatabase', { confirm: 'refill from the journal' });
  expect(await store.refusal('verifyCounts', {})).toBe('store.closed');
  expect(await store.call('open', {})).toMatchObject({ frameNo: 0 });
});
