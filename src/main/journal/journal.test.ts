import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nodeDisk, type Disk } from '../platform/disk';
import { JournalUnwritable, openJournal, type Journal } from './journal';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'journal-'));
});
afterEach(async () => {
  for (const journal of opened.splice(0)) await journal.close();
  await rm(dir, { recursive: true, force: true });
});

const op = (key: string) => ({ table: 'kv' as const, key, row: { key, sealed: Uint8Array.of(1, 2, 3) } });
const opened: Journal[] = [];
const open = async (changes: { disk?: Disk; segmentBytes?: number } = {}): Promise<Journal> => {
  const journal = await openJournal({ dir, disk: nodeDisk, floorBytes: 0, ...changes });
  opened.push(journal);
  return journal;
};

async function keysIn(journal: Journal, fromNo = 1): Promise<string[]> {
  const keys: string[] = [];
  for await (const { frame } of journal.readFrames(fromNo)) keys.push(...frame.ops.map((o) => o.key));
  return keys;
}

async function filled(count: number, segmentBytes?: number): Promise<void> {
  const journal = await open(segmentBytes === undefined ? {} : { segmentBytes });
  for (let i = 1; i <= count; i++) await journal.append({ commandId: `c${String(i)}`, ops: [op(`k${String(i)}`)] });
  await journal.close();
}

const names = (count: number): string[] => Array.from({ length: count }, (_, i) => `k${String(i + 1)}`);

describe('appending', () => {
  it('gives every frame back after closing, in order, with its bytes', async () => {
    await filled(20);
    const journal = await open();
    expect(journal.head.no).toBe(20);
    expect(await keysIn(journal)).toEqual(names(20));
    for await (const { frame } of journal.readFrames(20)) expect(frame.ops[0]).toEqual(op('k20'));
    expect(await journal.hashAt(20)).toBe(journal.head.hash);
    expect(await journal.hashAt(21)).toBeUndefined();
  });

  it('gives bytes back in buffers of their own, so that the clone of a row does not carry its whole frame', async () => {
    const journal = await open();
    await journal.append({ commandId: 'many', ops: names(100).map(op) });
    for await (const { frame } of journal.readFrames(1)) {
      const sizes = frame.ops.map(({ row }) => (row as { sealed: Uint8Array }).sealed.buffer.byteLength);
      expect(new Set(sizes)).toEqual(new Set([3]));
    }
  });

  it('resolves frames that were asked for together in their order', async () => {
    const journal = await open();
    const heads = await Promise.all(names(50).map((key) => journal.append({ commandId: key, ops: [op(key)] })));
    expect(heads.map((h) => h.no)).toEqual(names(50).map((_, i) => i + 1));
    expect(await keysIn(journal)).toEqual(names(50));
  });

  it('rolls to a new segment and reads across all of them', async () => {
    await filled(30, 400);
    expect((await readdir(dir)).length).toBeGreaterThan(3);
    const journal = await open({ segmentBytes: 400 });
    expect(await keysIn(journal)).toEqual(names(30));
    expect(await keysIn(journal, 17)).toEqual(names(30).slice(16));
  });
});

describe('damage', () => {
  it('cuts a torn tail and loses no earlier frame', async () => {
    await filled(3);
    const [name] = await readdir(dir);
    const file = path.join(dir, name as string);
    const before = (await readFile(file)).length;
    await rm(dir, { recursive: true });
    await filled(4);
    const longer = (await readFile(file)).length;
    for (const length of [before, before + 1, before + 41, longer - 1]) {
      await rm(dir, { recursive: true });
      await filled(4);
      await truncate(file, length);
      const journal = await open();
      expect(journal.head.no).toBe(3);
      expect(await keysIn(journal)).toEqual(names(3));
      await journal.append({ commandId: 'next', ops: [op('next')] });
      await journal.close();
      expect(await keysIn(await open())).toEqual([...names(3), 'next']);
    }
  });

  it('never believes a flipped byte, wherever it is', async () => {
    await filled(4);
    const [name] = await readdir(dir);
    const file = path.join(dir, name as string);
    const whole = await readFile(file);
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: whole.length - 1 }), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
        await rm(dir, { recursive: true });
        await nodeDisk.makeDir(dir);
        const damaged = Buffer.from(whole);
        damaged[at] = (damaged[at] ?? 0) ^ flip;
        await writeFile(file, damaged);
        const keys = await keysIn(await open());
        expect(keys.length).toBeLessThan(4);
        expect(keys).toEqual(names(keys.length));
      }),
      { numRuns: 15 },
    );
  });

  it('keeps what it cut', async () => {
    await filled(3);
    const [name] = await readdir(dir);
    const file = path.join(dir, name as string);
    await truncate(file, (await readFile(file)).length - 5);
    const { repairs } = await open();
    expect(repairs).toMatchObject([{ kind: 'torn' }]);
    expect((await readdir(dir)).some((n) => n.includes('.torn-'))).toBe(true);
  });
});

