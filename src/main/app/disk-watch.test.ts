import { describe, expect, it } from 'vitest';
import { createNotices } from '../notices/notices';
import { journalFloorBytes } from '../journal/journal';
import { reserveBytes } from '../platform/reserve';
import { createDiskWatch, lowBytes, mostLowBytes, veryLowBytes } from './disk-watch';

const watched = ({ total = 1e10, held = 0 }: { total?: number; held?: number } = {}) => {
  const notices = createNotices(() => undefined);
  let free: number | null = 1e12;
  const places: string[] = [];
  const watch = createDiskWatch({
    freeBytes: async () => {
      if (free === null) throw new Error('it does not say');
      return free;
    },
    totalBytes: async () => total,
    notices,
    reserve: () => ({
      heldBytes: () => held,
      release: async () => {
        places.push('given away');
        if (free !== null) free += held;
        held = 0;
      },
    }),
    takePlaces: async () => {
      places.push('taken');
    },
  });
  return {
    notices,
    places,
    at: async (bytes: number | null): Promise<readonly string[]> => {
      free = bytes;
      await watch.check();
      return notices.list().map(({ code }) => code);
    },
  };
};

describe('room on the disk', () => {
  it('is told at the two thresholds exactly, and taken back when there is room again', async () => {
    const { at } = watched();
    expect(await at(lowBytes)).toEqual([]);
    expect(await at(lowBytes - 1)).toEqual(['diskLow']);
    expect(await at(veryLowBytes)).toEqual(['diskLow']);
    expect(await at(veryLowBytes - 1)).toEqual(['diskVeryLow']);
    expect(await at(veryLowBytes * 1.05)).toEqual(['diskVeryLow']);
    expect(await at(lowBytes)).toEqual(['diskLow']);
    expect(await at(lowBytes * 1.2)).toEqual([]);
  });

  it('is not told again to somebody who has read it, before it gets worse', async () => {
    const { at, notices } = watched();
    await at(lowBytes - 1);
    notices.dismiss(notices.list()[0]?.id ?? '');
    expect(await at(lowBytes - 2)).toEqual([]);
    expect(await at(veryLowBytes - 1)).toEqual(['diskVeryLow']);
  });

  it('is no matter where the disk does not say', async () => {
    const { at } = watched();
    expect(await at(null)).toEqual([]);
    expect(await at(0)).toEqual(['diskFull']);
    expect(await at(null)).toEqual(['diskFull']);
  });

  it('is told from a tenth of a larger disk on, but of a very large one not from more than people care about', async () => {
    const disk = watched({ total: 30 * 1024 ** 3 });
    expect(await disk.at(3 * 1024 ** 3)).toEqual([]);
    expect(await disk.at(3 * 1024 ** 3 - 1)).toEqual(['diskLow']);
    const large = watched({ total: 2e12 });
    expect(await large.at(mostLowBytes)).toEqual([]);
    expect(await large.at(mostLowBytes - 1)).toEqual(['diskLow']);
  });

  it('is full where the journal takes nothing new, told with what is left once the reserve is given away', async () => {
    const { at, notices, places } = watched({ held: reserveBytes });
    expect(await at(journalFloorBytes - reserveBytes)).toEqual(['diskVeryLow']);
    expect(places).toEqual(['taken']);
    expect(await at(journalFloorBytes - reserveBytes - 1)).toEqual(['diskFull']);
    expect(places).toEqual(['taken', 'given away']);
    expect(notices.list()).toMatchObject([{ severity: 'error', values: { megabytes: 95 } }]);
    expect(await at(journalFloorBytes)).toEqual(['diskFull']);
    expect(await at(journalFloorBytes * 1.1)).toEqual(['diskVeryLow']);
    expect(places.at(-1)).toBe('taken');
  });

  it('takes no places while the program starts on a disk that has enough, but at the next look', async () => {
    const { at, places } = watched();
    await at(1e11);
    expect(places).toEqual([]);
    await at(1e11);
    expect(places).toEqual(['taken']);
  });
});
