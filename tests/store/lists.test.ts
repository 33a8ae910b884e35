/** Lists and search: there after unlock, gone after lock, equal to an oracle, and honest about what is missing. */
import { expect } from '@playwright/test';
import type { ListFilter, ListQuery } from '../../src/shared/store-contract/calls';
import type { ListEntry } from '../../src/shared/store-contract/rows';
import { test, type OpenStore } from './support/engine';
import { intakeFrame, listEntry, noDerived, searchDoc, startMs, uuid } from './support/rows';

const key = () => new Uint8Array(32).fill(7);
const anyFilter: ListFilter = {
  statuses: [],
  businessIds: [],
  reasonIds: [],
  channelIds: [],
  flags: [],
  ownerIds: [],
  receivedFromMs: null,
  receivedToMs: null,
  attention: 'any',
};
const query: ListQuery = {
  filter: anyFilter,
  sort: { by: 'received', direction: 'desc' },
  offset: 0,
  limit: 5_000,
  nowMs: startMs,
  viewerId: null,
};
const nothingStale = { all: false, streamIds: [] };

async function unlocked(store: OpenStore) {
  await store.call('open', {});
  return store.call('unlock', { segmentKey: key() });
}
const pageOf = async (store: OpenStore) => (await store.call('listPage', query)).entries;
const newestFirst = (entries: readonly ListEntry[]) => [...entries].sort((a, b) => b.receivedAtMs - a.receivedAtMs);

test('lists follow every frame and come back after a restart without main', async ({ engine }) => {
  const store = await engine.open();
  expect(await unlocked(store)).toEqual({ coveredUpTo: 0, frameNo: 0, stale: nothingStale, entries: 0 });
  await store.inPage('applyFrames', 1, 20);
  // Case 3 changes once more.
  await store.call('apply', intakeFrame(21, 3, 1));
  const expected = newestFirst(Array.from({ length: 20 }, (_, i) => (i === 2 ? listEntry(3, 1) : listEntry(i + 1))));
  expect(await pageOf(store)).toEqual(expected);
  await store.close();

  const again = await engine.open();
  expect(await unlocked(again)).toEqual({ coveredUpTo: 21, frameNo: 21, stale: nothingStale, entries: 20 });
  expect(await pageOf(again)).toEqual(expected);
  const { hits } = await again.call('search', {
    text: '编号3版本1',
    limit: 5,
    filter: anyFilter,
    nowMs: startMs,
    viewerId: null,
  });
  expect(hits.map((hit) => hit.caseId)).toEqual([uuid(3)]);
});

test('segments hold the same as the tail log did', async ({ engine }) => {
  const store = await engine.open();
  await unlocked(store);
  await store.inPage('fillDerived', 1, 1_200, true);
  await store.call('flush', {});
  expect(await store.call('stats', {})).toMatchObject({ tailRows: 0, listEntries: 1_200 });
  // After the segments some entries change, one goes, one comes.
  await store.call('putDerived', {
    ...noDerived,
    list: [listEntry(5, 1), listEntry(2_000)],
    search: [searchDoc(5, 1), searchDoc(2_000)],
    deletedCases: [uuid(9)],
  });
  const before = await pageOf(store);
  expect(before).toHaveLength(1_200);
  await store.close();

  const again = await engine.open();
  expect(await unlocked(again)).toMatchObject({ stale: nothingStale, entries: 1_200 });
  expect(await pageOf(again)).toEqual(before);
  const find = async (text: string) =>
    (await again.call('search', { text, limit: 5, filter: anyFilter, nowMs: startMs, viewerId: null })).hits.map(
      (hit) => hit.caseId,
    );
  expect(await find('编号5版本1')).toEqual([uuid(5)]);
  expect(await find('编号5版本0')).toEqual([]);
  expect(await find('编号9版本0')).toEqual([]);
  expect(await find('编号2000版本0')).toEqual([uuid(2_000)]);
  expect(await again.call('listEntries', { caseIds: [uuid(9), uuid(5)], viewerId: null })).toEqual({
    entries: [listEntry(5, 1)],
  });
});

