/**
 * Rows of a store that was filled from the journal: some dozens in one value of IndexedDB, as they lie in the journal. Written once and
 * never changed; what comes later lies in rows, and a row of the same key goes before what is here.
 */
import type { EventRow } from '../../shared/store-contract/rows';
import { reading, resultOf } from '../db/requests';
import {
  bundledTables,
  bundlesWith,
  placeHash,
  type BundledTable,
  type BundleHead,
  type BundleRow,
  type PlaceKind,
} from './bundle-head';
import { decodeOp, opsIn, type OpBytes } from './op-bytes';

export interface Bundles {
  /** The number of the next bundle. */
  readonly nextNo: (raw: IDBDatabase) => Promise<number>;
  /** Was committed. */
  readonly added: (head: BundleHead) => void;
  readonly counts: (raw: IDBDatabase) => Promise<Readonly<Record<BundledTable, number>>>;
  /** Whether every bundle is there that should be. */
  readonly intact: (raw: IDBDatabase) => Promise<boolean>;
  readonly isEmpty: (raw: IDBDatabase) => Promise<boolean>;
  /** Rows by their keys. */
  readonly find: (
    raw: IDBDatabase,
    table: BundledTable,
    keys: readonly string[],
  ) => Promise<ReadonlyMap<string, object>>;
  readonly eventsOf: (raw: IDBDatabase, streamIds: readonly string[]) => Promise<readonly EventRow[]>;
  /** Operations of the events of these streams, one behind the other, but for those with these ids. */
  readonly eventBytesOf: (
    raw: IDBDatabase,
    streamIds: readonly string[],
    except: ReadonlySet<string>,
  ) => Promise<Uint8Array>;
  /** The first `limit` events of a device after one and up to another. */
  readonly eventsAfter: (
    raw: IDBDatabase,
    range: { readonly deviceId: string; readonly after: number; readonly to: number; readonly limit: number },
  ) => Promise<readonly EventRow[]>;
  readonly lastEvent: (raw: IDBDatabase, deviceId: string) => Promise<EventRow | undefined>;
  /** Streams whose keys are here. */
  readonly streamIds: (raw: IDBDatabase) => Promise<readonly string[]>;
  /** The greatest id of a command that was answered; empty without any, undefined where it can't be told without reading all. */
  readonly newestReceipt: (raw: IDBDatabase) => Promise<string | undefined>;
  /** All rows of a table in one bundle; undefined behind the last one. */
  readonly rowsIn: (
    raw: IDBDatabase,
    table: BundledTable,
    no: number,
  ) => Promise<readonly { readonly key: string; readonly row: object }[] | undefined>;
  /** Forgets which bundles were read last: nobody goes through cases any more. */
  readonly rest: () => void;
  /** Rows may have been replaced, removed or lost. */
  readonly forget: () => void;
}

export const bundleTables = ['bundles', 'bundleHeads'] as const;

/** Database of a schema before there were bundles, shown as it is. */
export const hasBundles = (raw: IDBDatabase): boolean => raw.objectStoreNames.contains('bundles');

/** Neighbours are asked for again and again while cases are gone through. */
const mostRemembered = 64;
type Head = Omit<BundleHead, 'streams'>;

