/** Chromium is moving IndexedDB from LevelDB to SQLite; the same promises must hold there. */
import { expect } from '@playwright/test';
import { test } from './support/engine';
import { intakeFrame, listEntry } from './support/rows';

test.use({ backend: 'sqlite' });

test('frames, refusals, restart and lists on the coming storage engine', async ({ engine }) => {
  const store = await engine.open();
  await store.call('open', {});
  await store.inPage('watchTransactions');
  await store.call('unlock', { segmentKey: new Uint8Array(32).fill(7) });
  await store.inPage('applyFrames', 1, 70);
  expect((await store.seen('transactions')).every(({ durability }) => durability === 'strict')).toBe(true);
  const before = (await store.inPage('dump'))['events'];
  const again = intakeFrame(1).ops.filter((op) => op.table === 'receipts');
  expect(await store.refusal('apply', { ...intakeFrame(71), ops: [...intakeFrame(71).ops, ...again] })).toBe(
    'store.receiptDuplicate',
  );
  expect((await store.inPage('dump'))['events']).toEqual(before);
  expect(await store.refusal('apply', intakeFrame(73))).toBe('store.frameGap');
  await store.close();

  const second = await engine.open();
  expect(await second.call('open', {})).toMatchObject({
    frameNo: 70,
    counts: { receipts: 70, events: 70, caseKeys: 70 },
  });
  expect(await second.call('verifyCounts', {})).toEqual({ intact: true });
  expect(await second.call('unlock', { segmentKey: new Uint8Array(32).fill(7) })).toMatchObject({ entries: 70 });
  const { caseId } = listEntry(70);
  expect(await second.call('listEntries', { caseIds: [caseId], viewerId: null })).toEqual({ entries: [listEntry(70)] });
});
