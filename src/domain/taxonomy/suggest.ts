/**
 * Which codes a complaint may have (编码建议), from two kinds of evidence that can be shown: names of the taxonomy that its words
 * contain, and earlier complaints told in similar words with the codes they have today. Whoever corrects a code so teaches the
 * next suggestion; nothing is learned that is not in the records, and nothing leaves the branch.
 */
import type { InstitutionType } from '../complaint/values';
import { toSearchText } from '../text/normalise';
import { flattenTree, parentOf, treeOf, type Taxonomy } from './taxonomy';

export const codedDimensions = ['business', 'reason'] as const;
/**
 * Of the three dimensions of JR/T 0169-2018 the two that are judged from what was said: 业务 and 原因. The channel (渠道) is how it
 * came, which whoever takes it down knows; "电话" in a text says nothing of it.
 */
export type CodedDimension = (typeof codedDimensions)[number];

/** An earlier complaint: its line and its codes; a code may be empty. */
export interface CodedText {
  readonly caseId: string;
  readonly text: string;
  readonly codes: Readonly<Record<CodedDimension, string>>;
}

export interface Suggestion {
  readonly dimension: CodedDimension;
  readonly id: string;
  /** Names in the text that point to it, as the pack writes them; longest first. */
  readonly words: readonly string[];
  /** Similar earlier complaints that carry it. */
  readonly cases: number;
}

export interface Suggester {
  /** `line`: what is compared with earlier complaints; `text`: where names are looked for. At most three for each dimension. */
  readonly suggest: (
    asked: { readonly line: string; readonly text: string },
    earlier: SimilarTexts,
  ) => readonly Suggestion[];
}

interface Name {
  readonly id: string;
  readonly parent: string | null;
  readonly shown: string;
  readonly text: string;
  readonly weight: number;
}

const MOST = 3;
/** A parent's name ("信用卡") says less of its child than the child's own. */
const PARENT_SHARE = 0.5;
/** One wholly similar complaint weighs about as much as a name of three characters. */
const CASE_WEIGHT = 3;
const MOST_SIMILAR = 12;
const SHORTEST_SCORE = 2;
/** Below this, two lines share no more than common words. */
const ALIKE = 0.3;

/** Prepares the names of one kind of institution. */
export function createSuggester(taxonomy: Taxonomy, institutionType: InstitutionType): Suggester {
  const names = new Map(
    codedDimensions.map((dimension) => [
      dimension,
      flattenTree(treeOf(taxonomy, dimension, institutionType)).flatMap((node): Name[] =>
        partsOf([node.zh, node.en, ...node.aliases]).map((shown) => ({
          id: node.id,
          parent: parentOf(taxonomy, node.id),
          shown,
          text: toSearchText(shown),
          weight: weightOf(shown),
        })),
      ),
    ]),
  );

  return {
    suggest: ({ line, text }, earlier) => {
      const near = earlier(line);
      const said = toSearchText(text);
      return codedDimensions.flatMap((dimension) => rank(dimension, names.get(dimension) ?? [], said, near));
    },
  };
}

function rank(dimension: CodedDimension, names: readonly Name[], said: string, near: readonly Near[]): Suggestion[] {
  const found = names.filter((name) => says(said, name.text));
  // "信用卡被盗" was said, so "被盗" alone points nowhere else.
  const heard = found.filter((name) => !found.some((o) => o.text !== name.text && o.text.includes(name.text)));
  const own = new Map<string, number>();
  for (const name of heard) own.set(name.id, Math.max(own.get(name.id) ?? 0, name.weight));
  const ofParent = new Map<string, number>();
  // A name inside a longer one is still said: a parent counts for its children also then.
  for (const name of found) ofParent.set(name.id, Math.max(ofParent.get(name.id) ?? 0, name.weight));

  const known = new Map(names.map((name) => [name.id, name.parent]));
  const votes = new Map<string, { score: number; cases: number }>();
  for (const { codes, likeness } of near) {
    const id = codes[dimension];
    if (!known.has(id)) continue;
    const vote = votes.get(id) ?? { score: 0, cases: 0 };
    votes.set(id, { score: vote.score + likeness, cases: vote.cases + 1 });
  }

  const scored = [...new Set([...own.keys(), ...votes.keys()])].map((id) => {
    const parent = known.get(id) ?? null;
    const inherited = parent === null ? 0 : PARENT_SHARE * (ofParent.get(parent) ?? 0);
    const vote = votes.get(id) ?? { score: 0, cases: 0 };
    return { id, cases: vote.cases, score: (own.get(id) ?? 0) + inherited + CASE_WEIGHT * vote.score };
  });
  const children = (id: string): boolean => scored.some((other) => known.get(other.id) === id);
  return (
    scored
      // A child says all that its parent says, and more.
      .filter(({ id, score }) => score >= SHORTEST_SCORE && !children(id))
      .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
      .slice(0, MOST)
      .map(({ id, cases }) => ({
        dimension,
        id,
        cases,
        words: [...new Set(heard.filter((name) => name.id === id).map((name) => name.shown))].sort(
          (a, b) => b.length - a.length,
        ),
      }))
  );
}

