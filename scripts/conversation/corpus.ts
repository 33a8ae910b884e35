/** How well the phrase rules tell good lines from bad ones, on lines that were written apart from them. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { load } from 'js-yaml';
import { z } from 'zod';
import { linesOf } from '../../src/domain/scripts/lines';
import { closeToAvoided, lexiconOf, type Lexicon } from '../../src/domain/scripts/lint/lexicon';
import { dangerousPhrases, type Language } from '../../src/domain/scripts/lint/phrases';
import type { ScriptSource } from '../../src/domain/scripts/script';

const Lines = z.strictObject({ zh: z.array(z.string()), en: z.array(z.string()) });
const Corpus = z.strictObject({ bad: z.record(z.string(), Lines), good: Lines });

interface Judged {
  readonly text: string;
  readonly language: Language;
  /** Class of a bad line. */
  readonly expected: string | null;
  readonly rules: readonly string[];
  readonly inLexicon: boolean;
}

export interface Measured {
  readonly lines: number;
  readonly report: readonly string[];
}

/** `corpus` was there while the rules were written; no rule was ever changed because of `corpus-unseen`. */
export type CorpusName = 'corpus' | 'corpus-unseen';

/** Reads lines and counts, for each language, what was found and what was missed. */
export function measureCorpus(lexicon: Lexicon, name: CorpusName): Measured {
  const file = path.join(import.meta.dirname, `${name}.yaml`);
  const { bad, good } = Corpus.parse(load(readFileSync(file, 'utf8')));
  const judge = (text: string, language: Language, expected: string | null): Judged => ({
    text,
    language,
    expected,
    rules: dangerousPhrases(text, language).map(({ rule }) => rule),
    inLexicon: closeToAvoided(text, language, lexicon) !== null,
  });
  const judged = (['zh', 'en'] as const).flatMap((language) => [
    ...Object.entries(bad).flatMap(([rule, lines]) => lines[language].map((text) => judge(text, language, rule))),
    ...good[language].map((text) => judge(text, language, null)),
  ]);
  const report = reportOf(judged);
  // Which of the unseen ones are missed is not shown: whoever reads that will mend a rule for them.
  return { lines: judged.length, report: name === 'corpus' ? [...report, ...mistakesOf(judged)] : report };
}

/**
 * The same on what authors of scripts wrote without knowing the rules: what must never be said (found by patterns alone, or by the
 * lists of the other scripts), and what is to be said.
 */
export function measureScripts(scripts: readonly ScriptSource[]): readonly string[] {
  return (['zh', 'en'] as const).map((language) => {
    const avoided = scripts.flatMap((script) => {
      const others = lexiconOf(scripts.filter(({ code }) => code !== script.code));
      return script.avoid.map((one) => ({
        byPattern: dangerousPhrases(one[language], language).length > 0,
        byOthers: closeToAvoided(one[language], language, others) !== null,
      }));
    });
    const spoken = scripts.flatMap(linesOf).filter((line) => line.spoken);
    const alarms = spoken.filter(({ line }) => dangerousPhrases(line[language], language).length > 0).length;
    const byPattern = avoided.filter((one) => one.byPattern).length;
    const either = avoided.filter((one) => one.byPattern || one.byOthers).length;
    return `${language}: of ${avoided.length} avoided phrases patterns find ${byPattern}, with the lists of other scripts ${either}; ${alarms} of ${spoken.length} spoken lines are flagged`;
  });
}

const reportOf = (judged: readonly Judged[]): readonly string[] =>
  (['zh', 'en'] as const).flatMap((language) => {
    const own = judged.filter((one) => one.language === language);
    return [
      figure(`${language} patterns`, own, ({ rules }) => rules.length > 0),
      figure(`${language} patterns, right class`, own, ({ rules, expected }) =>
        expected === null ? rules.length > 0 : rules.includes(expected),
      ),
      figure(`${language} patterns or lexicon`, own, ({ rules, inLexicon }) => rules.length > 0 || inLexicon),
    ];
  });

function mistakesOf(judged: readonly Judged[]): readonly string[] {
  const missed = judged.filter(
    ({ expected, rules, inLexicon }) => expected !== null && rules.length === 0 && !inLexicon,
  );
  const wrong = judged.filter(({ expected, rules, inLexicon }) => expected === null && (rules.length > 0 || inLexicon));
  return [
    ...missed.map(({ expected, text }) => `  missed ${String(expected)}: ${text}`),
    ...wrong.map(({ rules, text }) => `  false alarm ${rules.join(' ') || 'L1'}: ${text}`),
  ];
}

function figure(name: string, judged: readonly Judged[], isFound: (one: Judged) => boolean): string {
  const bad = judged.filter(({ expected }) => expected !== null);
  const caught = bad.filter(isFound).length;
  const alarms = judged.filter((one) => one.expected === null && isFound(one)).length;
  const percent = (part: number, whole: number) => (whole === 0 ? '–' : `${Math.round((100 * part) / whole)} %`);
  return `${name.padEnd(26)} precision ${percent(caught, caught + alarms)}, recall ${percent(caught, bad.length)} (${caught} of ${bad.length} bad, ${alarms} of ${judged.length - bad.length} good)`;
}
