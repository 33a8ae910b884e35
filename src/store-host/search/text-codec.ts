/**
 * Compact form of the stored records: frequent words and character pairs become one- and two-byte symbols of a table
 * that each segment carries. Chinese costs about one byte per character, English about two per word, and a record
 * is decoded in about two microseconds, so that every candidate can be checked against its text.
 *
 * Bytes below ONE_BYTE are symbols; ONE_BYTE … 0xfe lead a two-byte symbol; 0xff leads one raw UTF-16 unit.
 */
import { createByteWriter, rankHighest, type ByteWriter } from './bytes';
import type { Pace } from './pace';
import { CLASS_UNSPACED, CLASS_WORD, UNIT_CLASSES } from './normalise';

const ONE_BYTE = 192;
const ESCAPE = 0xff;
/** Most symbols a table can hold. */
export const MOST_SYMBOLS = ONE_BYTE + (ESCAPE - ONE_BYTE) * 256;
const LONGEST_SYMBOL = 24;
const SPACE = 0x20;

/** Symbol `i` is `units[offsets[i] … offsets[i + 1])`. */
export interface SymbolTable {
  readonly offsets: Uint32Array;
  readonly units: Uint16Array;
}

export function createSymbolTable(symbols: readonly string[]): SymbolTable {
  const offsets = new Uint32Array(symbols.length + 1);
  let total = 0;
  symbols.forEach((symbol, i) => {
    total += symbol.length;
    offsets[i + 1] = total;
  });
  const units = new Uint16Array(total);
  symbols.forEach((symbol, i) => {
    for (let j = 0; j < symbol.length; j += 1) units[(offsets[i] as number) + j] = symbol.charCodeAt(j);
  });
  return { offsets, units };
}

export function symbolAt(table: SymbolTable, index: number): string {
  return String.fromCharCode(...table.units.subarray(table.offsets[index], table.offsets[index + 1]));
}

export const symbolCount = (table: SymbolTable): number => table.offsets.length - 1;

function writeSymbol(out: ByteWriter, symbol: number): void {
  if (symbol < ONE_BYTE) {
    out.byte(symbol);
  } else {
    out.byte(ONE_BYTE + ((symbol - ONE_BYTE) >>> 8));
    out.byte((symbol - ONE_BYTE) & 0xff);
  }
}

function writeUnit(out: ByteWriter, unit: number): void {
  out.byte(ESCAPE);
  out.byte(unit >>> 8);
  out.byte(unit & 0xff);
}

export interface TextEncoder16 {
  /** Appends the record; `usage`, when given, counts the symbols used. */
  encode(text: string, out: ByteWriter, usage?: Uint32Array): void;
}

const pairSlot = (a: number, b: number, mask: number): number => (Math.imul((a << 16) | b, 0x9e3779b1) >>> 12) & mask;

