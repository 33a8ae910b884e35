/** The sources of all scripts as they came with the program, and what the lint knows besides them: for reading, checking and editing. */
import { z } from 'zod';
import type { Hasher } from '../evidence/hashing';
import { compileScripts, type ScriptPack } from './compile';
import { isError, type Finding } from './finding';
import type { LintContext } from './lint/context';
import { lexiconOf, type Lexicon } from './lint/lexicon';
import { lintScripts } from './lint/lint';
import type { SharedFacts } from './read-source';
import type { ScriptSource } from './script';
import { walkScript } from './walks';

const format = 'xianting-script-sources/1';

export interface SourceSet {
  readonly format: typeof format;
  readonly scripts: readonly ScriptSource[];
  readonly facts: SharedFacts;
  readonly deadlines: readonly string[];
  readonly taxonomy: readonly string[];
}

/** What the build writes beside the compiled scripts. */
export function sourceSetOf(read: {
  readonly scripts: readonly ScriptSource[];
  readonly facts: SharedFacts;
  readonly deadlines: ReadonlySet<string>;
  readonly taxonomy: ReadonlySet<string>;
}): SourceSet {
  const { scripts, facts, deadlines, taxonomy } = read;
  return { format, scripts, facts, deadlines: [...deadlines], taxonomy: [...taxonomy] };
}

const Outer = z.custom<SourceSet>((value) => z.object({ format: z.literal(format) }).safeParse(value).success);

/** Reads what the build wrote; undefined where it is of another form. */
export function readSourceSet(json: unknown): SourceSet | undefined {
  const read = Outer.safeParse(json);
  return read.success ? read.data : undefined;
}

export interface ScriptChecker {
  /** All rules on one script among the others of the set; a way that nobody can go counts, once all else is sound. */
  readonly check: (script: ScriptSource, today: string) => readonly Finding[];
  /** Everything of the set, compiled, with this one in the place of its older version. */
  readonly compiledWith: (script: ScriptSource | null) => ScriptPack;
}

export function createScriptChecker(set: SourceSet, hasher: Hasher): ScriptChecker {
  // The lexicon reads some hundred phrases as pinyin: once is enough.
  let lexicon: Lexicon | undefined;
  const deadlines = new Set(set.deadlines);
  const taxonomy = new Set(set.taxonomy);
  const withOne = (script: ScriptSource | null): readonly ScriptSource[] =>
    script === null ? set.scripts : [...set.scripts.filter(({ code }) => code !== script.code), script];
  const compiledWith = (script: ScriptSource | null): ScriptPack => compileScripts(withOne(script), set.facts);
  return {
    compiledWith,
    check: (script, today) => {
      lexicon ??= lexiconOf(set.scripts);
      const context: LintContext = {
        facts: set.facts,
        scripts: new Map(withOne(script).map((one) => [one.code, one])),
        deadlines,
        taxonomy,
        lexicon,
        hasher,
        today,
      };
      const found = lintScripts([script], context);
      return found.some(isError) ? found : [...found, ...notWalked(compiledWith(script), script.code)];
    },
  };
}

const notWalked = (pack: ScriptPack, code: string): readonly Finding[] =>
  walkScript(pack, code).notWalked.map((detail): Finding => ({ rule: 'E19', script: code, at: 'nodes', detail }));
