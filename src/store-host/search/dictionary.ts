/** The two sorted dictionaries of a segment: character pairs (numbers) and words, number parts, pinyin (strings). */
import { createByteWriter, createUintList, readVarint, type Cursor } from './bytes';
import { orPostings, skipPostings, writePostings } from './postings';
import { BIGRAM_BLOCK, type Segment, type SegmentParts } from './segment';

/** So that the bit reader may look past the last list. */
const STREAM_PADDING = 8;

export type DictionaryParts = Pick<
  SegmentParts,
  | 'bigramFirst'
  | 'bigramAt'
  | 'bigramCount'
  | 'bigramStream'
  | 'stringOffsets'
  | 'stringUnits'
  | 'stringAt'
  | 'stringStream'
>;

export interface DictionaryWriter {
  /** Keys must come in ascending order. */
  bigram(key: number, docs: Uint32Array, df: number): void;
  /** Keys must come in ascending order of UTF-16 units. */
  string(key: string, docs: Uint32Array, df: number): void;
  finish(): DictionaryParts;
}

export function createDictionaryWriter(docCount: number): DictionaryWriter {
  const bigramFirst = createUintList();
  const bigramAt = createUintList();
  const bigrams = createByteWriter(1 << 16);
  let bigramCount = 0;
  let previous = 0;
  const stringOffsets = createUintList();
  const stringAt = createUintList();
  const strings = createByteWriter(1 << 14);
  let units = new Uint16Array(1 << 12);
  let unitCount = 0;
  return {
    bigram(key, docs, df) {
      if (bigramCount % BIGRAM_BLOCK === 0) {
        bigramFirst.push(key);
        bigramAt.push(bigrams.length);
        previous = key;
      }
      bigrams.varint(key - previous);
      previous = key;
      writePostings(bigrams, docs, df, docCount);
      bigramCount += 1;
    },
    string(key, docs, df) {
      if (unitCount + key.length > units.length) {
        const larger = new Uint16Array(units.length * 2 + key.length);
        larger.set(units);
        units = larger;
      }
      stringOffsets.push(unitCount);
      for (let i = 0; i < key.length; i += 1) units[unitCount + i] = key.charCodeAt(i);
      unitCount += key.length;
      stringAt.push(strings.length);
      writePostings(strings, docs, df, docCount);
    },
    finish() {
      bigrams.reserve(STREAM_PADDING);
      strings.reserve(STREAM_PADDING);
      stringOffsets.push(unitCount);
      return {
        bigramFirst: bigramFirst.view(),
        bigramAt: bigramAt.view(),
        bigramCount,
        bigramStream: bigrams.view(),
        stringOffsets: stringOffsets.view(),
        stringUnits: units.slice(0, unitCount),
        stringAt: stringAt.view(),
        stringStream: strings.view(),
      };
    },
  };
}

/** The last block whose first key is at most `key`, or 0. */
function blockOf(segment: Segment, key: number): number {
  let low = 0;
  let high = segment.bigramFirst.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((segment.bigramFirst[middle] as number) <= key) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}

/** A walk over the bigram dictionary from one block on. */
export interface BigramWalk {
  readonly cursor: Cursor;
  key: number;
  df: number;
  /** Moves to the next key and stops before its postings, which the caller must read or skip; false at the end. */
  next(): boolean;
}

export function walkBigrams(segment: Segment, fromBlock = 0): BigramWalk {
  let index = fromBlock * BIGRAM_BLOCK;
  const cursor: Cursor = { at: segment.bigramAt[fromBlock] ?? 0 };
  const walk: BigramWalk = {
    cursor,
    key: 0,
    df: 0,
    next() {
      if (index >= segment.bigramCount) return false;
      if (index % BIGRAM_BLOCK === 0) walk.key = segment.bigramFirst[index / BIGRAM_BLOCK] as number;
      walk.key += readVarint(segment.bigramStream, cursor);
      walk.df = readVarint(segment.bigramStream, cursor);
      index += 1;
      return true;
    },
  };
  return walk;
}

/** Sets the bits of the documents that hold a bigram in `[keyFrom, keyTo]`; returns false when there is none. */
export function orBigrams(segment: Segment, keyFrom: number, keyTo: number, bits: Uint32Array): boolean {
  const walk = walkBigrams(segment, blockOf(segment, keyFrom));
  let found = false;
  while (walk.next() && walk.key <= keyTo) {
    if (walk.key < keyFrom) {
      skipPostings(segment.bigramStream, walk.cursor, walk.df, segment.docCount);
    } else {
      found = true;
      orPostings(segment.bigramStream, walk.cursor, walk.df, segment.docCount, bits);
    }
  }
  return found;
}

export function stringKeyAt(segment: Segment, index: number): string {
  return String.fromCharCode(
    ...segment.stringUnits.subarray(segment.stringOffsets[index], segment.stringOffsets[index + 1]),
  );
}

/** Compares the first `key.length` units of an entry with `key`. */
function comparePrefix(segment: Segment, index: number, key: string): number {
  const from = segment.stringOffsets[index] as number;
  const length = (segment.stringOffsets[index + 1] as number) - from;
  for (let i = 0; i < key.length; i += 1) {
    if (i >= length) return -1;
    const difference = (segment.stringUnits[from + i] as number) - key.charCodeAt(i);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Sets the bits of the documents that hold the key (or, with `prefix`, a key that begins with it). */
export function orStrings(segment: Segment, key: string, prefix: boolean, bits: Uint32Array): boolean {
  const count = segment.stringAt.length;
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (comparePrefix(segment, middle, key) < 0) low = middle + 1;
    else high = middle;
  }
  let found = false;
  const cursor: Cursor = { at: 0 };
  for (let i = low; i < count && comparePrefix(segment, i, key) === 0; i += 1) {
    const length = (segment.stringOffsets[i + 1] as number) - (segment.stringOffsets[i] as number);
    if (!prefix && length !== key.length) break;
    found = true;
    cursor.at = segment.stringAt[i] as number;
    const df = readVarint(segment.stringStream, cursor);
    orPostings(segment.stringStream, cursor, df, segment.docCount, bits);
  }
  return found;
}