/** "开户、销户、冻结、限额" are four names; one character alone means too much. */
function partsOf(labels: readonly string[]): string[] {
  const parts = labels.flatMap((label) => label.split(/[、，,;；/]|及|与/u)).map((part) => part.trim());
  return [...new Set(parts)].filter((part) => [...part].length >= 2);
}

const HAN = /\p{Script=Han}/u;
const WORDS = /[a-z0-9]+/g;
const RUNS = /\p{Script=Han}+/gu;

/** Chinese by characters; other scripts say less per letter. */
const weightOf = (shown: string): number => {
  const length = [...shown].length;
  return Math.min(HAN.test(shown) ? length : length / 2, 6);
};

/** Chinese names stand anywhere; others as whole words, so that "app" is not in "happened". */
function says(said: string, name: string): boolean {
  if (name === '' || !said.includes(name)) return false;
  if (HAN.test(name)) return true;
  const at = said.search(new RegExp(`(?<![a-z0-9])${escape(name)}(?![a-z0-9])`, 'u'));
  return at >= 0;
}
const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

export interface Near extends CodedText {
  /** 0 nothing in common, 1 the same words. */
  readonly likeness: number;
}
/** The most similar of a set of earlier complaints, best first. */
export type SimilarTexts = (line: string) => readonly Near[];

/**
 * Prepares a set of earlier complaints to be compared with. Likeness is the cosine of two lines over pairs of Chinese characters
 * and whole words, each weighed by how rare it is in the set: what every complaint says tells nothing.
 */
export function indexTexts(texts: readonly CodedText[]): SimilarTexts {
  const features = texts.map(({ text }) => featuresOf(text));
  const holders = new Map<string, number[]>();
  features.forEach((all, index) => {
    for (const feature of all) {
      const known = holders.get(feature);
      if (known) known.push(index);
      else holders.set(feature, [index]);
    }
  });
  const rarity = (feature: string): number => Math.log1p(texts.length / (1 + (holders.get(feature)?.length ?? 0)));
  const lengthOf = (all: ReadonlySet<string>): number =>
    Math.sqrt([...all].reduce((sum, feature) => sum + rarity(feature) ** 2, 0));
  const lengths = features.map(lengthOf);

  return (line) => {
    const asked = featuresOf(line);
    const length = lengthOf(asked);
    if (length === 0) return [];
    const shared = new Map<number, number>();
    for (const feature of asked) {
      for (const index of holders.get(feature) ?? [])
        shared.set(index, (shared.get(index) ?? 0) + rarity(feature) ** 2);
    }
    return [...shared]
      .flatMap(([index, weight]): Near[] => {
        const found = texts[index];
        const likeness = weight / (length * (lengths[index] ?? 1));
        return found && likeness >= ALIKE ? [{ ...found, likeness: Math.min(likeness, 1) }] : [];
      })
      .sort((a, b) => b.likeness - a.likeness || (a.caseId < b.caseId ? -1 : 1))
      .slice(0, MOST_SIMILAR);
  };
}

function featuresOf(text: string): ReadonlySet<string> {
  const said = toSearchText(text);
  const features = new Set(said.match(WORDS) ?? []);
  for (const [run] of said.matchAll(RUNS)) {
    const characters = [...run];
    for (let at = 0; at + 1 < characters.length; at += 1)
      features.add(`${characters[at] ?? ''}${characters[at + 1] ?? ''}`);
  }
  return features;
}
