/**
 * What a line tells that the customer must hear, in whatever words: rights, where to turn, deadlines, numbers to call. A branch may
 * say it in its own way, but may leave none of it out, and may not make it sound doubtful.
 */
import { toNfkc } from '../text/normalise';
import type { Line } from './words';
import { blanksOf } from './words';

interface Point {
  readonly zh: RegExp;
  readonly en: RegExp;
}

/** The ways of 救济 and what else is a right of the person at the counter. Said in any of these words, it counts as said. */
const points = {
  right: {
    zh: /有权|权利|是您的权|您可以投诉|随时能?投诉/,
    en: /(?<!\ball )\bright to\b|\byour right\b|\bentitled\b/i,
  },
  review: { zh: /复核|核查|复议|往上找|上级.{0,4}(?:看|查)/, en: /\breviews?\b|\blook(?:ed)? at again\b/i },
  mediation: { zh: /调解/, en: /\bmediat/i },
  arbitration: { zh: /仲裁/, en: /\barbitrat/i },
  court: { zh: /法院|起诉|打官司|诉讼/, en: /\bcourts?\b|\bsue\b|\blawsuit\b/i },
  regulator: { zh: /12378|监管/, en: /\b12378\b|\bregulat/i },
  creditBureau: {
    zh: /人民银行|征信中心|提异议|异议/,
    en: /\bPeople's Bank\b|\bcredit bureau\b|\bobjections?\b|\bobject to\b/i,
  },
  police: { zh: /110|报警|报案|公安|民警|警察/, en: /\b(?:96)?110\b|\bpolice\b/i },
  ambulance: { zh: /120|急救|救护/, en: /\b120\b|\bambulance\b/i },
  fire: { zh: /119|消防/, en: /\b119\b|\bfire (?:brigade|service)\b/i },
  voluntary: {
    zh: /自愿|您自己(?:定|选|决定)|由您(?:定|选)|您选|您挑|您拿主意|您做主|听您的|您说了算|可以不/,
    en: /\b(?:up to you|your (?:choice|decision)|you decide|as you (?:like|please)|voluntary|you may refuse|you choose)\b/i,
  },
  consent: { zh: /授权|您同意|经您同意/, en: /\bconsent\b|\bif you agree\b|\bauthori[sz]/i },
  recording: { zh: /录音|录像/, en: /\brecord(?:ed|ing)\b|\bfootage\b/i },
  free: {
    zh: /不花钱|不收(?:费|钱)|免费/,
    en: /\bfree\b(?! to\b)|\bno (?:charge|fee)\b|\bcosts? nothing\b/i,
  },
  notACondition: {
    zh: /(?:不影响|照(?:走|样|办)|不(?:耽误|妨碍)).{0,8}(?:投诉|办)|投诉.{0,8}(?:不影响|照(?:走|样|办)|不耽误)/,
    en: /\b(?:makes no difference|does(?:n't| not) affect|goes on all the same|whether or not you complain)\b/i,
  },
} as const satisfies Readonly<Record<string, Point>>;

export type DisclosurePoint = keyof typeof points;
export const disclosurePoints = Object.keys(points) as readonly DisclosurePoint[];

/** A line in one of its wordings. */
export const wordingKeys = ['zh', 'zhSimple', 'en'] as const;
export type WordingKey = (typeof wordingKeys)[number];

const languageOf = (key: WordingKey): keyof Point => (key === 'en' ? 'en' : 'zh');

/** What is heard in this wording: the simple one is the usual one where there is no other. */
export const heardIn = (line: Line, key: WordingKey): string =>
  key === 'zhSimple' ? (line.zhSimple ?? line.zh) : line[key];

/** Rights and routes that a text tells. */
export function pointsIn(text: string, key: WordingKey): readonly DisclosurePoint[] {
  const plain = toNfkc(text);
  return disclosurePoints.filter((point) => points[point][languageOf(key)].test(plain));
}

/** Blanks that carry a deadline, a legal number, the case or the person who answers for it. */
const BOUND = /^(?:due|limit|term)\.|^(?:case\.number|owner\.name|owner\.phone|hotline\.bank|branch\.phone)$/;

export interface Disclosure {
  readonly points: readonly DisclosurePoint[];
  readonly blanks: readonly string[];
}

/** All that a line discloses, in any of its wordings. */
export function disclosureOf(line: Line): Disclosure {
  const told = new Set(wordingKeys.flatMap((key) => pointsIn(heardIn(line, key), key)));
  return {
    points: disclosurePoints.filter((point) => told.has(point)),
    blanks: blanksOf(line.zh).filter((blank) => BOUND.test(blank)),
  };
}

/** True for a line that has to be told in one form or another. */
export const isMandatory = (line: Line): boolean => {
  const { points: told, blanks } = disclosureOf(line);
  return told.length > 0 || blanks.length > 0;
};

/** Words that make a right or a deadline doubtful. */
const HEDGE_ZH =
  /可能|也许|大概|大约|左右|一般|通常|尽量|争取|原则上|按理|应该能|不一定|差不多|看情况|视情况|如果方便|有空|不敢保证|暂时/;
const HEDGE_EN =
  /\b(?:might|perhaps|possibly|probably|usually|normally|generally|roughly|approximately|about|try to|hope to|in principle|should be able|if possible|depending)\b/i;
const NOT_ZH = /(?:没有?|无|不(?!影响|花|收|耽误|妨碍|满意|认可|同意)|别|甭|未必|用不着|何必)[^，。；,;]{0,8}$/;
const NOT_EN = /(?:\b(?:no|not|never|cannot|without|needn't|nor)\b|n't\b)[^.,;]{0,30}$/i;

/** Hedges of a text that the other text does not have. */
export function hedgesAdded(before: string, after: string, key: WordingKey): readonly string[] {
  const hedge = new RegExp(key === 'en' ? HEDGE_EN : HEDGE_ZH, key === 'en' ? 'gi' : 'g');
  const had = new Set([...toNfkc(before).matchAll(hedge)].map(([word]) => word.toLowerCase()));
  return [...new Set([...toNfkc(after).matchAll(hedge)].map(([word]) => word.toLowerCase()))].filter(
    (word) => !had.has(word),
  );
}

/** Points that are named in the text, but only to say that they are not so: "您没有权利投诉". */
export function pointsDenied(text: string, key: WordingKey): readonly DisclosurePoint[] {
  const plain = toNfkc(text);
  const not = key === 'en' ? NOT_EN : NOT_ZH;
  return pointsIn(text, key).filter((point) => {
    const found = [...plain.matchAll(new RegExp(points[point][languageOf(key)], key === 'en' ? 'gi' : 'g'))];
    return found.every(({ index }) => not.test(plain.slice(0, index)));
  });
}

/** Runs of digits outside of blanks: telephone numbers, sums, counts. */
export function numbersIn(text: string): readonly string[] {
  const outside = toNfkc(text).replace(/\{\{[^}]*\}\}/g, ' ');
  return [...new Set(outside.match(/\d+(?:[.,:]\d+)*/g) ?? [])];
}
