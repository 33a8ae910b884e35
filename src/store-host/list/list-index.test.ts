/** The list against a plain array: any changes, any question, before and after a trip through segments. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { settledStatuses } from '../../domain/complaint/states';
import { soonMs, type ListFilter, type ListQuery, type Viewer } from '../../shared/store-contract/calls';
import type { ListEntry } from '../../shared/store-contract/rows';
import { createListIndex } from './list-index';

const statuses = ['registered', 'accepted', 'closed', 'withdrawn'];
const people = ['u1', 'u2', 'u3'];
const flagNames = ['incomplete', 'media', 'callbackOpen'];
const uuid = fc.integer({ min: 0, max: 30 }).map((n) => {
  const hex = (n * 2654435761).toString(16).padStart(12, '0').slice(-12);
  return `0190${hex.slice(0, 4)}-${hex.slice(4, 8)}-7000-8000-${hex}`;
});
/** Few values, so that ties are frequent. */
const instant = fc.integer({ min: -3, max: 3 }).map((days) => days * 86_400_000);
const entry = (id: fc.Arbitrary<string>): fc.Arbitrary<ListEntry> =>
  fc.record({
    caseId: id,
    number: fc.string({ maxLength: 8 }),
    maskedName: fc.constantFrom('王*', '', '欧阳**'),
    status: fc.constantFrom(...statuses),
    businessCode: fc.constantFrom('', 'card', 'loan'),
    reasonCode: fc.constantFrom('fee', 'delay'),
    channel: fc.constantFrom('counter', 'phone'),
    receivedAtMs: instant,
    updatedAtMs: instant,
    dueAtMs: fc.option(instant),
    assigneeId: fc.option(fc.constantFrom(...people)),
    flags: fc.subarray(flagNames),
    amountFen: fc.option(fc.constantFrom(-100, -0, 0, 5, 100_000_000_000)),
    summary: fc.string({ unit: 'grapheme', maxLength: 20 }),
    emotion: fc.option(fc.integer({ min: 1, max: 5 })),
    hiddenFrom: fc.subarray(people, { maxLength: 2 }),
  });
const caseId = fc.oneof({ weight: 9, arbitrary: uuid }, { weight: 1, arbitrary: fc.constantFrom('c-1', 'c-2', 'zz') });

type Change = { put: ListEntry } | { remove: string };
const change = (id: fc.Arbitrary<string>): fc.Arbitrary<Change> =>
  fc.oneof(
    { weight: 5, arbitrary: entry(id).map((put) => ({ put })) },
    { weight: 1, arbitrary: id.map((remove) => ({ remove })) },
  );

const filter: fc.Arbitrary<ListFilter> = fc.record({
  statuses: fc.subarray([...statuses, 'unknown'], { maxLength: 3 }),
  businessIds: fc.subarray(['', 'card', 'other'], { maxLength: 2 }),
  reasonIds: fc.subarray(['fee'], { maxLength: 1 }),
  channelIds: fc.subarray(['phone'], { maxLength: 1 }),
  flags: fc.subarray(flagNames, { maxLength: 2 }),
  ownerIds: fc.subarray(people, { maxLength: 2 }),
  receivedFromMs: fc.option(instant),
  receivedToMs: fc.option(instant),
  attention: fc.constantFrom('any', 'overdue', 'soon', 'incomplete', 'open', 'major'),
});
const query: fc.Arbitrary<ListQuery> = fc.record({
  filter: fc.oneof(filter, fc.constant(anyFilter())),
  sort: fc.record({
    by: fc.constantFrom('received', 'due', 'updated', 'amount'),
    direction: fc.constantFrom('asc', 'desc'),
  }),
  offset: fc.integer({ min: 0, max: 20 }),
  limit: fc.integer({ min: 0, max: 40 }),
  nowMs: instant,
  viewerId: fc.option(fc.constantFrom(...people, 'named by nobody')),
});

