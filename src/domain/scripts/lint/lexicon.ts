/**
 * The second layer (§2.7): what the scripts themselves say never to say, found again in other words. Chinese is compared by pairs of
 * characters read as pinyin without tones, so that a wrong character of the same sound is found too; English by pairs of words.
 */
import { pinyin } from 'pinyin-pro';
import { toSearchText } from '../../text/normalise';
import type { ScriptSource } from '../script';
import type { Language } from './phrases';

interface Avoided {
  readonly text: string;
  readonly code: string;
  readonly pairs: ReadonlySet<string>;
}

export type Lexicon = Readonly<Record<Language, readonly Avoided[]>>;

/** How much of an avoided phrase must be there. A short one has to be there whole, and nearly alone: its words occur everywhere. */
const alike = 0.72;
const shortPairs = 3;
const aloneWith = 1;

export function lexiconOf(scripts: readonly ScriptSource[]): Lexicon {
  const of = (language: Language) =>
    scripts.flatMap(({ code, avoid }) =>
      avoid.map((one): Avoided => ({ text: one[language], code, pairs: pairsOf(one[language], language) })),
    );
  return { zh: of('zh'), en: of('en') };
}

export interface AvoidedFound {
  readonly avoided: string;
  readonly code: string;
}

/** The avoided phrase that a text is closest to, if it is close. */
export function closeToAvoided(text: string, language: Language, lexicon: Lexicon): AvoidedFound | null {
  const clauses = text.split(/[，。？！；：、,.?!;:]/u).map((clause) => pairsOf(clause, language));
  const pairs = new Set(clauses.flatMap((clause) => [...clause]));
  let best: { readonly found: AvoidedFound; readonly share: number } | null = null;
  for (const { text: avoided, code, pairs: wanted } of lexicon[language]) {
    if (wanted.size === 0) continue;
    const isShort = wanted.size <= shortPairs;
    const share = isShort
      ? Math.max(...clauses.map((clause) => (clause.size > wanted.size + aloneWith ? 0 : shareOf(wanted, clause))))
      : shareOf(wanted, pairs);
    if (share >= (isShort ? 1 : alike) && (best === null || share > best.share))
      best = { found: { avoided, code }, share };
  }
  return best?.found ?? null;
}

const shareOf = (wanted: ReadonlySet<string>, there: ReadonlySet<string>): number =>
  [...wanted].filter((pair) => there.has(pair)).length / wanted.size;

/** Words that carry no meaning of their own: the same rudeness is said with and without them. */
const FILLERS = /[了的吧吗呢啊呀嘛哦]|\{\{[^}]*\}\}/g;
const HAN_RUNS = /\p{Script=Han}+/gu;

function pairsOf(text: string, language: Language): ReadonlySet<string> {
  const plain = toSearchText(text).replace(FILLERS, '');
  const signs =
    language === 'zh'
      ? (plain.match(HAN_RUNS) ?? []).flatMap((run) => pinyin(run, { toneType: 'none', type: 'array' }))
      : (plain.match(/[a-z']+/g) ?? []);
  return new Set(signs.slice(1).map((sign, at) => `${signs[at] ?? ''} ${sign}`));
}
