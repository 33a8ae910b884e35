/** The key table on a disk that fails, is cut off and has only one good copy left. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nodeDisk, oldOf } from '../platform/disk';
import { systemRng } from '../platform/rng';
import { createSimDisk, type SimDisk } from '../platform/sim-disk.test-support';
import { KeyTableLost, openKeyTable, slotOf, type KeyTable } from './key-table';
import { SealBroken } from './seal';

let disk: SimDisk;
const storeKey = systemRng.bytes(32);
const key = systemRng.bytes(32);
const openTable = (nextSlot = 0, keys: readonly [Uint8Array, ...Uint8Array[]] = [storeKey]): Promise<KeyTable> =>
  openKeyTable({ dir: '/keys', disk, rng: systemRng }, keys, nextSlot);

beforeEach(() => {
  disk = createSimDisk();
});

describe('the key table', () => {
  it('opens what was wrapped for that stream alone, after a start too, and gives no slot twice', async () => {
    const table = await openTable();
    const first = await table.wrap('case-1', key);
    const second = await table.wrap('case-2', key);
    expect(slotOf(first)).not.toBe(slotOf(second));
    expect(() => table.unwrap('case-2', first)).toThrow(SealBroken);
    const again = await openTable(table.nextSlot());
    expect(again.unwrap('case-1', first)).toEqual(key);
    expect(slotOf(await again.wrap('case-3', key))).toBe(2);
  });

  it('grows by many slots at a time, whoever asks at once', async () => {
    const table = await openTable();
    const before = disk.ops();
    const wrapped = await Promise.all(Array.from({ length: 3_000 }, (_, i) => table.wrap(`s-${String(i)}`, key)));
    expect(new Set(wrapped.map(slotOf)).size).toBe(3_000);
    expect(disk.ops() - before).toBeLessThan(10);
    expect(table.unwrap('s-2999', wrapped[2_999] ?? key)).toEqual(key);
  });

  it('forgets what was destroyed in both copies, and an old copy opens under no key that is left', async () => {
    const table = await openTable();
    const wrapped = await table.wrap('case-1', key);
    const stays = await table.wrap('case-2', key);
    const old = disk.bytesOf('/keys/case-keys');
    const newKey = systemRng.bytes(32);
    const underNew = await openTable(table.nextSlot(), [newKey, storeKey]);
    expect(underNew.openedByFormer).toBe(true);
    await underNew.rewrite([slotOf(wrapped) ?? -1]);
    expect(underNew.unwrap('case-1', wrapped)).toBeUndefined();
    for (const name of ['/keys/case-keys', '/keys/case-keys.bak']) {
      await disk.remove('/keys/case-keys');
      await disk.remove('/keys/case-keys.bak');
      await underNew.rewrite([]);
      await disk.remove(name);
      const left = await openTable(table.nextSlot(), [newKey]);
      expect(left.unwrap('case-1', wrapped)).toBeUndefined();
      expect(left.unwrap('case-2', stays)).toEqual(key);
    }
    await disk.writeAtomic('/keys/case-keys', old);
    await disk.writeAtomic('/keys/case-keys.bak', old);
    await expect(openTable(table.nextSlot(), [newKey])).rejects.toBeInstanceOf(KeyTableLost);
  });

  it('is opened from its copy where the file itself is damaged, and never made anew over cases', async () => {
    const table = await openTable();
    const wrapped = await table.wrap('case-1', key);
    disk.damage('/keys/case-keys', 100, 0xff);
    const mended = await openTable(table.nextSlot());
    expect(mended.unwrap('case-1', wrapped)).toEqual(key);
    expect(disk.bytesOf('/keys/case-keys').equals(disk.bytesOf('/keys/case-keys.bak'))).toBe(true);
    disk.damage('/keys/case-keys', 100, 0xff);
    disk.damage('/keys/case-keys.bak', 100, 0xff);
    const before = disk.bytesOf('/keys/case-keys');
    await expect(openTable(table.nextSlot())).rejects.toBeInstanceOf(KeyTableLost);
    await expect(openTable(0)).rejects.toBeInstanceOf(KeyTableLost);
    expect(disk.bytesOf('/keys/case-keys').equals(before)).toBe(true);
    await disk.remove('/keys/case-keys');
    await disk.remove('/keys/case-keys.bak');
    await expect(openTable(1)).rejects.toBeInstanceOf(KeyTableLost);
  });

  it('takes the copy that was written last where the two differ', async () => {
    const table = await openTable();
    const wrapped = await table.wrap('case-1', key);
    const old = disk.bytesOf('/keys/case-keys');
    await table.rewrite([0]);
    // The copy was written and the file was not: as after a restored folder.
    await disk.writeAtomic('/keys/case-keys', old);
    const again = await openTable(1);
    expect(again.unwrap('case-1', wrapped)).toBeUndefined();
    expect(disk.bytesOf('/keys/case-keys').equals(old)).toBe(false);
  });

  it('goes on with the old slots where a change of it fails', async () => {
    const table = await openTable();
    const wrapped = await table.wrap('case-1', key);
    disk.faultOf = (op) => (op === 'writeAtomic' ? { code: 'ENOSPC' } : undefined);
    await expect(table.rewrite([0])).rejects.toMatchObject({ code: 'ENOSPC' });
    expect(table.unwrap('case-1', wrapped)).toEqual(key);
    disk.faultOf = () => undefined;
    await table.rewrite([0]);
    expect(table.unwrap('case-1', wrapped)).toBeUndefined();
  });

  it('holds no key after a lock', async () => {
    const table = await openTable();
    const wrapped = await table.wrap('case-1', key);
    table.wipe();
    expect(table.unwrap('case-1', wrapped)).toBeUndefined();
  });
});

describe('erasing on the real disk', () => {
  let dir: string;
  beforeEach(async () => {
    dir = await mkdtemp(path.join(tmpdir(), 'erase-'));
  });
  afterEach(() => rm(dir, { recursive: true, force: true }));

  it('replaces the file, and what an open handle still sees of the old one is zeros', async () => {
    const { open } = await import('node:fs/promises');
    const file = path.join(dir, 'keys');
    await nodeDisk.writeErasing(file, Buffer.from('old secret'));
    const handle = await open(file, 'r');
    await nodeDisk.writeErasing(file, Buffer.from('new'));
    const old = Buffer.alloc(10);
    await handle.read(old, 0, 10, 0);
    await handle.close();
    expect(old.equals(Buffer.alloc(10))).toBe(true);
    expect(await readFile(file, 'utf8')).toBe('new');
    expect(await nodeDisk.list(dir)).toEqual(['keys']);
  });

  it('spares a file that has a second name only because the last replacement was interrupted', async () => {
    const { link } = await import('node:fs/promises');
    const file = path.join(dir, 'keys');
    await nodeDisk.writeErasing(file, Buffer.from('still in use'));
    await link(file, oldOf(file));
    await nodeDisk.erase(oldOf(file));
    expect(await readFile(file, 'utf8')).toBe('still in use');
    expect(await nodeDisk.list(dir)).toEqual(['keys']);
  });
});
