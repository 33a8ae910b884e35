/**
 * Main's side of checking a release of scripts: a worker thread per release, so that windows, keys and saving go on meanwhile. A worker
 * that dies says nothing of the release, which then is not taken in.
 */
import { Worker, type ResourceLimits } from 'node:worker_threads';
import type { Log } from '../log/log';
import type { CheckRelease, ReleaseCheckMessage } from './release-check-types';

/** Several times what the largest release that people could write needs. */
const usualLimits: ResourceLimits = { maxOldGenerationSizeMb: 768 };

/** `workerFile`: the built `release-worker.js`. */
export function createReleaseCheck(
  workerFile: string,
  log: Pick<Log, 'error'>,
  limits: ResourceLimits = usualLimits,
): CheckRelease {
  return (job, onProgress) =>
    new Promise((resolve) => {
      const worker = new Worker(workerFile, { workerData: job, resourceLimits: limits });
      let over = false;
      const finish = (answer: Awaited<ReturnType<CheckRelease>>, cause?: unknown): void => {
        if (over) return;
        over = true;
        if (answer === null) log.error('scripts.check', cause);
        resolve(answer);
        void worker.terminate();
      };
      worker.on('message', (message: ReleaseCheckMessage) => {
        switch (message.kind) {
          case 'progress':
            onProgress({ done: message.done, total: message.total });
            return;
          case 'done':
            finish(message.problems);
            return;
          case 'failed':
            finish(null, new Error(message.message));
        }
      });
      worker.on('error', (cause) => finish(null, cause));
      worker.on('exit', (code) => finish(null, new Error(`the check ended with ${String(code)}`)));
    });
}
