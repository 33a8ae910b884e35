/** The one row that says what the store holds. It is written in the same transactions as what it speaks of. */
import type { Stale } from '../../shared/store-contract/calls';
import { durableTables, type DurableTable } from '../../shared/store-contract/rows';

export const metaKey = 'head';

export interface Meta {
  readonly key: typeof metaKey;
  readonly schemaVersion: number;
  readonly minSafeVersion: number;
  readonly frameNo: number;
  readonly frameHash: string;
  readonly counts: Readonly<Record<DurableTable, number>>;
  readonly stale: Stale;
  /** Which segments must be there; anything missing was lost. */
  readonly segments: SegmentManifest;
}

export interface SegmentManifest {
  /** Numbers of the list segments, oldest first. */
  readonly list: readonly number[];
  readonly nextList: number;
  /** Entries in all list segments together, replaced ones included. */
  readonly listEntries: number;
  readonly search: readonly string[];
  /** Marks up to this one are inside the search segments. */
  readonly searchCovered: number;
  /** Rows of the tail log: `tailFrom ≤ mark < tailTo`. Marks are never used twice. */
  readonly tailFrom: number;
  readonly tailTo: number;
}

export const nothingStale: Stale = { all: false, streamIds: [] };
const everythingStale: Stale = { all: true, streamIds: [] };
/** More single streams than this are not worth telling apart. */
const mostStaleStreams = 1_000;

/** Of an empty store. Marks go on from `mark`, so that an old search segment can't pass for a new one. */
export function emptyMeta(schemaVersion: number, minSafeVersion: number, mark = 1): Meta {
  return {
    key: metaKey,
    schemaVersion,
    minSafeVersion,
    frameNo: 0,
    frameHash: '',
    counts: Object.fromEntries(durableTables.map((table) => [table, 0])) as Record<DurableTable, number>,
    stale: nothingStale,
    segments: emptySegments(mark, 1),
  };
}

export function emptySegments(mark: number, nextList: number): SegmentManifest {
  return { list: [], nextList, listEntries: 0, search: [], searchCovered: 0, tailFrom: mark, tailTo: mark };
}

export function allStale(meta: Meta): Meta {
  return { ...meta, stale: everythingStale };
}

export function withStale(stale: Stale, added: Iterable<string>): Stale {
  if (stale.all) return stale;
  const streamIds = new Set([...stale.streamIds, ...added]);
  return streamIds.size > mostStaleStreams ? everythingStale : { all: false, streamIds: [...streamIds] };
}

export function withoutStale(stale: Stale, removed: ReadonlySet<string>): Stale {
  if (stale.all || !stale.streamIds.some((id) => removed.has(id))) return stale;
  return { all: false, streamIds: stale.streamIds.filter((id) => !removed.has(id)) };
}

export function isStale(stale: Stale): boolean {
  return stale.all || stale.streamIds.length > 0;
}
