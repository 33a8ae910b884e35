/** What a portion of the journal becomes in a store that is filled from nothing: bundles, and rows of what does not fit into them. */
import { isCaseStream, isConversationStream } from '../../domain/evidence/event-envelope';
import { durableTables, type DurableTable, type WriteOp } from '../../shared/store-contract/rows';
import { StoreFault } from '../fault';
import {
  bundledTables,
  createPlaces,
  placeHash,
  type BundledTable,
  type BundleHead,
  type BundleRow,
  type BundleRun,
} from './bundle-head';
import { decodeOp, opsOfFrame, type OpBytes } from './op-bytes';

/** Chromium keeps larger values in files of their own. */
const bundleBytes = 56 * 1024;

export interface Filling {
  /** Undefined where nothing of it could be bundled. */
  readonly head: BundleHead | undefined;
  readonly bundles: readonly BundleRow[];
  /** The other operations, in their order. */
  readonly ops: readonly WriteOp[];
  /** Streams that got events. */
  readonly streams: ReadonlySet<string>;
}

/** Of one portion after the other; remembers what was bundled so far. */
export interface Filler {
  /** `frames`: where the body of each ends in `bytes`. Nothing of it counts before `keep`. */
  readonly take: (
    bytes: Uint8Array,
    ends: readonly number[],
    firstNo: number,
  ) => Filling & { readonly keep: () => void };
}

export function createFiller(): Filler {
  const bundled = new Set<number>();
  return {
    take: (bytes, ends, firstNo) => {
      const fresh = new Set<number>();
      const rows: OpBytes[] = [];
      const ops: WriteOp[] = [];
      const streams = new Set<string>();
      let start = 0;
      for (const end of ends) {
        for (const op of opsOfFrame(bytes, start, end)) {
          if (!isDurable(op.table)) throw new StoreFault('store.badInput', 'unknown table');
          if (op.table === 'events' && !op.removes) streams.add(op.streamId);
          // What comes a second time lies in a row, which goes before what is in bundles.
          const mark = isBundled(op) ? placeHash(op.table, op.key) >>> 1 : undefined;
          if (mark === undefined || bundled.has(mark) || fresh.has(mark)) ops.push(decodeOp(bytes, op));
          else {
            fresh.add(mark);
            rows.push(op);
          }
        }
        start = end;
      }
      return {
        ...bundlesOf(bytes, rows, firstNo),
        ops,
        streams,
        keep: () => {
          for (const mark of fresh) bundled.add(mark);
        },
      };
    },
  };
}

/**
 * Of cases and conversations, whose events lie close together and are read as a whole. The streams of a branch (its directory, its audit
 * trail) go on for years, and are read from their end.
 */
function isBundled(op: OpBytes): op is OpBytes & { readonly table: BundledTable } {
  if (op.removes || !bundledTables.some((name) => name === op.table)) return false;
  if (op.table === 'receipts') return true;
  const streamId = op.table === 'events' ? op.streamId : op.key;
  return isBundledStream(streamId);
}

function isBundledStream(streamId: string): boolean {
  // The key of a file can be replaced: evidence that was destroyed may be handed in again.
  return (isCaseStream(streamId) && !streamId.startsWith('file-')) || isConversationStream(streamId);
}

const isDurable = (table: string): table is DurableTable => durableTables.some((name) => name === table);

function bundlesOf(bytes: Uint8Array, rows: readonly OpBytes[], firstNo: number): Pick<Filling, 'head' | 'bundles'> {
  if (rows.length === 0) return { head: undefined, bundles: [] };
  const places = createPlaces();
  const counts: Record<BundledTable, number> = { events: 0, caseKeys: 0, receipts: 0 };
  const bundles: BundleRow[] = [];
  const runs: BundleRun[] = [];
  const streams: string[] = [];
  let newestReceipt = '';
  for (let from = 0; from < rows.length;) {
    let length = 0;
    let to = from;
    for (; to < rows.length; to += 1) {
      const op = rows[to];
      const more = op ? op.end - op.start : 0;
      if (to > from && length + more > bundleBytes) break;
      length += more;
    }
    const at = bundles.length;
    const content = new Uint8Array(length);
    const seen = new Set<string>();
    const devices = new Map<string, { from: number; to: number }>();
    let offset = 0;
    for (const op of rows.slice(from, to)) {
      content.set(bytes.subarray(op.start, op.end), offset);
      offset += op.end - op.start;
      const table = op.table as BundledTable;
      counts[table] += 1;
      places.add(placeHash(table, op.key), at);
      if (table === 'caseKeys') streams.push(op.key);
      if (table === 'receipts' && op.key > newestReceipt) newestReceipt = op.key;
      if (table !== 'events') continue;
      if (!seen.has(op.streamId)) places.add(placeHash('stream', op.streamId), at);
      seen.add(op.streamId);
      const run = devices.get(op.deviceId);
      if (!run) devices.set(op.deviceId, { from: op.seq, to: op.seq });
      else {
        run.from = Math.min(run.from, op.seq);
        run.to = Math.max(run.to, op.seq);
      }
    }
    bundles.push({ no: firstNo + at, bytes: content });
    for (const [deviceId, run] of devices) runs.push({ deviceId, at, ...run });
    from = to;
  }
  return {
    head: {
      ...{ no: firstNo, bundles: bundles.length, counts, ...places.sorted(), runs, newestReceipt },
      streams: streams.join('\n'),
    },
    bundles,
  };
}
