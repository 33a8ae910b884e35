/** What main and the worker thread that checks releases of scripts say to each other. */
import type { PackProblem } from '../../domain/packs/problems';
import type { ReleasedScripts, ScriptRelease } from '../../domain/scripts/release';
import type { ScriptCheckProgress } from '../../shared/contract/scripts';

/** What is to be checked: a release as it travels, or what somebody is about to hand to headquarters. */
export type ReleaseToCheck = { readonly travelling: ScriptRelease } | { readonly inside: ReleasedScripts };

export interface ReleaseCheckJob {
  readonly release: ReleaseToCheck;
  /** Sources that came with the program: which deadlines and categories a script may name. */
  readonly sourcesFile: string;
  /** `2026-11-27` at the branch. */
  readonly today: string;
}

export type ReleaseCheckMessage =
  | ({ readonly kind: 'progress' } & ScriptCheckProgress)
  | { readonly kind: 'done'; readonly problems: readonly PackProblem[] }
  | { readonly kind: 'failed'; readonly message: string };

/** Null: the check itself broke down, and nothing is known of the release. */
export type CheckRelease = (
  job: ReleaseCheckJob,
  onProgress: (progress: ScriptCheckProgress) => void,
) => Promise<readonly PackProblem[] | null>;
