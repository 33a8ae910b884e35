import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { seedProfile } from './seed-profile';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'xt-seed-'));
});
afterEach(() => rm(dir, { recursive: true }));

describe('a seeded profile', () => {
  it('has a journal with its cases, and the keys of its people', async () => {
    const done: number[] = [];
    await seedProfile({ userData: dir, cases: 3, seed: 7, onProgress: (count) => done.push(count) });
    expect(done.at(-1)).toBe(3);
    expect((await readdir(dir)).sort()).toEqual(['journal', 'keys']);
    expect(await readdir(path.join(dir, 'journal'))).not.toEqual([]);
  }, 120_000);
});