test('a long tail becomes segments by itself, after an unlock and after a rebuild', async ({ engine }) => {
  const store = await engine.open();
  await unlocked(store);
  const tail = async () => (await store.call('stats', {})).tailRows;
  await store.inPage('fillDerived', 1, 1_200, true);
  expect(await tail()).toBeGreaterThan(0);
  await store.call('lock', {});
  await unlocked(store);
  await store.call('warm', {});
  await expect.poll(tail).toBe(0);
  await store.inPage('fillDerived', 2_001, 3_200, true);
  expect(await tail()).toBeGreaterThan(0);
  await store.call('derivedComplete', {});
  await expect.poll(tail).toBe(0);
  expect(await store.call('stats', {})).toMatchObject({ listEntries: 2_400, searchDocs: 2_400 });
});

test('what bulk writes bring is found in the order in which it was written', async ({ engine }) => {
  const store = await engine.open();
  await unlocked(store);
  const found = async (text: string) =>
    (await store.call('search', { text, limit: 5, filter: anyFilter, nowMs: startMs, viewerId: null })).hits.map(
      (hit) => hit.caseId,
    );
  const bulk = (from: number, version: number) => {
    const numbers = Array.from({ length: 100 }, (_, i) => from + i);
    const list = numbers.map((no) => listEntry(no, version));
    return store.call('putDerived', { ...noDerived, list, search: numbers.map((no) => searchDoc(no, version)) });
  };
  await bulk(1, 0);
  await store.call('putDerived', { ...noDerived, list: [listEntry(7, 1)], search: [searchDoc(7, 1)] });
  await bulk(101, 0);
  await store.call('putDerived', { ...noDerived, deletedCases: [uuid(8), uuid(108)] });
  await bulk(8, 2);
  const answers = async () => ({
    changed: [await found('编号7版本0'), await found('编号7版本1')],
    goneAndBack: [await found('编号8版本0'), await found('编号8版本2')],
    gone: await found('编号108版本0'),
    bulk: [await found('编号50版本0'), await found('编号50版本2'), await found('编号150版本0')],
  });
  const expected = {
    changed: [[], [uuid(7)]],
    goneAndBack: [[], [uuid(8)]],
    gone: [],
    bulk: [[], [uuid(50)], [uuid(150)]],
  };
  expect(await answers()).toEqual(expected);
  // The list would hide what search had not forgotten.
  expect(await store.call('stats', {})).toMatchObject({ listEntries: 199, searchDocs: 199 });
  // None of it was in a segment when the screen was locked.
  await bulk(301, 0);
  await store.call('lock', {});
  await unlocked(store);
  expect(await answers()).toEqual(expected);
  expect(await found('编号333版本0')).toEqual([uuid(333)]);
});

test('many small flushes are written anew as few segments', async ({ engine }) => {
  const store = await engine.open();
  await unlocked(store);
  for (let no = 1; no <= 30; no += 1) {
    await store.call('apply', intakeFrame(no));
    await store.call('flush', {});
  }
  expect((await store.call('stats', {})).listSegments).toBeLessThan(28);
  const before = await pageOf(store);
  await store.close();
  const again = await engine.open();
  expect(await unlocked(again)).toMatchObject({ entries: 30, stale: nothingStale });
  expect(await pageOf(again)).toEqual(before);
});

