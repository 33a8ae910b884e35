/**
 * Pinyin of names and short labels with every plausible reading (多音字): surname readings first (曾 zeng, 单 shan, 查 zha,
 * 仇 qiu, 解 xie, 朴 piao), then the reading in context, then the others. Source of readings: pinyin-pro.
 */
import { pinyin } from 'pinyin-pro';
import { toNfkc } from './normalise';

/** Toneless readings of one character, most likely first; empty for what has none. `ü` is written `v`. */
export type Readings = readonly string[];

const SYLLABLE = /^[a-z]+$/;
const HAN = /^\p{Script=Han}$/u;
const MOST_NAMES = 24;
const LONGEST_NAME = 12;

const othersByCharacter = new Map<string, Readings>();

function otherReadings(character: string): Readings {
  let known = othersByCharacter.get(character);
  if (known === undefined) {
    known = pinyin(character, { multiple: true, toneType: 'none', type: 'array', v: true }).filter((r) =>
      SYLLABLE.test(r),
    );
    othersByCharacter.set(character, known);
  }
  return known;
}

/** Readings of each Chinese character of a text, in order; all other characters are left out. */
export function readingsOf(text: string, kind: 'name' | 'words'): readonly Readings[] {
  const characters = Array.from(toNfkc(text)).filter((character) => HAN.test(character));
  const joined = characters.join('');
  if (joined === '') return [];
  const surname = kind === 'name' ? ('head' as const) : ('off' as const);
  const inContext = pinyin(joined, { toneType: 'none', type: 'array', v: true, surname });
  return characters.map((character, index) => {
    const first = inContext[index] ?? '';
    const readings = new Set(SYLLABLE.test(first) ? [first] : []);
    for (const other of otherReadings(character)) readings.add(other);
    return [...readings];
  });
}

export interface NamePinyin {
  /** Full pinyin without blanks, most likely first: 单小明 → shanxiaoming, danxiaoming, chanxiaoming. */
  readonly full: readonly string[];
  /** Initials, most likely first: sxm, dxm, cxm. */
  readonly initials: readonly string[];
}

/**
 * Pinyin of a person's name. Latin letters of a name keep their place (Anna 王 → annawang). At most 24 spellings: the
 * surname varies first, then the given name.
 */
export function namePinyin(name: string): NamePinyin {
  const readings = readingsOf(name, 'name').slice(0, LONGEST_NAME);
  let next = 0;
  const parts: Readings[] = [];
  for (const token of toNfkc(name)
    .toLowerCase()
    .match(/\p{Script=Han}|[a-z]+/gu) ?? []) {
    if (HAN.test(token)) {
      const found = readings[next];
      next += 1;
      if (found !== undefined && found.length > 0) parts.push(found);
    } else parts.push([token]);
  }
  if (parts.length === 0) return { full: [], initials: [] };
  return {
    full: spellings(parts),
    initials: spellings(parts.map((part) => [...new Set(part.map((reading) => reading.charAt(0)))])),
  };
}

/** All combinations in order of likelihood, the first part varying first, at most `MOST_NAMES`. */
function spellings(parts: readonly Readings[]): readonly string[] {
  let made: string[] = [''];
  // Built from the end, so that when the limit is reached it is the given name that loses its rarer readings.
  for (let index = parts.length - 1; index >= 0; index -= 1) {
    const longer: string[] = [];
    const room = index === 0 ? MOST_NAMES : Math.max(1, Math.floor(MOST_NAMES / 6));
    for (const rest of made) for (const reading of parts[index] ?? []) longer.push(reading + rest);
    made = [...new Set(longer)].slice(0, room);
  }
  return made;
}

/** The key names are sorted by in lists: likely pinyin, then the characters themselves. */
export function nameSortKey(name: string): string {
  return `${namePinyin(name).full[0] ?? ''}\u0000${toNfkc(name)}`;
}
