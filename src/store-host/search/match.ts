/** The exact decision whether a stored record matches, and the reasons shown to the reader. */
import type { SearchMatch, SearchRange } from '../../shared/store-contract/search';
import { CLASS_SEPARATOR, CLASS_WORD, classAt, compact } from './normalise';
import { coverInitials, coverPinyin, readNames } from './name-pinyin';
import type { SearchTerm } from './query';
import type { RecordFields } from './record';

const LITERAL_FIELDS = ['name', 'business', 'staff', 'text'] as const;
const TAIL_FIELDS = ['phone', 'idTail', 'cardTail'] as const;
const MOST_RANGES = 3;
const SNIPPET_BEFORE = 16;
const SNIPPET_LENGTH = 64;

/** Where the term stands in the text, from `from` on; a term beginning with a word unit must begin a word. -1 if nowhere. */
function findLiteral(text: string, literal: string, from: number): number {
  const atWordStart = classAt(literal, 0) === CLASS_WORD;
  let at = text.indexOf(literal, from);
  while (at > 0 && atWordStart && classAt(text, at - 1) === CLASS_WORD) at = text.indexOf(literal, at + 1);
  return at;
}

function matchesOther(fields: RecordFields, term: SearchTerm): boolean {
  if (term.compact !== null && compact(fields.number).includes(term.compact)) return true;
  const { digits, letters } = term;
  if (digits !== null) {
    if (digits.length >= 5 && fields.phone.startsWith(digits)) return true;
    if (TAIL_FIELDS.some((field) => fields[field].endsWith(digits))) return true;
  }
  if (letters !== null) {
    for (const { readings } of readNames(fields.name)) {
      if (coverInitials(letters, readings)) return true;
      for (let start = 0; start < readings.length; start += 1) {
        if (coverPinyin(letters, readings, start) > 0) return true;
      }
    }
  }
  return false;
}

/**
 * Whether every term matches. `fields` splits the record; it is called only when a term does not fail before, because
 * most false candidates lack the literal text and could match in no other way.
 */
export function matchesFields(joined: string, fields: () => RecordFields, terms: readonly SearchTerm[]): boolean {
  let split: RecordFields | null = null;
  for (const term of terms) {
    const standsSomewhere = joined.includes(term.literal);
    if (!standsSomewhere && term.compact === null && term.digits === null && term.letters === null) return false;
    split ??= fields();
    const known = split;
    const literally =
      standsSomewhere && LITERAL_FIELDS.some((field) => findLiteral(known[field], term.literal, 0) >= 0);
    if (!literally && !matchesOther(known, term)) return false;
  }
  return true;
}

function snippetAround(text: string, at: number): { readonly from: number; readonly to: number } {
  if (text.length <= SNIPPET_LENGTH) return { from: 0, to: text.length };
  let from = Math.max(0, Math.min(at - SNIPPET_BEFORE, text.length - SNIPPET_LENGTH));
  let to = Math.min(text.length, from + SNIPPET_LENGTH);
  const splitsPair = (index: number): boolean => index > 0 && index < text.length && isLow(text, index);
  if (splitsPair(from)) from -= 1;
  if (splitsPair(to)) to += 1;
  return { from, to };
}

function isLow(text: string, index: number): boolean {
  const unit = text.charCodeAt(index);
  return unit >= 0xdc00 && unit <= 0xdfff;
}

/** A Latin word or number goes on across this place. */
function splitsWord(text: string, index: number): boolean {
  return index > 0 && index < text.length && /^[a-z0-9']{2}$/.test(text.slice(index - 1, index + 1));
}

function explainLiteral(text: string, literal: string): { snippet: string; ranges: SearchRange[] } | null {
  let at = findLiteral(text, literal, 0);
  if (at < 0) return null;
  const around = snippetAround(text, at);
  let { from } = around;
  while (from < at && (splitsWord(text, from) || (from > 0 && text.charAt(from) === ' '))) from += 1;
  // A term longer than the window would be cut in two: let the window grow with it.
  const least = Math.min(text.length, at + literal.length);
  let to = Math.max(around.to, least);
  while (to > least && splitsWord(text, to)) to -= 1;
  const [before, after] = [from > 0 ? '…' : '', to < text.length ? '…' : ''];
  const ranges: SearchRange[] = [];
  while (at >= 0 && at + literal.length <= to && ranges.length < MOST_RANGES) {
    const start = at - from + before.length;
    ranges.push([start, start + literal.length]);
    at = findLiteral(text, literal, at + literal.length);
  }
  return { snippet: `${before}${text.slice(from, to).trimEnd()}${after}`, ranges };
}

/** The stretch of a case number that holds the compact term, separators inside it included. */
function explainNumber(number: string, term: string): SearchRange | null {
  const at = compact(number).indexOf(term);
  if (at < 0) return null;
  let seen = -1;
  let from = 0;
  for (let i = 0; i < number.length; i += 1) {
    if (classAt(number, i) === CLASS_SEPARATOR) continue;
    seen += 1;
    if (seen === at) from = i;
    if (seen === at + term.length - 1) return [from, i + 1];
  }
  return null;
}

function explainNames(names: string, letters: string, out: SearchMatch[]): void {
  for (const { at, readings } of readNames(names)) {
    if (coverInitials(letters, readings)) {
      out.push({ field: 'name', kind: 'initials', snippet: names, ranges: [[at, at + letters.length]] });
      return;
    }
    for (let start = 0; start < readings.length; start += 1) {
      const covered = coverPinyin(letters, readings, start);
      if (covered > 0) {
        out.push({ field: 'name', kind: 'pinyin', snippet: names, ranges: [[at + start, at + start + covered]] });
        return;
      }
    }
  }
}

function explainTerm(fields: RecordFields, term: SearchTerm, out: SearchMatch[]): void {
  if (term.compact !== null) {
    const range = explainNumber(fields.number, term.compact);
    if (range !== null) out.push({ field: 'number', kind: 'number', snippet: fields.number, ranges: [range] });
  }
  const { digits } = term;
  if (digits !== null) {
    for (const field of TAIL_FIELDS) {
      if (fields[field].endsWith(digits)) {
        out.push({ field, kind: 'tail', snippet: digits, ranges: [[0, digits.length]] });
      } else if (field === 'phone' && digits.length >= 5 && fields.phone.startsWith(digits)) {
        out.push({ field, kind: 'number', snippet: digits, ranges: [[0, digits.length]] });
      }
    }
  }
  if (term.letters !== null) explainNames(fields.name, term.letters, out);
  const kind = classAt(term.literal, 0) === CLASS_WORD ? 'word' : 'text';
  for (const field of LITERAL_FIELDS) {
    const found = explainLiteral(fields[field], term.literal);
    if (found !== null) out.push({ field, kind: field === 'name' ? 'name' : kind, ...found });
  }
}

/** Why the record matches: number, tail and name reasons first within each term, the terms in the order typed. */
export function explainRecord(fields: RecordFields, terms: readonly SearchTerm[]): readonly SearchMatch[] {
  const out: SearchMatch[] = [];
  for (const term of terms) explainTerm(fields, term, out);
  return out;
}
