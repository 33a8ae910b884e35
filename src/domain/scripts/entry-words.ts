/** Words of the customer that speak for a script (`entry`). */
import type { CompiledScript } from './compile';
import { guardsWithin } from './graph';

/**
 * For each script the words that speak for it. A word that stands only inside a longer one of another script says nothing: who says
 * 司法冻结 does not ask about 冻结.
 */
export function entryWordsIn(scripts: readonly CompiledScript[], text: string): ReadonlyMap<string, readonly string[]> {
  const found = scripts.map(({ code, entry }) => ({ code, words: foundWords(wordsOf(entry), text) }));
  const all = [...new Set(found.flatMap(({ words }) => words))];
  const left = found.map(({ code, words }) => {
    const longer = all.filter((word) => !words.includes(word));
    return { code, words: words.filter((word) => foundWords([word], without(text, longer, word)).length > 0) };
  });
  return new Map(left.filter(({ words }) => words.length > 0).map(({ code, words }) => [code, words]));
}

const wordsOf = (entry: CompiledScript['entry']): readonly string[] =>
  entry === undefined ? [] : guardsWithin(entry).flatMap((guard) => ('words' in guard ? guard.words : []));

/** The text without the longer words that hold this one. */
const without = (text: string, longer: readonly string[], word: string): string =>
  longer
    .filter((one) => one.length > word.length && foundWords([word], one).length > 0)
    .reduce((rest, one) => rest.replace(new RegExp(patternOf(one).source, 'gi'), '\n'), text);

/** Those of the words that stand in the text. English ones as words of their own: "kill" is not in "skill". */
export const foundWords = (words: readonly string[], text: string): readonly string[] =>
  words.filter((word) => patternOf(word).test(text));

/** Chinese has no limits of words; where a word begins or ends with a letter or digit, no other may stand beside it. */
function patternOf(word: string): RegExp {
  const before = /^[a-z0-9]/i.test(word) ? '(?<![a-z0-9])' : '';
  const after = /[a-z]$/i.test(word) ? "(?:s|es|'s)?(?![a-z0-9])" : /\d$/.test(word) ? '(?![a-z0-9])' : '';
  return new RegExp(`${before}${word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}${after}`, 'i');
}
