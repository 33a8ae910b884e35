/** Frames that were sent ahead: nothing of them is kept before they are applied, and then they are as any other. */
import { expect } from '@playwright/test';
import type { Frame } from './support/rows';
import { test } from './support/engine';
import { intakeFrame, noDerived, uuid } from './support/rows';

const kv = (key: string, value: number) => ({ table: 'kv' as const, key, row: { key, value } });
const key = (): Uint8Array => new Uint8Array(32).fill(7);
const content = ({ frame: _frame, ...rest }: Frame) => rest;

test('a staged frame leaves nothing before it is applied, and everything afterwards', async ({ engine }) => {
  const store = await engine.open();
  await store.call('open', {});
  await store.call('unlock', { segmentKey: key() });
  const empty = await store.inPage('dump');
  await store.call('stage', { stage: 1, ...content(intakeFrame(1)) });
  expect(await store.inPage('dump')).toEqual(empty);
  await store.call('apply', { frame: intakeFrame(1).frame, staged: 1 });
  expect(await store.call('open', {})).toMatchObject({ frameNo: 1, frameHash: 'hash-1', counts: { events: 1 } });
  expect(await store.call('listEntries', { caseIds: [uuid(1)], viewerId: null })).toMatchObject({
    entries: [{ caseId: uuid(1) }],
  });
});

test('what was not staged here, or was applied before, is refused', async ({ engine }) => {
  const store = await engine.open();
  await store.call('open', {});
  expect(await store.refusal('apply', { frame: intakeFrame(1).frame, staged: 7 })).toBe('store.notStaged');
  await store.call('stage', { stage: 7, ...content(intakeFrame(1)) });
  await store.call('apply', { frame: intakeFrame(1).frame, staged: 7 });
  expect(await store.refusal('apply', { frame: intakeFrame(2).frame, staged: 7 })).toBe('store.notStaged');
  // The journal refused four frames on the way: their stages are forgotten, the newest are there.
  for (const stage of [8, 9, 10, 11, 12]) await store.call('stage', { stage, ...content(intakeFrame(2)) });
  expect(await store.refusal('apply', { frame: intakeFrame(2).frame, staged: 8 })).toBe('store.notStaged');
  await store.call('apply', { frame: intakeFrame(2).frame, staged: 12 });
  expect(await store.call('verifyCounts', {})).toEqual({ intact: true });
});

test('a stage whose place went to another write is sealed for its own', async ({ engine }) => {
  const store = await engine.open();
  await store.call('open', {});
  await store.call('unlock', { segmentKey: key() });
  await store.call('stage', { stage: 1, ...content(intakeFrame(1)) });
  await store.call('stage', { stage: 2, ...content(intakeFrame(2)) });
  const { cases, list, search } = intakeFrame(3);
  await store.call('putDerived', { ...noDerived, cases, list, search });
  await store.call('apply', { frame: intakeFrame(1).frame, staged: 1 });
  await store.call('apply', { frame: intakeFrame(2).frame, staged: 2 });
  await store.call('lock', {});
  // Sealed for a wrong place, a row would not open now and everything would be stale.
  expect(await store.call('unlock', { segmentKey: key() })).toMatchObject({
    entries: 3,
    stale: { all: false, streamIds: [] },
  });
});

test('a second data key of a stream is refused', async ({ engine }) => {
  const store = await engine.open();
  await store.call('open', {});
  await store.call('apply', intakeFrame(1));
  const again = intakeFrame(1).ops.filter(({ table }) => table === 'caseKeys');
  const frame = { no: 2, hash: 'hash-2' };
  expect(await store.refusal('apply', { frame, ops: again, ...noDerived })).toBe('store.caseKeyDuplicate');
  await store.call('apply', { frame, ops: [kv('a', 1)], ...noDerived });
  expect(await store.call('verifyCounts', {})).toEqual({ intact: true });
});

test('counts are right after a refused frame, a replay and a clearing', async ({ engine }) => {
  const store = await engine.open();
  await store.call('open', {});
  const apply = (no: number, ops: ReturnType<typeof kv>[]) =>
    store.call('apply', { frame: { no, hash: `h${no}` }, ops, ...noDerived });
  await apply(1, [kv('a', 1)]);
  const receipts = intakeFrame(1).ops.filter(({ table }) => table === 'receipts');
  await store.call('apply', { frame: { no: 2, hash: 'h2' }, ops: receipts, ...noDerived });
  const failing = { frame: { no: 3, hash: 'h3' }, ops: [kv('b', 1), ...receipts], ...noDerived };
  expect(await store.refusal('apply', failing)).toBe('store.receiptDuplicate');
  await store.call('replay', { frames: [{ no: 3, hash: 'h3', ops: [kv('c', 1)] }] });
  await apply(4, [kv('b', 1), kv('c', 2)]);
  expect(await store.call('open', {})).toMatchObject({ counts: { kv: 3 } });
  expect(await store.call('verifyCounts', {})).toEqual({ intact: true });
  await store.call('clear', {});
  await apply(1, [kv('a', 1)]);
  expect(await store.call('verifyCounts', {})).toEqual({ intact: true });
});