/** Prepares a table for encoding. */
export function createTextEncoder(table: SymbolTable): TextEncoder16 {
  const singles = new Int32Array(0x10000).fill(-1);
  const words = new Map<string, number>();
  const mask = 0xffff;
  const pairKeys = new Uint32Array(mask + 1);
  const pairSymbols = new Int32Array(mask + 1).fill(-1);
  for (let i = 0; i < symbolCount(table); i += 1) {
    const from = table.offsets[i] as number;
    const first = table.units[from] as number;
    const length = (table.offsets[i + 1] as number) - from;
    if (length === 1) {
      singles[first] = i;
    } else if (length === 2 && UNIT_CLASSES[first] === CLASS_UNSPACED) {
      const second = table.units[from + 1] as number;
      let slot = pairSlot(first, second, mask);
      while (pairSymbols[slot] !== -1) slot = (slot + 1) & mask;
      pairKeys[slot] = ((first << 16) | second) >>> 0;
      pairSymbols[slot] = i;
    } else {
      words.set(symbolAt(table, i), i);
    }
  }
  const findPair = (a: number, b: number): number => {
    const key = ((a << 16) | b) >>> 0;
    let slot = pairSlot(a, b, mask);
    for (;;) {
      const symbol = pairSymbols[slot] as number;
      if (symbol === -1 || pairKeys[slot] === key) return symbol;
      slot = (slot + 1) & mask;
    }
  };
  /** The symbol of the word at `from`, with a following blank if the table knows them together; -1 if it knows neither. */
  const findWord = (text: string, from: number, to: number): number => {
    if (text.charCodeAt(to) === SPACE) {
      const spaced = words.get(text.slice(from, to + 1));
      if (spaced !== undefined) return spaced;
    }
    return words.get(text.slice(from, to)) ?? -1;
  };
  return {
    encode(text, out, usage) {
      const end = text.length;
      let i = 0;
      /** Below it, a word the table does not know is written unit by unit. */
      let spelledUntil = 0;
      while (i < end) {
        const unit = text.charCodeAt(i);
        const unitClass = UNIT_CLASSES[unit];
        let symbol = -1;
        if (unitClass === CLASS_UNSPACED && i + 1 < end) {
          symbol = findPair(unit, text.charCodeAt(i + 1));
        } else if (unitClass === CLASS_WORD && i >= spelledUntil) {
          let to = i + 1;
          while (to < end && to - i < LONGEST_SYMBOL && UNIT_CLASSES[text.charCodeAt(to)] === CLASS_WORD) to += 1;
          if (to - i > 1) symbol = findWord(text, i, to);
          if (symbol === -1) spelledUntil = to;
        }
        if (symbol === -1) symbol = singles[unit] as number;
        if (symbol === -1) {
          writeUnit(out, unit);
          i += 1;
          continue;
        }
        writeSymbol(out, symbol);
        if (usage !== undefined) usage[symbol] = (usage[symbol] as number) + 1;
        i += (table.offsets[symbol + 1] as number) - (table.offsets[symbol] as number);
      }
    },
  };
}

/** A candidate symbol and how often it may occur. */
export interface SymbolCandidate {
  readonly text: string;
  readonly count: number;
}

/**
 * Chooses a table. `candidates` (words, pairs) are tried on `sample`; the symbols that save most bytes stay, the most
 * used ones first so that they get one byte. Every single unit of the sample is a symbol while there is room.
 */
export async function trainSymbols(
  candidates: readonly SymbolCandidate[],
  sample: readonly string[],
  pace: Pace,
): Promise<SymbolTable> {
  const unitCounts = new Float64Array(0x10000);
  for (const text of sample) {
    for (let i = 0; i < text.length; i += 1) {
      const unit = text.charCodeAt(i);
      unitCounts[unit] = (unitCounts[unit] as number) + 1;
    }
    if (pace.due()) await pace.rest();
  }
  const all: string[] = [];
  for (const unit of rankHighest(unitCounts, MOST_SYMBOLS >>> 2)) {
    if (unitCounts[unit] !== 0) all.push(String.fromCharCode(unit));
  }
  const saved = new Float64Array(candidates.length);
  candidates.forEach(({ text, count }, i) => {
    saved[i] = count * (text.length - 1);
  });
  for (const index of rankHighest(saved, MOST_SYMBOLS - all.length))
    all.push((candidates[index] as SymbolCandidate).text);
  if (pace.due()) await pace.rest();
  const usage = new Uint32Array(all.length);
  const encoder = createTextEncoder(createSymbolTable(all));
  if (pace.due()) await pace.rest();
  const scratch = createByteWriter(4096);
  for (const text of sample) {
    encoder.encode(text, scratch, usage);
    scratch.truncate(0);
    if (pace.due()) await pace.rest();
  }
  const uses = Float64Array.from(usage);
  const kept: string[] = [];
  for (const index of rankHighest(uses, MOST_SYMBOLS)) {
    const symbol = all[index] as string;
    if (uses[index] !== 0 || symbol.length === 1) kept.push(symbol);
  }
  return createSymbolTable(kept);
}

