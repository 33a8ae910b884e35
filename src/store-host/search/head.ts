/**
 * The mutable head: the newest documents as plain records. It is small enough to be read from end to end by every query,
 * so adding or replacing a case costs no index work at all.
 */
import type { SearchLoadError } from '../../shared/store-contract/search';
import { packContainer, unpackContainer } from './container';
import { newerFirst, splitRecord, type RecordFields, type SearchRecord } from './record';

export const HEAD_ID = 'head';

export interface HeadEntry {
  readonly record: SearchRecord;
  readonly fields: RecordFields;
  /** Number of the operation that put it here. */
  readonly stamp: number;
}

export interface Head {
  readonly entries: Map<string, HeadEntry>;
  /** Removed cases that older segments may still hold, with the number of the removing operation. */
  readonly tombstones: Map<string, number>;
  /** Newest first; rebuilt after a change. */
  sorted: readonly HeadEntry[] | null;
}

export const createHead = (): Head => ({ entries: new Map(), tombstones: new Map(), sorted: null });

export function putIntoHead(head: Head, record: SearchRecord, stamp: number): void {
  head.entries.set(record.caseId, { record, fields: splitRecord(record.joined), stamp });
  head.tombstones.delete(record.caseId);
  head.sorted = null;
}

export function dropFromHead(head: Head, caseId: string): boolean {
  if (!head.entries.delete(caseId)) return false;
  head.sorted = null;
  return true;
}

export function sortedHead(head: Head): readonly HeadEntry[] {
  head.sorted ??= [...head.entries.values()].sort((a, b) => newerFirst(a.record, b.record));
  return head.sorted;
}

interface StoredHead {
  readonly docs: readonly (readonly [caseId: string, receivedAtMs: number, joined: string])[];
  readonly tombstones: readonly string[];
}

/** Bytes of the head as it would be loaded again. */
export function encodeHead(
  records: readonly SearchRecord[],
  tombstones: readonly string[],
  coveredUpTo: number,
): Uint8Array {
  const stored: StoredHead = {
    docs: records.map((record) => [record.caseId, record.receivedAtMs, record.joined]),
    tombstones,
  };
  const json = new TextEncoder().encode(JSON.stringify(stored));
  return packContainer({ kind: 'head', coveredUpTo }, { json });
}

export interface DecodedHead {
  readonly ok: true;
  readonly records: readonly SearchRecord[];
  readonly tombstones: readonly string[];
  readonly coveredUpTo: number;
}

export type DecodeHeadResult = DecodedHead | { readonly ok: false; readonly code: SearchLoadError['code'] };

/** Reads what `encodeHead` wrote. */
export function decodeHead(given: Uint8Array): DecodeHeadResult {
  const unpacked = unpackContainer(given, 'stored');
  if (!unpacked.ok) return unpacked;
  const meta = unpacked.container.meta as { readonly kind?: unknown; readonly coveredUpTo?: number };
  if (meta.kind !== 'head') return { ok: false, code: 'searchSegment.corrupt' };
  const { offset, byteLength } = unpacked.container.section('json');
  const json = new TextDecoder().decode(new Uint8Array(unpacked.bytes.buffer, offset, byteLength));
  const stored = JSON.parse(json) as StoredHead;
  return {
    ok: true,
    records: stored.docs.map(([caseId, receivedAtMs, joined]) => ({ caseId, receivedAtMs, joined })),
    tombstones: stored.tombstones,
    coveredUpTo: meta.coveredUpTo ?? 0,
  };
}
