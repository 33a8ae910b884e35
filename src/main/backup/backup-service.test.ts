import { beforeEach, describe, expect, it } from 'vitest';
import { emptyDirectory } from '../../domain/directory/directory';
import { noAppealRoutes } from '../../domain/directory/directory';
import { newId } from '../platform/ids';
import { systemRng } from '../platform/rng';
import { createSimDisk, type SimDisk } from '../platform/sim-disk.test-support';
import type { BackupSettings } from '../preferences/preferences';
import { smallBranch, type SmallBranch } from './backup-branch.test-support';
import { createBackupService, type BackupService } from './backup-service';
import { BackupFault } from './backup-fault';

const hourMs = 3_600_000;
let disk: SimDisk;
let branch: SmallBranch;
let service: BackupService;
let place: BackupSettings | null;
let demo: boolean;

beforeEach(async () => {
  disk = createSimDisk();
  branch = await smallBranch(disk);
  await disk.makeDir('/usb');
  place = null;
  demo = false;
  const own = {
    id: branch.keyring.device.branchId,
    name: '桥北支行',
    code: 'QB01',
    institutionType: 'bank' as const,
    institutionName: '测试银行',
    province: '江苏',
    address: '',
    phone: '',
    timeZone: 'Asia/Shanghai',
    appeal: noAppealRoutes,
  };
  service = createBackupService({
    core: {
      nowMs: branch.clock.wallMs,
      startOfDayMs: () => Date.UTC(2026, 2, 1, 16),
      newId,
      directory: () => ({ ...emptyDirectory, branch: own }),
      settings: {
        backup: () => place,
        setBackup: async (next: BackupSettings | null) => {
          place = next;
        },
      } as never,
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
      publish: () => undefined,
    },
    disk,
    rng: systemRng,
    dir: branch.dir,
    journal: branch.journal,
    keyring: () => branch.keyring,
    appVersion: '0.0.0',
    onSameVolume: async () => false,
    demo: () => demo,
  });
});

const lists = (): string[] => disk.files().filter((file) => file.endsWith('.xbk'));
/** Waits for the run that choosing a place begins. */
const choose = async (): Promise<void> => {
  await service.setPlace('/usb');
  await settled();
};
const settled = async (): Promise<void> => {
  while (service.view().running) await new Promise((resolve) => setImmediate(resolve));
};
const later = async (ms: number): Promise<void> => {
  branch.clock.pass(ms);
  await service.tick();
};

describe('backups of a PC', () => {
  it('say that no place is set up, but not on a sample branch', () => {
    expect(service.view().attention).toBe('notSetUp');
    demo = true;
    expect(service.view().attention).toBeNull();
  });

  it('begin when a place is chosen, and then once an hour while somebody is signed in', async () => {
    await branch.register(3);
    service.start(branch.storeKey);
    await choose();
    expect(service.view()).toMatchObject({ folder: '/usb', fault: null, attention: null });
    expect(service.view().lastGood).toMatchObject({ cases: 3, kept: 1 });
    await later(hourMs / 2);
    expect(lists()).toHaveLength(1);
    await later(hourMs / 2);
    expect(lists()).toHaveLength(2);
    service.stop();
    await later(hourMs);
    expect(lists()).toHaveLength(2);
    // The key of the session itself is not touched.
    service.start(branch.storeKey);
    await later(hourMs);
    expect(lists()).toHaveLength(3);
  });

  it('do not write into an empty folder where the disk was unplugged, and go on when it is back', async () => {
    service.start(branch.storeKey);
    await choose();
    await disk.makeDir('/away');
    await disk.move('/usb/xianting-backup', '/away/shelf');
    const { dir } = place ?? { dir: '' };
    const there = disk.exists;
    let unplugged = true;
    Object.assign(disk, { exists: async (file: string) => !(unplugged && file.startsWith(dir)) && there(file) });
    await later(hourMs);
    expect(service.view().fault).toBe('folderGone');
    expect(disk.files().some((file) => file.startsWith('/usb'))).toBe(false);
    await later(4 * 24 * hourMs);
    expect(service.view().attention).toBe('old');
    unplugged = false;
    await disk.move('/away/shelf', '/usb/xianting-backup');
    await later(hourMs);
    expect(service.view()).toMatchObject({ fault: null, attention: null });
  });

  it('try again soon after a failure, later after several', async () => {
    service.start(branch.storeKey);
    await choose();
    let tries = 0;
    disk.faultOf = (op, file) => {
      if (op !== 'freeBytes' || !file.startsWith('/usb')) return undefined;
      tries += 1;
      return { code: 'EIO' };
    };
    await later(hourMs);
    expect(service.view().fault).toBe('io');
    await later(9 * 60_000);
    expect(tries).toBe(1);
    await later(60_000);
    expect(tries).toBe(2);
    await later(10 * 60_000);
    expect(tries).toBe(2);
    await later(10 * 60_000);
    expect(tries).toBe(3);
  });

  it('mend by themselves what is damaged or gone in the folder', async () => {
    await branch.register(5);
    service.start(branch.storeKey);
    await choose();
    const gone = disk.files().find((file) => file.endsWith('.xbo')) ?? '';
    await disk.remove(gone);
    await later(hourMs);
    expect(service.view().fault).toBeNull();
    expect(disk.files()).toContain(gone);
  });

  it('name a place that can not be written to, and keep the one before', async () => {
    service.start(branch.storeKey);
    await choose();
    await disk.makeDir('/cd');
    disk.faultOf = (op, file) => (op === 'makeDir' && file.startsWith('/cd') ? { code: 'EROFS' } : undefined);
    await expect(service.setPlace('/cd')).rejects.toMatchObject({ code: 'notWritable' });
    await expect(service.setPlace('/nowhere')).rejects.toBeInstanceOf(BackupFault);
    expect(place?.chosen).toBe('/usb');
  });

  it('are given up when the screen is locked, and leave nothing half made', async () => {
    await branch.register(40);
    service.start(branch.storeKey);
    const choosing = service.setPlace('/usb');
    disk.faultOf = (op, file) => {
      if (op === 'writeAtomic' && file.endsWith('.xbo')) service.stop();
      return undefined;
    };
    await choosing;
    await settled();
    expect(lists()).toEqual([]);
    expect(service.view().fault).toBeNull();
  });
});