export interface TextDecoder16 {
  /** The record written at `bytes[from … to)`. */
  decode(bytes: Uint8Array, from: number, to: number): string;
}

/** Prepares a table for decoding. */
export function createTextDecoder(table: SymbolTable): TextDecoder16 {
  const { offsets, units } = table;
  let scratch = new Uint16Array(4096);
  const utf16 = new TextDecoder('utf-16le', { ignoreBOM: true });
  return {
    decode(bytes, from, to) {
      let length = 0;
      let at = from;
      while (at < to) {
        if (length + LONGEST_SYMBOL + 2 > scratch.length) {
          const larger = new Uint16Array(scratch.length * 2);
          larger.set(scratch);
          scratch = larger;
        }
        const lead = bytes[at] as number;
        at += 1;
        let symbol = lead;
        if (lead === ESCAPE) {
          scratch[length] = ((bytes[at] as number) << 8) | (bytes[at + 1] as number);
          length += 1;
          at += 2;
          continue;
        }
        if (lead >= ONE_BYTE) {
          symbol = ONE_BYTE + ((lead - ONE_BYTE) << 8) + (bytes[at] as number);
          at += 1;
        }
        const end = offsets[symbol + 1] as number;
        for (let j = offsets[symbol] as number; j < end; j += 1) {
          scratch[length] = units[j] as number;
          length += 1;
        }
      }
      return utf16.decode(scratch.subarray(0, length));
    },
  };
}

/** Counts the symbols of an encoded record. */
export function countSymbols(bytes: Uint8Array, from: number, to: number, usage: Float64Array): void {
  for (let at = from; at < to; at += 1) {
    let symbol = bytes[at] as number;
    if (symbol === ESCAPE) {
      at += 2;
      continue;
    }
    if (symbol >= ONE_BYTE) {
      at += 1;
      symbol = ONE_BYTE + ((symbol - ONE_BYTE) << 8) + (bytes[at] as number);
    }
    usage[symbol] = (usage[symbol] as number) + 1;
  }
}

export interface TextTranscoder {
  /** Appends a record encoded under the old table, now encoded under the new one. */
  transcode(bytes: Uint8Array, from: number, to: number, out: ByteWriter): void;
}

/** Where each symbol of a table is; shared by the transcoders into that table. */
export function indexSymbols(table: SymbolTable): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  for (let i = 0; i < symbolCount(table); i += 1) places.set(symbolAt(table, i), i);
  return places;
}

/** Translates records from one table to another without going through strings. */
export function createTranscoder(from: SymbolTable, targets: ReadonlyMap<string, number>): TextTranscoder {
  const map = new Int32Array(symbolCount(from));
  for (let i = 0; i < map.length; i += 1) map[i] = targets.get(symbolAt(from, i)) ?? -1;
  const singles = new Int32Array(0x10000).fill(-1);
  for (const [symbol, index] of targets) if (symbol.length === 1) singles[symbol.charCodeAt(0)] = index;
  const writeSingle = (unit: number, out: ByteWriter): void => {
    const single = singles[unit] as number;
    if (single === -1) writeUnit(out, unit);
    else writeSymbol(out, single);
  };
  return {
    transcode(bytes, begin, end, out) {
      let at = begin;
      while (at < end) {
        const lead = bytes[at] as number;
        at += 1;
        let symbol = lead;
        if (lead === ESCAPE) {
          writeSingle(((bytes[at] as number) << 8) | (bytes[at + 1] as number), out);
          at += 2;
          continue;
        }
        if (lead >= ONE_BYTE) {
          symbol = ONE_BYTE + ((lead - ONE_BYTE) << 8) + (bytes[at] as number);
          at += 1;
        }
        const target = map[symbol] as number;
        if (target !== -1) {
          writeSymbol(out, target);
          continue;
        }
        const last = from.offsets[symbol + 1] as number;
        for (let j = from.offsets[symbol] as number; j < last; j += 1) writeSingle(from.units[j] as number, out);
      }
    },
  };
}
