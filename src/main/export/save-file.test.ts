import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { nodeDisk } from '../platform/disk';
import { saveFile } from './save-file';

const bytes = Buffer.from('new');
const log = { error: vi.fn(), warn: vi.fn(), info: vi.fn() };
const onDisk = { core: { log } as never, disk: nodeDisk };

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'save-file-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

it('is traced when every byte is on the medium and before the name is taken', async () => {
  const file = path.join(dir, 'a.pdf');
  await writeFile(file, 'old');
  const trace = async () => expect(await readFile(file, 'utf8')).toBe('old');
  expect(await saveFile(onDisk, { file, bytes, trace })).toEqual({ ok: true, value: 'a.pdf' });
  expect(await readFile(file, 'utf8')).toBe('new');
});

it('leaves what was there, and nothing beside it, when the trace can not be left, and says so in the words of the trace', async () => {
  const file = path.join(dir, 'a.pdf');
  await writeFile(file, 'old');
  const full = new Error('no room for the record');
  await expect(saveFile(onDisk, { file, bytes, trace: () => Promise.reject(full) })).rejects.toBe(full);
  expect(await readFile(file, 'utf8')).toBe('old');
  expect(await readdir(dir)).toEqual(['a.pdf']);
});

it('leaves no trace where the file could not take its name', async () => {
  const file = path.join(dir, 'a.pdf');
  await mkdir(file);
  const trace = vi.fn(() => Promise.resolve());
  const refused = { ok: false, error: { code: 'document.saveFailed', reason: 'other' } };
  expect(await saveFile(onDisk, { file, bytes, trace })).toEqual(refused);
  expect(await saveFile(onDisk, { file: path.join(dir, 'no', 'a.pdf'), bytes, trace })).toEqual(refused);
  expect(trace).not.toHaveBeenCalled();
  expect(await readdir(dir)).toEqual(['a.pdf']);
});

it('says what a person can do about it', async () => {
  const reasons = { ENOSPC: 'diskFull', EDQUOT: 'diskFull', EROFS: 'notWritable', EACCES: 'notWritable', EIO: 'other' };
  for (const [code, reason] of Object.entries(reasons)) {
    const disk = { writeAtomic: () => Promise.reject(Object.assign(new Error(code), { code })) };
    const failed = await saveFile({ ...onDisk, disk }, { file: path.join(dir, 'a.pdf'), bytes });
    expect(failed).toEqual({ ok: false, error: { code: 'document.saveFailed', reason } });
  }
});