describe('a failing medium', () => {
  /** Fails the n-th append or sync and, when told, everything after it. */
  function failing(at: number, what: 'append' | 'sync', code: string, forEver = false): Disk {
    let count = 0;
    const fail = (): boolean => {
      count += 1;
      return forEver ? count >= at : count === at;
    };
    return {
      ...nodeDisk,
      openAppend: async (file, create) => {
        const real = await nodeDisk.openAppend(file, create);
        return {
          ...real,
          append: async (bytes) => {
            if (what === 'append' && bytes.length > 40 && fail()) {
              await real.append(bytes.subarray(0, bytes.length / 2));
              throw Object.assign(new Error(code), { code });
            }
            await real.append(bytes);
          },
          sync: async () => {
            if (what === 'sync' && fail()) throw Object.assign(new Error(code), { code });
            await real.sync();
          },
        };
      },
    };
  }

  it.each(['append', 'sync'] as const)(
    'moves to a new segment when one %s fails, and keeps everything',
    async (what) => {
      const journal = await open({ disk: failing(3, what, 'EIO') });
      for (const key of names(6)) await journal.append({ commandId: key, ops: [op(key)] });
      await journal.close();
      expect((await readdir(dir)).filter((n) => n.endsWith('.xjl'))).toHaveLength(2);
      expect(await keysIn(await open())).toEqual(names(6));
    },
  );

  it('refuses with the reason when the disk stays full, shows nothing of the refused, and goes on later', async () => {
    const journal = await open({ disk: failing(4, 'append', 'ENOSPC', true) });
    for (const key of names(3)) await journal.append({ commandId: key, ops: [op(key)] });
    const refused = journal.append({ commandId: 'k4', ops: [op('k4')] });
    await expect(refused).rejects.toMatchObject({ reason: 'diskFull' });
    await expect(refused).rejects.toBeInstanceOf(JournalUnwritable);
    await journal.close();
    const again = await open();
    expect(await keysIn(again)).toEqual(names(3));
    await again.append({ commandId: 'k4', ops: [op('k4')] });
    expect(await keysIn(again)).toEqual(names(4));
  });

  it('refuses below the floor before anything is written', async () => {
    const journal = await openJournal({ dir, disk: { ...nodeDisk, freeBytes: async () => 10 }, floorBytes: 1000 });
    await expect(journal.append({ commandId: 'x', ops: [op('x')] })).rejects.toMatchObject({ reason: 'diskFull' });
    expect(await readdir(dir)).toEqual([]);
  });

  it('counts the reserve as room, gives it away below the floor, and keeps it for drafts and traces', async () => {
    let [free, held] = [4_000, 6_000];
    let told = 0;
    const reserve = {
      heldBytes: () => held,
      release: async () => {
        free += held;
        held = 0;
      },
    };
    const onFull = (): void => {
      told += 1;
    };
    const disk = { ...nodeDisk, freeBytes: async () => free };
    const journal = await openJournal({ dir, disk, floorBytes: 9_000, reserve, onFull });
    const plain = (name: string) => journal.append({ commandId: name, ops: [op(name)] });
    const essential = (name: string) => journal.append({ commandId: name, ops: [op(name)], fromReserve: true });
    await plain('enough');
    expect(held).toBe(6_000);

    // Nothing asks again before a megabyte was written, unless somebody gave the reserve away.
    free = 0;
    await reserve.release();
    const [refused, kept] = await Promise.allSettled([plain('refused'), essential('draft')]);
    expect(refused).toMatchObject({ status: 'rejected', reason: { reason: 'diskFull' } });
    expect(kept.status).toBe('fulfilled');
    expect(told).toBe(1);
    free = 1_500;
    await expect(essential('trace')).rejects.toMatchObject({ reason: 'diskFull' });
    free = 10_000;
    await plain('room again');
    expect(await keysIn(journal)).toEqual(['enough', 'draft', 'room again']);
  });

  it('keeps what was begun with the room of the reserve when the disk turns out to be full', async () => {
    let released = false;
    const disk: Disk = {
      ...nodeDisk,
      openAppend: async (file, create) => ({
        ...(await nodeDisk.openAppend(file, create)),
        ...(released ? {} : { append: () => Promise.reject(Object.assign(new Error(), { code: 'ENOSPC' })) }),
      }),
    };
    const reserve = {
      heldBytes: () => 0,
      release: async () => {
        released = true;
      },
    };
    const journal = await openJournal({ dir, disk, floorBytes: 0, reserve });
    await journal.append({ commandId: 'begun', ops: [op('begun')] });
    expect(released).toBe(true);
    expect(await keysIn(journal)).toEqual(['begun']);
  });
});
