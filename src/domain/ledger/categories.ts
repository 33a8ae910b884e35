/** From the words of a ledger's category columns to taxonomy ids: exact first, then the most similar, never a wild guess. */
import type { InstitutionType } from '../complaint/values';
import { flattenTree, treeOf, type Dimension, type Taxonomy } from '../taxonomy/taxonomy';
import { toSearchText } from '../text/normalise';

export interface CategoryMatch {
  readonly id: string;
  /** `similar` was inferred: shown to the person in the preview. */
  readonly how: 'exact' | 'similar';
}
export type CategoryMatcher = (text: string) => CategoryMatch | null;

/** Share of common letter pairs from which two words count as the same. */
const SIMILAR_ENOUGH = 0.5;

const MOST_REMEMBERED = 1_000;

const key = (text: string): string => toSearchText(text).replace(/[^\p{L}\p{N}]+/gu, '');
const stem = (text: string): string => key(text).replace(/(?:类业务|业务类|业务|类投诉|投诉|纠纷|类|问题)$/u, '');

function pairs(text: string): ReadonlySet<string> {
  const characters = Array.from(text);
  return new Set(characters.slice(1).map((character, index) => `${characters[index] ?? ''}${character}`));
}

/** Dice coefficient over letter pairs, 0 … 1. */
function similarity(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size === 0 || b.size === 0) return 0;
  let common = 0;
  for (const pair of a) if (b.has(pair)) common += 1;
  return (2 * common) / (a.size + b.size);
}

/** Prepares matching against one tree. A path such as "借记卡-年费" is tried whole, then by its last part. */
export function createCategoryMatcher(
  taxonomy: Taxonomy,
  dimension: Dimension,
  institutionType: InstitutionType,
): CategoryMatcher {
  const exact = new Map<string, string>();
  const similar: { id: string; pairs: ReadonlySet<string> }[] = [];
  const nodes = flattenTree(treeOf(taxonomy, dimension, institutionType));
  const words = nodes.flatMap(({ id, code, zh, en, aliases }) => [
    ...[id, code ?? '', zh, en, ...zh.split('、')].map((text) => ({ id, text, rank: 0 })),
    ...aliases.map((text) => ({ id, text, rank: 1 })),
  ]);
  // Labels before aliases: an alias may be the label of a neighbour.
  for (const { id, text } of words.sort((a, b) => a.rank - b.rank)) {
    for (const form of [key(text), stem(text)]) {
      if (form.length < 2) continue;
      if (!exact.has(form)) exact.set(form, id);
      similar.push({ id, pairs: pairs(form) });
    }
  }
  const matchOne = (text: string): CategoryMatch | null => {
    const id = exact.get(key(text)) ?? exact.get(stem(text));
    if (id !== undefined) return { id, how: 'exact' };
    const own = pairs(stem(text));
    let best = { id: '', score: 0 };
    for (const candidate of similar) {
      const score = similarity(own, candidate.pairs);
      if (score > best.score) best = { id: candidate.id, score };
    }
    return best.score >= SIMILAR_ENOUGH ? { id: best.id, how: 'similar' } : null;
  };
  const match: CategoryMatcher = (text) => {
    const short = text.slice(0, 100);
    const parts = short.split(/[-－—/>＞\\|:：]+/u).filter((part) => part.trim() !== '');
    const whole = matchOne(short);
    if (whole?.how === 'exact' || parts.length < 2) return whole;
    return matchOne(parts.at(-1) ?? '') ?? matchOne(parts[0] ?? '') ?? whole;
  };
  // A ledger repeats a few dozen category names over thousands of rows.
  const known = new Map<string, CategoryMatch | null>();
  return (text) => {
    let found = known.get(text);
    if (found === undefined) {
      found = match(text);
      if (known.size < MOST_REMEMBERED) known.set(text, found);
    }
    return found;
  };
}
