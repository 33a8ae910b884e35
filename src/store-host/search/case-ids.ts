/** Case ids inside a segment: 17 bytes for a UUID, UTF-16 for anything else, and a hash table to find them. */
import { createByteWriter, createUintList } from './bytes';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const TAG_UUID = 1;
const TAG_OTHER = 2;
const HEX = Array.from({ length: 256 }, (_, value) => value.toString(16).padStart(2, '0'));

export interface PackedIds {
  readonly offsets: Uint32Array;
  readonly bytes: Uint8Array;
}

function nibble(unit: number): number {
  return unit <= 0x39 ? unit - 0x30 : unit - 0x57;
}

/** The stored form of one id. */
export function packId(caseId: string): Uint8Array {
  if (UUID.test(caseId)) {
    const bytes = new Uint8Array(17);
    bytes[0] = TAG_UUID;
    let at = 1;
    for (let i = 0; i < 36; i += 2) {
      if (caseId.charCodeAt(i) === 0x2d) i += 1;
      bytes[at] = nibble(caseId.charCodeAt(i)) * 16 + nibble(caseId.charCodeAt(i + 1));
      at += 1;
    }
    return bytes;
  }
  const bytes = new Uint8Array(1 + caseId.length * 2);
  bytes[0] = TAG_OTHER;
  for (let i = 0; i < caseId.length; i += 1) {
    bytes[1 + i * 2] = caseId.charCodeAt(i) & 0xff;
    bytes[2 + i * 2] = caseId.charCodeAt(i) >>> 8;
  }
  return bytes;
}

export function packIds(caseIds: readonly string[]): PackedIds {
  const out = createByteWriter(caseIds.length * 17 + 16);
  const offsets = createUintList(caseIds.length + 1);
  for (const caseId of caseIds) {
    offsets.push(out.length);
    const packed = packId(caseId);
    out.bytes(packed, 0, packed.length);
  }
  offsets.push(out.length);
  return { offsets: offsets.finish(), bytes: out.finish() };
}

export function idAt(ids: PackedIds, index: number): string {
  const from = ids.offsets[index] as number;
  const to = ids.offsets[index + 1] as number;
  const { bytes } = ids;
  let out = '';
  if (bytes[from] === TAG_UUID) {
    for (let i = 0; i < 16; i += 1) {
      if (i === 4 || i === 6 || i === 8 || i === 10) out += '-';
      out += HEX[bytes[from + 1 + i] as number] as string;
    }
    return out;
  }
  for (let i = from + 1; i < to; i += 2) {
    out += String.fromCharCode((bytes[i] as number) | ((bytes[i + 1] as number) << 8));
  }
  return out;
}

function hashBytes(bytes: Uint8Array, from: number, to: number): number {
  let hash = 0x811c9dc5 | 0;
  for (let i = from; i < to; i += 1) hash = Math.imul(hash ^ (bytes[i] as number), 0x01000193);
  hash ^= hash >>> 15;
  return Math.imul(hash, 0x2c1b3c6d) >>> 0;
}

export interface IdTable {
  /** Index of the packed id, -1 when it is not there. */
  find(packed: Uint8Array): number;
  readonly byteLength: number;
}

/** Open-addressing table over packed ids; a few milliseconds per 100,000. */
export function createIdTable(ids: PackedIds): IdTable {
  const count = ids.offsets.length - 1;
  let size = 16;
  while (size < count * 2) size *= 2;
  const slots = new Int32Array(size).fill(-1);
  const mask = size - 1;
  for (let i = 0; i < count; i += 1) {
    let slot = hashBytes(ids.bytes, ids.offsets[i] as number, ids.offsets[i + 1] as number) & mask;
    while (slots[slot] !== -1) slot = (slot + 1) & mask;
    slots[slot] = i;
  }
  const equals = (index: number, packed: Uint8Array): boolean => {
    const from = ids.offsets[index] as number;
    if ((ids.offsets[index + 1] as number) - from !== packed.length) return false;
    for (let i = 0; i < packed.length; i += 1) if (ids.bytes[from + i] !== packed[i]) return false;
    return true;
  };
  return {
    find(packed) {
      let slot = hashBytes(packed, 0, packed.length) & mask;
      for (;;) {
        const index = slots[slot] as number;
        if (index === -1 || equals(index, packed)) return index;
        slot = (slot + 1) & mask;
      }
    },
    byteLength: slots.byteLength,
  };
}
