/** Merges neighbouring segments into one without tokenising anything again. */
import { createByteWriter, createUintList, rankHighest, readVarint, type Cursor } from './bytes';
import { idAt, packId, packIds } from './case-ids';
import { createDictionaryWriter, stringKeyAt, walkBigrams, type BigramWalk, type DictionaryWriter } from './dictionary';
import type { Pace } from './pace';
import { drainBits, listPostings } from './postings';
import { newerFirst } from './record';
import { caseIdAt, isDead, type Segment, type SegmentParts } from './segment';
import {
  countSymbols,
  createSymbolTable,
  createTranscoder,
  indexSymbols,
  MOST_SYMBOLS,
  symbolAt,
  symbolCount,
  type SymbolTable,
  type TextTranscoder,
} from './text-codec';

const GONE = 0xffffffff;

export interface MergeResult {
  readonly parts: SegmentParts;
  /** For each source: old document number → new one, or GONE for one that was dead when the merge began. */
  readonly maps: readonly Uint32Array[];
}

interface Source {
  readonly segment: Segment;
  readonly map: Uint32Array;
  readonly scratch: Uint32Array;
  readonly docs: Uint32Array;
}

interface Order {
  /** New document number → source and its document number. */
  readonly fromSource: Uint32Array;
  readonly fromDoc: Uint32Array;
  readonly maps: readonly Uint32Array[];
}

/** Interleaves the living documents of the sources, newest first. */
async function interleave(segments: readonly Segment[], pace: Pace): Promise<Order> {
  const maps = segments.map((segment) => new Uint32Array(segment.docCount).fill(GONE));
  const heads = segments.map(() => 0);
  const skipDead = (index: number): void => {
    const segment = segments[index] as Segment;
    let doc = heads[index] as number;
    while (doc < segment.docCount && isDead(segment, doc)) doc += 1;
    heads[index] = doc;
  };
  segments.forEach((_, index) => {
    skipDead(index);
  });
  const total = segments.reduce((sum, segment) => sum + segment.docCount - segment.deadCount, 0);
  const fromSource = createUintList(total + 1);
  const fromDoc = createUintList(total + 1);
  for (;;) {
    let best = -1;
    for (let index = 0; index < segments.length; index += 1) {
      const segment = segments[index] as Segment;
      const doc = heads[index] as number;
      if (doc >= segment.docCount) continue;
      if (best === -1 || compareDocs(segment, doc, segments[best] as Segment, heads[best] as number) < 0) best = index;
    }
    if (best === -1) break;
    const doc = heads[best] as number;
    (maps[best] as Uint32Array)[doc] = fromDoc.length;
    fromSource.push(best);
    fromDoc.push(doc);
    heads[best] = doc + 1;
    skipDead(best);
    if ((fromDoc.length & 0xff) === 0 && pace.due()) await pace.rest();
  }
  return { fromSource: fromSource.finish(), fromDoc: fromDoc.finish(), maps };
}

/** Order of two documents of different segments; ids are unpacked only for equal times. */
export function compareDocs(a: Segment, docA: number, b: Segment, docB: number): number {
  const timeA = a.times[docA] as number;
  const timeB = b.times[docB] as number;
  if (timeA !== timeB) return timeB - timeA;
  return newerFirst(
    { receivedAtMs: timeA, caseId: caseIdAt(a, docA) },
    { receivedAtMs: timeB, caseId: caseIdAt(b, docB) },
  );
}

/** Collects the documents of one key from several sources under their new numbers. */
function createCollector(docCount: number): {
  add(source: Source, df: number): void;
  finish(emit: (docs: Uint32Array, df: number) => void): void;
} {
  const docs = new Uint32Array(docCount + 1);
  const bits = new Uint32Array((docCount + 31) >>> 5);
  let count = 0;
  let sorted = true;
  return {
    add(source, df) {
      for (let i = 0; i < df; i += 1) {
        const doc = source.map[source.docs[i] as number] as number;
        if (doc === GONE) continue;
        if (count > 0 && doc < (docs[count - 1] as number)) sorted = false;
        docs[count] = doc;
        count += 1;
      }
    },
    finish(emit) {
      if (!sorted) {
        if (count > docCount >>> 6) {
          for (let i = 0; i < count; i += 1) {
            const doc = docs[i] as number;
            bits[doc >>> 5] = (bits[doc >>> 5] as number) | (1 << (doc & 31));
          }
          drainBits(bits, docs, 0);
        } else {
          docs.subarray(0, count).sort();
        }
      }
      if (count > 0) emit(docs, count);
      count = 0;
      sorted = true;
    },
  };
}

