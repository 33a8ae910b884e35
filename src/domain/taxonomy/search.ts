/**
 * Finding a category while talking: by Chinese, full pinyin, pinyin initials (xk → 限卡), a mix of both (xianka, xk, xka),
 * or English words. Any reading of a 多音字 counts, any run of syllables may be meant. Prepared once, then a search of a
 * few hundred labels takes well under a millisecond.
 */
import type { InstitutionType } from '../complaint/values';
import { readingsOf, type Readings } from '../text/pinyin';
import { toSearchText } from '../text/normalise';
import { flattenTree, parentOf, treeOf, type Dimension, type Taxonomy, type TaxonomyNode } from './taxonomy';

export interface TaxonomyHit {
  readonly id: string;
  /** Lower is better; equal ranks keep the order of the tree. */
  readonly rank: number;
  /** The label or alias that matched, so that a list can show why: "限卡". */
  readonly matched: string;
}

interface Phrase {
  readonly shown: string;
  readonly text: string;
  readonly words: readonly string[];
  /** Runs of Chinese characters; separators cut, so that 冻结、限额 has no run across the comma. */
  readonly runs: readonly (readonly Readings[])[];
  /** 0 for the label in Chinese or English, 1 for an alias, 2 for a label of a parent. */
  readonly distance: number;
}

interface Entry {
  readonly id: string;
  readonly phrases: readonly Phrase[];
}

/** Something that is found by its names. `distance` adds to the rank: 0 for a name of its own, more for one less its own. */
export interface Findable {
  readonly id: string;
  readonly labels: readonly { readonly text: string; readonly distance: number }[];
}

export type TaxonomySearch = (query: string, limit?: number) => readonly TaxonomyHit[];

const HAN_RUN = /\p{Script=Han}+/gu;
const WORD = /[a-z0-9]+/g;

function phrase(shown: string, distance: number): Phrase {
  const text = toSearchText(shown);
  return {
    shown,
    text,
    words: text.match(WORD) ?? [],
    runs: (text.match(HAN_RUN) ?? []).map((run) => readingsOf(run, 'words')),
    distance,
  };
}

function findableOf(taxonomy: Taxonomy, node: TaxonomyNode): Findable {
  const parent = taxonomy.nodeById.get(parentOf(taxonomy, node.id) ?? '');
  const at = (distance: number) => (text: string) => ({ text, distance });
  return {
    id: node.id,
    labels: [
      ...[node.zh, node.en].map(at(0)),
      ...node.aliases.map(at(1)),
      ...(parent ? [parent.zh, parent.en].map(at(2)) : []),
    ],
  };
}

/** Prepares the search over one tree. */
export function createTaxonomySearch(
  taxonomy: Taxonomy,
  dimension: Dimension,
  institutionType: InstitutionType,
): TaxonomySearch {
  const nodes = flattenTree(treeOf(taxonomy, dimension, institutionType));
  return createLabelSearch(nodes.map((node) => findableOf(taxonomy, node)));
}

/** Prepares the search over a short list of names that is no tree. */
export function createLabelSearch(items: readonly Findable[]): TaxonomySearch {
  const entries = items.map(({ id, labels }): Entry => ({
    id,
    phrases: labels.map(({ text, distance }) => phrase(text, distance)),
  }));
  return (query, limit = 20) => {
    const terms = toSearchText(query.slice(0, 100)).match(/\p{Script=Han}+|[a-z0-9]+/gu) ?? [];
    if (terms.length === 0) return [];
    const hits: TaxonomyHit[] = [];
    for (const entry of entries) {
      const hit = rankEntry(entry, terms);
      if (hit) hits.push(hit);
    }
    return hits.sort((a, b) => a.rank - b.rank).slice(0, limit);
  };
}

/** Every term must match somewhere; the entry ranks by its worst term, and by how near to its own label that one is. */
function rankEntry(entry: Entry, terms: readonly string[]): TaxonomyHit | null {
  let worst = -1;
  let matched = '';
  for (const term of terms) {
    let best = Number.POSITIVE_INFINITY;
    let bestShown = '';
    for (const candidate of entry.phrases) {
      const rank = rankPhrase(candidate, term);
      if (rank === null || rank + candidate.distance >= best) continue;
      best = rank + candidate.distance;
      bestShown = candidate.shown;
    }
    if (best === Number.POSITIVE_INFINITY) return null;
    if (best > worst) {
      worst = best;
      matched = bestShown;
    }
  }
  return { id: entry.id, rank: worst, matched };
}

/** 0 whole label, 3 its beginning, 6 inside, 9 pinyin from the start, 12 pinyin inside; one letter matches beginnings only. */
function rankPhrase(candidate: Phrase, term: string): number | null {
  if (candidate.text === term) return 0;
  if (candidate.text.startsWith(term)) return 3;
  const latin = /^[a-z0-9]+$/.test(term);
  if (!latin) return candidate.text.includes(term) ? 6 : null;
  if (candidate.words.some((word) => word.startsWith(term))) return 6;
  if (term.length > 24 || !/^[a-z]+$/.test(term)) return null;
  for (const run of candidate.runs) {
    for (let start = 0; start < run.length; start += 1) {
      if (!spells(term, 0, run, start)) continue;
      if (start === 0) return 9;
      if (term.length > 1) return 12;
    }
  }
  return null;
}

/** Whether the letters from `at` spell the syllables from `from`: each by a beginning of any of its readings. */
function spells(letters: string, at: number, run: readonly Readings[], from: number): boolean {
  if (at === letters.length) return true;
  for (const reading of run[from] ?? []) {
    let length = 0;
    while (length < reading.length && at + length < letters.length && letters[at + length] === reading[length])
      length += 1;
    // Longest beginning first: "xian" is one syllable before it is x-i-a-n.
    for (; length > 0; length -= 1) if (spells(letters, at + length, run, from + 1)) return true;
  }
  return false;
}
