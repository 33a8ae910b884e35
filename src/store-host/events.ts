/** Questions to events, wherever they lie: in rows, or in the bundles of a store that was filled again. */
import type { EventRow } from '../shared/store-contract/rows';
import type { Bundles } from './bundles/bundles';
import { reading, resultOf } from './db/requests';

export interface Events {
  readonly ofStreams: (streamIds: readonly string[]) => Promise<readonly EventRow[]>;
  /** The same; those in bundles as bytes of their operations. */
  readonly ofMany: (
    streamIds: readonly string[],
  ) => Promise<{ readonly rows: readonly EventRow[]; readonly bytes: Uint8Array }>;
  /** Newest first; all before an event, or from the newest on. */
  readonly ofStreamBefore: (streamId: string, beforeId: string | null, limit: number) => Promise<readonly EventRow[]>;
  /** The first `limit` of a device after a number, up to and including `to`. */
  readonly after: (range: {
    readonly deviceId: string;
    readonly after: number;
    readonly to?: number;
    readonly limit?: number;
  }) => Promise<readonly EventRow[]>;
  readonly last: (deviceId: string) => Promise<EventRow | undefined>;
  /** Which of these there are. */
  readonly known: (ids: readonly string[]) => Promise<readonly string[]>;
}

/** Arrays sort after every string and number, so `[x, []]` lies behind every `[x, …]`. */
const behind: IDBValidKey = [];
/** Fewer streams than this are asked for one by one. */
const fewStreams = 32;
/** Events that lie between the first and the last of many streams, for one question instead of one for each stream. */
const mostBetween = 8;
/** More than any device will ever write. */
const everything = 0xffff_ffff;
/** Fewer events than this, and more, are looked up by their numbers. */
const fewEvents = 8;
const mostInARow = 1_000;
/** After other events lay between those of one device, so many questions do not try again. */
const mostPatience = 32;

export function createEvents(raw: () => IDBDatabase, bundles: Bundles): Events {
  const index = (name: string): IDBIndex => reading(raw(), ['events']).objectStore('events').index(name);
  const all = (request: IDBRequest<unknown[]>): Promise<EventRow[]> => resultOf(request as IDBRequest<EventRow[]>);

  const rowsOfStreams = async (streamIds: readonly string[]): Promise<EventRow[]> => {
    const [lower, ...others] = [...streamIds].sort();
    const upper = others.at(-1);
    if (lower !== undefined && upper !== undefined && streamIds.length >= fewStreams) {
      const span = IDBKeyRange.bound([lower], [upper, behind]);
      if ((await resultOf(index('[streamId+id]').count(span))) <= streamIds.length * mostBetween) {
        const wanted = new Set(streamIds);
        return (await all(index('[streamId+id]').getAll(span))).filter((row) => wanted.has(row.streamId));
      }
    }
    const byStream = index('[streamId+id]');
    const perStream = await Promise.all(
      streamIds.map((id) => all(byStream.getAll(IDBKeyRange.bound([id], [id, behind])))),
    );
    return perStream.flat();
  };
  const ofStreams: Events['ofStreams'] = async (streamIds) => {
    const [rows, bundled] = await Promise.all([rowsOfStreams(streamIds), bundles.eventsOf(raw(), streamIds)]);
    return joined(rows, bundled);
  };

  let patience = 0;
  /**
   * So many events of a device from one on, when nothing else lies between them: their ids are in the order of their numbers, and by key
   * the database has to look up none of them one by one. Undefined where they lie otherwise.
   */
  const inARow = async (range: IDBKeyRange, count: number, to: number): Promise<EventRow[] | undefined> => {
    if (count < fewEvents || count > mostInARow) return undefined;
    if (patience > 0) {
      patience -= 1;
      return undefined;
    }
    const first = await resultOf(index('[deviceId+seq]').getKey(range));
    if (first === undefined) return undefined;
    const store = reading(raw(), ['events']).objectStore('events');
    const rows = await all(store.getAll(IDBKeyRange.lowerBound(first), count));
    const [start] = rows;
    if (start === undefined || rows.length < count) return undefined;
    const isWhole =
      start.seq + count - 1 <= to &&
      rows.every(({ deviceId, seq }, i) => deviceId === start.deviceId && seq === start.seq + i);
    if (!isWhole) patience = mostPatience;
    return isWhole ? rows : undefined;
  };

  return {
    ofStreams,
    ofMany: async (streamIds) => {
      const rows = await rowsOfStreams(streamIds);
      return { rows, bytes: await bundles.eventBytesOf(raw(), streamIds, new Set(rows.map(({ id }) => id))) };
    },
    ofStreamBefore: async (streamId, beforeId, limit) => {
      const range =
        beforeId === null
          ? IDBKeyRange.bound([streamId], [streamId, behind])
          : IDBKeyRange.bound([streamId], [streamId, beforeId], false, true);
      const [rows, bundled] = await Promise.all([
        walkBack(index('[streamId+id]').openCursor(range, 'prev'), limit),
        bundles.eventsOf(raw(), [streamId]),
      ]);
      const before = bundled.filter(({ id }) => beforeId === null || id < beforeId);
      if (before.length === 0) return rows;
      return [...joined(rows, before)].sort((a, b) => (a.id < b.id ? 1 : -1)).slice(0, limit);
    },
    after: async ({ deviceId, after, to = everything, limit = everything }) => {
      const range = IDBKeyRange.bound([deviceId, after], [deviceId, to], true);
      const [rows, bundled] = await Promise.all([
        inARow(range, Math.min(limit, to - after), to).then(
          (found) => found ?? all(index('[deviceId+seq]').getAll(range, limit)),
        ),
        bundles.eventsAfter(raw(), { deviceId, after, to, limit }),
      ]);
      if (bundled.length === 0) return rows;
      return [...joined(rows, bundled)].sort((a, b) => a.seq - b.seq).slice(0, limit);
    },
    last: async (deviceId) => {
      const range = IDBKeyRange.bound([deviceId], [deviceId, behind]);
      const [[row], bundled] = await Promise.all([
        walkBack(index('[deviceId+seq]').openCursor(range, 'prev'), 1),
        bundles.lastEvent(raw(), deviceId),
      ]);
      return bundled && (!row || bundled.seq > row.seq) ? bundled : row;
    },
    known: async (ids) => {
      const store = reading(raw(), ['events']).objectStore('events');
      const [keys, bundled] = await Promise.all([
        Promise.all(ids.map((id) => resultOf(store.getKey(id)))),
        bundles.find(raw(), 'events', ids),
      ]);
      return ids.filter((id, i) => keys[i] !== undefined || bundled.has(id));
    },
  };
}

/** A row of the same event goes before what is in a bundle. */
function joined(rows: readonly EventRow[], bundled: readonly EventRow[]): readonly EventRow[] {
  if (rows.length === 0) return bundled;
  if (bundled.length === 0) return rows;
  const inRows = new Set(rows.map(({ id }) => id));
  return [...rows, ...bundled.filter(({ id }) => !inRows.has(id))];
}

function walkBack(request: IDBRequest<IDBCursorWithValue | null>, limit: number): Promise<EventRow[]> {
  const rows: EventRow[] = [];
  return new Promise((resolve, reject) => {
    request.onsuccess = () => {
      const cursor = request.result;
      if (cursor) rows.push(cursor.value as EventRow);
      if (!cursor || rows.length >= limit) resolve(rows);
      else cursor.continue();
    };
    request.onerror = () => {
      reject(request.error ?? new DOMException('cursor', 'UnknownError'));
    };
  });
}
