/** P1–P14 and L1 over the lines of a script. What it names as words to avoid is not looked at. */
import type { Finding } from '../finding';
import { linesOf } from '../lines';
import type { ScriptSource } from '../script';
import type { Line } from '../words';
import type { LintContext, Rule } from './context';
import { finding } from './context';
import { closeToAvoided } from './lexicon';
import { dangerousPhrases, type Language } from './phrases';

export const phraseRules: readonly Rule[] = [
  (script, context) =>
    linesOf(script)
      .filter(({ spoken }) => spoken)
      .flatMap(({ id, line }) =>
        wordingsOf(line).flatMap(([key, text, language]) => inText(script, context, `${id}.${key}`, text, language)),
      ),
  // What is recommended is said too.
  (script, context) =>
    script.prefer.flatMap((line, at) =>
      wordingsOf(line).flatMap(([key, text, language]) =>
        inText(script, context, `prefer.${at + 1}.${key}`, text, language),
      ),
    ),
];

const wordingsOf = (line: Line): readonly (readonly [string, string, Language])[] => [
  ['zh', line.zh, 'zh'],
  ...(line.zhSimple === undefined ? [] : [['zhSimple', line.zhSimple, 'zh'] as const]),
  ['en', line.en, 'en'],
];

function inText(
  script: ScriptSource,
  { lexicon }: LintContext,
  at: string,
  text: string,
  language: Language,
): readonly Finding[] {
  const close = closeToAvoided(text, language, lexicon);
  return [
    ...dangerousPhrases(text, language).map(({ rule, words }) => finding(script, rule, at, words)),
    ...(close === null ? [] : [finding(script, 'L1', at, `${close.code}: ${close.avoided}`)]),
  ];
}
