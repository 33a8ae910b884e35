/** Candidates of a query inside one segment, as a bit set; a superset of the matches that is checked against the text. */
import { orBigrams, orStrings } from './dictionary';
import { termNeeds, type KeyNeed, type SearchTerm } from './query';
import type { Segment } from './segment';

/** With so few candidates left, reading their text is cheaper than reading more lists. */
const FEW = 48;

/** What a query needs, computed once and used for every segment. */
export type QueryPlan = readonly (readonly (readonly KeyNeed[])[])[];

const cost = (need: KeyNeed): number => (need.kind === 'bigram' || need.kind === 'exact' ? 0 : 1);

/** Terms with the most characters first: they leave fewest candidates for the others. */
export function planQuery(terms: readonly SearchTerm[]): QueryPlan {
  return [...terms]
    .sort((a, b) => b.literal.length - a.literal.length)
    .map((term) => termNeeds(term).map((branch) => [...branch].sort((a, b) => cost(a) - cost(b))));
}

function countBits(bits: Uint32Array): number {
  let count = 0;
  for (let i = 0; i < bits.length; i += 1) {
    let word = bits[i] as number;
    if (word === 0) continue;
    word -= (word >>> 1) & 0x55555555;
    word = (word & 0x33333333) + ((word >>> 2) & 0x33333333);
    count += Math.imul((word + (word >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
  }
  return count;
}

function readNeed(segment: Segment, need: KeyNeed, bits: Uint32Array): boolean {
  switch (need.kind) {
    case 'bigram':
      return orBigrams(segment, need.key, need.key, bits);
    case 'unit':
      return orBigrams(segment, (need.unit << 16) >>> 0, ((need.unit << 16) | 0xffff) >>> 0, bits);
    case 'exact':
      return orStrings(segment, need.key, false, bits);
    case 'prefix':
      return orStrings(segment, need.key, true, bits);
  }
}

/** Bits of the living documents that may match. */
export function findCandidates(segment: Segment, plan: QueryPlan): Uint32Array {
  const length = segment.dead.length;
  const found = new Uint32Array(length);
  for (let i = 0; i < length; i += 1) found[i] = ~(segment.dead[i] as number);
  if (segment.docCount % 32 !== 0) {
    found[length - 1] = (found[length - 1] as number) & ((1 << (segment.docCount % 32)) - 1);
  }
  const term = new Uint32Array(length);
  const branch = new Uint32Array(length);
  const list = new Uint32Array(length);
  for (const branches of plan) {
    if (countBits(found) <= FEW) break;
    term.fill(0);
    for (const needs of branches) {
      branch.set(found);
      for (const [index, need] of needs.entries()) {
        if (index > 0 && countBits(branch) <= FEW) break;
        list.fill(0);
        if (!readNeed(segment, need, list)) {
          branch.fill(0);
          break;
        }
        for (let i = 0; i < length; i += 1) branch[i] = (branch[i] as number) & (list[i] as number);
      }
      for (let i = 0; i < length; i += 1) term[i] = (term[i] as number) | (branch[i] as number);
    }
    found.set(term);
  }
  return found;
}

/** The first set bit at or after `from`; `end` when there is none. */
export function nextBit(bits: Uint32Array, from: number, end: number): number {
  let index = from >>> 5;
  if (index >= bits.length) return end;
  let word = ((bits[index] as number) & (-1 << (from & 31))) >>> 0;
  while (word === 0) {
    index += 1;
    if (index >= bits.length) return end;
    word = bits[index] as number;
  }
  return index * 32 + (31 - Math.clz32(word & -word));
}
