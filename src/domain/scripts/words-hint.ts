/** What 留意用词 (`words-check.ts`) says of a text. By itself, so that a page with a long field does not load all that scripts are checked by. */
import type { PhraseRule } from './lint/phrases';

/** Longest text that is looked at, in UTF-16 units; what comes behind it is not. */
export const longestChecked = 10_000;

export type WordsHint =
  | { readonly rule: PhraseRule; /** As they stand in the text. */ readonly words: string }
  /** Close to what a script names as words to avoid. */
  | { readonly rule: 'L1'; readonly words: string; readonly avoided: string };
