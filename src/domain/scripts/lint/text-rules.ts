/** W01–W03: whether a line can be said and understood. */
import { linesOf, type ScriptLine } from '../lines';
import type { Finding } from '../finding';
import type { ScriptSource } from '../script';
import { finding, type Rule } from './context';

const HAN = /\p{Script=Han}/u;

const inLines =
  (check: (script: ScriptSource, line: ScriptLine) => readonly Finding[]): Rule =>
  (script) =>
    linesOf(script).flatMap((line) => check(script, line));

const englishIsEnglish = inLines((script, { id, line }) =>
  HAN.test(line.en) ? [finding(script, 'W01', `${id}.en`)] : [],
);

/** Twelve seconds of speech; a blank is read out as a few syllables. */
const longestZh = 60;
const longestEn = 32;
const BLANK = /\{\{[^}]*\}\}/g;

const inOneBreath = inLines((script, { id, line, spoken }) => {
  if (!spoken) return [];
  const signs = (text: string) => [...text.replace(BLANK, '某某某').replace(/\s/g, '')].length;
  const words = line.en.replace(BLANK, 'some name').split(/\s+/).length;
  return [
    ...(signs(line.zh) > longestZh ? [finding(script, 'W02', `${id}.zh`, `${signs(line.zh)} > ${longestZh}`)] : []),
    ...(signs(line.zhSimple ?? '') > longestZh ? [finding(script, 'W02', `${id}.zhSimple`)] : []),
    ...(words > longestEn ? [finding(script, 'W02', `${id}.en`, `${words} words > ${longestEn}`)] : []),
  ];
});

const twoQuestions = inLines((script, { id, line }) => {
  const marks = Math.max(count(line.zh), count(line.en));
  return marks > 2 ? [finding(script, 'W03', id, `${marks} questions`)] : [];
});

const count = (text: string): number => [...text.matchAll(/[?？]/g)].length;

export const textRules: readonly Rule[] = [englishIsEnglish, inOneBreath, twoQuestions];