function anyFilter(): ListFilter {
  return {
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
}

/** What the contract says, in the plainest form. */
function fits(one: ListEntry, asked: ListFilter, nowMs: number): boolean {
  const within = (allowed: readonly string[], value: string | null): boolean =>
    allowed.length === 0 || (value !== null && allowed.includes(value));
  const due = one.dueAtMs;
  const attention = {
    any: true,
    overdue: due !== null && due < nowMs,
    soon: due !== null && due >= nowMs && due < nowMs + soonMs,
    incomplete: one.flags.includes('incomplete'),
    major: one.flags.includes('major'),
    open: !settledStatuses.some((status) => status === one.status),
  };
  return (
    within(asked.statuses, one.status) &&
    within(asked.businessIds, one.businessCode) &&
    within(asked.reasonIds, one.reasonCode) &&
    within(asked.channelIds, one.channel) &&
    within(asked.ownerIds, one.assigneeId) &&
    asked.flags.every((flag) => one.flags.includes(flag)) &&
    (asked.receivedFromMs === null || one.receivedAtMs >= asked.receivedFromMs) &&
    (asked.receivedToMs === null || one.receivedAtMs < asked.receivedToMs) &&
    attention[asked.attention]
  );
}

const isShown = (one: ListEntry, viewerId: Viewer): boolean => viewerId === null || !one.hiddenFrom.includes(viewerId);

function oracle(entries: Iterable<ListEntry>, { filter: asked, sort, offset, limit, nowMs, viewerId }: ListQuery) {
  const field = { received: 'receivedAtMs', due: 'dueAtMs', updated: 'updatedAtMs', amount: 'amountFen' } as const;
  const sign = sort.direction === 'asc' ? 1 : -1;
  const fitting = [...entries]
    .filter((one) => fits(one, asked, nowMs) && isShown(one, viewerId))
    .sort((a, b) => {
      const left = a[field[sort.by]];
      const right = b[field[sort.by]];
      if (left !== right) {
        if (left === null) return 1;
        if (right === null) return -1;
        if (left - right !== 0) return sign * (left - right);
      }
      return a.caseId < b.caseId ? -sign : sign;
    });
  return { entries: fitting.slice(offset, offset + limit), total: fitting.length };
}

function tally<T extends string>(values: readonly T[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}

describe('list index', () => {
  for (const [name, id] of [
    ['case ids', uuid],
    ['ids of any form', caseId],
  ] as const) {
    it(`answers like a plain array (${name})`, () => {
      fc.assert(
        fc.property(
          fc.array(fc.array(change(id), { maxLength: 12 }), { maxLength: 6 }),
          fc.array(query, { minLength: 1, maxLength: 4 }),
          (batches, queries) => {
            const list = createListIndex();
            const model = new Map<string, ListEntry>();
            for (const batch of batches) {
              for (const one of batch) {
                if ('put' in one) {
                  list.upsert(one.put);
                  model.set(one.put.caseId, one.put);
                } else {
                  expect(list.remove(one.remove)).toBe(model.delete(one.remove));
                }
              }
              // Questions between the changes build the orders that later changes must keep.
              for (const asked of queries) expect(list.page(asked)).toEqual(oracle(model.values(), asked));
            }
            for (const { filter: asked, nowMs, viewerId } of queries) {
              const matches = list.matcher(asked, nowMs, viewerId);
              for (const one of model.values()) {
                expect(matches(one.caseId)).toBe(fits(one, asked, nowMs) && isShown(one, viewerId));
              }
              const ids = [...model.keys()];
              const all = [...model.values()].filter((one) => isShown(one, viewerId));
              expect(list.get(ids, viewerId)).toEqual(all);
              const hidden = viewerId === null ? [] : list.hiddenFrom(viewerId);
              expect([...hidden, ...all.map((one) => one.caseId)].sort()).toEqual(ids.sort());
              expect(list.counts({ nowMs, assigneeId: 'u2', viewerId })).toEqual({
                total: all.length,
                byStatus: tally(all.map((one) => one.status)),
                overdue: all.filter((one) => fits(one, { ...anyFilter(), attention: 'overdue' }, nowMs)).length,
                soon: all.filter((one) => fits(one, { ...anyFilter(), attention: 'soon' }, nowMs)).length,
                mineByStatus: tally(all.filter((one) => one.assigneeId === 'u2').map((one) => one.status)),
              });
            }
          },
        ),
        { numRuns: 150 },
      );
    });
  }

  it('comes back from segments, the last version of a case winning', () => {
    fc.assert(
      fc.property(fc.array(fc.array(change(caseId), { maxLength: 12 }), { maxLength: 5 }), query, (batches, asked) => {
        const list = createListIndex();
        const segments: Uint8Array[] = [];
        const model = new Map<string, ListEntry>();
        for (const batch of batches) {
          const touched = new Set<string>();
          for (const one of batch) {
            if ('put' in one) {
              list.upsert(one.put);
              model.set(one.put.caseId, one.put);
              touched.add(one.put.caseId);
            } else {
              list.remove(one.remove);
              model.delete(one.remove);
              touched.add(one.remove);
            }
          }
          segments.push(list.encode([...touched]));
        }
        const back = createListIndex();
        for (const segment of segments) expect(back.load(segment)).toBe(true);
        expect(back.page(asked)).toEqual(oracle(model.values(), asked));
        expect([...back.caseIds()].sort()).toEqual([...model.keys()].sort());
        const question = { nowMs: 0, assigneeId: 'u1', viewerId: asked.viewerId };
        expect(back.counts(question)).toEqual(list.counts(question));
      }),
      { numRuns: 150 },
    );
  });

  it('keeps 20,000 rows in order through bulk loads and single changes', () => {
    const at = (n: number, version = 0): ListEntry => ({
      caseId: `01900000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`,
      number: String(n),
      maskedName: '李*',
      status: 'accepted',
      businessCode: 'card',
      reasonCode: 'fee',
      channel: 'phone',
      receivedAtMs: (n * 7919) % 5_003,
      updatedAtMs: version,
      dueAtMs: n % 3 === 0 ? null : n % 101,
      assigneeId: null,
      flags: [],
      amountFen: null,
      summary: '',
      emotion: null,
      hiddenFrom: [],
    });
    const list = createListIndex();
    const entries = Array.from({ length: 20_000 }, (_, n) => at(n));
    list.upsertMany(entries);
    const asked: ListQuery = {
      filter: anyFilter(),
      sort: { by: 'due', direction: 'desc' },
      offset: 0,
      limit: 20_000,
      nowMs: 0,
      viewerId: null,
    };
    expect(list.page(asked)).toEqual(oracle(entries, asked));
    for (let n = 0; n < 20_000; n += 250) {
      entries[n] = { ...at(n, 1), dueAtMs: n % 7 };
      list.upsert(entries[n] as ListEntry);
    }
    expect(list.page(asked)).toEqual(oracle(entries, asked));
  });
});

it('is the same list after the room is given back that growing left over', () => {
  const list = createListIndex();
  const [like] = fc.sample(entry(fc.constant('like')), { numRuns: 1, seed: 7 });
  const entries = Array.from({ length: 8_000 }, (_, i) => ({ ...like, caseId: `c-${String(i)}`, receivedAtMs: i }));
  list.upsertMany(entries as ListEntry[]);
  const ids = list.caseIds();
  const [before, bytes] = [list.get(ids, null), list.byteLength()];
  list.trim();
  expect(list.byteLength()).toBeLessThan(bytes);
  expect(list.get(ids, null)).toEqual(before);
  list.upsertMany([{ ...(entries[0] as ListEntry), caseId: 'c-new' }]);
  expect(list.size()).toBe(8_001);
});
