/** The whole check of a release of scripts: opened, linted, every way played. Seconds of work: see check-in-worker.ts. */
import { openRelease } from '../../domain/scripts/release';
import { releaseProblems } from '../../domain/scripts/release-check';
import type { PackProblem } from '../../domain/packs/problems';
import type { ScriptCheckProgress } from '../../shared/contract/scripts';
import { nodeHasher } from '../keys/ed25519';
import type { ReleaseCheckJob } from './release-check-types';
import { readProgramSet, unpack } from './unpack';

/** Why the release can't be used; none: it may be. Throws where the sources of the program can't be read. */
export async function checkRelease(
  { release, sourcesFile, today }: ReleaseCheckJob,
  onProgress: (progress: ScriptCheckProgress) => void,
): Promise<readonly PackProblem[]> {
  const read =
    'inside' in release ? ({ ok: true, release: release.inside } as const) : openRelease(release.travelling, unpack);
  if (!read.ok) return read.problems;
  const { deadlines, taxonomy } = await readProgramSet(sourcesFile);
  return releaseProblems(read.release, {
    deadlines: new Set(deadlines),
    taxonomy: new Set(taxonomy),
    hasher: nodeHasher,
    today,
    after: (done, total) => {
      onProgress({ done, total });
    },
  });
}
