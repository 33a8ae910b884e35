/** Frames: whole or not at all, strict, in order, once. */
import { expect } from '@playwright/test';
import type { WriteOp } from '../../src/shared/store-contract/rows';
import { test } from './support/engine';
import { caseRow, eventRow, intakeFrame, noDerived, outboxRun, startMs, uuid } from './support/rows';

const kv = (key: string, value: number) => ({ table: 'kv' as const, key, row: { key, value } });

test('a fresh store says that it holds nothing', async ({ engine }) => {
  const store = await engine.open();
  expect(await store.refusal('get', { table: 'kv', key: 'x' })).toBe('store.closed');
  expect(await store.call('open', {})).toMatchObject({
    schemaVersion: 6,
    frameNo: 0,
    frameHash: '',
    counts: { receipts: 0, events: 0, caseKeys: 0, drafts: 0, kv: 0 },
  });
  expect(await store.call('verifyCounts', {})).toEqual({ intact: true });
});

test('a frame is there after a restart, with everything derived from it, and was written strictly', async ({
  engine,
}) => {
  const first = await engine.open();
  await first.call('open', {});
  await first.inPage('watchTransactions');
  await first.call('apply', intakeFrame(1));
  const transactions = await first.seen('transactions');
  // One transaction for everything: nothing else was opened for writing.
  expect(transactions).toHaveLength(1);
  expect(transactions[0]).toMatchObject({ durability: 'strict' });
  await first.close();

  const second = await engine.open();
  expect(await second.call('open', {})).toMatchObject({
    frameNo: 1,
    frameHash: 'hash-1',
    counts: { receipts: 1, events: 1, caseKeys: 1, drafts: 0, kv: 0 },
  });
  const { row } = await second.call('get', { table: 'cases', key: uuid(1) });
  expect(row).toMatchObject({ id: uuid(1), revision: 1 });
  expect(await second.call('eventsOfStreams', { streamIds: [uuid(1)] })).toMatchObject({ rows: [{ seq: 1 }] });
  expect(await second.call('outboxNext', { nowMs: 0, limit: 10 })).toMatchObject({ rows: [{ seq: 1 }] });
});

test('a failing operation leaves nothing of its frame', async ({ engine }) => {
  const store = await engine.open();
  await store.call('open', {});
  await store.call('apply', intakeFrame(1));
  const before = await store.inPage('dump');
  const frame = intakeFrame(2);
  const sameReceipt = intakeFrame(1).ops.filter((op) => op.table === 'receipts');
  expect(await store.refusal('apply', { ...frame, ops: [kv('a', 1), ...frame.ops, ...sameReceipt] })).toBe(
    'store.receiptDuplicate',
  );
  expect(await store.refusal('apply', { ...frame, ops: [kv('a', 1), ...intakeFrame(1).ops.slice(2)] })).toBe(
    'store.eventDuplicate',
  );
  // A row that IndexedDB can't take fails in the middle of the transaction.
  const unkeyed = { ...caseRow(2), id: undefined } as unknown as ReturnType<typeof caseRow>;
  expect(await store.refusal('apply', { ...frame, cases: [caseRow(3), unkeyed] })).toBe('store.failed');
  expect(await store.inPage('dump')).toEqual(before);
  // And nothing of the failures stands in the way of the frame itself.
  await store.call('apply', frame);
  expect(await store.call('open', {})).toMatchObject({ frameNo: 2, counts: { receipts: 2, events: 2, kv: 0 } });
});

test('the same frame again is ok, another frame of that number and a gap are refused', async ({ engine }) => {
  const store = await engine.open();
  await store.call('open', {});
  await store.call('apply', intakeFrame(1));
  await store.call('apply', intakeFrame(1));
  const fork = { ...intakeFrame(1), frame: { no: 1, hash: 'other' } };
  expect(await store.refusal('apply', fork)).toBe('store.frameFork');
  expect(await store.refusal('apply', intakeFrame(3))).toBe('store.frameGap');
  expect(await store.call('open', {})).toMatchObject({ frameNo: 1, counts: { events: 1 } });
});

test('frames sent at once are applied one after another', async ({ engine }) => {
  const store = await engine.open();
  await store.call('open', {});
  const answers = await Promise.all([1, 2, 3, 4, 5].map((no) => store.call('apply', intakeFrame(no))));
  expect(answers).toHaveLength(5);
  expect(await store.call('open', {})).toMatchObject({ frameNo: 5, counts: { events: 5 } });
  expect(await store.call('verifyCounts', {})).toEqual({ intact: true });
});

