/**
 * Measures the store with as many cases as XIANTING_STORE_CASES says (100000 for the numbers in the documentation) and
 * prints a line per number. As part of the suite it runs with few cases and checks only that everything still works at
 * the end: times are printed, never judged.
 */
import { expect } from '@playwright/test';
import type { ListFilter, ListQuery } from '../../src/shared/store-contract/calls';
import { test } from './support/engine';
import { startMs } from './support/rows';

const cases = Number(process.env['XIANTING_STORE_CASES'] ?? 1_000);
const rounds = Number(process.env['XIANTING_STORE_SAVES'] ?? 40);
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

function quantile(times: readonly number[], share: number): string {
  const sorted = [...times].sort((a, b) => a - b);
  return (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(2);
}

test('a full store saves, unlocks, lists and searches', async ({ engine }) => {
  test.setTimeout(600_000);
  const say = (what: string, value: string): void => {
    process.stdout.write(`[measure ${engine.name} ${cases}] ${what}: ${value}\n`);
  };
  const timed = async <T>(what: string, task: () => Promise<T>): Promise<T> => {
    const startedAt = performance.now();
    const result = await task();
    say(what, `${(performance.now() - startedAt).toFixed(0)} ms`);
    return result;
  };
  const store = await engine.open();
  await store.call('open', {});
  await store.call('unlock', { segmentKey: key() });
  await timed('derive (rows, list, search), all cases', () => store.inPage('fillDerived', 1, cases, true));
  await timed('flush', () => store.call('flush', {}));

  for (let round = 0; round < 3; round += 1) {
    const raw = await store.inPage('rawPutLatencies', rounds);
    const saves = await store.inPage('latencies', 1 + round * rounds, rounds);
    say(
      `round ${round + 1}`,
      `raw strict put p50 ${quantile(raw, 0.5)} p99 ${quantile(raw, 0.99)} ms · save p50 ${quantile(saves, 0.5)} ` +
        `p99 ${quantile(saves, 0.99)} ms · ratio p50 ${(Number(quantile(saves, 0.5)) / Number(quantile(raw, 0.5))).toFixed(2)}`,
    );
  }
  await store.call('flush', {});
  await store.close();

  const again = await engine.open();
  const total = cases + 3 * rounds;
  const state = await timed('open', () => again.call('open', {}));
  expect(state.frameNo).toBe(3 * rounds);
  const unlocked = await timed('unlock, lists ready', () => again.call('unlock', { segmentKey: key() }));
  expect(unlocked).toMatchObject({ entries: total, coveredUpTo: 3 * rounds });
  const search = { text: '手续费', limit: 50, filter: anyFilter, nowMs: startMs, viewerId: null };
  const found = await timed('first search after unlock, index loaded', () => again.call('search', search));
  expect(found.hits).toHaveLength(50);
  const page = (changes: Partial<ListQuery>): ListQuery => ({
    filter: anyFilter,
    sort: { by: 'received', direction: 'desc' },
    offset: 0,
    limit: 50,
    nowMs: startMs + 1e9,
    viewerId: null,
    ...changes,
  });
  for (const [what, asked] of [
    ['newest 50, first time (sorts)', page({})],
    ['newest 50', page({})],
    [
      'overdue by due time, first time (sorts)',
      page({ filter: { ...anyFilter, attention: 'overdue' }, sort: { by: 'due', direction: 'asc' } }),
    ],
    [
      'two statuses, one owner, incomplete',
      page({
        filter: { ...anyFilter, statuses: ['accepted', 'informed'], ownerIds: ['user-1'], attention: 'incomplete' },
      }),
    ],
    ['open, row 20,000 on', page({ filter: { ...anyFilter, attention: 'open' }, offset: 20_000 })],
  ] as const) {
    const times = await again.inPage('callTimes', 'listPage', asked, what.includes('first') ? 1 : 20);
    say(what, `p50 ${quantile(times, 0.5)} ms (with the port)`);
  }
  const stats = await again.call('stats', {});
  say('memory', `list ${(stats.listBytes / 1e6).toFixed(1)} MB, search ${(stats.searchBytes / 1e6).toFixed(1)} MB`);
  say('segments', `list ${stats.listSegments}, tail ${stats.tailRows}`);
});
