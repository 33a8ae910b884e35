/** A store that was filled in bundles answers every question as one that was filled row by row. */
import { encode } from '@msgpack/msgpack';
import { expect } from '@playwright/test';
import { eventsIn } from '../../src/main/store/events-in';
import type { StoreInput } from '../../src/shared/store-contract/calls';
import { durableTables, type EventRow, type WriteOp } from '../../src/shared/store-contract/rows';
import { test, type OpenStore } from './support/engine';
import { eventRow, intakeFrame, noDerived, outboxRun, uuid } from './support/rows';

interface JournalFrame {
  readonly no: number;
  readonly hash: string;
  readonly ops: readonly WriteOp[];
}

const eventOp = (seq: number, streamId: string, deviceId?: string): WriteOp => {
  const row = eventRow(seq, streamId, deviceId);
  return { table: 'events', key: row.id, row };
};
const keyOp = (caseId: string, fill: number): WriteOp => ({
  table: 'caseKeys',
  key: caseId,
  row: { caseId, wrapped: new Uint8Array(61).fill(fill) },
});
const kv = (key: string, value: number): WriteOp => ({ table: 'kv', key, row: { key, value } });

/** Cases that live on, a conversation, the audit trail, evidence, another device, and a key that was wrapped anew. */
function journalOf(count: number): readonly JournalFrame[] {
  return Array.from({ length: count }, (_, i): JournalFrame => {
    const no = i + 1;
    const hash = `hash-${String(no)}`;
    if (no % 10 === 0) return { no, hash, ops: [eventOp(no, 'audit'), kv('counter', no), kv(`k-${String(no)}`, no)] };
    if (no % 10 === 1) return { no, hash, ops: [keyOp(`talk-${uuid(no)}`, no), eventOp(no, `talk-${uuid(no)}`)] };
    if (no % 10 === 2) return { no, hash, ops: [eventOp(no, uuid(no), 'device-2'), keyOp(uuid(no), no)] };
    if (no % 10 === 3) {
      const file: WriteOp = { table: 'caseKeys', key: 'file-1', row: null };
      return { no, hash, ops: [file, keyOp('file-1', no), { table: 'kv', key: 'k-10', row: null }] };
    }
    if (no % 10 === 4) {
      const caseId = uuid(no - 2);
      return { no, hash, ops: [{ table: 'caseKeys', key: caseId, row: null }, keyOp(caseId, no)] };
    }
    const { ops } = no % 10 < 8 ? intakeFrame(no) : intakeFrame(no, no - 3, 1);
    return { no, hash, ops };
  });
}

function filled(frames: readonly JournalFrame[]): StoreInput<'fill'> {
  const bodies = frames.map(({ no, ops }) => encode({ no, commandId: uuid(no, 2), ops }));
  const bytes = new Uint8Array(bodies.reduce((sum, body) => sum + body.length, 0));
  let end = 0;
  return {
    frames: frames.map(({ no, hash }, i) => {
      const body = bodies[i] ?? new Uint8Array();
      bytes.set(body, end);
      end += body.length;
      return { no, hash, end };
    }),
    bytes,
  };
}

/** Events of streams as they are asked for in bulk; none of them twice. */
async function manyOf(store: OpenStore, streamIds: readonly string[]): Promise<readonly EventRow[]> {
  const { rows, bytes } = await store.call('eventsOfMany', { streamIds });
  return [...rows, ...(await eventsIn(bytes))];
}

