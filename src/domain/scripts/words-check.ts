/**
 * 留意用词: the soft warning while somebody writes a note, a reason or a letter (§2.7). The same two layers as for scripts, dangerous
 * classes and words the scripts avoid, but it only ever hints: it blocks nothing, changes nothing and is kept nowhere.
 */
import { closeToAvoided, type Lexicon } from './lint/lexicon';
import { dangerousPhrases } from './lint/phrases';
import { longestChecked, type WordsHint } from './words-hint';

/** Hints at a time: more would not be read. */
const mostHints = 3;

const HAS_HAN = /\p{Script=Han}/u;
const SENTENCES = /[^。！？!?；;\n]+/gu;

/** What to look at again, each class once, in the order of the text's classes; an empty answer does not mean that it is safe. */
export function wordsToMind(text: string, lexicon: Lexicon): readonly WordsHint[] {
  const looked = text.slice(0, longestChecked);
  const found = [
    ...(HAS_HAN.test(looked) ? dangerousPhrases(looked, 'zh') : []),
    ...(/[a-z]{2}/iu.test(looked) ? dangerousPhrases(looked, 'en') : []),
  ];
  const classes = found.filter(({ rule }, at) => found.findIndex((other) => other.rule === rule) === at);
  return [...classes, ...avoidedIn(looked, lexicon)].slice(0, mostHints);
}

/** Sentence by sentence: over a long text, the words of any phrase are found somewhere. */
function avoidedIn(text: string, lexicon: Lexicon): readonly WordsHint[] {
  for (const [sentence] of text.matchAll(SENTENCES)) {
    const close = closeToAvoided(sentence, HAS_HAN.test(sentence) ? 'zh' : 'en', lexicon);
    if (close !== null) return [{ rule: 'L1', words: sentence.trim(), avoided: close.avoided }];
  }
  return [];
}
