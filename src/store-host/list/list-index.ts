/** Every list of the product, answered from memory: filter, sort, page, counts. Empty after a lock. */
import {
  soonMs,
  type ListCounts,
  type ListFilter,
  type ListQuery,
  type Viewer,
} from '../../shared/store-contract/calls';
import type { ListEntry } from '../../shared/store-contract/rows';
import { createColumnStore, type NumberColumn } from './columns';
import { isOpenFilter, matchingRows, setsHiding } from './match';
import { createOrder, type Order } from './orders';
import { decodeSegment, encodeSegment } from './segment-codec';

type SortKey = ListQuery['sort']['by'];

export interface ListIndex {
  readonly upsert: (entry: ListEntry) => void;
  readonly upsertMany: (entries: readonly ListEntry[]) => void;
  readonly remove: (caseId: string) => boolean;
  readonly page: (query: ListQuery) => { entries: ListEntry[]; total: number };
  /** Ids of every case that a filter lets through, in order. */
  readonly ids: (query: Omit<ListQuery, 'offset' | 'limit'>) => string[];
  /** Entries in the order of the ids; unknown ones are left out, and so are those hidden from the viewer. */
  readonly get: (caseIds: readonly string[], viewerId: Viewer) => ListEntry[];
  /** Ids of the cases that are hidden from the viewer. */
  readonly hiddenFrom: (viewerId: string) => string[];
  readonly counts: (question: { nowMs: number; assigneeId: string | null; viewerId: Viewer }) => ListCounts;
  /** A test for single cases, good until the next change. */
  readonly matcher: (filter: ListFilter, nowMs: number, viewerId: Viewer) => (caseId: string) => boolean;
  readonly has: (caseId: string) => boolean;
  /** Sorts one of the orders that the next question would have to sort; false when there is nothing left to do. */
  readonly warm: (step: number) => boolean;
  /** Gives back the room that growing has left over. */
  readonly trim: () => void;
  readonly size: () => number;
  readonly byteLength: () => number;
  /** Rows of these cases, and which of them are gone, as bytes of a segment. */
  readonly encode: (caseIds: readonly string[]) => Uint8Array;
  /** All case ids that are there, in the order in which they came. */
  readonly caseIds: () => string[];
  /** Takes in a segment over what is there; false when the bytes are not one. */
  readonly load: (segment: Uint8Array) => boolean;
}

/** More changes at once than this are sorted anew instead of inserted one by one. */
const insertOneByOne = 200;
const sortColumn: Readonly<Record<SortKey, NumberColumn>> = {
  received: 'receivedAtMs',
  due: 'dueAtMs',
  updated: 'updatedAtMs',
  amount: 'amountFen',
};
const sortKeys: readonly SortKey[] = ['received', 'due', 'updated', 'amount'];

