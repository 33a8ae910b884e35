/** Look-ups and pages of the tables. Pages go by key, never by offset. */
import type { OutboxStats, StoreCalls } from '../shared/store-contract/calls';
import { durableTables, type CaseRow, type DurableTable, type EventRow } from '../shared/store-contract/rows';
import { bundledTables, type BundledTable } from './bundles/bundle-head';
import type { Context } from './context';
import { reading, resultOf } from './db/requests';
import { behind, expand, type StoredOutbox } from './outbox';

type ReadName =
  | 'verifyCounts'
  | 'get'
  | 'cases'
  | 'all'
  | 'wrappedKeys'
  | 'page'
  | 'eventsOfStreams'
  | 'eventsOfMany'
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

/** Fewer keys than this are asked for one by one. */
const fewKeys = 32;
const mostBetween = 1.25;
/** Begins the cursors of pages that go through bundles, behind every key of a row. */
const inBundles = '\u{10ffff}';

/** Events that are being sent and whose rows are passed over. Where they are more, less is sent at once. */
const mostOnTheWay = 2_000;

const isBundled = (name: string): name is BundledTable => bundledTables.some((one) => one === name);

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

  /** Rows in bundles from one on, but for those that lie in a row too. */
  const bundlePage = async (name: DurableTable, from: number, limit: number): Promise<StoreCalls['page']['output']> => {
    const rows: { key: string; row: object }[] = [];
    if (!isBundled(name)) return { rows, next: null };
    for (let no = from; ; no += 1) {
      if (rows.length >= limit) return { rows, next: `${inBundles}${String(no)}` };
      const found = await context.bundles.rowsIn(context.raw(), name, no);
      if (!found) return { rows, next: null };
      const store = table(name);
      const inRows = await Promise.all(found.map(({ key }) => resultOf(store.getKey(key))));
      rows.push(...found.filter((_, i) => inRows[i] === undefined));
    }
  };

  return {
    verifyCounts: async () => {
      const { counts } = context.meta();
      const transaction = reading(context.raw(), durableTables);
      const [found, bundled, intact] = await Promise.all([
        Promise.all(durableTables.map((name) => resultOf(transaction.objectStore(name).count()))),
        context.bundles.counts(context.raw()),
        context.bundles.intact(context.raw()),
      ]);
      const countOf = (name: DurableTable, i: number): number =>
        (found[i] ?? 0) + (isBundled(name) ? bundled[name] : 0);
      return { intact: intact && durableTables.every((name, i) => countOf(name, i) === counts[name]) };
    },
    get: async ({ table: name, key }) => {
      const row = await resultOf(table(name).get(key) as IDBRequest<object | undefined>);
      if (row || !isBundled(name)) return { row: row ?? null };
      return { row: (await context.bundles.find(context.raw(), name, [key])).get(key) ?? null };
    },
    cases: async ({ caseIds }) => {
      return { rows: await rowsWithKeys<CaseRow>('cases', caseIds, (row) => row.id) };
    },
    all: async ({ table: name }) => ({ rows: await rowsOf<object>(table(name).getAll()) }),
    wrappedKeys: async ({ streamIds }) => {
      type KeyRow = { readonly caseId: string; readonly wrapped: Uint8Array };
      const rows = await rowsWithKeys<KeyRow>('caseKeys', streamIds, (row) => row.caseId);
      if (rows.length === streamIds.length) return { rows };
      const known = new Set(rows.map(({ caseId }) => caseId));
      const others = streamIds.filter((id) => !known.has(id));
      const bundled = await context.bundles.find(context.raw(), 'caseKeys', others);
      return { rows: [...rows, ...([...bundled.values()] as KeyRow[])] };
    },
    page: async ({ table: name, after, limit }) => {
      if (after?.startsWith(inBundles) === true) return bundlePage(name, Number(after.slice(inBundles.length)), limit);
      const range = after === null ? null : IDBKeyRange.lowerBound(after, true);
      const store = table(name);
      const [keys, rows] = await Promise.all([
        resultOf(store.getAllKeys(range, limit) as IDBRequest<string[]>),
        rowsOf<object>(store.getAll(range, limit)),
      ]);
      const page = rows.map((row, i) => ({ key: keys[i] ?? '', row }));
      if (rows.length === limit) return { rows: page, next: keys.at(-1) ?? null };
      const rest = await bundlePage(name, 1, limit - rows.length);
      return { rows: [...page, ...rest.rows], next: rest.next };
    },
    eventsOfMany: ({ streamIds }) => context.events.ofMany(streamIds),
    eventsOfStreams: async ({ streamIds }) => ({ rows: await context.events.ofStreams(streamIds) }),
    eventsAfter: async ({ deviceId, seq, limit }) => ({
      rows: await context.events.after({ deviceId, after: seq, limit }),
    }),
    eventsOfStreamBefore: async ({ streamId, beforeId, limit }) => ({
      rows: await context.events.ofStreamBefore(streamId, beforeId, limit),
    }),
    lastEvent: async ({ deviceId }) => ({ row: (await context.events.last(deviceId)) ?? null }),
    newestReceipt: async () => {
      const [cursor, bundled] = await Promise.all([
        resultOf(table('receipts').openKeyCursor(null, 'prev')),
        context.bundles.newestReceipt(context.raw()),
      ]);
      const inRows = (cursor?.primaryKey as string | undefined) ?? '';
      return { commandId: bundled === undefined ? null : bundled > inRows ? bundled : inRows };
    },
    knownEvents: async ({ ids }) => ({ ids: await context.events.known(ids) }),
    // Every stream has a key of its own; one whose key was destroyed can't be derived any more.
    streamIds: async ({ from, to }) => {
      const range = from === undefined || to === undefined ? null : IDBKeyRange.bound(from, to);
      const [ids, bundled] = await Promise.all([
        resultOf(table('caseKeys').getAllKeys(range)) as Promise<string[]>,
        context.bundles.streamIds(context.raw()),
      ]);
      const inRange = bundled.filter((id) => range === null || (id >= String(from) && id <= String(to)));
      return { ids: inRange.length === 0 ? ids : [...new Set([...ids, ...inRange])].sort() };
    },
    lookup: async ({ hashes }) => {
      const index = table('cases').index('keys');
      const perHash = await Promise.all(hashes.map((hash) => resultOf(index.getAllKeys(hash) as IDBRequest<string[]>)));
      return {
        found: perHash.flatMap((caseIds, i) => caseIds.map((id) => ({ hash: hashes[i] ?? '', caseId: id }))),
      };
    },
    outboxNext: async ({ nowMs, limit, after = 0, withEvents = false }) => {
      const most = after > 0 ? limit + mostOnTheWay : limit;
      const stored = await rowsOf<StoredOutbox>(table('outbox').index('state').getAll('waiting', most));
      const found: EventRow[] = [];
      const seen = withEvents ? (events: readonly EventRow[]) => found.push(...events) : undefined;
      const rows = await expand(context.events, behind(stored, after), limit, seen);
      // Order is by sequence: the first one that must still wait holds back the rest.
      const held = rows.findIndex((row) => row.nextAttemptAtMs > nowMs);
      return { rows: held < 0 ? rows : rows.slice(0, held), events: found };
    },
    outboxList: async ({ limit }) => ({
      rows: await expand(context.events, await rowsOf<StoredOutbox>(table('outbox').getAll(null, limit)), limit),
    }),
    outboxStats: async (): Promise<OutboxStats> => {
      const { waiting, quarantined } =
        context.outbox.known() ?? (await context.inLine(() => context.outbox.count(context.raw())));
      const oldest = await rowsOf<StoredOutbox>(table('outbox').index('state').getAll('waiting', 1));
      const [first] = await expand(context.events, oldest, 1);
      return { waiting, quarantined, oldestQueuedAtMs: first?.queuedAtMs ?? null };
    },
  };
}
