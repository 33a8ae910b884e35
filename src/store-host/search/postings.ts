/**
 * Lists of document numbers, ascending (0 is the newest document of the segment).
 *
 * Layout after the varint count `df` (known to the reader): nothing for df = 0; one varint for df = 1; a bitmap when at
 * least an eighth of the documents is in the list; otherwise a varint byte length and Rice-coded gaps, which for the
 * skewed word frequencies of language take about two thirds of byte-wise varints.
 */
import { readVarint, type ByteWriter, type Cursor } from './bytes';

const isDense = (df: number, docCount: number): boolean => df * 8 >= docCount && df > 1;
const bitmapBytes = (docCount: number): number => (docCount + 7) >>> 3;

/** Rice parameter: close to the best for geometric gaps of this mean. */
function riceBits(df: number, docCount: number): number {
  return 31 - Math.clz32(Math.max(1, Math.floor((0.69 * docCount) / df)));
}

/** Appends `df` and the list `docs[0 … df)`. */
export function writePostings(out: ByteWriter, docs: Uint32Array, df: number, docCount: number): void {
  out.varint(df);
  if (df === 1) {
    out.varint(docs[0] as number);
  } else if (isDense(df, docCount)) {
    const at = out.reserve(bitmapBytes(docCount));
    const buffer = out.buffer();
    for (let i = 0; i < df; i += 1) {
      const doc = docs[i] as number;
      buffer[at + (doc >>> 3)] = (buffer[at + (doc >>> 3)] as number) | (1 << (doc & 7));
    }
  } else if (df > 1) {
    writeRice(out, docs, df, docCount);
  }
}

function writeRice(out: ByteWriter, docs: Uint32Array, df: number, docCount: number): void {
  const k = riceBits(df, docCount);
  let bits = 0;
  let previous = -1;
  for (let i = 0; i < df; i += 1) {
    const doc = docs[i] as number;
    bits += ((doc - previous - 1) >>> k) + 1 + k;
    previous = doc;
  }
  const byteLength = (bits + 7) >>> 3;
  out.varint(byteLength);
  const start = out.reserve(byteLength);
  const buffer = out.buffer();
  let bit = 0;
  previous = -1;
  for (let i = 0; i < df; i += 1) {
    const doc = docs[i] as number;
    const gap = doc - previous - 1;
    previous = doc;
    bit += gap >>> k;
    const stopAt = start + (bit >>> 3);
    buffer[stopAt] = (buffer[stopAt] as number) | (0x80 >>> (bit & 7));
    bit += 1;
    if (k === 0) continue;
    // At most 7 + 18 bits: the remainder lies in the four bytes from here on.
    const at = start + (bit >>> 3);
    const used = (bit & 7) + k;
    const word = (gap & ((1 << k) - 1)) << (32 - used);
    buffer[at] = (buffer[at] as number) | (word >>> 24);
    if (used > 8) buffer[at + 1] = (word >>> 16) & 0xff;
    if (used > 16) buffer[at + 2] = (word >>> 8) & 0xff;
    if (used > 24) buffer[at + 3] = word & 0xff;
    bit += k;
  }
}

/** Skips one list whose `df` has been read. */
export function skipPostings(bytes: Uint8Array, cursor: Cursor, df: number, docCount: number): void {
  if (df === 1) {
    readVarint(bytes, cursor);
  } else if (isDense(df, docCount)) {
    cursor.at += bitmapBytes(docCount);
  } else if (df > 1) {
    const byteLength = readVarint(bytes, cursor);
    cursor.at += byteLength;
  }
}

