/** A sealed segment: its stored bytes, used in place, plus which of its documents have been replaced or removed. */
import type { SearchLoadError } from '../../shared/store-contract/search';
import { createIdTable, idAt, type IdTable, type PackedIds } from './case-ids';
import { packLargeContainer, unpackContainer, type Container, type Trust } from './container';
import type { Pace } from './pace';
import { createTextDecoder, type SymbolTable, type TextDecoder16 } from './text-codec';

/** Bigram keys per block of the dictionary; one block is read to find one key. */
export const BIGRAM_BLOCK = 16;

/** What the builder and the merger produce. */
export interface SegmentParts {
  readonly docCount: number;
  readonly times: Float64Array;
  readonly ids: PackedIds;
  readonly textOffsets: Uint32Array;
  readonly text: Uint8Array;
  readonly symbols: SymbolTable;
  /** First key and place in the stream of each block; stream: varint key delta, then postings. */
  readonly bigramFirst: Uint32Array;
  readonly bigramAt: Uint32Array;
  readonly bigramCount: number;
  readonly bigramStream: Uint8Array;
  /** Sorted string keys; `stringAt[i]` is the place of the postings of key i. */
  readonly stringOffsets: Uint32Array;
  readonly stringUnits: Uint16Array;
  readonly stringAt: Uint32Array;
  readonly stringStream: Uint8Array;
  /** Cases removed while this segment was the newest: they hide the same case in every older segment. */
  readonly tombstones: PackedIds;
}

/** Place in the history: newer segments hide older ones. A merged segment spans the numbers of its sources. */
export interface SegmentSpan {
  readonly seqFrom: number;
  readonly seqTo: number;
  readonly coveredUpTo: number;
}

interface SegmentMeta extends SegmentSpan {
  readonly kind: 'segment';
  readonly docCount: number;
  readonly bigramCount: number;
}

export interface Segment extends SegmentParts, SegmentSpan {
  readonly id: string;
  readonly bytes: Uint8Array;
  readonly decoder: TextDecoder16;
  readonly idTable: IdTable;
  /** Bit set: the document has been replaced or removed. */
  readonly dead: Uint32Array;
  deadCount: number;
}

export const segmentId = (span: { readonly seqFrom: number; readonly seqTo: number }): string =>
  `s${span.seqFrom.toString()}-${span.seqTo.toString()}`;

/** Writes the bytes of a segment. */
export function encodeSegment(parts: SegmentParts, span: SegmentSpan, pace: Pace): Promise<Uint8Array> {
  const meta: SegmentMeta = {
    kind: 'segment',
    docCount: parts.docCount,
    bigramCount: parts.bigramCount,
    seqFrom: span.seqFrom,
    seqTo: span.seqTo,
    coveredUpTo: span.coveredUpTo,
  };
  return packLargeContainer(
    meta,
    {
      times: parts.times,
      idOffsets: parts.ids.offsets,
      ids: parts.ids.bytes,
      textOffsets: parts.textOffsets,
      text: parts.text,
      symbolOffsets: parts.symbols.offsets,
      symbolUnits: parts.symbols.units,
      bigramFirst: parts.bigramFirst,
      bigramAt: parts.bigramAt,
      bigramStream: parts.bigramStream,
      stringOffsets: parts.stringOffsets,
      stringUnits: parts.stringUnits,
      stringAt: parts.stringAt,
      stringStream: parts.stringStream,
      tombstoneOffsets: parts.tombstones.offsets,
      tombstones: parts.tombstones.bytes,
    },
    pace,
  );
}

function openContainer(bytes: Uint8Array, container: Container): Segment {
  const meta = container.meta as SegmentMeta;
  const { buffer } = bytes;
  const u8 = (name: string): Uint8Array => {
    const { offset, byteLength } = container.section(name);
    return new Uint8Array(buffer, offset, byteLength);
  };
  const u16 = (name: string): Uint16Array => {
    const { offset, byteLength } = container.section(name);
    return new Uint16Array(buffer, offset, byteLength / 2);
  };
  const u32 = (name: string): Uint32Array => {
    const { offset, byteLength } = container.section(name);
    return new Uint32Array(buffer, offset, byteLength / 4);
  };
  const times = container.section('times');
  const ids: PackedIds = { offsets: u32('idOffsets'), bytes: u8('ids') };
  const symbols: SymbolTable = { offsets: u32('symbolOffsets'), units: u16('symbolUnits') };
  return {
    id: segmentId(meta),
    bytes,
    seqFrom: meta.seqFrom,
    seqTo: meta.seqTo,
    coveredUpTo: meta.coveredUpTo,
    docCount: meta.docCount,
    bigramCount: meta.bigramCount,
    times: new Float64Array(buffer, times.offset, times.byteLength / 8),
    ids,
    textOffsets: u32('textOffsets'),
    text: u8('text'),
    symbols,
    bigramFirst: u32('bigramFirst'),
    bigramAt: u32('bigramAt'),
    bigramStream: u8('bigramStream'),
    stringOffsets: u32('stringOffsets'),
    stringUnits: u16('stringUnits'),
    stringAt: u32('stringAt'),
    stringStream: u8('stringStream'),
    tombstones: { offsets: u32('tombstoneOffsets'), bytes: u8('tombstones') },
    decoder: createTextDecoder(symbols),
    idTable: createIdTable(ids),
    dead: new Uint32Array((meta.docCount + 31) >>> 5),
    deadCount: 0,
  };
}

export type DecodeResult =
  { readonly ok: true; readonly segment: Segment } | { readonly ok: false; readonly code: SearchLoadError['code'] };

/** Reads a segment; the content is checked against its checksum before anything in it is believed. */
export function decodeSegment(given: Uint8Array, trust: Trust): DecodeResult {
  const unpacked = unpackContainer(given, trust);
  if (!unpacked.ok) return unpacked;
  const meta = unpacked.container.meta as { readonly kind?: unknown };
  if (meta.kind !== 'segment') return { ok: false, code: 'searchSegment.corrupt' };
  return { ok: true, segment: openContainer(unpacked.bytes, unpacked.container) };
}

export const caseIdAt = (segment: Segment, doc: number): string => idAt(segment.ids, doc);

export const recordAt = (segment: Segment, doc: number): string =>
  segment.decoder.decode(segment.text, segment.textOffsets[doc] as number, segment.textOffsets[doc + 1] as number);

export const isDead = (segment: Segment, doc: number): boolean =>
  (((segment.dead[doc >>> 5] as number) >>> (doc & 31)) & 1) === 1;

/** Marks a document as replaced or removed; false when it already was. */
export function kill(segment: Segment, doc: number): boolean {
  if (isDead(segment, doc)) return false;
  segment.dead[doc >>> 5] = (segment.dead[doc >>> 5] as number) | (1 << (doc & 31));
  segment.deadCount += 1;
  return true;
}

/** Memory of the segment beyond its bytes, plus the bytes. */
export const segmentMemory = (segment: Segment): number =>
  segment.bytes.byteLength + segment.idTable.byteLength + segment.dead.byteLength;