export function createListIndex(): ListIndex {
  const store = createColumnStore();
  const { ids, dictionaries } = store.at();
  let liveCount = 0;
  /** False after a segment was loaded: counting once at the end costs less than following every row. */
  let counted = true;
  /** Cases per status code, and per (assignee, status) code. */
  const perStatus = new Map<number, number>();
  const perPerson = new Map<number, number>();

  const liveRows = (): Uint32Array => {
    recount();
    const { live } = store.at();
    const rows = new Uint32Array(liveCount);
    let at = 0;
    for (let row = 0; row < ids.size(); row += 1) if (live[row] === 1) rows[at++] = row;
    return rows;
  };
  const keyOf = (column: NumberColumn) => (row: number) => {
    const value = store.at().numbers[column][row] ?? NaN;
    return Number.isNaN(value) ? Infinity : value;
  };
  const orders = Object.fromEntries(
    sortKeys.map((key) => [key, createOrder(keyOf(sortColumn[key]), liveRows, ids)]),
  ) as Record<SortKey, Order>;
  const allOrders = Object.values(orders);

  const personKey = (row: number): number => {
    const { codes } = store.at();
    return (codes.assigneeId[row] ?? 0) * 0x10000 + (codes.status[row] ?? 0);
  };
  const count = (row: number, by: 1 | -1): void => {
    const status = store.at().codes.status[row] ?? 0;
    perStatus.set(status, (perStatus.get(status) ?? 0) + by);
    perPerson.set(personKey(row), (perPerson.get(personKey(row)) ?? 0) + by);
    liveCount += by;
  };
  const recount = (): void => {
    if (counted) return;
    counted = true;
    liveCount = 0;
    perStatus.clear();
    perPerson.clear();
    const { live, codes } = store.at();
    const people = dictionaries.assigneeId.size();
    const table = new Uint32Array(people * dictionaries.status.size());
    for (let row = 0; row < ids.size(); row += 1) {
      if (live[row] !== 1) continue;
      liveCount += 1;
      const cell = (codes.status[row] ?? 0) * people + (codes.assigneeId[row] ?? 0);
      table[cell] = (table[cell] ?? 0) + 1;
    }
    table.forEach((number, cell) => {
      if (number === 0) return;
      const status = Math.floor(cell / people);
      perStatus.set(status, (perStatus.get(status) ?? 0) + number);
      perPerson.set((cell % people) * 0x10000 + status, number);
    });
  };
  const isLive = (row: number): boolean => row !== -1 && store.at().live[row] === 1;

  const isHidden = (row: number, hiding: Uint8Array | undefined): boolean =>
    hiding !== undefined && hiding[store.at().hidden[row] ?? 0] === 1;
  const hiddenRows = (viewerId: Viewer): number[] => {
    const hiding = setsHiding(store.at(), viewerId);
    return hiding ? Array.from(liveRows()).filter((row) => isHidden(row, hiding)) : [];
  };
  const letsAllThrough = (filter: ListFilter, viewerId: Viewer): boolean =>
    isOpenFilter(filter) && setsHiding(store.at(), viewerId) === undefined;

  const put = (entry: ListEntry, keepOrders: boolean): void => {
    recount();
    const row = ids.intern(entry.caseId);
    store.reserve(row + 1);
    if (isLive(row)) {
      if (keepOrders) for (const order of allOrders) order.remove(row);
      count(row, -1);
    }
    store.write(row, entry);
    count(row, 1);
    if (keepOrders) for (const order of allOrders) order.insert(row);
  };
  const remove = (caseId: string): boolean => {
    recount();
    const row = ids.find(caseId);
    if (!isLive(row)) return false;
    for (const order of allOrders) order.remove(row);
    count(row, -1);
    store.at().live[row] = 0;
    return true;
  };
  const invalidate = (): void => {
    for (const order of allOrders) order.invalidate();
  };

  /** Rows of a page in their order, and how many there are on all pages. */
  const rowsOf = ({ filter, sort, offset, limit, nowMs, viewerId }: ListQuery): { rows: number[]; total: number } => {
    recount();
    const order = orders[sort.by];
    const rows = order.rows();
    const keyed = order.keyed();
    const all = order.count();
    const found: number[] = [];
    const match = letsAllThrough(filter, viewerId)
      ? undefined
      : matchingRows(store.at(), ids.size(), filter, nowMs, viewerId);
    let total = liveCount;
    if (match) {
      total = 0;
      for (let row = 0; row < match.length; row += 1) total += match[row] ?? 0;
    }
    let skip = offset;
    /** Walks positions `from` to `to` in either direction. */
    const walk = (from: number, to: number): void => {
      const step = from <= to ? 1 : -1;
      for (let at = from; at !== to && found.length < limit; at += step) {
        const row = rows[step === 1 ? at : at - 1] ?? 0;
        if (match && match[row] !== 1) continue;
        if (skip > 0) skip -= 1;
        else found.push(row);
      }
    };
    if (offset < total && limit > 0) {
      if (sort.direction === 'asc') {
        walk(0, all);
      } else {
        walk(keyed, 0);
        walk(all, keyed);
      }
    }
    return { rows: found, total };
  };

  return {
    upsert: (entry) => {
      put(entry, true);
    },
    upsertMany: (entries) => {
      const keepOrders = entries.length <= insertOneByOne;
      if (!keepOrders) invalidate();
      for (const entry of entries) put(entry, keepOrders);
    },
    remove,
    page: (query) => {
      const { rows, total } = rowsOf(query);
      return { entries: rows.map((row) => store.read(row)), total };
    },
    ids: (query) => rowsOf({ ...query, offset: 0, limit: Infinity }).rows.map((row) => ids.idOf(row)),
    get: (caseIds, viewerId) => {
      const entries: ListEntry[] = [];
      const hiding = setsHiding(store.at(), viewerId);
      for (const caseId of caseIds) {
        const row = ids.find(caseId);
        if (isLive(row) && !isHidden(row, hiding)) entries.push(store.read(row));
      }
      return entries;
    },
    hiddenFrom: (viewerId) => hiddenRows(viewerId).map((row) => ids.idOf(row)),
    counts: ({ nowMs, assigneeId, viewerId }) => {
      recount();
      const statuses = dictionaries.status;
      const byStatus: Record<string, number> = {};
      for (const [code, number] of perStatus) if (number > 0) byStatus[statuses.textOf(code)] = number;
      const mineByStatus: Record<string, number> = {};
      const person = assigneeId === null ? 0 : dictionaries.assigneeId.find(assigneeId);
      if (person !== 0) {
        for (const [key, number] of perPerson) {
          if (number > 0 && Math.floor(key / 0x10000) === person) mineByStatus[statuses.textOf(key % 0x10000)] = number;
        }
      }
      const overdue = orders.due.lowerBound(nowMs);
      const counts = {
        total: liveCount,
        byStatus,
        overdue,
        soon: orders.due.lowerBound(nowMs + soonMs) - overdue,
        mineByStatus,
      };
      // Few, so they are taken off instead of being counted apart for each person.
      for (const row of hiddenRows(viewerId)) withoutEntry(counts, store.read(row), nowMs, assigneeId);
      return counts;
    },
    matcher: (filter, nowMs, viewerId) => {
      if (letsAllThrough(filter, viewerId)) return (caseId) => isLive(ids.find(caseId));
      const match = matchingRows(store.at(), ids.size(), filter, nowMs, viewerId);
      return (caseId) => match[ids.find(caseId)] === 1;
    },
    has: (caseId) => isLive(ids.find(caseId)),
    warm: (step) => {
      allOrders[step]?.warm();
      return step + 1 < allOrders.length;
    },
    trim: () => store.trim(ids.size()),
    size: () => (recount(), liveCount),
    byteLength: store.byteLength,
    encode: (caseIds) => {
      const rows: number[] = [];
      const gone: string[] = [];
      for (const caseId of caseIds) {
        const row = ids.find(caseId);
        if (isLive(row)) rows.push(row);
        else gone.push(caseId);
      }
      return encodeSegment(store.at(), rows, gone);
    },
    caseIds: () => Array.from(liveRows(), (row) => ids.idOf(row)),
    load: (segment) => {
      const decoded = decodeSegment(segment);
      if (!decoded) return false;
      invalidate();
      store.reserve(decoded.count + ids.size());
      decoded.into(store.at());
      counted = false;
      for (const caseId of decoded.gone) {
        const row = ids.find(caseId);
        if (row !== -1) store.at().live[row] = 0;
      }
      return true;
    },
  };
}

type Changeable<T> = {
  -readonly [K in keyof T]: T[K] extends Readonly<Record<string, number>> ? Record<string, number> : T[K];
};

/** Takes one case off the counts that it is part of. */
function withoutEntry(
  counts: Changeable<ListCounts>,
  { status, assigneeId, dueAtMs }: ListEntry,
  nowMs: number,
  countedFor: string | null,
): void {
  const takeOff = (perStatus: Record<string, number>): void => {
    const left = (perStatus[status] ?? 0) - 1;
    if (left > 0) perStatus[status] = left;
    else delete perStatus[status];
  };
  counts.total -= 1;
  takeOff(counts.byStatus);
  if (assigneeId !== null && assigneeId === countedFor) takeOff(counts.mineByStatus);
  if (dueAtMs === null) return;
  if (dueAtMs < nowMs) counts.overdue -= 1;
  else if (dueAtMs < nowMs + soonMs) counts.soon -= 1;
}
