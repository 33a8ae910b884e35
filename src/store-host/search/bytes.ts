/** Growing byte buffer, variable-length integers and the checksum of a segment. */

export interface ByteWriter {
  byte(value: number): void;
  /** Unsigned, below 2^32. */
  varint(value: number): void;
  bytes(source: Uint8Array, from: number, to: number): void;
  /** Room for `count` zero bytes; returns where they begin. Read `buffer()` only after the call: it may have moved. */
  reserve(count: number): number;
  truncate(length: number): void;
  buffer(): Uint8Array;
  readonly length: number;
  /** A copy of exactly the written bytes. */
  finish(): Uint8Array;
  /** The written bytes in place; the writer must not be used any more. */
  view(): Uint8Array;
}

export function createByteWriter(initial = 1024): ByteWriter {
  let buffer = new Uint8Array(initial);
  let length = 0;
  const grow = (needed: number): void => {
    if (needed <= buffer.length) return;
    const larger = new Uint8Array(Math.max(needed, buffer.length * 2));
    larger.set(buffer.subarray(0, length));
    buffer = larger;
  };
  return {
    byte(value) {
      grow(length + 1);
      buffer[length] = value;
      length += 1;
    },
    varint(value) {
      grow(length + 5);
      let rest = value >>> 0;
      while (rest >= 0x80) {
        buffer[length] = (rest & 0x7f) | 0x80;
        length += 1;
        rest >>>= 7;
      }
      buffer[length] = rest;
      length += 1;
    },
    bytes(source, from, to) {
      grow(length + to - from);
      // A view per call costs more than copying an id byte by byte.
      if (to - from <= 64) for (let i = from; i < to; i += 1) buffer[length + i - from] = source[i] as number;
      else buffer.set(source.subarray(from, to), length);
      length += to - from;
    },
    reserve(count) {
      grow(length + count);
      const at = length;
      buffer.fill(0, at, at + count);
      length += count;
      return at;
    },
    truncate(to) {
      length = to;
    },
    buffer: () => buffer,
    get length() {
      return length;
    },
    finish: () => buffer.slice(0, length),
    view: () => buffer.subarray(0, length),
  };
}

/** A place in a byte array, moved by the read functions. */
export interface Cursor {
  at: number;
}

export function readVarint(bytes: Uint8Array, cursor: Cursor): number {
  let value = 0;
  let shift = 0;
  for (;;) {
    const byte = bytes[cursor.at] as number;
    cursor.at += 1;
    value |= (byte & 0x7f) << shift;
    if (byte < 0x80) return value >>> 0;
    shift += 7;
  }
}

/** Growing list of unsigned 32-bit integers. */
export interface UintList {
  push(value: number): void;
  readonly length: number;
  /** A copy of exactly the pushed values. */
  finish(): Uint32Array;
  /** The pushed values in place; the list must not be used any more. */
  view(): Uint32Array;
}

export function createUintList(initial = 256): UintList {
  let buffer = new Uint32Array(initial);
  let length = 0;
  return {
    push(value) {
      if (length === buffer.length) {
        const larger = new Uint32Array(length * 2);
        larger.set(buffer);
        buffer = larger;
      }
      buffer[length] = value;
      length += 1;
    },
    get length() {
      return length;
    },
    finish: () => buffer.slice(0, length),
    view: () => buffer.subarray(0, length),
  };
}

/** State of a checksum under way. */
export type Checksum = readonly [a: number, b: number];

export const CHECKSUM_START: Checksum = [0x9e3779b9, 0x85ebca6b];

/**
 * Checksum over whole 32-bit words; every step is a bijection of the state, so no single changed word goes unnoticed.
 * It finds accidents; against intent the caller's authenticated encryption stands.
 */
export function checksumWords(state: Checksum, words: Uint32Array, from: number, to: number): Checksum {
  let a = state[0] | 0;
  let b = state[1] | 0;
  for (let i = from; i < to; i += 1) {
    const word = words[i] as number;
    a = Math.imul(a ^ word, 0x2c1b3c6d);
    a ^= a >>> 15;
    b = Math.imul(b + word, 0x297a2d39);
    b ^= b >>> 13;
  }
  return [a >>> 0, b >>> 0];
}

/** Indexes of the `most` highest scores, highest first; scores are integers below 2^31. */
export function rankHighest(scores: Float64Array, most: number): Uint32Array {
  const room = 2 ** 21;
  const keys = new Float64Array(scores.length);
  for (let i = 0; i < keys.length; i += 1) keys[i] = Math.min(scores[i] as number, 2 ** 31) * room + (room - 1 - i);
  keys.sort();
  const count = Math.min(most, keys.length);
  const ranked = new Uint32Array(count);
  for (let i = 0; i < count; i += 1) ranked[i] = room - 1 - ((keys[keys.length - 1 - i] as number) % room);
  return ranked;
}
