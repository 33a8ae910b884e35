/** Every migration leads from the database before it to the one after it, and older code keeps its hands off. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect } from '@playwright/test';
import { test, type Engine } from './support/engine';
import { intakeFrame, uuid } from './support/rows';

const folder = path.resolve(__dirname, '../../src/store-host/migrations');
const key = () => new Uint8Array(32).fill(7);
/** One entry per migration: what the database it makes looks like. Add yours with its test below. */
const tested: Readonly<Record<string, readonly string[]>> = {
  '0001-initial': ['caseKeys', 'cases', 'drafts', 'events', 'kv', 'meta', 'outbox', 'receipts', 'segments'],
  '0002-hidden-cases': ['caseKeys', 'cases', 'drafts', 'events', 'kv', 'meta', 'outbox', 'receipts', 'segments'],
  '0003-open-clocks': ['caseKeys', 'cases', 'drafts', 'events', 'kv', 'meta', 'outbox', 'receipts', 'segments'],
  '0004-owed-archives': ['caseKeys', 'cases', 'drafts', 'events', 'kv', 'meta', 'outbox', 'receipts', 'segments'],
  '0005-outbox-runs': ['caseKeys', 'cases', 'drafts', 'events', 'kv', 'meta', 'outbox', 'receipts', 'segments'],
  '0006-bundles': [
    ...['bundleHeads', 'bundles', 'caseKeys', 'cases', 'drafts', 'events', 'kv', 'meta', 'outbox', 'receipts'],
    'segments',
  ],
};

test('every migration is tested and numbered in order', () => {
  const files = readdirSync(folder)
    .filter((file) => /^\d{4}-.*\.ts$/.test(file))
    .map((file) => file.replace(/\.ts$/, ''))
    .sort();
  expect(files).toEqual(Object.keys(tested));
  expect(files.map((file) => Number.parseInt(file, 10))).toEqual(files.map((_, i) => i + 1));
});

test('0001 makes the tables of the first release', async ({ engine }) => {
  const store = await engine.open({ connect: false });
  expect(await store.inPage('askOther', { upTo: 1 }, 'open', {})).toMatchObject({
    value: { schemaVersion: 1, minSafeVersion: 1 },
  });
  expect(Object.keys(await store.inPage('dump')).sort()).toEqual(tested['0001-initial']);
});

/** What each of them does, from the database of the version before. */
async function madeAgain(engine: Engine, before: number, name: keyof typeof tested): Promise<void> {
  const upTo = before + 1;
  const first = await engine.open({ connect: false });
  expect(await first.inPage('askOther', { upTo: before }, 'apply', intakeFrame(1))).toMatchObject({ ok: true });
  expect(await first.inPage('askOther', { upTo: before }, 'derivedComplete', {})).toMatchObject({ ok: true });
  const { meta } = await first.inPage('dump');
  expect(meta).toMatchObject([{ schemaVersion: before, stale: { all: false, streamIds: [] } }]);
  await first.close();

  const second = await engine.open({ connect: false });
  expect(await second.inPage('askOther', { upTo }, 'open', {})).toMatchObject({
    value: { schemaVersion: upTo, minSafeVersion: upTo, frameNo: 1, counts: { events: 1 } },
  });
  const made = await second.inPage('dump');
  expect(Object.keys(made).sort()).toEqual(tested[name]);
  expect(made.meta).toMatchObject([{ stale: { all: true } }]);
  expect(made['segments']).toEqual([]);
  await second.close();
}

test('0002 drops list entries that hide nothing from anybody, and has them made again', async ({ engine }) => {
  await madeAgain(engine, 1, '0002-hidden-cases');
});

test('0003 drops list entries that owe nothing to anybody, and has them made again', async ({ engine }) => {
  await madeAgain(engine, 2, '0003-open-clocks');
});

