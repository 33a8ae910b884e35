/**
 * Envelope of everything the index stores: magic, version, length, checksum, a small JSON description, then sections on
 * 8-byte boundaries that are used in place after loading.
 */
import type { SearchLoadError } from '../../shared/store-contract/search';
import { checksumWords } from './bytes';

const MAGIC = 0x49535458;
/** Raise it whenever normalisation, pinyin, keys or layout change: older segments are then refused and rebuilt. */
export const FORMAT_VERSION = 1;
const HEADER_BYTES = 24;

export type Section = Uint8Array | Uint16Array | Uint32Array | Float64Array;

interface Description {
  readonly meta: unknown;
  readonly sections: Readonly<Record<string, readonly [offset: number, byteLength: number]>>;
}

export interface Container {
  readonly meta: unknown;
  /** Throws a RangeError when the section is missing or has the wrong size; `unpack` turns that into `corrupt`. */
  section(name: string): { readonly offset: number; readonly byteLength: number };
}

const align = (value: number): number => (value + 7) & ~7;

/** Writes an envelope. */
export function packContainer(meta: unknown, sections: Readonly<Record<string, Section>>): Uint8Array {
  const places: Record<string, [number, number]> = {};
  let at = 0;
  for (const [name, section] of Object.entries(sections)) {
    places[name] = [at, section.byteLength];
    at = align(at + section.byteLength);
  }
  const description: Description = { meta, sections: places };
  const json = new TextEncoder().encode(JSON.stringify(description));
  const dataAt = align(HEADER_BYTES + json.length);
  const bytes = new Uint8Array(dataAt + at);
  bytes.set(json, HEADER_BYTES);
  for (const [name, section] of Object.entries(sections)) {
    const [offset] = places[name] as [number, number];
    bytes.set(new Uint8Array(section.buffer, section.byteOffset, section.byteLength), dataAt + offset);
  }
  const words = new Uint32Array(bytes.buffer);
  const [a, b] = checksumWords(words, HEADER_BYTES / 4);
  words.set([MAGIC, FORMAT_VERSION, json.length, bytes.length, a, b]);
  return bytes;
}

export type UnpackResult =
  | { readonly ok: true; readonly bytes: Uint8Array; readonly container: Container }
  | { readonly ok: false; readonly code: SearchLoadError['code'] };

/** Checks an envelope. The bytes in the answer are the given ones, or a copy when those do not lie on an 8-byte boundary. */
export function unpackContainer(given: Uint8Array): UnpackResult {
  const corrupt = { ok: false, code: 'searchSegment.corrupt' } as const;
  if (given.length < HEADER_BYTES || given.length % 8 !== 0) return corrupt;
  const bytes = given.byteOffset % 8 === 0 ? given : given.slice();
  const words = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
  if (words[0] !== MAGIC) return corrupt;
  if (words[1] !== FORMAT_VERSION) return { ok: false, code: 'searchSegment.outdated' };
  const jsonLength = words[2] as number;
  if (words[3] !== bytes.length || jsonLength > bytes.length - HEADER_BYTES) return corrupt;
  const [a, b] = checksumWords(words, HEADER_BYTES / 4);
  if (words[4] !== a || words[5] !== b) return corrupt;
  const json = new TextDecoder().decode(bytes.subarray(HEADER_BYTES, HEADER_BYTES + jsonLength));
  const description = JSON.parse(json) as Description;
  const dataAt = align(HEADER_BYTES + jsonLength);
  return {
    ok: true,
    bytes,
    container: {
      meta: description.meta,
      section(name) {
        const place = description.sections[name];
        if (place === undefined) throw new RangeError(`search segment has no section ${name}`);
        return { offset: bytes.byteOffset + dataAt + place[0], byteLength: place[1] };
      },
    },
  };
}