export function createBundles(): Bundles {
  let loading: Promise<Head[]> | undefined;
  const remembered = new Map<number, Promise<Uint8Array | undefined>>();
  /** Keys and events of a case are asked for at once, and lie in the same bundles. */
  const walked = new WeakMap<Uint8Array, readonly OpBytes[]>();

  const heads = (raw: IDBDatabase): Promise<Head[]> => {
    loading ??= (hasBundles(raw) ? headsOf(raw) : Promise.resolve([])).catch((cause: unknown) => {
      loading = undefined;
      throw cause;
    });
    return loading;
  };

  const read = async (raw: IDBDatabase, numbers: ReadonlySet<number>): Promise<Uint8Array[]> => {
    const sorted = [...numbers].sort((a, b) => a - b);
    const missing = sorted.filter((no) => !remembered.has(no));
    if (missing.length > 0) {
      const store = reading(raw, ['bundles']).objectStore('bundles');
      for (const no of missing) {
        const bytes = resultOf(store.get(no) as IDBRequest<BundleRow | undefined>).then((row) => row?.bytes);
        remembered.set(no, bytes);
        const forgetIt = (): void => {
          if (remembered.get(no) === bytes) remembered.delete(no);
        };
        // One that is lost shows when all are counted.
        bytes.then((found) => {
          if (!found) forgetIt();
        }, forgetIt);
      }
    }
    const wanted = sorted.flatMap((no) => remembered.get(no) ?? []);
    for (const oldest of remembered.keys()) {
      if (remembered.size <= mostRemembered) break;
      remembered.delete(oldest);
    }
    return (await Promise.all(wanted)).filter((bytes) => bytes !== undefined);
  };

  const opsOf = (bytes: Uint8Array): readonly OpBytes[] => {
    const known = walked.get(bytes);
    if (known) return known;
    const ops = opsIn(bytes);
    walked.set(bytes, ops);
    return ops;
  };

  const numbersOf = async (raw: IDBDatabase, kind: PlaceKind, keys: readonly string[]): Promise<Set<number>> => {
    const all = await heads(raw);
    const numbers = new Set<number>();
    if (all.length === 0) return numbers;
    for (const key of keys) {
      const hash = placeHash(kind, key);
      for (const head of all) for (const at of bundlesWith(head, hash)) numbers.add(head.no + at);
    }
    return numbers;
  };

  const decoded = <T>(bytes: Uint8Array, wanted: (op: OpBytes) => boolean): T[] =>
    opsOf(bytes)
      .filter(wanted)
      .map((op) => decodeOp(bytes, op).row as T);

  return {
    nextNo: async (raw) => {
      const last = (await heads(raw)).at(-1);
      return last ? last.no + last.bundles : 1;
    },
    added: ({ streams: _streams, ...head }) => {
      void loading?.then((all) => all.push(head));
    },
    counts: async (raw) => {
      const counts: Record<BundledTable, number> = { events: 0, caseKeys: 0, receipts: 0 };
      for (const head of await heads(raw)) for (const table of bundledTables) counts[table] += head.counts[table];
      return counts;
    },
    intact: async (raw) => {
      if (!hasBundles(raw)) return true;
      const all = await heads(raw);
      const found = await resultOf(reading(raw, ['bundles']).objectStore('bundles').count());
      const joined = all.every((head, i) => {
        const before = all[i - 1];
        return head.no === (before ? before.no + before.bundles : 1);
      });
      return joined && found === all.reduce((sum, head) => sum + head.bundles, 0);
    },
    isEmpty: async (raw) => (await heads(raw)).length === 0,
    find: async (raw, table, keys) => {
      const numbers = await numbersOf(raw, table, keys);
      const found = new Map<string, object>();
      if (numbers.size === 0) return found;
      const wanted = new Set(keys);
      for (const bytes of await read(raw, numbers)) {
        for (const op of opsOf(bytes)) {
          if (op.table !== table || !wanted.has(op.key)) continue;
          const { row } = decodeOp(bytes, op);
          if (row) found.set(op.key, row);
        }
      }
      return found;
    },
    eventsOf: async (raw, streamIds) => {
      const numbers = await numbersOf(raw, 'stream', streamIds);
      if (numbers.size === 0) return [];
      const wanted = new Set(streamIds);
      return (await read(raw, numbers)).flatMap((bytes) =>
        decoded<EventRow>(bytes, (op) => op.table === 'events' && wanted.has(op.streamId)),
      );
    },
    eventBytesOf: async (raw, streamIds, except) => {
      const wanted = new Set(streamIds);
      const parts: Uint8Array[] = [];
      let length = 0;
      for (const bytes of await read(raw, await numbersOf(raw, 'stream', streamIds))) {
        for (const { table, key, streamId, start, end } of opsOf(bytes)) {
          if (table !== 'events' || !wanted.has(streamId) || except.has(key)) continue;
          parts.push(bytes.subarray(start, end));
          length += end - start;
        }
      }
      const all = new Uint8Array(length);
      let at = 0;
      for (const part of parts) {
        all.set(part, at);
        at += part.length;
      }
      return all;
    },
    eventsAfter: async (raw, { deviceId, after, to, limit }) => {
      const runs = runsOf(await heads(raw), deviceId)
        .filter((run) => run.to > after && run.from <= to)
        .sort((a, b) => a.from - b.from);
      const found: EventRow[] = [];
      for (const run of runs) {
        const furthest = found[limit - 1];
        // Bundles of one device follow one another, but for what was found behind a damaged place.
        if (furthest && run.from > furthest.seq) break;
        for (const bytes of await read(raw, new Set([run.no]))) {
          const wanted = (op: OpBytes): boolean =>
            op.table === 'events' && op.deviceId === deviceId && op.seq > after && op.seq <= to;
          found.push(...decoded<EventRow>(bytes, wanted));
        }
        found.sort((a, b) => a.seq - b.seq);
      }
      return found.slice(0, limit);
    },
    lastEvent: async (raw, deviceId) => {
      const last = runsOf(await heads(raw), deviceId).reduce<Run | undefined>(
        (best, run) => (best && best.to >= run.to ? best : run),
        undefined,
      );
      if (!last) return undefined;
      const [bytes] = await read(raw, new Set([last.no]));
      const wanted = (op: OpBytes): boolean => op.table === 'events' && op.deviceId === deviceId && op.seq === last.to;
      return bytes && decoded<EventRow>(bytes, wanted)[0];
    },
    streamIds: async (raw) => {
      if ((await heads(raw)).length === 0) return [];
      const store = reading(raw, ['bundleHeads']).objectStore('bundleHeads');
      const all = await resultOf(store.getAll() as IDBRequest<BundleHead[]>);
      return all.flatMap(({ streams }) => (streams === '' ? [] : streams.split('\n')));
    },
    newestReceipt: async (raw) => {
      let newest = '';
      for (const { counts, newestReceipt } of await heads(raw)) {
        if (counts.receipts === 0) continue;
        if (newestReceipt === undefined) return undefined;
        if (newestReceipt > newest) newest = newestReceipt;
      }
      return newest;
    },
    rowsIn: async (raw, table, no) => {
      const last = (await heads(raw)).at(-1);
      if (!last || no >= last.no + last.bundles) return undefined;
      const [bytes] = await read(raw, new Set([no]));
      if (!bytes) return [];
      return opsOf(bytes)
        .filter((op) => op.table === table)
        .map((op) => ({ key: op.key, row: decodeOp(bytes, op).row ?? {} }));
    },
    rest: () => {
      remembered.clear();
    },
    forget: () => {
      loading = undefined;
      remembered.clear();
    },
  };
}

interface Run {
  readonly no: number;
  readonly from: number;
  readonly to: number;
}

function runsOf(heads: readonly Head[], deviceId: string): Run[] {
  return heads.flatMap(({ no, runs }) =>
    runs.flatMap((run) => (run.deviceId === deviceId ? [{ no: no + run.at, from: run.from, to: run.to }] : [])),
  );
}

async function headsOf(raw: IDBDatabase): Promise<Head[]> {
  const store = reading(raw, ['bundleHeads']).objectStore('bundleHeads');
  const all = await resultOf(store.getAll() as IDBRequest<BundleHead[]>);
  return all.map(({ streams: _streams, ...head }) => head);
}
