import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { EventRow } from '../../shared/store-contract/rows';
import { openJournal } from '../journal/journal';
import { openKeyring } from '../keys/keyring';
import { loadKeyring } from '../keys/keyring-file';
import { openKeyTable, slotOf } from '../keys/key-table';
import { resealedRecovery } from '../keys/keyring-recovery';
import { newId } from '../platform/ids';
import { systemRng } from '../platform/rng';
import { createSimDisk, type SimDisk } from '../platform/sim-disk.test-support';
import { nextSlotKey } from '../records/record-crypto';
import { backupDepsOf, factsOf, keyringDepsOf, smallBranch, type SmallBranch } from './backup-branch.test-support';
import { backupFolder, type BackupFolder } from './backup-folder';
import { BackupFault, BackupStopped } from './backup-fault';
import { finishRestore } from './finish-restore';
import { formerDevicesIn } from './former-devices';
import { evidenceFile, makeBackup } from './make-backup';
import { RecoveryCodeDiffers, stageRestore, type StageDeps } from './stage-restore';

const home = '/new';
let disk: SimDisk;
let branch: SmallBranch;
let folder: BackupFolder;
let photo: string;

beforeEach(async () => {
  disk = createSimDisk();
  branch = await smallBranch(disk);
  folder = backupFolder('/usb/xianting-backup/pc', disk);
  await folder.prepare();
  await branch.register(40);
  photo = await branch.attach('photo');
  await disk.writeAtomic(
    path.join(branch.dir, 'settings.json'),
    Buffer.from(JSON.stringify({ idleLockMinutes: 7, backup: { dir: '/usb' }, window: {} })),
  );
  await makeBackup(backupDepsOf(branch, folder), factsOf(branch, 'full'), undefined);
  await disk.makeDir(home);
});

const stageDeps = (target: SimDisk, more: Partial<StageDeps> = {}): StageDeps => ({
  ...keyringDepsOf(target, '', branch.clock),
  dir: home,
  newId,
  signal: new AbortController().signal,
  onProgress: () => undefined,
  ...more,
});
const stage = async (code = branch.recoveryCode, more: Partial<StageDeps> = {}): Promise<void> => {
  const read = (await folder.list())[0]?.read;
  if (read?.state !== 'whole') throw new Error('no backup');
  await stageRestore(stageDeps(disk, more), folder, read.file, code);
};
const inHome = (target: SimDisk): string[] =>
  target.files().filter((file) => file.startsWith(`${home}/`) && !file.startsWith(`${home}/restore/`));
const openedKeyring = async (target: SimDisk) => {
  const dir = path.join(home, 'keys');
  const loaded = await loadKeyring(dir, target, 0);
  if (loaded.kind !== 'loaded') throw new Error(loaded.kind);
  return openKeyring(keyringDepsOf(target, dir, branch.clock), loaded.file);
};

describe('a restore on another PC', () => {
  it('brings back every frame, the evidence and the people with their passwords, as a new device', async () => {
    await stage();
    expect(inHome(disk).filter((file) => !file.endsWith('restore-ready.json'))).toEqual([]);
    expect(await finishRestore(home, disk)).toBe(true);

    const journal = await openJournal({ dir: path.join(home, 'journal'), disk });
    const events: EventRow[] = [];
    let former: unknown;
    for await (const { frame } of journal.readFrames(1)) {
      for (const op of frame.ops) {
        if (op.table === 'events') events.push(op.row as EventRow);
        if (op.key === 'formerDevices') former = op.row;
      }
    }
    expect(journal.repairs).toEqual([]);
    expect(events).toHaveLength(43);
    expect(new Set(events.map(({ deviceId }) => deviceId))).toEqual(new Set([branch.keyring.device.id]));
    expect(formerDevicesIn(former)).toMatchObject([{ deviceId: branch.keyring.device.id, told: false }]);
    expect(disk.bytesOf(evidenceFile(home, photo)).toString()).toBe('sealed photo');
    expect(JSON.parse(disk.bytesOf(`${home}/settings.json`).toString())).toEqual({ idleLockMinutes: 7 });

    const keyring = await openedKeyring(disk);
    expect(keyring.device.id).not.toBe(branch.keyring.device.id);
    expect(keyring.device).toMatchObject({ tag: 'B', branchId: branch.keyring.device.branchId });
    const unlocked = await keyring.unlock(branch.supervisor, branch.password);
    expect(unlocked.ok && unlocked.value.storeKey.equals(branch.storeKey)).toBe(true);
    expect((await keyring.unlock(branch.supervisor, 'wrong')).ok).toBe(false);
    // The printed code goes on being the right one.
    expect(keyring.openByRecoveryCode(branch.recoveryCode)?.equals(branch.storeKey)).toBe(true);
  });

  it('keeps what was there under another name', async () => {
    await disk.makeDir(`${home}/journal`);
    await disk.writeAtomic(`${home}/journal/000001.xjl`, Buffer.from('old'));
    await disk.makeDir(`${home}/IndexedDB`);
    await disk.writeAtomic(`${home}/IndexedDB/x`, Buffer.from('old'));
    await stage();
    expect(disk.bytesOf(`${home}/journal/000001.xjl`).toString()).toBe('old');
    await finishRestore(home, disk);
    const aside = disk.files().filter((file) => file.includes('/replaced-'));
    expect(aside.map((file) => file.replace(/.*replaced-\d+/, ''))).toEqual(['/IndexedDB/x', '/journal/000001.xjl']);
  });

  it('comes to the same end when the power goes at any step of the last one', async () => {
    await stage();
    for (let failing = 1; ; failing++) {
      const at = disk.afterKill();
      let steps = 0;
      at.faultOf = (op) =>
        ['move', 'remove', 'makeDir'].includes(op) && ++steps === failing ? { code: 'EIO' } : undefined;
      const whole = await finishRestore(home, at).then(
        () => true,
        () => false,
      );
      at.faultOf = () => undefined;
      const next = at.afterKill();
      await finishRestore(home, next);
      const unlocked = await (await openedKeyring(next)).unlock(branch.supervisor, branch.password);
      expect(unlocked.ok).toBe(true);
      expect(next.bytesOf(evidenceFile(home, photo)).toString()).toBe('sealed photo');
      if (whole) break;
    }
  });

  it('does nothing at a start where nothing was staged to its end', async () => {
    await stage();
    await disk.remove(`${home}/restore-ready.json`);
    expect(await finishRestore(home, disk)).toBe(false);
    expect(inHome(disk)).toEqual([]);
  });
});

