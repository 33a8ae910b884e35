/**
 * The releases of scripts at hand: the one that came with the program, and those that headquarters sent. The shelf of packs holds them
 * packed; opened are only what is in force and what somebody looks at, the latter for as long as they look.
 */
import { readFile } from 'node:fs/promises';
import type { PackContent } from '../../domain/packs/kinds';
import { compareVersions, type PackShelf, type ShelvedPack } from '../../domain/packs/pack-shelf';
import { problem, problemLine, type PackProblem } from '../../domain/packs/problems';
import { bundleOf, readBundle, type ScriptBundle } from '../../domain/scripts/bundle';
import { compileScripts } from '../../domain/scripts/compile';
import { openRelease, type ReleasedScripts, type ScriptRelease } from '../../domain/scripts/release';
import type { SourceSet } from '../../domain/scripts/source-set';
import type { ScriptCheckProgress } from '../../shared/contract/scripts';
import { nodeHasher } from '../keys/ed25519';
import type { Log } from '../log/log';
import type { CheckRelease, ReleaseToCheck } from './release-check-types';
import { readProgramSet, unpack } from './unpack';

export interface ScriptReleases {
  /** Sources of what conversations begin with now. The same object until another release is in force. */
  readonly sources: () => Promise<SourceSet>;
  /** The same, compiled and named. */
  readonly bundle: () => Promise<ScriptBundle>;
  /** Of the confirmed releases the one that compiles to this; a conversation of another PC may have begun on it. */
  readonly bundleNamed: (fingerprint: string) => Promise<ScriptBundle | undefined>;
  /** What is inside a release; the program's own carries nothing, and is read from beside it. */
  readonly open: (release: ScriptRelease) => Promise<ReleasedScripts>;
  /** What the lint finds wrong in these, and which ways nobody can go; seconds of work, in a thread of its own. */
  readonly faultsOf: (inside: ReleasedScripts) => Promise<readonly PackProblem[]>;
  /** Why the contents of a pack can't be used, for all that needs more than a look at its outside. */
  readonly contentProblems: (content: PackContent) => Promise<readonly PackProblem[]>;
}

export interface ScriptReleasesDeps {
  /** Both made by the build, see scripts/build-scripts.ts. */
  readonly bundleFile: string;
  readonly sourcesFile: string;
  readonly shelf: () => PackShelf;
  readonly nowMs: () => number;
  readonly today: () => string;
  /** Seconds of work: not in this thread. */
  readonly check: CheckRelease;
  /** While a release is checked; the last one tells that all is done. */
  readonly onProgress: (progress: ScriptCheckProgress) => void;
  readonly log: Pick<Log, 'error'>;
}

/** What is in force, under the name by which it was found: a hash, or the program. */
interface InForce {
  readonly key: string;
  readonly set: SourceSet;
}
const ofProgram = 'builtIn';

export function createScriptReleases(deps: ScriptReleasesDeps): ScriptReleases {
  const { shelf, nowMs, log } = deps;
  let program: Promise<SourceSet> | undefined;
  let now: InForce | undefined;
  let compiled: { readonly key: string; readonly bundle: ScriptBundle } | undefined;
  /** By hash of the pack, what it compiles to: tried once, however many conversations ask. */
  const fingerprints = new Map<string, string>();
  /** Releases that can't be opened here: said once. */
  const unreadable = new Set<string>();

  const programSet = (): Promise<SourceSet> => (program ??= readProgramSet(deps.sourcesFile));

  const opened = async ({ hash, content }: ShelvedPack): Promise<SourceSet | null> => {
    if (content.kind !== 'scripts') return null;
    const read = openRelease(content.pack, unpack);
    if (read.ok) return { ...(await programSet()), ...read.release };
    if (!unreadable.has(hash)) log.error('scripts.release', new Error(read.problems.map(problemLine).join('; ')));
    unreadable.add(hash);
    return null;
  };

  /** Confirmed releases that hold, newest first. */
  const holding = (): readonly ShelvedPack[] =>
    shelf()
      .packs.filter(
        ({ content, confirmed }) => content.kind === 'scripts' && (confirmed?.fromMs ?? Infinity) <= nowMs(),
      )
      .sort((one, other) => compareVersions(other.version, one.version));

  const inForce = async (): Promise<InForce> => {
    for (const pack of holding()) {
      if (now?.key === pack.hash) return now;
      if (unreadable.has(pack.hash)) continue;
      const set = await opened(pack);
      if (set !== null) return (now = { key: pack.hash, set });
    }
    if (now?.key !== ofProgram) now = { key: ofProgram, set: await programSet() };
    return now;
  };

  const compile = (key: string, { scripts, facts }: ReleasedScripts): ScriptBundle => {
    const bundle = bundleOf(compileScripts(scripts, facts), nodeHasher);
    fingerprints.set(key, bundle.fingerprint);
    return bundle;
  };

  const readProgramBundle = async (): Promise<ScriptBundle> => {
    const read = readBundle(JSON.parse(await readFile(deps.bundleFile, 'utf8')), nodeHasher);
    if (!read.ok) throw new Error(`scripts of the program: ${read.why}`);
    return read.bundle;
  };
  /** Who asks while it is being read waits for that. */
  let reading: Promise<ScriptBundle> | undefined;
  const programBundle = (): Promise<ScriptBundle> =>
    (reading ??= readProgramBundle().finally(() => {
      reading = undefined;
    }));

  /** A check that broke down says nothing of the release: it is not taken in, and what is in force stays. */
  const checked = async (release: ReleaseToCheck): Promise<readonly PackProblem[]> => {
    let total = 0;
    const problems = await deps.check({ release, sourcesFile: deps.sourcesFile, today: deps.today() }, (progress) => {
      ({ total } = progress);
      deps.onProgress(progress);
    });
    // Faults end a check early.
    deps.onProgress({ done: total, total });
    return problems ?? [problem('file', 'notChecked')];
  };

  const keyInForce = (): string => holding().find(({ hash }) => !unreadable.has(hash))?.hash ?? ofProgram;

  return {
    sources: async () => (await inForce()).set,
    bundle: async () => {
      if (compiled?.key === keyInForce()) return compiled.bundle;
      // The program's own lies compiled beside it: nobody's first conversation waits for its sources.
      if (keyInForce() === ofProgram) return (compiled = { key: ofProgram, bundle: await programBundle() }).bundle;
      const { key, set } = await inForce();
      const bundle = key === ofProgram ? await programBundle() : compile(key, set);
      return (compiled = { key, bundle }).bundle;
    },
    bundleNamed: async (fingerprint) => {
      for (const pack of holding()) {
        const known = fingerprints.get(pack.hash);
        if (known !== undefined && known !== fingerprint) continue;
        const set = unreadable.has(pack.hash) ? null : await opened(pack);
        const bundle = set && compile(pack.hash, set);
        if (bundle?.fingerprint === fingerprint) return bundle;
      }
      const own = await programBundle();
      return own.fingerprint === fingerprint ? own : undefined;
    },
    open: async (release) => {
      if (release.packed === '') return programSet();
      const read = openRelease(release, unpack);
      if (!read.ok) throw new Error(read.problems.map(problemLine).join('; '));
      return read.release;
    },
    faultsOf: (inside) => checked({ inside }),
    contentProblems: async (content) => (content.kind === 'scripts' ? checked({ travelling: content.pack }) : []),
  };
}
