/** The texts of list rows as UTF-8, decoded only for rows that are shown. */

/** Number, masked name, summary. */
export type RowTexts = readonly [number: string, maskedName: string, summary: string];

export interface TextStore {
  /** Keeps the texts and says where. */
  readonly add: (texts: RowTexts) => TextPlace;
  /** Takes over a block that holds encoded rows. */
  readonly adopt: (block: Uint8Array) => number;
  readonly read: (place: TextPlace) => RowTexts;
  /** The encoded row, for copying it into a segment. */
  readonly bytes: (place: TextPlace) => Uint8Array;
  readonly byteLength: () => number;
}

export interface TextPlace {
  readonly block: number;
  readonly at: number;
}

const blockBytes = 64 * 1024;
/** Three lengths of 16 bits before the bytes. */
const headerBytes = 6;
const mostBytes = 0xffff;
const encoder = new TextEncoder();
const decoder = new TextDecoder();

export function createTextStore(): TextStore {
  const blocks: Uint8Array[] = [];
  let total = 0;
  let open = -1;
  let used = 0;

  const adopt = (block: Uint8Array): number => {
    blocks.push(block);
    total += block.byteLength;
    return blocks.length - 1;
  };

  const lengthAt = (block: Uint8Array, at: number): number => (block[at] ?? 0) | ((block[at + 1] ?? 0) << 8);

  return {
    add: (texts) => {
      const parts = texts.map((text) => encoder.encode(text));
      const size = parts.reduce((sum, part) => sum + part.length, headerBytes);
      if (parts.some((part) => part.length > mostBytes)) throw new RangeError('a list text is too long');
      let block = blocks[open];
      if (!block || used + size > block.byteLength) {
        block = new Uint8Array(Math.max(blockBytes, size));
        open = adopt(block);
        used = 0;
      }
      const at = used;
      let to = at + headerBytes;
      parts.forEach((part, i) => {
        block[at + i * 2] = part.length & 0xff;
        block[at + i * 2 + 1] = part.length >>> 8;
        block.set(part, to);
        to += part.length;
      });
      used = to;
      return { block: open, at };
    },
    adopt,
    read: ({ block, at }) => {
      const bytes = blocks[block] ?? new Uint8Array(0);
      const [a, b, c] = [lengthAt(bytes, at), lengthAt(bytes, at + 2), lengthAt(bytes, at + 4)];
      const from = at + headerBytes;
      const cut = (start: number, length: number): string => decoder.decode(bytes.subarray(start, start + length));
      return [cut(from, a), cut(from + a, b), cut(from + a + b, c)];
    },
    bytes: ({ block, at }) => {
      const bytes = blocks[block] ?? new Uint8Array(0);
      const length = headerBytes + lengthAt(bytes, at) + lengthAt(bytes, at + 2) + lengthAt(bytes, at + 4);
      return bytes.subarray(at, at + length);
    },
    byteLength: () => total,
  };
}