test('a lock forgets lists, search and key', async ({ engine }) => {
  const store = await engine.open();
  await unlocked(store);
  await store.inPage('applyFrames', 1, 3);
  await store.call('lock', {});
  expect(await store.refusal('listPage', query)).toBe('store.locked');
  expect(await store.refusal('listCounts', { nowMs: 0, assigneeId: null, viewerId: null })).toBe('store.locked');
  const search = { text: '转账', limit: 5, filter: anyFilter, nowMs: startMs, viewerId: null };
  expect(await store.refusal('search', search)).toBe('store.locked');
  expect(await store.call('stats', {})).toMatchObject({ unlocked: false, listEntries: 0, searchDocs: 0 });
  // Nothing of what lists show lies open on disk.
  const dump = JSON.stringify(await store.inPage('dump'), (_name, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('utf8') : value,
  );
  const { summary, number } = listEntry(1);
  expect(dump).not.toContain(summary);
  expect(dump).not.toContain(number);
  expect(await store.call('unlock', { segmentKey: key() })).toMatchObject({ entries: 3 });
});

test('what arrives while locked is stale until main derives it', async ({ engine }) => {
  const store = await engine.open();
  await store.call('open', {});
  await store.call('apply', intakeFrame(1));
  const coverage = await store.call('unlock', { segmentKey: key() });
  expect(coverage.stale).toEqual({ all: false, streamIds: [uuid(1)] });
  expect(coverage.coveredUpTo).toBeLessThan(coverage.frameNo);
  const { cases, list, search } = intakeFrame(1);
  await store.call('putDerived', { ...noDerived, cases, list, search });
  await store.call('lock', {});
  expect(await store.call('unlock', { segmentKey: key() })).toMatchObject({ stale: nothingStale, entries: 1 });
});

test('replayed frames make their streams stale, a rebuild everything, until main says it is complete', async ({
  engine,
}) => {
  const store = await engine.open();
  await unlocked(store);
  await store.inPage('applyFrames', 1, 2);
  const { frame, ops } = intakeFrame(3);
  await store.call('replay', { frames: [{ ...frame, ops }] });
  await store.call('lock', {});
  expect(await store.call('unlock', { segmentKey: key() })).toMatchObject({
    stale: { all: false, streamIds: [uuid(3)] },
    entries: 2,
  });
  await store.call('dropDerived', {});
  await store.call('putDerived', { ...noDerived, list: [listEntry(1)], search: [searchDoc(1)] });
  await store.call('lock', {});
  // The rebuild was cut short: it has to begin anew.
  expect(await store.call('unlock', { segmentKey: key() })).toMatchObject({ stale: { all: true }, coveredUpTo: 0 });
  await store.call('dropDerived', {});
  await store.inPage('fillDerived', 1, 3, true);
  await store.call('derivedComplete', {});
  await store.call('lock', {});
  expect(await store.call('unlock', { segmentKey: key() })).toEqual({
    coveredUpTo: 3,
    frameNo: 3,
    stale: nothingStale,
    entries: 3,
  });
});

for (const lost of ['list/1', 'search/head', 'tail'] as const) {
  test(`a lost segment (${lost}) is noticed at unlock`, async ({ engine }) => {
    const store = await engine.open();
    await unlocked(store);
    await store.inPage('applyFrames', 1, 5);
    if (lost !== 'tail') await store.call('flush', {});
    const segments = ((await store.inPage('dump'))['segments'] ?? []) as { id: string }[];
    const row = segments.find(({ id }) => id.startsWith(lost)) ?? segments.find(({ id }) => id.startsWith('search/'));
    await store.call('lock', {});
    await store.inPage('deleteRow', 'segments', row?.id ?? '');
    await store.call('unlock', { segmentKey: key() });
    // The search index loads behind the lists and reports for itself.
    await store.call('search', { text: '转账', limit: 1, filter: anyFilter, nowMs: startMs, viewerId: null });
    await store.call('lock', {});
    expect(await store.call('unlock', { segmentKey: key() })).toMatchObject({ stale: { all: true } });
  });
}

test('another key opens nothing and makes everything stale; a key of wrong length is refused', async ({ engine }) => {
  const store = await engine.open();
  await unlocked(store);
  await store.inPage('applyFrames', 1, 2);
  await store.call('lock', {});
  expect(await store.refusal('unlock', { segmentKey: new Uint8Array(16) })).toBe('store.badKey');
  const other = await store.call('unlock', { segmentKey: new Uint8Array(32).fill(8) });
  expect(other).toMatchObject({ stale: { all: true }, entries: 0 });
});

test('filters, orders, pages and counts agree with an oracle', async ({ engine }) => {
  const store = await engine.open();
  await unlocked(store);
  await store.inPage('fillDerived', 1, 900, false);
  const entries = Array.from({ length: 900 }, (_, i) => listEntry(i + 1));
  const nowMs = startMs + 6 * 86_400_000;
  const filter: ListFilter = {
    ...anyFilter,
    statuses: ['accepted', 'informed'],
    channelIds: ['phone'],
    attention: 'overdue',
  };
  const expected = entries
    .filter(
      (entry) =>
        filter.statuses.includes(entry.status) &&
        entry.channel === 'phone' &&
        entry.dueAtMs !== null &&
        entry.dueAtMs < nowMs,
    )
    .sort((a, b) => (a.dueAtMs ?? 0) - (b.dueAtMs ?? 0) || (a.caseId < b.caseId ? -1 : 1));
  expect(expected.length).toBeGreaterThan(10);
  const page = await store.call('listPage', {
    filter,
    sort: { by: 'due', direction: 'asc' },
    offset: 3,
    limit: 5,
    nowMs,
    viewerId: null,
  });
  expect(page).toEqual({ entries: expected.slice(3, 8), total: expected.length });
  const counts = await store.call('listCounts', { nowMs, assigneeId: 'user-3', viewerId: null });
  expect(counts.total).toBe(900);
  expect(counts.overdue).toBe(entries.filter((entry) => entry.dueAtMs !== null && entry.dueAtMs < nowMs).length);
  const mine = entries.filter((entry) => entry.assigneeId === 'user-3');
  expect(Object.values(counts.mineByStatus).reduce((sum, number) => sum + number, 0)).toBe(mine.length);
});

test('a case hidden from a person is in none of their lists, counts and hits, also after a restart', async ({
  engine,
}) => {
  const store = await engine.open();
  await unlocked(store);
  await store.inPage('fillDerived', 1, 200, true);
  await store.call('flush', {});
  // Named now: the tail log must hide it as well as the segments do.
  const named = { ...listEntry(11), hiddenFrom: ['user-1'] };
  await store.call('putDerived', { ...noDerived, list: [named] });
  const entries = Array.from({ length: 200 }, (_, i) => (i === 10 ? named : listEntry(i + 1)));
  const hidden = entries.filter((entry) => entry.hiddenFrom.includes('user-1'));
  const shown = entries.filter((entry) => !entry.hiddenFrom.includes('user-1'));
  expect(hidden.length).toBeGreaterThan(3);

  const check = async (asked: OpenStore): Promise<void> => {
    const viewerId = 'user-1';
    const first = await asked.call('listPage', { ...query, viewerId, limit: 20 });
    const second = await asked.call('listPage', { ...query, viewerId, offset: 20, limit: 500 });
    expect(first.total).toBe(shown.length);
    expect([...first.entries, ...second.entries]).toEqual(newestFirst(shown));
    const caseIds = entries.map((entry) => entry.caseId);
    expect(await asked.call('listEntries', { caseIds, viewerId })).toEqual({ entries: shown });
    expect([...(await asked.call('hiddenCases', { viewerId })).caseIds].sort()).toEqual(
      hidden.map((entry) => entry.caseId).sort(),
    );
    const counts = await asked.call('listCounts', { nowMs: startMs, assigneeId: 'user-1', viewerId });
    expect(counts.total).toBe(shown.length);
    const found = { text: '编号11版本0', limit: 5, filter: anyFilter, nowMs: startMs };
    expect(await asked.call('search', { ...found, viewerId })).toEqual({ hits: [], more: false });
    expect((await asked.call('search', { ...found, viewerId: 'user-2' })).hits).toHaveLength(1);
  };
  await check(store);
  await store.close();
  const again = await engine.open();
  expect(await unlocked(again)).toMatchObject({ stale: nothingStale, entries: 200 });
  await check(again);
});
