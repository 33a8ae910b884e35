/**
 * Whole frames in files that were set aside because the chain breaks in front of them: a place in the journal was damaged, and what
 * lies behind it is as it was written. Where the database has all of it nothing is needed from here; where the database is gone
 * too, this is the last copy on this PC.
 */
import path from 'node:path';
import type { Disk } from '../platform/disk';
import { decodeBody, wholeFramesIn, type Crc32c, type FrameBody } from './frame-codec';

export interface Salvage {
  /** In the order in which they were written. None once they have been taken in. */
  readonly frames: () => AsyncIterable<FrameBody>;
  /** Is there anything that was not taken in yet? */
  readonly waits: () => Promise<boolean>;
  /** Everything in them is in the journal again, or does not belong there: the files are kept under another name. */
  readonly done: () => Promise<void>;
}

/** Name of a file with frames behind a damaged place, told by `isDamagedName`. */
export const damagedName = (segment: string, offset: number): string => `${segment}.damaged-${String(offset)}`;
const isDamagedName = (name: string): boolean => /\.xjl\.damaged-\d+(-\d+)?$/.test(name);
const takenIn = '.taken';

export function createSalvage(dir: string, disk: Disk, crc: Crc32c): Salvage {
  const files = async (): Promise<readonly string[]> => (await disk.list(dir)).filter(isDamagedName);
  return {
    frames: async function* () {
      for (const name of await files()) {
        const bytes = (await disk.read(path.join(dir, name))) ?? Buffer.alloc(0);
        for (const body of wholeFramesIn(bytes, crc)) yield decodeBody(body);
      }
    },
    waits: async () => (await files()).length > 0,
    done: async () => {
      for (const name of await files()) await disk.move(path.join(dir, name), path.join(dir, `${name}${takenIn}`));
    },
  };
}
