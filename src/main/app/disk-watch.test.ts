import { describe, expect, it } from 'vitest';
import { createNotices } from '../notices/notices';
import { createDiskWatch, lowBytes, veryLowBytes } from './disk-watch';

const watched = () => {
  const notices = createNotices(() => undefined);
  let free: number | null = 1e12;
  const watch = createDiskWatch({
    freeBytes: async () => {
      if (free === null) throw new Error('it does not say');
      return free;
    },
    notices,
  });
  return {
    notices,
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
    expect(await at(0)).toEqual(['diskVeryLow']);
    expect(await at(null)).toEqual(['diskVeryLow']);
  });
});
