/** Entry of the worker thread that checks the journal at start: takes paths, answers with what it found. See walk-in-worker.ts. */
import { readFile } from 'node:fs/promises';
import { parentPort } from 'node:worker_threads';
import { loadCrc32c } from './frame-codec';
import { walkSegment, type SegmentWalk } from './walk-segment';

/** Undefined where the file can't be read: main reads it then itself, and meets the fault where it is told. */
export type WalkReply = SegmentWalk | undefined;

async function walkFile(file: string): Promise<WalkReply> {
  const [bytes, crc] = await Promise.all([readFile(file).catch(() => undefined), loadCrc32c()]);
  return bytes && walkSegment(bytes, crc);
}

parentPort?.on('message', (file: string) => {
  void walkFile(file).then((walk) => {
    parentPort?.postMessage(walk, walk ? [walk.ends.buffer, walk.hashes.buffer] : []);
  });
});