test('counts follow rows that are overwritten and deleted, within one frame too', async ({ engine }) => {
  const store = await engine.open();
  await store.call('open', {});
  const drop = (key: string) => ({ table: 'kv' as const, key, row: null });
  const apply = (no: number, ops: readonly WriteOp[]) =>
    store.call('apply', { frame: { no, hash: `h${no}` }, ops, ...noDerived });
  await apply(1, [kv('a', 1), kv('a', 2), kv('b', 1)]);
  await apply(2, [drop('a'), drop('missing'), kv('c', 1), drop('c'), kv('b', 2)]);
  expect(await store.call('open', {})).toMatchObject({ counts: { kv: 1 } });
  expect(await store.call('verifyCounts', {})).toEqual({ intact: true });
  expect(await store.call('get', { table: 'kv', key: 'b' })).toEqual({ row: { key: 'b', value: 2 } });
});

test('replaying the journal gives the same durable rows as applying it', async ({ engine }) => {
  const store = await engine.open();
  await store.call('open', {});
  const frames = [1, 2, 3, 4, 5, 6].map((no) => (no < 5 ? intakeFrame(no) : intakeFrame(no, no - 4, 1)));
  for (const frame of frames) await store.call('apply', frame);
  const applied = await store.inPage('dump');
  await store.call('clear', {});
  expect(await store.call('open', {})).toMatchObject({ frameNo: 0, counts: { events: 0 } });
  const bare = frames.map(({ frame, ops }) => ({ ...frame, ops }));
  await store.call('replay', { frames: bare.slice(0, 4) });
  // Frames that arrived before are passed over.
  await store.call('replay', { frames: bare.slice(2) });
  const replayed = await store.inPage('dump');
  for (const table of ['receipts', 'events', 'caseKeys', 'drafts', 'kv']) {
    expect(replayed[table], table).toEqual(applied[table]);
  }
  expect(replayed['cases']).toEqual([]);
  const { frameNo, frameHash, counts } = await store.call('open', {});
  expect({ frameNo, frameHash, counts }).toEqual({
    frameNo: 6,
    frameHash: 'hash-6',
    counts: { receipts: 6, events: 6, caseKeys: 4, drafts: 0, kv: 0 },
  });
  expect(await store.refusal('replay', { frames: [{ no: 9, hash: 'h', ops: [] }] })).toBe('store.frameGap');
  expect(await store.refusal('replay', { frames: [{ no: 6, hash: 'x', ops: [] }] })).toBe('store.frameFork');
});

test('pages of events go by key', async ({ engine }) => {
  const store = await engine.open();
  await store.call('open', {});
  const rows = [1, 2, 3, 4, 5].map((seq) => eventRow(seq, 'audit'));
  const other = { ...eventRow(9, 'audit', 'device-2'), id: uuid(9, 5) };
  const ops = [...rows, other].map((row) => ({ table: 'events' as const, key: row.id, row }));
  await store.call('apply', { frame: { no: 1, hash: 'h' }, ops, ...noDerived });
  const seqs = (page: { rows: readonly { seq: number }[] }) => page.rows.map((row) => row.seq);
  expect(seqs(await store.call('eventsAfter', { deviceId: 'device-1', seq: 2, limit: 2 }))).toEqual([3, 4]);
  expect(seqs(await store.call('eventsOfStreamBefore', { streamId: 'audit', beforeId: null, limit: 2 }))).toEqual([
    9, 5,
  ]);
  const before = { streamId: 'audit', beforeId: rows[3]?.id ?? '', limit: 2 };
  expect(seqs(await store.call('eventsOfStreamBefore', before))).toEqual([3, 2]);
  expect((await store.call('lastEvent', { deviceId: 'device-1' })).row).toMatchObject({ seq: 5 });
  expect((await store.call('lastEvent', { deviceId: 'nobody' })).row).toBeNull();
  expect(await store.call('knownEvents', { ids: [uuid(77), rows[0]?.id ?? ''] })).toEqual({ ids: [rows[0]?.id] });
});

test('look-up finds cases by keyed hash', async ({ engine }) => {
  const store = await engine.open();
  await store.call('open', {});
  for (const no of [1, 2, 51]) await store.call('putDerived', { ...noDerived, cases: [caseRow(no)] });
  const { found } = await store.call('lookup', { hashes: ['phone-1', 'id-2', 'id-9'] });
  expect([...found].sort((a, b) => (a.caseId < b.caseId ? -1 : 1))).toEqual([
    { hash: 'phone-1', caseId: uuid(1) },
    { hash: 'id-2', caseId: uuid(2) },
    { hash: 'phone-1', caseId: uuid(51) },
  ]);
});

