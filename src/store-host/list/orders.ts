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
  const keyWords = keyWordsOf(rows, keyOf);
  const words = ids.words();
  // Sorts positions, because the keys lie by position.
  let order = Uint32Array.from(rows, (_, position) => position);
  let spare = new Uint32Array(order.length);
  const pass = (word: (position: number) => number, shift: number): void => {
    const starts = new Uint32Array(0x10001);
    for (let position = 0; position < order.length; position += 1) {
      const digit = ((word(position) >>> shift) & 0xffff) + 1;
      starts[digit] = (starts[digit] ?? 0) + 1;
    }
    const first = (word(0) >>> shift) & 0xffff;
    if (starts[first + 1] === order.length) return;
    for (let digit = 1; digit <= 0x10000; digit += 1) starts[digit] = (starts[digit] ?? 0) + (starts[digit - 1] ?? 0);
    for (let i = 0; i < order.length; i += 1) {
      const position = order[i] ?? 0;
      const digit = (word(position) >>> shift) & 0xffff;
      const to = starts[digit] ?? 0;
      spare[to] = position;
      starts[digit] = to + 1;
    }
    [order, spare] = [spare, order];
  };
  if (rows.length > 1) {
    for (const digits of [3, 2, 1, 0]) {
      const word = (position: number): number => words[(rows[position] ?? 0) * 4 + digits] ?? 0;
      pass(word, 0);
      pass(word, 16);
    }
    for (const half of [1, 0]) {
      const word = (position: number): number => keyWords[position * 2 + half] ?? 0;
      pass(word, 0);
      pass(word, 16);
    }
  }
  return order.map((position) => rows[position] ?? 0);
}

/** Doubles as two words, biggest first, that compare as unsigned integers like the doubles do. */
function keyWordsOf(rows: Uint32Array, keyOf: (row: number) => number): Uint32Array {
  const words = new Uint32Array(rows.length * 2);
  const view = new DataView(new ArrayBuffer(8));
  for (let position = 0; position < rows.length; position += 1) {
    // Adding zero turns -0, which would sort before 0, into 0.
    view.setFloat64(0, keyOf(rows[position] ?? 0) + 0);
    const high = view.getUint32(0);
    const low = view.getUint32(4);
    const negative = high >>> 31 === 1;
    words[position * 2] = negative ? ~high : high ^ 0x80000000;
    words[position * 2 + 1] = negative ? ~low : low;
  }
  return words;
}
