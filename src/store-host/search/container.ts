/**
 * Envelope of everything the index stores: magic, version, length, checksum, a small JSON description, then sections on
 * 8-byte boundaries that are used in place after loading.
 */
import type { SearchLoadError } from '../../shared/store-contract/search';
import { CHECKSUM_START, checksumWords, type Checksum } from './bytes';
import type { Pace } from './pace';

const MAGIC = 0x49535458;
/** Raise it whenever normalisation, pinyin, keys or layout change: older segments are then refused and rebuilt. */
export const FORMAT_VERSION = 1;
const HEADER_BYTES = 24;
/** Word at which the two words of the checksum stand. */
const CHECKSUM_AT = 4;

export type Section = Uint8Array | Uint16Array | Uint32Array | Float64Array;

interface Description {
  readonly meta: unknown;
  readonly sections: Readonly<Record<string, readonly [offset: number, byteLength: number]>>;
}

export interface Container {
  readonly meta: unknown;
  /** Throws when there is no such section: after a right checksum that is a bug. */
  section(name: string): { readonly offset: number; readonly byteLength: number };
}

const align = (value: number): number => (value + 7) & ~7;

/** Bytes copied or summed between two looks at the clock. */
const STEP_BYTES = 1 << 22;

interface Draft {
  readonly bytes: Uint8Array;
  readonly words: Uint32Array;
  readonly jsonLength: number;
  readonly copies: readonly { readonly source: Uint8Array; readonly at: number }[];
}

function layOut(meta: unknown, sections: Readonly<Record<string, Section>>): Draft {
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
  const copies = Object.entries(sections).map(([name, section]) => ({
    source: new Uint8Array(section.buffer, section.byteOffset, section.byteLength),
    at: dataAt + (places[name] as [number, number])[0],
  }));
  return { bytes, words: new Uint32Array(bytes.buffer), jsonLength: json.length, copies };
}

/** The header before the checksum is part of what it covers. */
const headerChecksum = (words: Uint32Array): Checksum => checksumWords(CHECKSUM_START, words, 0, CHECKSUM_AT);

function startDraft(draft: Draft): Checksum {
  draft.words.set([MAGIC, FORMAT_VERSION, draft.jsonLength, draft.bytes.length]);
  return headerChecksum(draft.words);
}

/** Writes a small envelope at once. */
export function packContainer(meta: unknown, sections: Readonly<Record<string, Section>>): Uint8Array {
  const draft = layOut(meta, sections);
  for (const { source, at } of draft.copies) draft.bytes.set(source, at);
  const checksum = checksumWords(startDraft(draft), draft.words, HEADER_BYTES / 4, draft.words.length);
  draft.words.set(checksum, CHECKSUM_AT);
  return draft.bytes;
}

/** Writes a large envelope in slices. */
export async function packLargeContainer(
  meta: unknown,
  sections: Readonly<Record<string, Section>>,
  pace: Pace,
): Promise<Uint8Array> {
  const draft = layOut(meta, sections);
  for (const { source, at } of draft.copies) {
    for (let from = 0; from < source.length; from += STEP_BYTES) {
      if (pace.due()) await pace.rest();
      draft.bytes.set(source.subarray(from, from + STEP_BYTES), at + from);
    }
  }
  const end = draft.words.length;
  let checksum = startDraft(draft);
  for (let from = HEADER_BYTES / 4; from < end; from += STEP_BYTES / 4) {
    if (pace.due()) await pace.rest();
    checksum = checksumWords(checksum, draft.words, from, Math.min(end, from + STEP_BYTES / 4));
  }
  draft.words.set(checksum, CHECKSUM_AT);
  return draft.bytes;
}

export type UnpackResult =
  | { readonly ok: true; readonly bytes: Uint8Array; readonly container: Container }
  | { readonly ok: false; readonly code: SearchLoadError['code'] };

/** Bytes this process has just written, or bytes from outside, which are believed only if the checksum is right. */
export type Trust = 'own' | 'stored';

/** Checks an envelope. The bytes in the answer are the given ones, or a copy when those do not lie on an 8-byte boundary. */
export function unpackContainer(given: Uint8Array, trust: Trust): UnpackResult {
  const corrupt = { ok: false, code: 'searchSegment.corrupt' } as const;
  if (given.length < HEADER_BYTES || given.length % 8 !== 0) return corrupt;
  const bytes = given.byteOffset % 8 === 0 ? given : given.slice();
  const words = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
  if (words[0] !== MAGIC) return corrupt;
  if (words[1] !== FORMAT_VERSION) return { ok: false, code: 'searchSegment.outdated' };
  const jsonLength = words[2] as number;
  if (words[3] !== bytes.length || jsonLength > bytes.length - HEADER_BYTES) return corrupt;
  if (trust === 'stored') {
    const [a, b] = checksumWords(headerChecksum(words), words, HEADER_BYTES / 4, words.length);
    if (words[4] !== a || words[5] !== b) return corrupt;
  }
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
