/**
 * Checks segments in a thread of its own: a large journal takes more than a second of sums, in which main could neither
 * open a window nor pass on a key that was pressed. What the thread read goes with it when it ends.
 */
import { Worker } from 'node:worker_threads';
import type { WalkReply } from './journal-worker';
import type { WalkSegment } from './walk-segment';

export interface SegmentWalker {
  readonly walk: WalkSegment;
  readonly end: () => Promise<void>;
}

/** `workerFile`: the built `journal-worker.js`. What the worker can't do, `inPlace` does. */
export function createSegmentWalker(workerFile: string, inPlace: WalkSegment): SegmentWalker {
  let worker: Worker | undefined = new Worker(workerFile);
  const gone = new Promise<undefined>((resolve) => {
    const give = (): void => {
      worker = undefined;
      resolve(undefined);
    };
    worker?.once('error', give).once('exit', give);
  });
  const ask = (file: string): Promise<WalkReply> => {
    const running = worker;
    if (!running) return Promise.resolve(undefined);
    const answered = new Promise<WalkReply>((resolve) => {
      running.once('message', resolve);
    });
    running.postMessage(file);
    return Promise.race([answered, gone]);
  };
  return {
    walk: async (file) => (await ask(file)) ?? (await inPlace(file)),
    end: async () => {
      await worker?.terminate();
    },
  };
}