async function mergeBigrams(sources: readonly Source[], docCount: number, out: DictionaryWriter, pace: Pace) {
  const collector = createCollector(docCount);
  // Exhausted walks are parked on a key above every real one.
  const END = 2 ** 33;
  const walks: BigramWalk[] = sources.map(({ segment }) => walkBigrams(segment));
  const advance = (index: number): void => {
    const walk = walks[index] as BigramWalk;
    if (!walk.next()) walk.key = END;
  };
  walks.forEach((_, index) => {
    advance(index);
  });
  for (let step = 0; ; step += 1) {
    let key = END;
    for (const walk of walks) if (walk.key < key) key = walk.key;
    if (key === END) return;
    for (let index = 0; index < walks.length; index += 1) {
      const walk = walks[index] as BigramWalk;
      if (walk.key !== key) continue;
      const source = sources[index] as Source;
      const { segment } = source;
      listPostings(segment.bigramStream, walk.cursor, walk.df, segment.docCount, source.scratch, source.docs);
      collector.add(source, walk.df);
      advance(index);
    }
    collector.finish((docs, df) => {
      out.bigram(key, docs, df);
    });
    if ((step & 0x3f) === 0 && pace.due()) await pace.rest();
  }
}

async function mergeStrings(sources: readonly Source[], docCount: number, out: DictionaryWriter, pace: Pace) {
  const collector = createCollector(docCount);
  const places = sources.map(() => 0);
  const keys: (string | null)[] = sources.map(({ segment }) =>
    segment.stringAt.length > 0 ? stringKeyAt(segment, 0) : null,
  );
  const cursor: Cursor = { at: 0 };
  for (let step = 0; ; step += 1) {
    let key: string | null = null;
    for (const candidate of keys) if (candidate !== null && (key === null || candidate < key)) key = candidate;
    if (key === null) return;
    const current = key;
    for (let index = 0; index < sources.length; index += 1) {
      if (keys[index] !== current) continue;
      const source = sources[index] as Source;
      const { segment } = source;
      const place = places[index] as number;
      cursor.at = segment.stringAt[place] as number;
      const df = readVarint(segment.stringStream, cursor);
      listPostings(segment.stringStream, cursor, df, segment.docCount, source.scratch, source.docs);
      collector.add(source, df);
      places[index] = place + 1;
      keys[index] = place + 1 < segment.stringAt.length ? stringKeyAt(segment, place + 1) : null;
    }
    collector.finish((docs, df) => {
      out.string(current, docs, df);
    });
    if ((step & 0x3f) === 0 && pace.due()) await pace.rest();
  }
}

/** One table for all: the symbols most used over all sources. */
async function mergeSymbols(segments: readonly Segment[], pace: Pace): Promise<SymbolTable> {
  const totals = new Map<string, number>();
  for (const segment of segments) {
    const usage = new Float64Array(symbolCount(segment.symbols));
    for (let doc = 0; doc < segment.docCount; doc += 1) {
      countSymbols(segment.text, segment.textOffsets[doc] as number, segment.textOffsets[doc + 1] as number, usage);
      if ((doc & 0x3f) === 0 && pace.due()) await pace.rest();
    }
    for (let i = 0; i < usage.length; i += 1) {
      const symbol = symbolAt(segment.symbols, i);
      totals.set(symbol, (totals.get(symbol) ?? 0) + (usage[i] as number));
    }
    if (pace.due()) await pace.rest();
  }
  const symbols = [...totals.keys()];
  if (pace.due()) await pace.rest();
  const saved = Float64Array.from(symbols, (symbol) => (totals.get(symbol) as number) * symbol.length);
  if (pace.due()) await pace.rest();
  const chosen = Array.from(rankHighest(saved, MOST_SYMBOLS), (index) => symbols[index] as string);
  if (pace.due()) await pace.rest();
  const uses = Float64Array.from(chosen, (symbol) => totals.get(symbol) as number);
  return createSymbolTable(Array.from(rankHighest(uses, MOST_SYMBOLS), (index) => chosen[index] as string));
}

