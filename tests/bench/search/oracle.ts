/**
 * What a search must find, written a second time and as plainly as possible: every document is read from end to end with
 * `String.includes`. It shares with the index only the normalisation and the readings of single characters.
 */
import type { SearchDoc } from '../../../src/shared/store-contract/search';
import { compact, normalise, phoneDigits } from '../../../src/store-host/search/normalise';
import { readNames } from '../../../src/store-host/search/name-pinyin';

const WORD_UNIT = /[\p{L}\p{N}\p{M}]/u;
const UNSPACED_UNIT =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\ud800-\udfff]/u;

const isWordUnit = (unit: string): boolean => WORD_UNIT.test(unit) && !UNSPACED_UNIT.test(unit);

/** A document with everything the oracle compares precomputed; the order of its list is the expected order. */
export interface OracleDoc {
  readonly caseId: string;
  readonly receivedAtMs: number;
  readonly texts: readonly string[];
  readonly number: string;
  readonly phone: string;
  readonly tails: readonly string[];
  readonly spellings: readonly string[];
  readonly initials: readonly string[];
}

function combine(readings: readonly (readonly string[])[]): string[] {
  return readings.reduce<string[]>(
    (found, alternates) => found.flatMap((before) => alternates.map((reading) => `${before} ${reading}`)),
    [''],
  );
}

export function toOracleDoc(doc: SearchDoc): OracleDoc {
  const { fields } = doc;
  const name = normalise(fields.name);
  const phone = phoneDigits(fields.phone);
  const spelled = readNames(name).flatMap(({ readings }) => combine(readings).map((words) => words.trim().split(' ')));
  return {
    caseId: doc.caseId,
    receivedAtMs: doc.receivedAtMs,
    texts: [name, normalise(fields.business), normalise(fields.staff ?? ''), normalise(fields.text)],
    number: compact(normalise(fields.number)),
    phone,
    tails: [phone, compact(normalise(fields.idTail ?? '')), compact(normalise(fields.cardTail ?? ''))],
    spellings: spelled.flatMap((syllables) => syllables.map((_, i) => syllables.slice(i).join(''))),
    initials: spelled.map((syllables) => syllables.map((syllable) => syllable.charAt(0)).join('')),
  };
}

export function sortNewestFirst(docs: readonly OracleDoc[]): OracleDoc[] {
  return [...docs].sort((a, b) => b.receivedAtMs - a.receivedAtMs || (a.caseId < b.caseId ? 1 : -1));
}

function standsIn(text: string, term: string): boolean {
  if (!text.includes(term)) return false;
  if (!isWordUnit(term.charAt(0))) return true;
  for (let i = 0; i < text.length; i += 1) {
    if (text.startsWith(term, i) && (i === 0 || !isWordUnit(text.charAt(i - 1)))) return true;
  }
  return false;
}

function termMatches(doc: OracleDoc, term: string): boolean {
  if (doc.texts.some((text) => standsIn(text, term))) return true;
  const packed = compact(term);
  if (packed.length >= 3 && doc.number.includes(packed)) return true;
  const digits = term.replace(/[-/+]/g, '');
  if (/^\d{3,}$|^\d{2,}x$/.test(digits)) {
    if (doc.tails.some((tail) => tail.endsWith(digits))) return true;
    if (digits.length >= 5 && doc.phone.startsWith(digits)) return true;
  }
  const letters = term.replace(/['’]/g, '');
  if (!/^[a-z]{2,}$/.test(letters)) return false;
  return [...doc.spellings, ...doc.initials].some((spelling) => spelling.startsWith(letters));
}

/** Terms as a person would read them off the contract in search.ts. */
export function oracleTerms(text: string): string[] {
  const pieces: string[] = [];
  let piece = '';
  const flush = (): void => {
    const units = piece.split('');
    const first = units.findIndex((unit) => isWordUnit(unit) || UNSPACED_UNIT.test(unit));
    const last = units.findLastIndex((unit) => isWordUnit(unit) || UNSPACED_UNIT.test(unit));
    if (first !== -1) pieces.push(piece.slice(first, last + 1));
    piece = '';
  };
  for (const char of normalise(text.slice(0, 256))) {
    if (' ,;!?"()<>[]{}、。「」『』【】《》〈〉“”…'.includes(char)) flush();
    else piece += char;
  }
  flush();
  const joined = pieces.join('').replace(/^86/, '');
  if (pieces.length > 1 && /^1\d{10}$/.test(joined)) return [joined];
  return [...new Set(pieces)].slice(0, 12);
}

/** Ids of the first `limit` matches of a list sorted by `sortNewestFirst`. */
export function oracleQuery(sorted: readonly OracleDoc[], text: string, limit: number): string[] {
  const terms = oracleTerms(text);
  if (terms.length === 0) return [];
  const found: string[] = [];
  for (const doc of sorted) {
    if (!terms.every((term) => termMatches(doc, term))) continue;
    found.push(doc.caseId);
    if (found.length === limit) break;
  }
  return found;
}
