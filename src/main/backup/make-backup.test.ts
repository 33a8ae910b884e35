import { beforeEach, describe, expect, it } from 'vitest';
import { createSimDisk, type SimDisk } from '../platform/sim-disk.test-support';
import { backupDepsOf, factsOf, smallBranch, type SmallBranch } from './backup-branch.test-support';
import { openContents, type BackupContents, type BackupHead } from './backup-file';
import { backupFolder, type BackupFolder } from './backup-folder';
import { BackupFault, BackupStopped } from './backup-fault';
import { checkBackup } from './check-backup';
import { makeBackup } from './make-backup';

let disk: SimDisk;
let branch: SmallBranch;
let folder: BackupFolder;

beforeEach(async () => {
  disk = createSimDisk();
  branch = await smallBranch(disk);
  folder = backupFolder('/usb/xianting-backup/pc', disk);
  await folder.prepare();
});

const newest = async (): Promise<BackupContents | undefined> => {
  const read = (await folder.list()).at(-1)?.read;
  return read?.state === 'whole' ? openContents(read.file, branch.storeKey) : undefined;
};
const back = async (kind: 'full' | 'delta'): Promise<BackupHead> => {
  branch.clock.pass(60_000);
  return makeBackup(backupDepsOf(branch, folder), factsOf(branch, kind), await newest());
};
const written = (): string[] => disk.files().filter((file) => file.startsWith('/usb'));
const check = async (): Promise<void> => {
  const read = (await folder.list()).at(-1)?.read;
  if (read?.state !== 'whole') throw new Error('no backup');
  await checkBackup({ folder, storeKey: branch.storeKey, onRead: () => undefined }, read.file, null);
};
const faultOf = async (work: Promise<unknown>): Promise<string> => {
  const cause: unknown = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return cause instanceof BackupFault ? cause.code : String(cause);
};

describe('a backup', () => {
  it('holds every case, event and file, over several segments', async () => {
    await branch.register(60);
    await branch.attach('photo');
    const { counts } = await back('full');
    expect(counts).toEqual({ cases: 60, events: 63, evidence: 1 });
    expect((await newest())?.segments.length).toBeGreaterThan(2);
    await check();
  });

  it('lets nothing through that lies readable in the journal', async () => {
    await branch.register(3);
    await back('full');
    const all = written().map((file) => disk.bytesOf(file).toString('latin1'));
    expect(all.some((text) => text.includes('case.registered') || text.includes(branch.supervisor))).toBe(false);
  });

  it('writes only what is new after the first, and is whole by itself all the same', async () => {
    await branch.register(60);
    const photo = await branch.attach('photo');
    await back('full');
    const before = new Set(written());
    await branch.register(1);
    const { counts } = await back('delta');
    expect(counts).toEqual({ cases: 61, events: 64, evidence: 1 });
    const added = written().filter((file) => !before.has(file));
    // One stretch of the journal, and the list.
    expect(added).toHaveLength(2);
    expect((await newest())?.evidence.map(({ sha256 }) => sha256)).toEqual([photo]);
    await check();
  });

  it('takes nothing from the one before when it is a full one, and mends what is damaged in the folder', async () => {
    await branch.register(10);
    await back('full');
    const [object] = written().filter((file) => file.endsWith('.xbo'));
    disk.damage(object ?? '', 40, 1);
    expect(await faultOf(check())).toBe('notKept');
    await back('full');
    await check();
  });

  it('is published only after it was read back', async () => {
    await branch.register(10);
    const write = disk.writeAtomic;
    const lossy: SimDisk = Object.assign(disk, {
      // A share that says yes and keeps something else.
      writeAtomic: async (file: string, bytes: Uint8Array, ...rest: [number?, (() => Promise<void>)?]) => {
        await write(file, file.endsWith('.xbo') ? Buffer.from(bytes).fill(0, 50, 60) : bytes, ...rest);
      },
    });
    expect(lossy).toBe(disk);
    expect(await faultOf(back('full'))).toBe('notKept');
    expect(await folder.list()).toEqual([]);
  });

  it('that is cut off leaves nothing that counts as one, at any step', async () => {
    await branch.register(30);
    await back('full');
    await branch.register(3);
    for (let failing = 1; ; failing++) {
      const { length } = await folder.list();
      let writes = 0;
      disk.faultOf = (op, file) =>
        op === 'writeAtomic' && file.startsWith('/usb') && ++writes === failing ? { code: 'ENOSPC' } : undefined;
      const done = await back('delta').then(
        () => true,
        () => false,
      );
      disk.faultOf = () => undefined;
      if (done) break;
      expect(await folder.list()).toHaveLength(length);
      await check();
    }
    expect((await newest())?.segments.reduce((sum, { cases }) => sum + cases, 0)).toBe(33);
  });

  it('refuses to begin where there is no room', async () => {
    await branch.register(3);
    disk.free = 1_000;
    expect(await faultOf(back('full'))).toBe('diskFull');
  });

  it('tells that the journal of this PC is damaged instead of keeping the damage', async () => {
    await branch.register(3);
    disk.damage('/profile/journal/000001.xjl', 400, 1);
    expect(await faultOf(back('full'))).toBe('journalDamaged');
    expect(await folder.list()).toEqual([]);
  });

  it('stops when it is told to', async () => {
    await branch.register(30);
    const stop = new AbortController();
    const deps = { ...backupDepsOf(branch, folder), signal: stop.signal, onProgress: () => stop.abort() };
    await expect(makeBackup(deps, factsOf(branch, 'full'), undefined)).rejects.toBeInstanceOf(BackupStopped);
    expect(await folder.list()).toEqual([]);
  });

  it('shows without the code when its list was cut or changed, or comes from a newer version', async () => {
    const head = await back('full');
    const [file] = written().filter((name) => name.endsWith('.xbk'));
    const bytes = disk.bytesOf(file ?? '');
    const states = async (changed: Buffer): Promise<string[]> => {
      await disk.writeAtomic(file ?? '', changed);
      return (await folder.list()).map(({ read }) => read.state);
    };
    expect(await states(bytes.subarray(0, bytes.length - 100))).toEqual(['damaged']);
    expect(await states(bytes.subarray(0, 10))).toEqual(['damaged']);
    const changed = Buffer.from(bytes);
    changed[20] = (changed[20] ?? 0) ^ 1;
    expect(await states(changed)).toEqual(['damaged']);
    const { sha256 } = await import('./backup-file');
    const line = JSON.stringify({ head: { ...head, version: 2, more: 1 }, sealed: '' });
    expect(await states(Buffer.from(`${line}\n${sha256(Buffer.from(line))}\n`))).toEqual(['newer']);
  });

  it('does not open when the part that anybody can read was changed', async () => {
    await back('full');
    const read = (await folder.list())[0]?.read;
    if (read?.state !== 'whole') throw new Error('no backup');
    const { head, sealed } = read.file;
    expect(openContents({ head, sealed }, branch.storeKey)).toBeDefined();
    expect(openContents({ head: { ...head, madeAtMs: head.madeAtMs + 1 }, sealed }, branch.storeKey)).toBeUndefined();
    expect(openContents({ head, sealed }, Buffer.alloc(32))).toBeUndefined();
  });
});
