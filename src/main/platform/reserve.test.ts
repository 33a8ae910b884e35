import { describe, expect, it } from 'vitest';
import { besideReserveBytes, openReserve, type Reserve } from './reserve';
import { systemRng } from './rng';
import { createSimDisk, type SimDisk } from './sim-disk.test-support';

const file = '/data/reserve';
/** Two pieces of a megabyte: a disk in memory is slow with more. */
const bytes = 2 * 1024 ** 2;

const open = async (disk: SimDisk): Promise<{ reserve: Reserve; faults: unknown[] }> => {
  const faults: unknown[] = [];
  await disk.makeDir('/data');
  const onFault = (cause: unknown): void => {
    faults.push(cause);
  };
  return { reserve: await openReserve({ dir: '/data', disk, rng: systemRng, onFault, bytes }), faults };
};

describe('the reserve', () => {
  it('is taken where as much is left beside it, given away, and taken again', async () => {
    const disk = createSimDisk();
    const { reserve, faults } = await open(disk);
    disk.free = bytes + besideReserveBytes - 1;
    await reserve.renew();
    expect(reserve.heldBytes()).toBe(0);
    disk.free = bytes + besideReserveBytes;
    await reserve.renew();
    expect(reserve.heldBytes()).toBe(bytes);
    expect(disk.bytesOf(file)).toHaveLength(bytes);
    await reserve.release();
    expect(reserve.heldBytes()).toBe(0);
    expect(disk.files()).toEqual([]);
    await reserve.renew();
    expect(reserve.heldBytes()).toBe(bytes);
    expect(faults).toEqual([]);
  });

  it('is found by the next start, and removed by it when a power cut left half of it', async () => {
    const disk = createSimDisk();
    await (await open(disk)).reserve.renew();
    const again = await open(disk.afterPowerCut(0));
    expect(again.reserve.heldBytes()).toBe(bytes);
    await disk.truncate(file, 1_000);
    const half = disk.afterPowerCut(0);
    expect((await open(half)).reserve.heldBytes()).toBe(0);
    expect(half.files()).toEqual([]);
  });

  it('holds nothing of what it could not hold whole', async () => {
    const disk = createSimDisk();
    const { reserve, faults } = await open(disk);
    disk.faultOf = (op) => (op === 'append' && disk.bytesOf(file).length > 0 ? { code: 'ENOSPC' } : undefined);
    await reserve.renew();
    expect(reserve.heldBytes()).toBe(0);
    expect(disk.files()).toEqual([]);
    expect(faults).toHaveLength(1);
  });
});
