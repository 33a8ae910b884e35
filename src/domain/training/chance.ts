/** Chance that is decided beforehand: the same seed and the same names always draw the same. */

const OFFSET = 0x811c9dc5;
const PRIME = 0x01000193;

/** A whole number from 0 to 2³²−1 for these names. */
function mixed(names: readonly (string | number)[]): number {
  let hash = OFFSET;
  for (const char of names.join('|')) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), PRIME);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** One of the items; undefined where there is none. */
export function drawn<T>(items: readonly T[], ...names: readonly (string | number)[]): T | undefined {
  return items[mixed(names) % Math.max(1, items.length)];
}

/** The same items in an order of their own. */
export function shuffled<T>(items: readonly T[], ...names: readonly (string | number)[]): readonly T[] {
  return items
    .map((item, at) => ({ item, rank: mixed([...names, at]) }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ item }) => item);
}
