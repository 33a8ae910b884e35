/**
 * Entry of the worker thread that checks a release of scripts. Its bundle is an entry of its own beside main's; it shares no state
 * with main, and ends with its release.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { checkRelease } from './release-check';
import type { ReleaseCheckJob, ReleaseCheckMessage } from './release-check-types';

async function work(job: ReleaseCheckJob, tell: (message: ReleaseCheckMessage) => void): Promise<void> {
  try {
    const problems = await checkRelease(job, (progress) => tell({ kind: 'progress', ...progress }));
    tell({ kind: 'done', problems });
  } catch (cause) {
    tell({ kind: 'failed', message: cause instanceof Error ? cause.message : String(cause) });
  }
}

if (parentPort !== null) {
  const port = parentPort;
  void work(workerData as ReleaseCheckJob, (message) => port.postMessage(message));
}
