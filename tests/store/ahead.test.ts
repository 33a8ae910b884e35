/** Small frames are written while the journal still syncs them, and are there only once it has them. */
import { expect } from '@playwright/test';
import { test } from './support/engine';
import { intakeFrame, noDerived, uuid, type Frame } from './support/rows';

const key = (): Uint8Array => new Uint8Array(32).fill(7);
const content = ({ frame: _frame, ...rest }: Frame) => rest;
const kv = (name: string, value: number) => ({ table: 'kv' as const, key: name, row: { key: name, value } });

test('a small frame is committed in the transaction that was begun when it was sent ahead', async ({ engine }) => {
  const store = await engine.open();
  await store.call('open', {});
  await store.call('unlock', { segmentKey: key() });
  await store.call('apply', intakeFrame(1));
  await store.inPage('watchTransactions');
  const { answer, begunBefore, stray } = await store.inPage('applyStaged', intakeFrame(2));
  expect(answer).toMatchObject({ ok: true });
  expect(begunBefore).toBe(1);
  expect(stray).toBe(0);
  const transactions = await store.seen('transactions');
  expect(transactions).toHaveLength(1);
  expect(transactions[0]).toMatchObject({ durability: 'strict' });
  await store.close();

  const again = await engine.open();
  expect(await again.call('open', {})).toMatchObject({ frameNo: 2, frameHash: 'hash-2', counts: { events: 2 } });
  expect(await again.call('verifyCounts', {})).toEqual({ intact: true });
  expect(await again.call('unlock', { segmentKey: key() })).toMatchObject({ entries: 2, stale: { all: false } });
  expect(await again.call('outboxNext', { nowMs: 0, limit: 10 })).toMatchObject({ rows: [{ seq: 1 }, { seq: 2 }] });
});

test('a frame that the journal never gives is given up, and holds nobody back', async ({ engine }) => {
  const store = await engine.open();
  await store.call('open', {});
  await store.call('apply', intakeFrame(1));
  const before = await store.inPage('dump');
  await store.call('stage', { stage: 1, ...content(intakeFrame(2)) });
  expect(await store.inPage('dump')).toEqual(before);
  // The journal took another one in its place.
  await store.call('apply', { frame: { no: 2, hash: 'other' }, ops: [kv('a', 1)], ...noDerived });
  expect(await store.call('open', {})).toMatchObject({ frameHash: 'other', counts: { events: 1, kv: 1 } });
  // And the same once more, later: it is written from the beginning.
  await store.call('apply', { frame: { no: 3, hash: 'hash-3' }, staged: 1 });
  expect(await store.call('get', { table: 'cases', key: uuid(2) })).toMatchObject({ row: { id: uuid(2) } });
  expect(await store.call('verifyCounts', {})).toEqual({ intact: true });
});

test('what a frame sent ahead may not do is refused when it is given, and leaves nothing', async ({ engine }) => {
  const store = await engine.open();
  await store.call('open', {});
  await store.call('apply', intakeFrame(1));
  const before = await store.inPage('dump');
  const receipts = intakeFrame(1).ops.filter(({ table }) => table === 'receipts');
  const frame = { no: 2, hash: 'hash-2' };
  const twice = await store.inPage('applyStaged', { frame, ops: [kv('a', 1), ...receipts], ...noDerived });
  expect(twice.answer).toMatchObject({ ok: false, error: { code: 'store.receiptDuplicate' } });
  const early = await store.inPage('applyStaged', { ...intakeFrame(3), frame: { no: 3, hash: 'hash-3' } });
  expect(early.answer).toMatchObject({ ok: false, error: { code: 'store.frameGap' } });
  expect(await store.inPage('dump')).toEqual(before);
});