test('the outbox keeps order and takes answers', async ({ engine }) => {
  const store = await engine.open();
  await store.call('open', {});
  const events = Array.from({ length: 9 }, (_, i): WriteOp => {
    const row = eventRow(i + 1, uuid(1));
    return { table: 'events', key: row.id, row };
  });
  await store.call('replay', { frames: [{ no: 1, hash: 'hash-1', ops: events }] });
  await store.call('putDerived', { ...noDerived, outbox: [outboxRun(3, 4), outboxRun(1, 2)] });
  const seqs = async (nowMs: number, limit = 10) =>
    (await store.call('outboxNext', { nowMs, limit })).rows.map((row) => row.seq);
  expect(await seqs(0)).toEqual([1, 2, 3, 4]);
  expect(await seqs(0, 3)).toEqual([1, 2, 3]);
  // Behind those that are being sent, and with what is sent where it is asked for.
  const behind = await store.call('outboxNext', { nowMs: 0, limit: 2, after: 1, withEvents: true });
  expect(behind.rows.map(({ seq }) => seq)).toEqual([2, 3]);
  expect(behind.events.map(({ seq }) => seq).sort()).toEqual([2, 3]);
  expect((await store.call('outboxNext', { nowMs: 0, limit: 9, after: 4 })).rows).toEqual([]);
  expect(await store.call('outboxNext', { nowMs: 0, limit: 1 })).toEqual({
    events: [],
    rows: [
      {
        ...{ seq: 1, eventId: uuid(1, 1), state: 'waiting', attempts: 0, nextAttemptAtMs: 0, lastError: null },
        queuedAtMs: startMs + 1,
      },
    ],
  });
  // Counted once; from here on the figures follow each write.
  expect(await store.call('outboxStats', {})).toEqual({ waiting: 4, quarantined: 0, oldestQueuedAtMs: startMs + 1 });
  const change = { attempts: 1, lastError: 'sync.refused', nextAttemptAtMs: 0 };
  await store.call('outboxUpdate', {
    changes: [
      { ...change, seq: 1, state: 'acked' },
      { ...change, seq: 2, state: 'quarantined' },
      { ...change, seq: 4, state: 'waiting', nextAttemptAtMs: 500 },
      { ...change, seq: 99, state: 'acked' },
    ],
  });
  expect(await seqs(499)).toEqual([3]);
  expect(await seqs(500)).toEqual([3, 4]);
  expect(await store.call('outboxStats', {})).toMatchObject({ waiting: 2, quarantined: 1 });
  const listed = (await store.call('outboxList', { limit: 9 })).rows;
  expect(listed.map(({ seq, attempts }) => [seq, attempts])).toEqual([
    [2, 1],
    [3, 0],
    [4, 1],
  ]);
  expect(listed[0]).toMatchObject({ eventId: uuid(2, 1), queuedAtMs: startMs + 2, lastError: 'sync.refused' });
  const frame = { ...intakeFrame(2), ops: [kv('a', 1)] };
  await store.call('apply', { ...frame, outbox: [outboxRun(5, 6)] });
  expect(await store.call('outboxStats', {})).toMatchObject({ waiting: 4, quarantined: 1 });
  await store.call('putDerived', { ...noDerived, outbox: [outboxRun(2)] });
  expect(await store.call('outboxStats', {})).toMatchObject({ waiting: 5, quarantined: 0 });
  await store.call('dropDerived', {});
  expect(await store.call('outboxStats', {})).toEqual({ waiting: 0, quarantined: 0, oldestQueuedAtMs: null });
});

test('a long run of the outbox is answered piece by piece, and made anew it says each event once', async ({
  engine,
}) => {
  const store = await engine.open();
  await store.call('open', {});
  const events = Array.from({ length: 40 }, (_, i): WriteOp => {
    const row = eventRow(i + 1, uuid(1));
    return { table: 'events', key: row.id, row };
  });
  await store.call('replay', { frames: [{ no: 1, hash: 'hash-1', ops: events }] });
  await store.call('putDerived', { ...noDerived, outbox: [outboxRun(1, 40)] });
  const answers = (from: number, to: number, state: 'acked' | 'quarantined') => ({
    changes: Array.from({ length: to - from + 1 }, (_, i) => ({
      ...{ seq: from + i, state, attempts: 1, nextAttemptAtMs: 0, lastError: null },
    })),
  });
  const seqs = async () => (await store.call('outboxNext', { nowMs: 0, limit: 100 })).rows.map(({ seq }) => seq);
  const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);
  await store.call('outboxUpdate', answers(10, 20, 'acked'));
  expect(await seqs()).toEqual([...range(1, 9), ...range(21, 40)]);
  await store.call('outboxUpdate', answers(1, 2, 'acked'));
  await store.call('outboxUpdate', answers(30, 31, 'quarantined'));
  expect(await seqs()).toEqual([...range(3, 9), ...range(21, 29), ...range(32, 40)]);
  expect(await store.call('outboxStats', {})).toMatchObject({ waiting: 25, quarantined: 2 });
  // In the middle of one run, over the quarantined and into the next.
  await store.call('putDerived', { ...noDerived, outbox: [outboxRun(25, 35)] });
  expect(await seqs()).toEqual([...range(3, 9), ...range(21, 40)]);
  expect(await store.call('outboxStats', {})).toMatchObject({ waiting: 27, quarantined: 0 });
  await store.call('outboxUpdate', answers(1, 40, 'acked'));
  expect(await store.call('outboxStats', {})).toEqual({ waiting: 0, quarantined: 0, oldestQueuedAtMs: null });
  expect((await store.inPage('dump'))['outbox']).toEqual([]);
});

