import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nodeDisk, type Disk } from './disk';
import { createSimDisk } from './sim-disk.test-support';

const text = (value: string): Uint8Array => Buffer.from(value, 'utf8');

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'disk-'));
});
afterEach(async () => {
  await rm(dir, { recursive: true, force: true });
});

/** The simulated disk is only worth something if it keeps the promises of the real one. */
describe.each<[string, () => Disk]>([
  ['the real disk', () => nodeDisk],
  ['the simulated disk', () => createSimDisk()],
])('%s', (_name, make) => {
  let disk: Disk;
  const at = (name: string): string => path.join(dir, 'sub', name);
  const read = async (name: string): Promise<string | undefined> => (await disk.read(at(name)))?.toString('utf8');
  beforeEach(async () => {
    disk = make();
    await disk.makeDir(path.join(dir, 'sub'));
  });

  it('has no file until one is written', async () => {
    expect(await disk.read(at('a'))).toBeUndefined();
    expect(await disk.exists(at('a'))).toBe(false);
    expect(await disk.list(path.join(dir, 'sub'))).toEqual([]);
    expect(await disk.list(path.join(dir, 'elsewhere'))).toEqual([]);
  });

  it('makes a folder that is already there', async () => {
    await disk.writeAtomic(at('a'), text('1'));
    await disk.makeDir(path.join(dir, 'sub'));
    expect(await read('a')).toBe('1');
  });

  it('replaces a file as a whole and leaves nothing beside it', async () => {
    await disk.writeAtomic(at('a'), text('a longer text'));
    await disk.writeAtomic(at('a'), text('short'));
    expect(await read('a')).toBe('short');
    expect(await disk.list(path.join(dir, 'sub'))).toEqual(['a']);
    expect(await disk.exists(at('a'))).toBe(true);
  });

  it('keeps the last of several writes asked for at once', async () => {
    await Promise.all(['1', '2', '3', '4'].map((value) => disk.writeAtomic(at('a'), text(value.repeat(100)))));
    expect(await read('a')).toBe('4'.repeat(100));
    expect(await disk.list(path.join(dir, 'sub'))).toEqual(['a']);
  });

  it('fails to write into a folder that is not there', async () => {
    const file = path.join(dir, 'nowhere', 'a');
    await expect(disk.writeAtomic(file, text('1'))).rejects.toMatchObject({ code: 'ENOENT' });
    await expect(disk.openAppend(file, true)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('appends across openings, and creates a file only once', async () => {
    const first = await disk.openAppend(at('a'), true);
    await first.append(text('one '));
    await first.append(text('two '));
    await first.sync();
    await first.close();
    await expect(disk.openAppend(at('a'), true)).rejects.toMatchObject({ code: 'EEXIST' });
    await expect(disk.openAppend(at('b'), false)).rejects.toMatchObject({ code: 'ENOENT' });
    const second = await disk.openAppend(at('a'), false);
    await second.append(text('three'));
    expect(await read('a')).toBe('one two three');
    await second.close();
    await expect(second.append(text('four'))).rejects.toMatchObject({ code: 'EBADF' });
  });

  it('truncates, and appends after the cut', async () => {
    await disk.writeAtomic(at('a'), text('0123456789'));
    const file = await disk.openAppend(at('a'), false);
    await disk.truncate(at('a'), 4);
    await file.append(text('x'));
    await file.close();
    expect(await read('a')).toBe('0123x');
    await expect(disk.truncate(at('b'), 0)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('lists names in order, moves over what is there, and removes what may be gone', async () => {
    for (const name of ['c', 'a', 'b']) await disk.writeAtomic(at(name), text(name));
    expect(await disk.list(path.join(dir, 'sub'))).toEqual(['a', 'b', 'c']);
    await disk.move(at('a'), at('c'));
    expect(await disk.list(path.join(dir, 'sub'))).toEqual(['b', 'c']);
    expect(await read('c')).toBe('a');
    await expect(disk.move(at('a'), at('d'))).rejects.toMatchObject({ code: 'ENOENT' });
    await disk.remove(at('b'));
    await disk.remove(at('b'));
    expect(await disk.list(path.join(dir, 'sub'))).toEqual(['c']);
  });

  it('moves a folder with what is in it', async () => {
    await disk.writeAtomic(at('a'), text('1'));
    await disk.move(path.join(dir, 'sub'), path.join(dir, 'other'));
    expect(await disk.list(path.join(dir, 'other'))).toEqual(['a']);
    expect(await disk.exists(path.join(dir, 'sub'))).toBe(false);
  });

  it('knows how much is free', async () => {
    expect(await disk.freeBytes(path.join(dir, 'sub'))).toBeGreaterThan(0);
  });
});

describe('the real disk', () => {
  it('makes files that only their owner can read', async () => {
    await nodeDisk.writeAtomic(path.join(dir, 'a'), text('1'));
    await (await nodeDisk.openAppend(path.join(dir, 'b'), true)).close();
    for (const name of ['a', 'b']) expect((await stat(path.join(dir, name))).mode & 0o777).toBe(0o600);
  });

  it('leaves the old file and nothing else when a write fails', async () => {
    const file = path.join(dir, 'a');
    await nodeDisk.makeDir(file);
    await expect(nodeDisk.writeAtomic(file, text('1'))).rejects.toThrow();
    expect(await nodeDisk.list(dir)).toEqual(['a']);
  });
});

describe('the simulated disk', () => {
  const written = async (unsynced: string) => {
    const disk = createSimDisk();
    await disk.makeDir('/d');
    const file = await disk.openAppend('/d/a', true);
    await file.append(text('synced'));
    await file.sync();
    await file.append(text(unsynced));
    return { disk, file };
  };

  it('loses in a power cut what was not synced, and keeps it when only the process dies', async () => {
    const { disk } = await written('12');
    expect((await disk.afterPowerCut(0).read('/d/a'))?.toString()).toBe('synced');
    expect((await disk.afterPowerCut(0.5).read('/d/a'))?.toString()).toBe('synced1');
    expect((await disk.afterKill().read('/d/a'))?.toString()).toBe('synced12');
  });

  it('loses what a failed sync dropped, even after a sync that succeeds', async () => {
    const { disk, file } = await written('12');
    disk.faultOf = (op) => (op === 'sync' ? { code: 'EIO' } : undefined);
    await expect(file.sync()).rejects.toMatchObject({ code: 'EIO' });
    disk.faultOf = () => undefined;
    await file.sync();
    expect((await disk.read('/d/a'))?.toString()).toBe('synced12');
    expect((await disk.afterPowerCut(1).read('/d/a'))?.toString()).toBe('synced\0\0');
  });

  it('does nothing any more once it is dead', async () => {
    const { disk } = await written('12');
    disk.kill();
    await expect(disk.read('/d/a')).rejects.toMatchObject({ code: 'EIO' });
  });
});