async function mergeText(segments: readonly Segment[], order: Order, symbols: SymbolTable, pace: Pace) {
  if (pace.due()) await pace.rest();
  const targets = indexSymbols(symbols);
  const transcoders: TextTranscoder[] = [];
  for (const segment of segments) {
    if (pace.due()) await pace.rest();
    transcoders.push(createTranscoder(segment.symbols, targets));
  }
  const text = createByteWriter(segments.reduce((sum, segment) => sum + segment.text.length, 1024));
  const textOffsets = createUintList(order.fromDoc.length + 1);
  for (let i = 0; i < order.fromDoc.length; i += 1) {
    const index = order.fromSource[i] as number;
    const doc = order.fromDoc[i] as number;
    const segment = segments[index] as Segment;
    textOffsets.push(text.length);
    transcoders[index]?.transcode(
      segment.text,
      segment.textOffsets[doc] as number,
      segment.textOffsets[doc + 1] as number,
      text,
    );
    if ((i & 0x1f) === 0 && pace.due()) await pace.rest();
  }
  textOffsets.push(text.length);
  return { text: text.view(), textOffsets: textOffsets.view() };
}

/** Tombstones that still hide something older than the sources. */
function mergeTombstones(segments: readonly Segment[], keep: boolean): readonly string[] {
  if (!keep) return [];
  const ids = new Set<string>();
  segments.forEach((segment, index) => {
    for (let i = 0; i + 1 < segment.tombstones.offsets.length; i += 1) {
      const caseId = idAt(segment.tombstones, i);
      const packed = packId(caseId);
      // A later segment that has the case again hides the older ones by itself.
      if (!segments.slice(index).some((later) => later.idTable.find(packed) !== -1)) ids.add(caseId);
    }
  });
  return [...ids];
}

/**
 * Merges segments that follow each other in history, oldest first. `keepTombstones` is false when nothing older exists.
 * Documents that die while the merge runs are still in the result: the caller kills them through `maps`.
 */
export async function mergeSegments(
  segments: readonly Segment[],
  keepTombstones: boolean,
  pace: Pace,
): Promise<MergeResult> {
  const order = await interleave(segments, pace);
  const docCount = order.fromDoc.length;
  const sources = segments.map((segment, index) => ({
    segment,
    map: order.maps[index] as Uint32Array,
    scratch: new Uint32Array((segment.docCount + 31) >>> 5),
    docs: new Uint32Array(segment.docCount + 1),
  }));
  const writer = createDictionaryWriter(docCount);
  await mergeBigrams(sources, docCount, writer, pace);
  await mergeStrings(sources, docCount, writer, pace);
  const symbols = await mergeSymbols(segments, pace);
  const { text, textOffsets } = await mergeText(segments, order, symbols, pace);
  const times = new Float64Array(docCount);
  const idBytes = createByteWriter(docCount * 17 + 16);
  const idOffsets = createUintList(docCount + 1);
  for (let i = 0; i < docCount; i += 1) {
    const segment = segments[order.fromSource[i] as number] as Segment;
    const doc = order.fromDoc[i] as number;
    times[i] = segment.times[doc] as number;
    idOffsets.push(idBytes.length);
    const { offsets, bytes } = segment.ids;
    idBytes.bytes(bytes, offsets[doc] as number, offsets[doc + 1] as number);
    if ((i & 0xff) === 0 && pace.due()) await pace.rest();
  }
  idOffsets.push(idBytes.length);
  return {
    maps: order.maps,
    parts: {
      ...writer.finish(),
      docCount,
      times,
      ids: { offsets: idOffsets.view(), bytes: idBytes.view() },
      textOffsets,
      text,
      symbols,
      tombstones: packIds(mergeTombstones(segments, keepTombstones)),
    },
  };
}
