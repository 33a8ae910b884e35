/** Look-ups and pages of the tables. Pages go by key, never by offset. */
import type { OutboxStats, StoreCalls } from '../shared/store-contract/calls';
import { durableTables, type CaseRow, type DurableTable, type EventRow } from '../shared/store-contract/rows';
import type { Context } from './context';
import { reading, resultOf } from './db/requests';
import { expand, type StoredOutbox } from './outbox';

type ReadName =
  | 'verifyCounts'
  | 'get'
  | 'cases'
  | 'all'
  | 'wrappedKeys'
  | 'page'
  | 'eventsOfStreams'
  | 'eventsAfter'
  | 'eventsOfStreamBefore'
  | 'lastEvent'
  | 'newestReceipt'
  | 'knownEvents'
  | 'streamIds'
  | 'lookup'
  | 'outboxNext'
  | 'outboxList'
  | 'outboxStats';
type Reads = { readonly [N in ReadName]: (input: StoreCalls[N]['input']) => Promise<StoreCalls[N]['output']> };

/** Arrays sort after every string and number, so `[x, []]` lies behind every `[x, …]`. */
const behind: IDBValidKey = [];
/** Fewer keys than this are asked for one by one. */
const fewKeys = 32;
const mostBetween = 1.25;

export function createReads(context: Context): Reads {
  const table = (name: string): IDBObjectStore => reading(context.raw(), [name]).objectStore(name);
  const rowsOf = <T>(request: IDBRequest<unknown[]>): Promise<T[]> => resultOf(request as IDBRequest<T[]>);

  /** First and last of many keys when hardly any other lies between them: one question is then much less work than one for each. */
  const spanOf = async (name: string, keys: readonly string[]): Promise<IDBKeyRange | undefined> => {
    const [lower, ...others] = [...keys].sort();
    const upper = others.at(-1);
    if (lower === undefined || upper === undefined || keys.length < fewKeys) return undefined;
    const span = IDBKeyRange.bound(lower, upper);
    const between = await resultOf(table(name).count(span));
    return between <= keys.length * mostBetween ? span : undefined;
  };

  const rowsWithKeys = async <T>(name: string, keys: readonly string[], keyOf: (row: T) => string): Promise<T[]> => {
    const span = await spanOf(name, keys);
    const store = table(name);
    if (span) {
      const wanted = new Set(keys);
      return (await rowsOf<T>(store.getAll(span))).filter((row) => wanted.has(keyOf(row)));
    }
    const rows = await Promise.all(keys.map((key) => resultOf(store.get(key) as IDBRequest<T | undefined>)));
    return rows.filter((row) => row !== undefined);
  };

  return {
    verifyCounts: async () => {
      const { counts } = context.meta();
      const transaction = reading(context.raw(), durableTables);
      const found = await Promise.all(durableTables.map((name) => resultOf(transaction.objectStore(name).count())));
      const intact = durableTables.every((name: DurableTable, i) => found[i] === counts[name]);
      return { intact };
    },
    get: async ({ table: name, key }) => ({
      row: (await resultOf(table(name).get(key) as IDBRequest<object | undefined>)) ?? null,
    }),
    cases: async ({ caseIds }) => {
      return { rows: await rowsWithKeys<CaseRow>('cases', caseIds, (row) => row.id) };
    },
    all: async ({ table: name }) => ({ rows: await rowsOf<object>(table(name).getAll()) }),
    wrappedKeys: async ({ streamIds }) => {
      type KeyRow = { readonly caseId: string; readonly wrapped: Uint8Array };
      return { rows: await rowsWithKeys<KeyRow>('caseKeys', streamIds, (row) => row.caseId) };
    },
    page: async ({ table: name, after, limit }) => {
      const range = after === null ? null : IDBKeyRange.lowerBound(after, true);
      const store = table(name);
      const [keys, rows] = await Promise.all([
        resultOf(store.getAllKeys(range, limit) as IDBRequest<string[]>),
        rowsOf<object>(store.getAll(range, limit)),
      ]);
      return { rows: rows.map((row, i) => ({ key: keys[i] ?? '', row })) };
    },
    eventsOfStreams: async ({ streamIds }) => {
      // Every stream has a key of its own.
      const span = await spanOf('caseKeys', streamIds);
      if (span) {
        const between = IDBKeyRange.bound([span.lower], [span.upper, behind]);
        const rows = await rowsOf<EventRow>(table('events').index('[streamId+id]').getAll(between));
        const wanted = new Set(streamIds);
        return { rows: rows.filter((row) => wanted.has(row.streamId)) };
      }
      const index = table('events').index('[streamId+id]');
      const perStream = await Promise.all(
        streamIds.map((id) => rowsOf<EventRow>(index.getAll(IDBKeyRange.bound([id], [id, behind])))),
      );
      return { rows: perStream.flat() };
    },
    eventsAfter: async ({ deviceId, seq, limit }) => {
      const range = IDBKeyRange.bound([deviceId, seq], [deviceId, behind], true);
      return { rows: await rowsOf<EventRow>(table('events').index('[deviceId+seq]').getAll(range, limit)) };
    },
    eventsOfStreamBefore: async ({ streamId, beforeId, limit }) => {
      const index = table('events').index('[streamId+id]');
      const range =
        beforeId === null
          ? IDBKeyRange.bound([streamId], [streamId, behind])
          : IDBKeyRange.bound([streamId], [streamId, beforeId], false, true);
      return { rows: await walkBack<EventRow>(index.openCursor(range, 'prev'), limit) };
    },
    lastEvent: async ({ deviceId }) => {
      const index = table('events').index('[deviceId+seq]');
      const range = IDBKeyRange.bound([deviceId], [deviceId, behind]);
      const [row] = await walkBack<EventRow>(index.openCursor(range, 'prev'), 1);
      return { row: row ?? null };
    },
    newestReceipt: async () => {
      const cursor = await resultOf(table('receipts').openKeyCursor(null, 'prev'));
      return { commandId: (cursor?.primaryKey as string | undefined) ?? '' };
    },
    knownEvents: async ({ ids }) => {
      const store = table('events');
      const keys = await Promise.all(ids.map((id) => resultOf(store.getKey(id))));
      return { ids: ids.filter((_, i) => keys[i] !== undefined) };
    },
    // Every stream has a key of its own; one whose key was destroyed can't be derived any more.
    streamIds: async ({ from, to }) => {
      const range = from === undefined || to === undefined ? null : IDBKeyRange.bound(from, to);
      return { ids: (await resultOf(table('caseKeys').getAllKeys(range))) as string[] };
    },
    lookup: async ({ hashes }) => {
      const index = table('cases').index('keys');
      const perHash = await Promise.all(hashes.map((hash) => resultOf(index.getAllKeys(hash) as IDBRequest<string[]>)));
      return {
        found: perHash.flatMap((caseIds, i) => caseIds.map((id) => ({ hash: hashes[i] ?? '', caseId: id }))),
      };
    },
    outboxNext: async ({ nowMs, limit }) => {
      const stored = await rowsOf<StoredOutbox>(table('outbox').index('state').getAll('waiting', limit));
      const rows = await expand(context.raw(), stored, limit);
      // Order is by sequence: the first one that must still wait holds back the rest.
      const held = rows.findIndex((row) => row.nextAttemptAtMs > nowMs);
      return { rows: held < 0 ? rows : rows.slice(0, held) };
    },
    outboxList: async ({ limit }) => ({
      rows: await expand(context.raw(), await rowsOf<StoredOutbox>(table('outbox').getAll(null, limit)), limit),
    }),
    outboxStats: async (): Promise<OutboxStats> => {
      const { waiting, quarantined } =
        context.outbox.known() ?? (await context.inLine(() => context.outbox.count(context.raw())));
      const oldest = await rowsOf<StoredOutbox>(table('outbox').index('state').getAll('waiting', 1));
      const [first] = await expand(context.raw(), oldest, 1);
      return { waiting, quarantined, oldestQueuedAtMs: first?.queuedAtMs ?? null };
    },
  };
}

function walkBack<T>(request: IDBRequest<IDBCursorWithValue | null>, limit: number): Promise<T[]> {
  const rows: T[] = [];
  return new Promise((resolve, reject) => {
    request.onsuccess = () => {
      const cursor = request.result;
      if (cursor) rows.push(cursor.value as T);
      if (!cursor || rows.length >= limit) resolve(rows);
      else cursor.continue();
    };
    request.onerror = () => {
      reject(request.error ?? new DOMException('cursor', 'UnknownError'));
    };
  });
}
