/**
 * Room on the disk of the records (磁盘空间): told before anything is at risk, and taken back when there is room again. Chromium
 * begins to throw databases away long before a disk is full.
 */
import type { Notices } from '../notices/notices';

/** Below this, people are asked to make room. */
export const lowBytes = 2 * 1024 ** 3;
/** Below this it is urgent: the journal refuses to write with less than 64 MB. */
export const veryLowBytes = 500 * 1024 ** 2;

type Level = 'enough' | 'low' | 'veryLow';

const megabyte = 1024 ** 2;

export interface DiskWatch {
  /** Asked by a timer. */
  readonly check: () => Promise<void>;
}

export function createDiskWatch(deps: {
  /** Of the disk of the records. Rejects where the disk does not even say; then nothing is told. */
  readonly freeBytes: () => Promise<number>;
  readonly notices: Pick<Notices, 'add' | 'withdraw'>;
}): DiskWatch {
  let told: Level = 'enough';
  return {
    check: async () => {
      const free = await deps.freeBytes().catch(() => null);
      if (free === null) return;
      const level = levelOf(free, told);
      // Whoever has dismissed it is not told again before it changes.
      if (level === told) return;
      told = level;
      deps.notices.withdraw('diskLow');
      deps.notices.withdraw('diskVeryLow');
      const values = { megabytes: Math.floor(free / megabyte) };
      if (level === 'low') deps.notices.add({ severity: 'warning', code: 'diskLow', values });
      if (level === 'veryLow') deps.notices.add({ severity: 'error', code: 'diskVeryLow', values });
    },
  };
}

/** A tenth more is asked for before it counts as better, or the notice would come and go with every file. */
function levelOf(free: number, before: Level): Level {
  const below = (limit: number, wasBelow: boolean): boolean => free < (wasBelow ? limit * 1.1 : limit);
  if (below(veryLowBytes, before === 'veryLow')) return 'veryLow';
  return below(lowBytes, before !== 'enough') ? 'low' : 'enough';
}
