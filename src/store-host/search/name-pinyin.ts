/** Pinyin readings of names: every reading of every character (多音字), cached per character. */
import { readingsOf } from '../../domain/text/pinyin';

/** One entry per character; a character has one or more toneless readings, `ü` written `v`. */
export type NameReadings = readonly (readonly string[])[];

/** Longest part of a name that is read; longer strings are not names. */
const LONGEST_NAME = 16;

const HAN = /^[\u3400-\u9fff]$/;
const byCharacter = new Map<string, readonly string[]>();

function characterReadings(character: string): readonly string[] {
  let readings = byCharacter.get(character);
  if (readings === undefined) {
    const found = new Set<string>();
    for (const reading of readingsOf(character, 'name')[0] ?? []) {
      found.add(reading);
      // Passports and most keyboards write lü as lu or lyu.
      if (reading.includes('v')) found.add(reading.replace('v', 'u')).add(reading.replace('v', 'yu'));
    }
    readings = [...found];
    byCharacter.set(character, readings);
  }
  return readings;
}

/** Readings of each run of Chinese characters in a normalised name field. */
export function readNames(
  normalisedNames: string,
): readonly { readonly at: number; readonly readings: NameReadings }[] {
  const runs: { at: number; readings: (readonly string[])[] }[] = [];
  let current: { at: number; readings: (readonly string[])[] } | null = null;
  for (let i = 0; i < normalisedNames.length; i += 1) {
    const character = normalisedNames.charAt(i);
    const readings = HAN.test(character) ? characterReadings(character) : [];
    if (readings.length === 0) {
      current = null;
    } else if (current === null) {
      current = { at: i, readings: [readings] };
      runs.push(current);
    } else if (current.readings.length < LONGEST_NAME) {
      current.readings.push(readings);
    }
  }
  return runs;
}

/**
 * How many characters from `start` the letters cover, the last one possibly in part; 0 when they do not fit.
 * `zhangs` covers two characters of 张三.
 */
export function coverPinyin(letters: string, readings: NameReadings, start: number): number {
  for (const reading of readings[start] ?? []) {
    if (reading.startsWith(letters)) return 1;
    if (letters.startsWith(reading)) {
      const rest = coverPinyin(letters.slice(reading.length), readings, start + 1);
      if (rest > 0) return rest + 1;
    }
  }
  return 0;
}

/** Whether the letters begin the initials of the run (zs for 张三). */
export function coverInitials(letters: string, readings: NameReadings): boolean {
  if (letters.length > readings.length) return false;
  for (let i = 0; i < letters.length; i += 1) {
    const letter = letters.charAt(i);
    if (!(readings[i] as readonly string[]).some((reading) => reading.startsWith(letter))) return false;
  }
  return true;
}

/** Calls `emit` with every beginning of exactly `length` letters of the pinyin from `start`; may repeat itself. */
export function eachPinyinPrefix(
  readings: NameReadings,
  start: number,
  length: number,
  emit: (prefix: string) => void,
  before = '',
): void {
  for (const reading of readings[start] ?? []) {
    const joined = before + reading;
    if (joined.length >= length) emit(joined.slice(0, length));
    else eachPinyinPrefix(readings, start + 1, length, emit, joined);
  }
}

/** Calls `emit` with every spelling of the first `length` initials; may repeat itself. */
export function eachInitials(
  readings: NameReadings,
  length: number,
  emit: (initials: string) => void,
  before = '',
): void {
  if (before.length === length) {
    emit(before);
    return;
  }
  for (const reading of readings[before.length] ?? []) {
    eachInitials(readings, length, emit, before + reading.charAt(0));
  }
}