/** Sets the bit of every document of the list in `bits`; `df` has been read. The stream must have 5 bytes to spare. */
export function orPostings(bytes: Uint8Array, cursor: Cursor, df: number, docCount: number, bits: Uint32Array): void {
  if (df === 1) {
    const doc = readVarint(bytes, cursor);
    bits[doc >>> 5] = (bits[doc >>> 5] as number) | (1 << (doc & 31));
    return;
  }
  if (isDense(df, docCount)) {
    const length = bitmapBytes(docCount);
    const { at } = cursor;
    for (let i = 0; i < length; i += 1) {
      bits[i >>> 2] = (bits[i >>> 2] as number) | ((bytes[at + i] as number) << ((i & 3) * 8));
    }
    cursor.at += length;
    return;
  }
  if (df === 0) return;
  const byteLength = readVarint(bytes, cursor);
  const base = cursor.at;
  const k = riceBits(df, docCount);
  let bit = 0;
  let doc = -1;
  for (let i = 0; i < df; i += 1) {
    let window = windowAt(bytes, base, bit);
    let quotient = 0;
    while (window === 0) {
      quotient += 32;
      bit += 32;
      window = windowAt(bytes, base, bit);
    }
    const zeros = Math.clz32(window);
    quotient += zeros;
    bit += zeros + 1;
    let gap = quotient << k;
    if (k > 0) {
      // The remainder is often still inside the window just read.
      if (zeros + 1 + k <= 32) gap |= ((window << zeros) << 1) >>> (32 - k);
      else gap |= windowAt(bytes, base, bit) >>> (32 - k);
      bit += k;
    }
    doc += gap + 1;
    bits[doc >>> 5] = (bits[doc >>> 5] as number) | (1 << (doc & 31));
  }
  cursor.at = base + byteLength;
}

/** 32 bits from bit offset `bit`, most significant first, as a signed integer. */
function windowAt(bytes: Uint8Array, base: number, bit: number): number {
  const at = base + (bit >>> 3);
  const shift = bit & 7;
  const word =
    ((bytes[at] as number) << 24) |
    ((bytes[at + 1] as number) << 16) |
    ((bytes[at + 2] as number) << 8) |
    (bytes[at + 3] as number);
  return (word << shift) | ((bytes[at + 4] as number) >>> (8 - shift));
}

/** Writes the documents of the list into `docs` from 0 on; `scratch` must be all zero and is left so. */
export function listPostings(
  bytes: Uint8Array,
  cursor: Cursor,
  df: number,
  docCount: number,
  scratch: Uint32Array,
  docs: Uint32Array,
): void {
  if (df === 1) {
    docs[0] = readVarint(bytes, cursor);
    return;
  }
  if (isDense(df, docCount) || df > docCount >>> 6) {
    orPostings(bytes, cursor, df, docCount, scratch);
    drainBits(scratch, docs, 0);
    return;
  }
  listRice(bytes, cursor, df, docCount, docs);
}

function listRice(bytes: Uint8Array, cursor: Cursor, df: number, docCount: number, docs: Uint32Array): void {
  const byteLength = readVarint(bytes, cursor);
  const base = cursor.at;
  const k = riceBits(df, docCount);
  let bit = 0;
  let doc = -1;
  for (let i = 0; i < df; i += 1) {
    let window = windowAt(bytes, base, bit);
    let quotient = 0;
    while (window === 0) {
      quotient += 32;
      bit += 32;
      window = windowAt(bytes, base, bit);
    }
    const zeros = Math.clz32(window);
    quotient += zeros;
    bit += zeros + 1;
    let gap = quotient << k;
    if (k > 0) gap |= windowAt(bytes, base, bit) >>> (32 - k);
    bit += k;
    doc += gap + 1;
    docs[i] = doc;
  }
  cursor.at = base + byteLength;
}

/** Lists the set bits into `docs` from `count` on, clears them, and returns the new count. */
export function drainBits(bits: Uint32Array, docs: Uint32Array, count: number): number {
  let next = count;
  for (let i = 0; i < bits.length; i += 1) {
    let word = bits[i] as number;
    if (word === 0) continue;
    bits[i] = 0;
    while (word !== 0) {
      const lowest = word & -word;
      docs[next] = i * 32 + (31 - Math.clz32(lowest));
      next += 1;
      word ^= lowest;
    }
  }
  return next;
}