/** What the store says to every question to a durable table. */
async function answersOf(store: OpenStore, frames: readonly JournalFrame[]): Promise<unknown> {
  const { ids: streamIds } = await store.call('streamIds', {});
  const ops = frames.flatMap((frame) => frame.ops);
  const keysOf = (table: string): string[] => [
    ...new Set(ops.flatMap((op) => (op.table === table && op.row !== null ? [op.key] : []))),
  ];
  const byId = (rows: readonly { id: string }[]) => [...rows].sort((a, b) => (a.id < b.id ? -1 : 1));
  const someStreams = [...streamIds.slice(0, 3), 'audit', uuid(9_999)];
  const gotten: unknown[] = [];
  for (const table of ['events', 'caseKeys', 'receipts'] as const) {
    for (const key of keysOf(table).filter((_, i) => i % 31 === 0))
      gotten.push(await store.call('get', { table, key }));
    gotten.push(await store.call('get', { table, key: 'nothing' }));
  }
  const pages: unknown[] = [];
  for (const table of durableTables) {
    const rows: { key: string; row: object }[] = [];
    for (let after: string | null = null; ;) {
      const page: { rows: readonly { key: string; row: object }[]; next: string | null } = await store.call('page', {
        table,
        after,
        limit: 50,
      });
      rows.push(...page.rows);
      if (page.next === null) break;
      after = page.next;
    }
    pages.push(rows.sort((a, b) => (a.key < b.key ? -1 : 1)));
  }
  const { rows: wrapped } = await store.call('wrappedKeys', { streamIds });
  const before = eventRow(28, '').id;
  return {
    streamIds,
    range: await store.call('streamIds', { from: 'talk-', to: 'talk-~' }),
    all: byId((await store.call('eventsOfStreams', { streamIds })).rows),
    some: byId((await store.call('eventsOfStreams', { streamIds: someStreams })).rows),
    many: byId(await manyOf(store, streamIds)),
    someOfMany: byId(await manyOf(store, someStreams)),
    wrapped: [...wrapped].sort((a, b) => (a.caseId < b.caseId ? -1 : 1)),
    after: await store.call('eventsAfter', { deviceId: 'device-1', seq: 0, limit: 1_000 }),
    afterSome: await store.call('eventsAfter', { deviceId: 'device-1', seq: 41, limit: 60 }),
    afterOther: await store.call('eventsAfter', { deviceId: 'device-2', seq: 30, limit: 3 }),
    newest: await store.call('eventsOfStreamBefore', { streamId: uuid(25), beforeId: null, limit: 1 }),
    earlier: await store.call('eventsOfStreamBefore', { streamId: uuid(25), beforeId: before, limit: 5 }),
    trail: await store.call('eventsOfStreamBefore', { streamId: 'audit', beforeId: null, limit: 5 }),
    last: await Promise.all(
      ['device-1', 'device-2', 'nobody'].map((deviceId) => store.call('lastEvent', { deviceId })),
    ),
    receipt: await store.call('newestReceipt', {}),
    known: await store.call('knownEvents', { ids: ['nothing', ...keysOf('events')] }),
    waiting: await store.call('outboxNext', { nowMs: 0, limit: 40 }),
    gotten,
    pages,
  };
}

const portions = (frames: readonly JournalFrame[]) => [frames.slice(0, 30), frames.slice(30, 90), frames.slice(90)];

test('a store filled in bundles answers as one that got row after row, before and after more is written', async ({
  engine,
}) => {
  const store = await engine.open();
  await store.call('open', {});
  const frames = journalOf(130);
  await store.call('replay', { frames });
  await store.call('putDerived', { ...noDerived, outbox: [outboxRun(15, 17)] });
  const wanted = await answersOf(store, frames);
  await store.call('clear', {});

  for (const portion of portions(frames)) await store.call('fill', filled(portion));
  // What arrived before is passed over.
  await store.call('fill', filled(frames.slice(120)));
  await store.call('putDerived', { ...noDerived, outbox: [outboxRun(15, 17)] });
  expect(await store.call('open', {})).toMatchObject({ frameNo: 130, frameHash: 'hash-130' });
  expect(await store.call('verifyCounts', {})).toEqual({ intact: true });
  expect(await answersOf(store, frames)).toEqual(wanted);
  const dump = await store.inPage('dump');
  expect(dump['bundles']?.length).toBeGreaterThan(3);
  expect(new Set((dump['events'] as { streamId: string }[]).map(({ streamId }) => streamId))).toEqual(
    new Set(['audit']),
  );

  // A case goes on, and another is wrapped under a new slot.
  const more: readonly WriteOp[] = [
    eventOp(131, uuid(25)),
    { table: 'caseKeys', key: uuid(26), row: null },
    keyOp(uuid(26), 9),
  ];
  await store.call('apply', { frame: { no: 131, hash: 'hash-131' }, ops: more, ...noDerived });
  await store.call('replay', { frames: [{ no: 132, hash: 'hash-132', ops: [eventOp(132, uuid(26))] }] });
  const later = [...frames, { no: 131, hash: '', ops: more }, { no: 132, hash: '', ops: [eventOp(132, uuid(26))] }];
  const both = await answersOf(store, later);
  expect(await store.call('verifyCounts', {})).toEqual({ intact: true });
  await store.close();

  const next = await engine.open();
  await next.call('open', {});
  expect(await next.call('verifyCounts', {})).toEqual({ intact: true });
  expect(await answersOf(next, later)).toEqual(both);
  await next.call('clear', {});
  await next.call('replay', { frames: later.map((frame) => ({ ...frame, hash: `hash-${String(frame.no)}` })) });
  await next.call('putDerived', { ...noDerived, outbox: [outboxRun(15, 17)] });
  expect(await answersOf(next, later)).toEqual(both);
});

