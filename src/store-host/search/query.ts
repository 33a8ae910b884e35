/** From what a person typed to terms, and from terms to the index keys that every matching document must have. */
import { CLASS_SEPARATOR, CLASS_UNSPACED, CLASS_WORD, classAt, compact, normalise } from './normalise';

/** More than anybody types; the rest of a longer text is ignored. */
const LONGEST_QUERY = 256;
const MOST_TERMS = 12;
/** Word keys are cut here; the check against the stored text decides about the rest. */
export const LONGEST_WORD_KEY = 24;

export interface SearchTerm {
  /** Normalised, begins and ends with a letter or digit. */
  readonly literal: string;
  /** For the case number; null below 3 units. */
  readonly compact: string | null;
  /** For phone, identity and card tails; null when the term is no such number. */
  readonly digits: string | null;
  /** For pinyin and initials; null when the term is anything but 2 or more Latin letters. */
  readonly letters: string | null;
}

/** A key of the index, or the beginning of one. */
export type KeyNeed =
  | { readonly kind: 'bigram'; readonly key: number }
  /** Any bigram whose first unit is this one. */
  | { readonly kind: 'unit'; readonly unit: number }
  | { readonly kind: 'exact'; readonly key: string }
  | { readonly kind: 'prefix'; readonly key: string };

const BETWEEN_TERMS = /[\s,;!?"()<>[\]{}、。「」『』【】《》〈〉“”…]+/u;
const ELEVEN_DIGITS = /^1\d{10}$/;

function trimSeparators(piece: string): string {
  let from = 0;
  let to = piece.length;
  while (from < to && classAt(piece, from) === CLASS_SEPARATOR) from += 1;
  while (to > from && classAt(piece, to - 1) === CLASS_SEPARATOR) to -= 1;
  return piece.slice(from, to);
}

function toTerm(literal: string): SearchTerm {
  const packed = compact(literal);
  const letters = literal.replace(/['’]/g, '');
  const digits = literal.replace(/[-/+]/g, '');
  return {
    literal,
    compact: packed.length >= 3 ? packed : null,
    digits: /^\d{3,}$|^\d{2,}x$/.test(digits) ? digits : null,
    letters: /^[a-z]{2,}$/.test(letters) ? letters : null,
  };
}

/** The terms of a query; empty when nothing in it can be searched for. */
export function parseQuery(text: string): readonly SearchTerm[] {
  const pieces = normalise(text.slice(0, LONGEST_QUERY)).split(BETWEEN_TERMS).map(trimSeparators).filter(Boolean);
  // A mobile number typed in groups (138 1234 5678) is one number.
  if (pieces.length > 1) {
    const joined = pieces.join('').replace(/^86/, '');
    if (ELEVEN_DIGITS.test(joined)) return [toTerm(joined)];
  }
  return [...new Set(pieces)].slice(0, MOST_TERMS).map(toTerm);
}

export const wordKey = (word: string): string => `w${word.slice(0, LONGEST_WORD_KEY)}`;

function literalNeeds(literal: string): KeyNeed[] {
  const needs: KeyNeed[] = [];
  const end = literal.length;
  let i = 0;
  while (i < end) {
    const unitClass = classAt(literal, i);
    let to = i + 1;
    while (to < end && classAt(literal, to) === unitClass) to += 1;
    if (unitClass === CLASS_WORD) {
      const key = wordKey(literal.slice(i, to));
      needs.push({ kind: to === end && to - i < LONGEST_WORD_KEY ? 'prefix' : 'exact', key });
    } else if (unitClass === CLASS_UNSPACED) {
      for (let j = i; j + 1 < to; j += 1) {
        needs.push({ kind: 'bigram', key: ((literal.charCodeAt(j) << 16) | literal.charCodeAt(j + 1)) >>> 0 });
      }
      // The last unit of a run alone has the bigram (unit, 0) in the document only if the run ends there too.
      if (to < end) needs.push({ kind: 'bigram', key: (literal.charCodeAt(to - 1) << 16) >>> 0 });
      else if (to - i === 1) needs.push({ kind: 'unit', unit: literal.charCodeAt(i) });
    }
    i = to;
  }
  return needs;
}

/** Alternatives, each a list of keys that must all be there. */
export function termNeeds(term: SearchTerm): readonly (readonly KeyNeed[])[] {
  const branches: KeyNeed[][] = [literalNeeds(term.literal)];
  if (term.compact !== null) {
    const keys = new Set<string>();
    for (let i = 0; i + 3 <= term.compact.length; i += 1) keys.add(`n${term.compact.slice(i, i + 3)}`);
    branches.push([...keys].map((key) => ({ kind: 'exact', key })));
  }
  if (term.digits !== null) {
    branches.push([{ kind: 'exact', key: `t${term.digits.slice(-3)}` }]);
    if (term.digits.length >= 5) branches.push([{ kind: 'exact', key: `p${term.digits.slice(0, 5)}` }]);
  }
  if (term.letters !== null) {
    const { letters } = term;
    const length = letters.length >= 6 ? 6 : letters.length >= 4 ? 4 : 2;
    branches.push([{ kind: 'exact', key: `y${letters.slice(0, length)}` }]);
    branches.push([{ kind: 'exact', key: `i${letters.slice(0, 3)}` }]);
  }
  return branches;
}