test('0004 drops list entries of closed cases that nobody is reminded to archive', async ({ engine }) => {
  await madeAgain(engine, 3, '0004-owed-archives');
  const third = await engine.open();
  expect(await third.call('open', {})).toMatchObject({ schemaVersion: 6, minSafeVersion: 6 });
  expect(await third.call('unlock', { segmentKey: key() })).toMatchObject({
    entries: 0,
    coveredUpTo: 0,
    stale: { all: true },
  });
});

test('0005 keeps the rows of an outbox that says each event by itself', async ({ engine }) => {
  const waiting = { attempts: 0, nextAttemptAtMs: 0, lastError: null, queuedAtMs: 7 };
  const rows = [
    { ...waiting, seq: 1, eventId: 'e-1', state: 'waiting' },
    { ...waiting, seq: 2, eventId: 'e-2', state: 'quarantined', attempts: 3 },
  ];
  const first = await engine.open({ connect: false });
  expect(await first.inPage('askOther', { upTo: 4 }, 'open', {})).toMatchObject({ value: { schemaVersion: 4 } });
  await first.inPage('putRows', 'outbox', rows);
  await first.close();

  const second = await engine.open();
  expect(await second.call('open', {})).toMatchObject({ schemaVersion: 6, minSafeVersion: 6 });
  expect(await second.call('outboxList', { limit: 5 })).toEqual({ rows });
  expect(await second.call('outboxStats', {})).toEqual({ waiting: 1, quarantined: 1, oldestQueuedAtMs: 7 });
});

test('0006 keeps every row, and adds tables for what is filled from then on', async ({ engine }) => {
  const first = await engine.open({ connect: false });
  expect(await first.inPage('askOther', { upTo: 5 }, 'apply', intakeFrame(1))).toMatchObject({ ok: true });
  const before = await first.inPage('dump');
  await first.close();

  const second = await engine.open({ connect: false });
  expect(await second.inPage('askOther', { upTo: 6 }, 'open', {})).toMatchObject({
    value: { schemaVersion: 6, minSafeVersion: 6, frameNo: 1, counts: { events: 1 } },
  });
  const made = await second.inPage('dump');
  expect(Object.keys(made).sort()).toEqual(tested['0006-bundles']);
  for (const table of Object.keys(before).filter((name) => name !== 'meta'))
    expect(made[table], table).toEqual(before[table]);
});

/** What a later release could bring. */
const compatible = { extra: [{ stores: { packs: 'id' }, minSafeVersion: 6 }] };
const breaking = { extra: [{ stores: { packs: 'id' }, minSafeVersion: 7 }] };

test('an upgrade keeps every row, and code of before opens what it can still handle', async ({ engine }) => {
  const first = await engine.open();
  await first.call('open', {});
  await first.call('apply', intakeFrame(1));
  await first.close();

  const second = await engine.open({ connect: false });
  expect(await second.inPage('askOther', compatible, 'open', {})).toMatchObject({
    ok: true,
    value: { schemaVersion: 7, minSafeVersion: 6, frameNo: 1, counts: { events: 1 } },
  });
  await second.close();

  const third = await engine.open();
  expect(await third.call('open', {})).toMatchObject({ schemaVersion: 7, minSafeVersion: 6, frameNo: 1 });
  await third.call('apply', intakeFrame(2));
  expect((await third.call('get', { table: 'cases', key: uuid(2) })).row).toMatchObject({ revision: 1 });
});

test('older code refuses a database that newer code made unsafe for it, and changes nothing', async ({ engine }) => {
  const first = await engine.open({ connect: false });
  expect(await first.inPage('askOther', breaking, 'apply', intakeFrame(1))).toMatchObject({ ok: true });
  await first.close();

  const second = await engine.open();
  expect(await second.refusal('open', {})).toBe('store.newerSchema');
  expect(await second.refusal('apply', intakeFrame(2))).toBe('store.closed');
  const { meta } = await second.inPage('dump');
  expect(meta).toMatchObject([{ schemaVersion: 7, minSafeVersion: 7, frameNo: 1 }]);
});
