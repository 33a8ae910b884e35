/** How the dangerous classes are built out of slots: a small list of words for each place, so that a pairing nobody wrote down is found. */
import type { PhraseRule } from './phrases';

/**
 * A way to say what must not be said. Gaps between slots are bounded (`.{0,9}`) and nothing is repeated without bound, so that the time
 * grows with the length of the text alone.
 */
export interface Construction {
  readonly rule: PhraseRule;
  /** What the person does with these words. */
  readonly act: string;
  readonly says: RegExp;
  /** What makes the same sentence harmless. */
  readonly unless?: RegExp;
}

/** A pattern of slots: `${slot}` is put in as a group. */
export const slots = (text: TemplateStringsArray, ...words: readonly string[]): RegExp =>
  new RegExp(String.raw({ raw: text.raw }, ...words.map((word) => `(?:${word})`)), 'iu');

const SHORT_FORMS = /can't|won't|n't|'(?:ll|re|m)\b|'/g;
const LONG_FORMS: Readonly<Record<string, string>> = {
  "can't": "can(?:['’]t| ?not)",
  "won't": "(?:won['’]t|will not)",
  "n't": "(?:n['’]t| not)",
  "'ll": "(?:['’]ll| will)",
  "'re": "(?:['’]re| are)",
  "'m": "(?:['’]m| am)",
};

/**
 * The same English pattern for the long forms too (`can not`, `you will`) and for curly apostrophes. Without the flag `u`: to compare
 * letters over all of Unicode takes twenty times as long, and English does not need it.
 */
export const withLongForms = (pattern: RegExp): RegExp =>
  new RegExp(
    pattern.source.replace(SHORT_FORMS, (short) => LONG_FORMS[short] ?? "['’]"),
    'i',
  );
