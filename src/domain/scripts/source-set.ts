/** The sources of all scripts as they came with the program, and what the lint knows besides them: for reading, checking and editing. */
import { z } from 'zod';
import type { Hasher } from '../evidence/hashing';
import { compileScripts, type ScriptPack } from './compile';
import { wordingKeys } from './disclosures';
import { isError, type Finding } from './finding';
import { linesOf } from './lines';
import type { LintContext } from './lint/context';
import { lexiconOf, type Lexicon } from './lint/lexicon';
import { lintScripts } from './lint/lint';
import type { SharedFacts } from './read-source';
import type { ScriptSource } from './script';
import { walkScript } from './walks';

const format = 'xianting-script-sources/2';

export interface SourceSet {
  readonly format: typeof format;
  readonly scripts: readonly ScriptSource[];
  readonly facts: SharedFacts;
  readonly deadlines: readonly string[];
  readonly taxonomy: readonly string[];
  /** What a new script begins with: the common stages with the lines that suit every matter. */
  readonly blank: ScriptSource;
}

/** What the build writes beside the compiled scripts. */
export function sourceSetOf(read: {
  readonly scripts: readonly ScriptSource[];
  readonly facts: SharedFacts;
  readonly deadlines: ReadonlySet<string>;
  readonly taxonomy: ReadonlySet<string>;
  readonly blank: ScriptSource;
}): SourceSet {
  const { scripts, facts, deadlines, taxonomy, blank } = read;
  return { format, scripts, facts, deadlines: [...deadlines], taxonomy: [...taxonomy], blank };
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
  /** The rules alone, without playing every way: quick enough for while somebody writes. */
  readonly glance: (script: ScriptSource, today: string) => readonly Finding[];
  /** The rules on one line alone, for while somebody writes it. */
  readonly checkLine: (script: ScriptSource, id: string, today: string) => readonly Finding[];
  /** Everything of the set, compiled, with this one in the place of its older version. */
  readonly compiledWith: (script: ScriptSource | null) => ScriptPack;
}

/** Results that are kept: what is in use and the draft of it are asked for again and again. */
const mostKept = 16;

export function createScriptChecker(set: SourceSet, hasher: Hasher): ScriptChecker {
  // The lexicon reads some hundred phrases as pinyin, and all of it is compiled: once is enough.
  let lexicon: Lexicon | undefined;
  let compiled: ScriptPack | undefined;
  const kept = new Map<string, readonly Finding[]>();
  const deadlines = new Set(set.deadlines);
  const taxonomy = new Set(set.taxonomy);
  const byCode = new Map(set.scripts.map((script) => [script.code, script]));

  const compiledWith = (script: ScriptSource | null): ScriptPack => {
    compiled ??= compileScripts(set.scripts, set.facts);
    if (script === null) return compiled;
    const own = compileScripts([script], set.facts);
    return {
      ...compiled,
      scripts: { ...compiled.scripts, ...own.scripts },
      lines: { ...compiled.lines, ...own.lines },
    };
  };
  const contextOf = (script: ScriptSource, today: string): LintContext => ({
    facts: set.facts,
    scripts: new Map([...byCode, [script.code, script]]),
    deadlines,
    taxonomy,
    lexicon: (lexicon ??= lexiconOf(set.scripts)),
    hasher,
    today,
  });
  const check = (script: ScriptSource, today: string): readonly Finding[] => {
    const found = lintScripts([script], contextOf(script, today));
    return found.some(isError) ? found : [...found, ...notWalked(compiledWith(script), script.code)];
  };
  return {
    compiledWith,
    glance: (script, today) => lintScripts([script], contextOf(script, today)),
    check: (script, today) => {
      const key = `${today} ${JSON.stringify(script)}`;
      const known = kept.get(key);
      if (known !== undefined) return known;
      const found = check(script, today);
      const oldest = kept.size >= mostKept ? kept.keys().next().value : undefined;
      if (oldest !== undefined) kept.delete(oldest);
      kept.set(key, found);
      return found;
    },
    checkLine: (script, id, today) => {
      const line = linesOf(script).find((one) => one.id === id);
      const node = line === undefined ? undefined : script.nodes[line.node];
      if (line === undefined || node === undefined) return [];
      // Only what stands at its node; rules that look at the whole then speak of other places, which are left out.
      const { variants, ...rest } = script;
      const alone: ScriptSource = {
        ...rest,
        nodes: { [line.node]: node },
        prefer: [],
        ...(line.path[0] === 'variants' && variants !== undefined ? { variants } : {}),
      };
      return lintScripts([alone], contextOf(script, today)).filter(({ at }) => at === id || wordingOf(at, id));
    },
  };
}

/** `CODE.node.zh` is of the line `CODE.node`; `CODE.node.2` is another line. */
const wordingOf = (at: string, id: string): boolean => wordingKeys.some((key) => at === `${id}.${key}`);

const notWalked = (pack: ScriptPack, code: string): readonly Finding[] =>
  walkScript(pack, code).notWalked.map((detail): Finding => ({ rule: 'E19', script: code, at: 'nodes', detail }));
