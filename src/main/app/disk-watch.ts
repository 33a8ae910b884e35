/**
 * Room on the disk of the records (磁盘空间): told before anything is at risk, and taken back when there is room again. Chromium
 * begins to throw databases away long before a disk is full.
 */
import { journalFloorBytes } from '../journal/journal';
import type { Notices } from '../notices/notices';
import type { Reserve } from '../platform/reserve';

/** Below this, people are asked to make room. */
export const lowBytes = 2 * 1024 ** 3;
/** Of a disk on which it is more than `lowBytes`, below this share already, but not above `mostLowBytes`: nobody misses 90 GB. */
const lowShare = 0.1;
export const mostLowBytes = 5 * 1024 ** 3;
/** Below this it is urgent, and what is left is for text: no more evidence files. */
export const veryLowBytes = 500 * 1024 ** 2;

type Level = 'enough' | 'low' | 'veryLow' | 'full';

const noticeOf = {
  low: { severity: 'warning', code: 'diskLow' },
  veryLow: { severity: 'error', code: 'diskVeryLow' },
  full: { severity: 'error', code: 'diskFull' },
} as const;

const megabyte = 1024 ** 2;

export interface DiskWatch {
  /** Asked by a timer, and when something could not be written. */
  readonly check: () => Promise<void>;
}

export function createDiskWatch(deps: {
  /** Of the disk of the records. Both reject where the disk does not even say; then nothing is told. */
  readonly freeBytes: () => Promise<number>;
  readonly totalBytes: () => Promise<number>;
  readonly notices: Pick<Notices, 'add' | 'withdraw'>;
  readonly reserve: () => Pick<Reserve, 'heldBytes' | 'release'> | undefined;
  /** Takes places on the disk for when it is full. */
  readonly takePlaces: () => Promise<void>;
}): DiskWatch {
  let told: Level = 'enough';
  let checkedBefore = false;

  const levelNow = async (): Promise<{ level: Level; free: number } | undefined> => {
    try {
      const [free, total] = await Promise.all([deps.freeBytes(), deps.totalBytes()]);
      return { level: levelOf({ free, total, held: deps.reserve()?.heldBytes() ?? 0 }, told), free };
    } catch {
      return undefined;
    }
  };

  return {
    check: async () => {
      const now = await levelNow();
      if (now === undefined) return;
      const { level } = now;
      // The database needs some of it even to be read.
      if (level === 'full') await deps.reserve()?.release();
      // Not while the program starts, where there is no hurry: it is a large file.
      else if (level !== 'enough' || checkedBefore) await deps.takePlaces();
      checkedBefore = true;
      // Whoever has dismissed it is not told again before it changes.
      if (level === told) return;
      told = level;
      for (const { code } of Object.values(noticeOf)) deps.notices.withdraw(code);
      if (level === 'enough') return;
      const free = (await levelNow())?.free ?? now.free;
      deps.notices.add({ ...noticeOf[level], values: { megabytes: Math.floor(free / megabyte) } });
    },
  };
}

interface Room {
  readonly free: number;
  readonly total: number;
  /** By the reserve. */
  readonly held: number;
}

/** A tenth more is asked for before it counts as better, or the notice would come and go with every file. */
function levelOf({ free, total, held }: Room, before: Level): Level {
  const below = (bytes: number, limit: number, wasBelow: boolean): boolean => bytes < (wasBelow ? limit * 1.1 : limit);
  if (below(free + held, journalFloorBytes, before === 'full')) return 'full';
  if (below(free, veryLowBytes, before === 'full' || before === 'veryLow')) return 'veryLow';
  const low = Math.max(lowBytes, Math.min(total * lowShare, mostLowBytes));
  return below(free, low, before !== 'enough') ? 'low' : 'enough';
}