test('many streams at once are the same as each by itself', async ({ engine }) => {
  const store = await engine.open();
  await store.call('open', {});
  for (let no = 1; no <= 60; no += 1) await store.call('apply', intakeFrame(no));
  const some = Array.from({ length: 50 }, (_, i) => uuid(i + 6)).reverse();
  const { rows: events } = await store.call('eventsOfStreams', { streamIds: some });
  expect(events.map(({ seq }) => seq)).toEqual(Array.from({ length: 50 }, (_, i) => i + 6));
  const odd = some.filter((_, i) => i % 10 !== 0);
  const { rows: keys } = await store.call('wrappedKeys', { streamIds: odd });
  expect(keys.map(({ caseId }) => caseId).sort()).toEqual([...odd].sort());
  const { rows: cases } = await store.call('cases', { caseIds: [...odd, uuid(500)] });
  expect(cases.map(({ id }) => id).sort()).toEqual([...odd].sort());
});

test('a store that is filled from nothing counts what it holds, however often a row comes', async ({ engine }) => {
  const store = await engine.open();
  await store.call('open', {});
  const event = eventRow(1, uuid(1));
  const put: WriteOp = { table: 'events', key: event.id, row: event };
  await store.call('replay', { frames: [{ no: 1, hash: 'hash-1', ops: [put, kv('a', 1), kv('b', 1)] }] });
  await store.call('replay', {
    frames: [
      { no: 2, hash: 'hash-2', ops: [put, kv('a', 2), { table: 'kv', key: 'b', row: null }] },
      { no: 3, hash: 'hash-3', ops: [kv('b', 3), { table: 'kv', key: 'c', row: null }] },
    ],
  });
  expect(await store.call('open', {})).toMatchObject({ frameNo: 3, counts: { events: 1, kv: 2 } });
  expect(await store.call('verifyCounts', {})).toEqual({ intact: true });
  // What came by another way in between is asked for again.
  await store.call('apply', { ...intakeFrame(4), ops: [kv('d', 4)] });
  await store.call('replay', { frames: [{ no: 5, hash: 'hash-5', ops: [kv('d', 5), kv('a', 5)] }] });
  const without: WriteOp = { table: 'kv', key: 'd', row: null };
  await store.call('replay', { frames: [{ no: 6, hash: 'hash-6', ops: [without] }] });
  expect(await store.call('open', {})).toMatchObject({ frameNo: 6, counts: { events: 1, kv: 2 } });
  expect(await store.call('verifyCounts', {})).toEqual({ intact: true });
});

test('unknown calls and inputs that are no objects are refused', async ({ engine }) => {
  const store = await engine.open();
  expect(await store.refusal('constructor' as 'open', {})).toBe('store.unknownCall');
  expect(await store.refusal('open', 7 as never)).toBe('store.badInput');
  await store.call('open', {});
  const bad = { frame: { no: 1, hash: 'h' }, ops: [{ table: 'cases', key: 'x', row: {} }], ...noDerived };
  expect(await store.refusal('apply', bad as never)).toBe('store.badInput');
  const mixed = { ...bad, ops: [{ table: 'kv' as const, key: 'x', row: { key: 'y' } }] };
  expect(await store.refusal('apply', mixed)).toBe('store.badInput');
});

test('tables are read page by page with their keys', async ({ engine }) => {
  const store = await engine.open();
  await store.call('open', {});
  await store.call('apply', { ...intakeFrame(1), ops: ['b', 'a', 'd', 'c'].map((key, i) => kv(key, i)) });
  const first = await store.call('page', { table: 'kv', after: null, limit: 3 });
  expect(first.rows).toEqual([
    { key: 'a', row: { key: 'a', value: 1 } },
    { key: 'b', row: { key: 'b', value: 0 } },
    { key: 'c', row: { key: 'c', value: 3 } },
  ]);
  expect((await store.call('page', { table: 'kv', after: 'c', limit: 3 })).rows.map(({ key }) => key)).toEqual(['d']);
  expect((await store.call('page', { table: 'kv', after: 'd', limit: 3 })).rows).toEqual([]);
});
