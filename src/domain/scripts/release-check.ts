/** Whether a release of scripts may be signed, or taken in: the lint over all of them together, and every way played. Seconds of work. */
import { problem, type PackProblem } from '../packs/problems';
import { compileScripts } from './compile';
import { isError, type Finding, type RuleId } from './finding';
import type { LintContext } from './lint/context';
import { lexiconOf } from './lint/lexicon';
import { lintScripts } from './lint/lint';
import { neededScripts } from './overrides';
import type { ReleasedScripts } from './release';
import { walkScript } from './walks';

/** Besides the release itself: what the institution's rules and taxonomy know, and whom to tell how far it is. */
export interface ReleaseCheck extends Pick<LintContext, 'deadlines' | 'taxonomy' | 'hasher' | 'today'> {
  /** After each script of each round: parts that are done, and all of them. May let others work meanwhile. */
  readonly after: (done: number, total: number) => Promise<void> | void;
}

/**
 * Everything the lint finds wrong (its errors, not its warnings), each with script, place and rule; then every way of every script is
 * played. None: these scripts may be used.
 */
export async function releaseProblems(
  { facts, scripts }: ReleasedScripts,
  { after, ...known }: ReleaseCheck,
): Promise<readonly PackProblem[]> {
  const codes = new Set(scripts.map(({ code }) => code));
  const missing = neededScripts
    .filter((code) => !codes.has(code))
    .map((code) => problem(`scripts.${code}`, 'neededForSafety'));
  const context: LintContext = {
    ...known,
    facts,
    scripts: new Map(scripts.map((script) => [script.code, script])),
    lexicon: lexiconOf(scripts),
  };
  const findings: Finding[] = [];
  const total = 2 * scripts.length;
  let done = 0;
  for (const script of scripts) {
    findings.push(...lintScripts([script], context).filter(isError));
    await after((done += 1), total);
  }
  const twice = scripts.filter(({ code }, at) => scripts.findIndex((other) => other.code === code) !== at);
  const problems = [
    ...missing,
    ...twice.map(({ code }) => problem(`scripts.${code}`, 'occursTwice')),
    ...causesFirst(findings).map(problemOf),
  ];
  // Only scripts that fit together can be played.
  if (problems.length > 0) return problems;
  const pack = compileScripts(scripts, facts);
  const notWalked: PackProblem[] = [];
  for (const { code } of scripts) {
    const ways = walkScript(pack, code).notWalked;
    notWalked.push(...ways.map((detail) => problemOf({ rule: 'E19', script: code, at: 'nodes', detail })));
    await after((done += 1), total);
  }
  return notWalked;
}

/** One wrong way cuts off all that lies behind it: what follows from a fault comes after the faults, where a list is cut short. */
const consequences: readonly RuleId[] = ['E02', 'E10', 'E12'];
const causesFirst = (findings: readonly Finding[]): readonly Finding[] =>
  [...findings].sort(
    (one, other) => Number(consequences.includes(one.rule)) - Number(consequences.includes(other.rule)),
  );

const problemOf = ({ rule, script, at, detail }: Finding): PackProblem =>
  problem(`${script}.${at.replace(`${script}.`, '')}`, 'scriptRule', detail === '' ? rule : `${rule} ${detail}`);
