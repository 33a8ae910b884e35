/** Where things lie in bundles: enough of it in memory to know which few bundles to read. */
import type { DurableTable } from '../../shared/store-contract/rows';

/** Tables whose rows are written once and never removed. */
export const bundledTables = ['events', 'caseKeys', 'receipts'] as const satisfies readonly DurableTable[];
export type BundledTable = (typeof bundledTables)[number];

export interface BundleRow {
  /** Counts from 1 without gaps. */
  readonly no: number;
  /** Operations one behind the other, as the journal has them. */
  readonly bytes: Uint8Array;
}

/** What one portion of the journal brought: some consecutive bundles. */
export interface BundleHead {
  /** Of its first bundle. */
  readonly no: number;
  readonly bundles: number;
  readonly counts: Readonly<Record<BundledTable, number>>;
  /** Sorted. Of every place, see `placeHash`; `at` says in which bundle, counted from the first. */
  readonly hashes: Uint32Array;
  readonly at: Uint16Array;
  readonly runs: readonly BundleRun[];
  /** Streams that got their key here, a line each. */
  readonly streams: string;
  /** The greatest id of a command that was answered here; empty without any, and not there in heads of older versions. */
  readonly newestReceipt?: string;
}

/** Lowest and highest number of a device's events in a bundle. */
export interface BundleRun {
  readonly deviceId: string;
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

/** What can be asked for: a row by its key, or the events of a stream. */
export type PlaceKind = BundledTable | 'stream';

const seeds: Readonly<Record<PlaceKind, number>> = { events: 1, caseKeys: 2, receipts: 3, stream: 4 };

/** FNV-1a. Two places may share one: whoever reads the bundle sees what is there. */
export function placeHash(kind: PlaceKind, key: string): number {
  let hash = Math.imul(0x811c9dc5 ^ seeds[kind], 0x01000193);
  for (let i = 0; i < key.length; i += 1) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193);
  // Ids that follow one another differ in few bits.
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}

/** Bundles, counted from the first of this head, in which a place with this hash lies. */
export function bundlesWith({ hashes, at }: Pick<BundleHead, 'hashes' | 'at'>, hash: number): number[] {
  let low = 0;
  let high = hashes.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((hashes[middle] ?? 0) < hash) low = middle + 1;
    else high = middle;
  }
  const found: number[] = [];
  for (; hashes[low] === hash; low += 1) found.push(at[low] ?? 0);
  return found;
}

const shift = 65_536;

/** Gathers places and puts them in order. */
export function createPlaces(): {
  readonly add: (hash: number, at: number) => void;
  readonly sorted: () => Pick<BundleHead, 'hashes' | 'at'>;
} {
  const places: number[] = [];
  return {
    add: (hash, at) => {
      places.push(hash * shift + at);
    },
    sorted: () => {
      const sorted = Float64Array.from(places).sort();
      return {
        hashes: Uint32Array.from(sorted, (place) => Math.floor(place / shift)),
        at: Uint16Array.from(sorted, (place) => place % shift),
      };
    },
  };
}
