/** `en-XA`: English made strange, so that untranslated text and tight layouts show up. Development only. */
import type { TextTree } from './registry';
import { mapTexts } from './text-tree';

const LETTERS: Readonly<Record<string, string>> = {
  a: 'á', c: 'ç', d: 'ð', e: 'é', g: 'ĝ', h: 'ĥ', i: 'í', j: 'ĵ', k: 'ķ', l: 'ļ', n: 'ñ', o: 'ö', r: 'ŕ', s: 'š',
  t: 'ţ', u: 'û', w: 'ŵ', y: 'ý', z: 'ž', A: 'Å', B: 'ß', C: 'Ç', D: 'Ð', E: 'É', G: 'Ĝ', H: 'Ĥ', I: 'Î', L: 'Ļ',
  N: 'Ñ', O: 'Ö', R: 'Ŕ', S: 'Š', T: 'Ţ', U: 'Û', W: 'Ŵ', Y: 'Ý', Z: 'Ž',
}; // prettier-ignore

/** One text: letters accented, placeholders kept, a third longer, in brackets. */
export function pseudoText(text: string): string {
  const strange = text
    .split(/(\{[^}]*\})/)
    .map((part) => (part.startsWith('{') ? part : part.replace(/[A-Za-z]/g, (letter) => LETTERS[letter] ?? letter)))
    .join('');
  return `[${strange}${'~'.repeat(Math.ceil(text.length / 3))}]`;
}

/** A whole namespace. */
export function pseudoTree(tree: TextTree): TextTree {
  return mapTexts(tree, pseudoText);
}