describe('the key table beside the backups', () => {
  const caseAt = (at: number) => {
    const found = branch.wrapped()[at];
    if (!found) throw new Error('no such case');
    return found;
  };
  const restoredTable = (storeKey = branch.storeKey) =>
    openKeyTable({ dir: path.join(home, 'keys'), disk, rng: systemRng }, [storeKey], 1);

  it('opens nothing of a case that was destroyed since, from no backup that was made before', async () => {
    const [gone, wrapped] = caseAt(3);
    const before = (await folder.keyTables())[0] ?? Buffer.alloc(0);
    await branch.table.rewrite([slotOf(wrapped) ?? -1]);
    await makeBackup(backupDepsOf(branch, folder), factsOf(branch, 'delta'), undefined);
    expect(await folder.keyTables()).toHaveLength(1);
    expect(disk.files().filter((file) => disk.bytesOf(file).includes(before.subarray(8, 64)))).toEqual([]);

    await stage();
    await finishRestore(home, disk);
    const table = await restoredTable();
    expect(table.unwrap(gone, wrapped)).toBeUndefined();
    expect(table.unwrap(...caseAt(4))).toBeInstanceOf(Buffer);
  });

  it('opens a backup from before a change of keys', async () => {
    const newKey = systemRng.bytes(32);
    const changed = await openKeyTable(
      { dir: path.join(branch.dir, 'keys'), disk, rng: systemRng },
      [newKey, branch.storeKey],
      branch.table.nextSlot(),
    );
    await changed.rewrite([]);
    const recovery = resealedRecovery(branch.keyring.recovery, newKey, branch.recoveryCode, systemRng);
    if (!recovery) throw new Error('the code should be the right one');
    branch.clock.pass(60_000);
    const deps = { ...backupDepsOf(branch, folder), storeKey: newKey };
    await makeBackup(deps, { ...factsOf(branch, 'full'), recovery }, undefined);

    await stage();
    await finishRestore(home, disk);
    expect((await restoredTable()).unwrap(...caseAt(0))).toBeInstanceOf(Buffer);
  });

  it('gives the restored PC only slots that nobody had', async () => {
    await stage();
    await finishRestore(home, disk);
    const journal = await openJournal({ dir: path.join(home, 'journal'), disk });
    let next = 0;
    for await (const { frame } of journal.readFrames(1)) {
      for (const { key, row } of frame.ops) if (key === nextSlotKey) next = (row as unknown as { next: number }).next;
    }
    expect(next).toBe((await restoredTable()).slots());
    expect(next).toBeGreaterThan(branch.table.nextSlot());
  });

  it('is needed: without one, or with a damaged one, nothing is restored', async () => {
    const name = disk.files().find((file) => file.includes('/case-keys-')) ?? '';
    disk.damage(name, 60, 1);
    await expect(stage()).rejects.toMatchObject({ code: 'notKept' });
    await disk.remove(name);
    await expect(stage()).rejects.toMatchObject({ code: 'notKept' });
    expect(await finishRestore(home, disk)).toBe(false);
    expect(inHome(disk)).toEqual([]);
  });
});

describe('a restore that must not be', () => {
  const refused = async (work: Promise<void>): Promise<unknown> =>
    work.then(
      () => 'restored',
      (cause: unknown) => (cause instanceof BackupFault ? cause.code : cause),
    );

  it('is refused with another code', async () => {
    expect(await refused(stage('0000-0000-0000-0000-0000-0000-000'))).toBeInstanceOf(RecoveryCodeDiffers);
    const other = await smallBranch(createSimDisk());
    expect(await refused(stage(other.recoveryCode))).toBeInstanceOf(RecoveryCodeDiffers);
    expect(inHome(disk)).toEqual([]);
  });

  it('is refused where any object is damaged or gone, and leaves nothing that a start would take', async () => {
    const objects = disk.files().filter((file) => file.endsWith('.xbo'));
    expect(objects.length).toBeGreaterThan(3);
    for (const object of objects) {
      disk.damage(object, 45 % disk.bytesOf(object).length, 1);
      expect(await refused(stage())).toBe('notKept');
      expect(await finishRestore(home, disk)).toBe(false);
      disk.damage(object, 45 % disk.bytesOf(object).length, 1);
    }
    await disk.remove(objects[0] ?? '');
    expect(await refused(stage())).toBe('notKept');
    expect(inHome(disk)).toEqual([]);
  });

  it('stops on request and can be begun again', async () => {
    const stop = new AbortController();
    const more = { signal: stop.signal, onProgress: () => stop.abort() };
    expect(await refused(stage(branch.recoveryCode, more))).toBeInstanceOf(BackupStopped);
    expect(await finishRestore(home, disk)).toBe(false);
    await stage();
    expect(await finishRestore(home, disk)).toBe(true);
  });

  it('is refused where there is no room', async () => {
    disk.free = 1_000_000;
    expect(await refused(stage())).toBe('diskFull');
  });
});
