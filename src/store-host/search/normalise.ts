/**
 * The one normalisation of the search engine, for documents and queries alike.
 *
 * Runs of scripts without spaces (Chinese, kana, Thai, astral characters such as emoji) are indexed by bigram, runs of
 * all other letters and digits by word; everything else separates.
 */

import { toSearchText } from '../../domain/text/normalise';

/** Separates the fields of a stored record; never part of normalised text. */
export const FIELD_SEPARATOR = '\u0001';

export const CLASS_SEPARATOR = 0;
export const CLASS_WORD = 1;
export const CLASS_UNSPACED = 2;

const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const ALPHANUMERIC = /[\p{L}\p{N}\p{M}]/u;

function buildClasses(): Uint8Array {
  const classes = new Uint8Array(0x10000);
  for (let unit = 0; unit < 0x10000; unit += 1) {
    if (unit >= 0xd800 && unit <= 0xdfff) {
      classes[unit] = CLASS_UNSPACED;
      continue;
    }
    const char = String.fromCharCode(unit);
    if (ALPHANUMERIC.test(char)) classes[unit] = UNSPACED.test(char) ? CLASS_UNSPACED : CLASS_WORD;
  }
  return classes;
}

/** Class of every UTF-16 unit. */
export const UNIT_CLASSES: Uint8Array = buildClasses();

/** Class of the unit at `index`; outside the text it is a separator. */
export function classAt(text: string, index: number): number {
  const unit = text.charCodeAt(index);
  return Number.isNaN(unit) ? CLASS_SEPARATOR : (UNIT_CLASSES[unit] as number);
}

/** Nothing here changes beyond NFKC and lower case; most narrative is like this. */
const PLAIN = /^[\x21-\x7e\u3001\u3002\u4e00-\u9fff]*(?: [\x21-\x7e\u3001\u3002\u4e00-\u9fff]+)*$/;
const DOT_AFTER_HAN = /[\u4e00-\u9fff]\./;

/**
 * The search text of the domain, with middle dots that are not inside a Chinese name as separators. Middle dots inside
 * one (阿卜杜拉·买买提) vanish.
 */
export function normalise(input: string): string {
  const text = input.normalize('NFKC').toLowerCase();
  if (PLAIN.test(text) && !DOT_AFTER_HAN.test(text)) return text;
  return toSearchText(input)
    .replace(/ ?\u00b7[ \u00b7]*/g, ' ')
    .trim();
}

/** Normalised text without anything but letters and digits: how case numbers are compared. */
export function compact(normalised: string): string {
  let out = '';
  for (let i = 0; i < normalised.length; i += 1) {
    if (classAt(normalised, i) !== CLASS_SEPARATOR) out += normalised.charAt(i);
  }
  return out;
}

/** Digits of a phone number without the country code of China. */
export function phoneDigits(input: string): string {
  const digits = input.normalize('NFKC').replace(/\D+/g, '');
  return digits.replace(/^(?:00)?86(?=1\d{10}$)/, '');
}
