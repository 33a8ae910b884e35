/** Rows of a list in the order of one key, kept in order while rows change. */
import type { IdIndex } from './id-index';

export interface Order {
  /** Rows by (key, id) ascending; rows without a key (Infinity) come last. Valid up to `count`. */
  readonly rows: () => Uint32Array;
  readonly count: () => number;
  /** How many rows have a key. */
  readonly keyed: () => number;
  /** Position of the first row whose key is not below `key`. */
  readonly lowerBound: (key: number) => number;
  /** The row is about to change or vanish. */
  readonly remove: (row: number) => void;
  /** The row is new or has changed. */
  readonly insert: (row: number) => void;
  /** Many rows change: sort anew at the next question. */
  readonly invalidate: () => void;
  /** Sorts now what would be sorted at the next question. */
  readonly warm: () => void;
}

/** `keyOf` gives Infinity for rows without a key; `live` gives the rows there are. */
export function createOrder(keyOf: (row: number) => number, live: () => Uint32Array, ids: IdIndex): Order {
  let sorted: Uint32Array | undefined;
  let count = 0;

  const build = (): Uint32Array => {
    if (sorted) return sorted;
    const rows = live();
    count = rows.length;
    const result = new Uint32Array(Math.max(64, Math.ceil(count * 1.25)));
    result.set(ids.hasOthers() ? sortByComparing(rows, keyOf, ids) : sortByRadix(rows, keyOf, ids));
    sorted = result;
    return result;
  };

  const compare = (rowA: number, rowB: number): number => {
    const a = keyOf(rowA);
    const b = keyOf(rowB);
    return a === b ? ids.compare(rowA, rowB) : a < b ? -1 : 1;
  };

  const placeOf = (rows: Uint32Array, row: number): number => {
    let low = 0;
    let high = count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (compare(rows[middle] ?? 0, row) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  };

  const lowerBound = (key: number): number => {
    const rows = build();
    let low = 0;
    let high = count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (keyOf(rows[middle] ?? 0) < key) low = middle + 1;
      else high = middle;
    }
    return low;
  };

  return {
    rows: build,
    count: () => (build(), count),
    keyed: () => lowerBound(Infinity),
    lowerBound,
    remove: (row) => {
      if (!sorted) return;
      const at = placeOf(sorted, row);
      sorted.copyWithin(at, at + 1, count);
      count -= 1;
    },
    insert: (row) => {
      if (!sorted) return;
      if (count === sorted.length) {
        const grown = new Uint32Array(sorted.length * 2);
        grown.set(sorted);
        sorted = grown;
      }
      const at = placeOf(sorted, row);
      sorted.copyWithin(at + 1, at, count);
      sorted[at] = row;
      count += 1;
    },
    invalidate: () => {
      sorted = undefined;
    },
    warm: () => {
      build();
    },
  };
}

function sortByComparing(rows: Uint32Array, keyOf: (row: number) => number, ids: IdIndex): Uint32Array {
  return Uint32Array.from(rows).sort((rowA, rowB) => {
    const a = keyOf(rowA);
    const b = keyOf(rowB);
    return a === b ? ids.compare(rowA, rowB) : a < b ? -1 : 1;
  });
}

/** Least significant digit first: four words of the id, then the key as 64 sortable bits. Digits that never differ cost nothing. */
function sortByRadix(rows: Uint32Array, keyOf: (row: number) => number, ids: IdIndex): Uint32Array {
  const count = rows.length;
  const keyWords = keyWordsOf(rows, keyOf);
  const words = ids.words();
  const idWord = (part: number): Uint32Array => {
    const column = new Uint32Array(count);
    for (let position = 0; position < count; position += 1)
      column[position] = words[(rows[position] ?? 0) * 4 + part] ?? 0;
    return column;
  };
  // Sorts positions, because the keys lie by position.
  const state = { order: new Uint32Array(count), spare: new Uint32Array(count), starts: new Uint32Array(0x10001) };
  for (let position = 0; position < count; position += 1) state.order[position] = position;
  for (const part of [3, 2, 1, 0]) radixByWord(state, idWord(part));
  radixByWord(state, keyWords.low);
  radixByWord(state, keyWords.high);
  const { order } = state;
  for (let i = 0; i < count; i += 1) order[i] = rows[order[i] ?? 0] ?? 0;
  return order;
}

interface RadixState {
  order: Uint32Array;
  spare: Uint32Array;
  readonly starts: Uint32Array;
}

/** Two stable passes over 16 bits each. */
function radixByWord(state: RadixState, column: Uint32Array): void {
  for (let shift = 0; shift <= 16; shift += 16) {
    const { order, spare, starts } = state;
    const count = order.length;
    starts.fill(0);
    for (let i = 0; i < count; i += 1) {
      const digit = (((column[i] ?? 0) >>> shift) & 0xffff) + 1;
      starts[digit] = (starts[digit] ?? 0) + 1;
    }
    const first = ((column[0] ?? 0) >>> shift) & 0xffff;
    if (starts[first + 1] === count) continue;
    for (let digit = 1; digit <= 0x10000; digit += 1) starts[digit] = (starts[digit] ?? 0) + (starts[digit - 1] ?? 0);
    for (let i = 0; i < count; i += 1) {
      const position = order[i] ?? 0;
      const digit = ((column[position] ?? 0) >>> shift) & 0xffff;
      const to = starts[digit] ?? 0;
      spare[to] = position;
      starts[digit] = to + 1;
    }
    state.order = spare;
    state.spare = order;
  }
}

/** Doubles as two words that compare, high before low, as unsigned integers like the doubles do. */
function keyWordsOf(rows: Uint32Array, keyOf: (row: number) => number): { high: Uint32Array; low: Uint32Array } {
  const count = rows.length;
  const keys = new Float64Array(count);
  // Adding zero turns -0, which would sort before 0, into 0.
  for (let position = 0; position < count; position += 1) keys[position] = keyOf(rows[position] ?? 0) + 0;
  const halves = new Uint32Array(keys.buffer);
  const high = new Uint32Array(count);
  const low = new Uint32Array(count);
  for (let position = 0; position < count; position += 1) {
    // Every machine we run on is little-endian.
    const l = halves[position * 2] ?? 0;
    const h = halves[position * 2 + 1] ?? 0;
    const negative = h >>> 31 === 1;
    high[position] = negative ? ~h : h ^ 0x80000000;
    low[position] = negative ? ~l : l;
  }
  return { high, low };
}