test('a fill that was cut off goes on row by row', async ({ engine }) => {
  const frames = journalOf(90);
  const first = await engine.open();
  await first.call('open', {});
  await first.call('fill', filled(frames.slice(0, 47)));
  await first.close();

  const second = await engine.open();
  expect(await second.call('open', {})).toMatchObject({ frameNo: 47 });
  expect(await second.refusal('fill', filled(frames.slice(47)))).toBe('store.badInput');
  await second.call('replay', { frames: frames.slice(47) });
  expect(await second.call('verifyCounts', {})).toEqual({ intact: true });
  const found = await answersOf(second, frames);
  await second.call('clear', {});
  await second.call('replay', { frames });
  expect(found).toEqual(await answersOf(second, frames));
});

test('what is new goes into bundles of a store that holds rows already, behind others or not', async ({ engine }) => {
  const frames = journalOf(60).filter(({ no }) => no % 10 > 4 || no <= 3);
  const renumbered = frames.map(({ ops }, i): JournalFrame => ({ no: i + 1, hash: `h-${String(i + 1)}`, ops }));
  const first = await engine.open();
  await first.call('open', {});
  await first.call('replay', { frames: renumbered });
  const wanted = await answersOf(first, renumbered);
  await first.call('clear', {});

  await first.call('replay', { frames: renumbered.slice(0, 5) });
  await first.call('fill', { ...filled(renumbered.slice(5, 15)), isNew: true });
  // Asked again: it is there.
  await first.call('fill', { ...filled(renumbered.slice(10, 15)), isNew: true });
  await first.call('replay', { frames: renumbered.slice(15, 20) });
  await first.close();
  const next = await engine.open();
  await next.call('open', {});
  await next.call('fill', { ...filled(renumbered.slice(20)), isNew: true });
  expect(await next.refusal('fill', filled([{ no: renumbered.length + 1, hash: 'x', ops: [] }]))).toBe(
    'store.badInput',
  );
  expect(await next.call('verifyCounts', {})).toEqual({ intact: true });
  expect(await answersOf(next, renumbered)).toEqual(wanted);
  expect((await next.inPage('dump'))['bundles']?.length).toBeGreaterThan(1);
});

test('what lies in a bundle is not written a second time', async ({ engine }) => {
  const store = await engine.open();
  await store.call('open', {});
  await store.call('fill', filled(journalOf(60)));
  const again = (ops: readonly WriteOp[]) => ({ frame: { no: 61, hash: 'hash-61' }, ops, ...noDerived });
  expect(await store.refusal('apply', again([eventOp(5, uuid(5))]))).toBe('store.eventDuplicate');
  expect(await store.refusal('apply', again([keyOp(uuid(5), 1)]))).toBe('store.caseKeyDuplicate');
  const { ops } = intakeFrame(5);
  expect(await store.refusal('apply', again(ops.filter(({ table }) => table === 'receipts')))).toBe(
    'store.receiptDuplicate',
  );
  expect(await store.call('open', {})).toMatchObject({ frameNo: 60 });
});

test('an event that the journal repeats comes once, and from its row', async ({ engine }) => {
  const store = await engine.open();
  await store.call('open', {});
  const streamId = uuid(7);
  const sealedWith = (fill: number): WriteOp => {
    const row = { ...eventRow(7, streamId), sealed: new Uint8Array(40).fill(fill) };
    return { table: 'events', key: row.id, row };
  };
  const first = { no: 1, hash: 'hash-1', ops: [keyOp(streamId, 1), sealedWith(1), eventOp(8, streamId)] };
  await store.call('fill', filled([first, { no: 2, hash: 'hash-2', ops: [sealedWith(2)] }]));
  const many = await manyOf(store, [streamId]);
  expect(many.map(({ seq, sealed }) => [seq, sealed[0]])).toEqual([
    [7, 2],
    [8, eventRow(8, streamId).sealed[0]],
  ]);
  expect(many).toEqual((await store.call('eventsOfStreams', { streamIds: [streamId] })).rows);
});

test('a bundle that was lost shows when rows are counted', async ({ engine }) => {
  const first = await engine.open();
  await first.call('open', {});
  await first.call('fill', filled(journalOf(200)));
  await first.inPage('deleteRow', 'bundles', 2);
  await first.close();
  const second = await engine.open();
  await second.call('open', {});
  expect(await second.call('verifyCounts', {})).toEqual({ intact: false });
});

test('bytes that are no frame are refused, and nothing of them is kept', async ({ engine }) => {
  const store = await engine.open();
  await store.call('open', {});
  const { frames, bytes } = filled(journalOf(8));
  const wrong = bytes.slice();
  wrong.fill(0xc1, 20, 60);
  expect(['store.badInput', 'store.failed']).toContain(await store.refusal('fill', { frames, bytes: wrong }));
  expect(await store.call('open', {})).toMatchObject({ frameNo: 0, counts: { events: 0 } });
  await store.call('fill', { frames, bytes });
  expect(await store.call('verifyCounts', {})).toEqual({ intact: true });
});
