import { describe, expect, it } from 'vitest';
import { createSimDisk } from '../platform/sim-disk.test-support';
import { backupDepsOf, factsOf, smallBranch } from './backup-branch.test-support';
import { openContents } from './backup-file';
import { backupFolder } from './backup-folder';
import { checkBackup } from './check-backup';
import { makeBackup } from './make-backup';
import { prune } from './prune';
import { keptOf, usualRetention } from './retention';

const hourMs = 3_600_000;

describe('what the rules keep', () => {
  const hourly = (hours: number) =>
    Array.from({ length: hours }, (_, i) => ({ id: String(i), madeAtMs: Date.UTC(2026, 0, 1) + i * hourMs }));

  it('is the newest of each of the last hours, days and weeks', () => {
    const kept = keptOf(hourly(24 * 100), usualRetention);
    // 24 hours, 14 days of which one is among the hours, 8 weeks of which two are among the days.
    expect(kept.length).toBeGreaterThanOrEqual(24 + 12 + 5);
    expect(kept.length).toBeLessThanOrEqual(24 + 14 + 8);
    expect(kept[0]).toBe(String(24 * 100 - 1));
    const ages = kept.map((id) => 24 * 100 - 1 - Number(id));
    expect(ages.slice(0, 24)).toEqual(Array.from({ length: 24 }, (_, i) => i));
    expect(Math.max(...ages)).toBeGreaterThan(24 * 7 * 6);
  });

  it('counts hours in which there is a backup, not hours in which the PC was off', () => {
    const old = hourly(3);
    expect(keptOf([...old, { id: 'today', madeAtMs: Date.UTC(2026, 5, 1) }], usualRetention)).toHaveLength(4);
  });

  it('keeps the newest whatever the rules say', () => {
    expect(keptOf(hourly(5), { hours: 0, days: 0, weeks: 0 })).toEqual(['4']);
  });

  it('takes a day for one of the branch', () => {
    // 23:30 and 00:30 in Shanghai are the same day of UTC.
    const two = [Date.UTC(2026, 0, 1, 15, 30), Date.UTC(2026, 0, 1, 16, 30)].map((madeAtMs) => ({
      id: String(madeAtMs),
      madeAtMs,
    }));
    const days = { hours: 0, days: 5, weeks: 0 };
    expect(keptOf(two, days)).toHaveLength(1);
    expect(keptOf(two, days, 8 * hourMs)).toHaveLength(2);
  });
});

describe('clearing away', () => {
  const many = async () => {
    const disk = createSimDisk();
    const branch = await smallBranch(disk);
    const folder = backupFolder('/usb/pc', disk);
    await folder.prepare();
    for (let i = 0; i < 6; i++) {
      await branch.register(10);
      branch.clock.pass(10 * 60_000);
      const last = (await folder.list()).at(-1)?.read;
      const before = last?.state === 'whole' ? openContents(last.file, branch.storeKey) : undefined;
      await makeBackup(backupDepsOf(branch, folder), factsOf(branch, i === 0 ? 'full' : 'delta'), before);
    }
    const checkAll = async (): Promise<number> => {
      const listed = await folder.list();
      for (const { read } of listed) {
        if (read.state !== 'whole') throw new Error(read.state);
        await checkBackup({ folder, storeKey: branch.storeKey, onRead: () => undefined }, read.file, null);
      }
      return listed.length;
    };
    return { disk, folder, checkAll };
  };

  it('leaves those whole that stay, and nothing that none of them needs', async () => {
    const { disk, folder, checkAll } = await many();
    const rules = { hours: 0, days: 0, weeks: 0 };
    const shelf = await prune(folder, rules, null, 0);
    expect(shelf.count).toBe(1);
    expect(await checkAll()).toBe(1);
    const objects = disk.files().filter((file) => file.startsWith('/usb') && file.endsWith('.xbo'));
    expect(objects.reduce((sum, file) => sum + disk.bytesOf(file).length, 0)).toBe(shelf.bytes);
  });

  it('lets the oldest go until the rest takes no more than it may, but never the newest', async () => {
    const { folder, checkAll } = await many();
    const all = await prune(folder, { hours: 9, days: 0, weeks: 0 }, null, 0);
    expect(await checkAll()).toBe(all.count);
    expect(all.count).toBeGreaterThan(1);
    expect((await prune(folder, { hours: 9, days: 0, weeks: 0 }, 1, 0)).count).toBe(1);
    expect(await checkAll()).toBe(1);
  });

  it('touches no object while a newer version has a backup there', async () => {
    const { disk, folder } = await many();
    const { sha256 } = await import('./backup-file');
    const line = JSON.stringify({ head: { format: 'xianting-backup', version: 9 }, sealed: '' });
    await folder.publish('20300101T000000-x.xbk', Buffer.from(`${line}\n${sha256(Buffer.from(line))}\n`));
    const objects = disk.files().filter((file) => file.endsWith('.xbo')).length;
    await prune(folder, { hours: 0, days: 0, weeks: 0 }, null, 0);
    expect(disk.files().filter((file) => file.endsWith('.xbo'))).toHaveLength(objects);
    expect((await folder.list()).map(({ read }) => read.state)).toEqual(['whole', 'newer']);
  });
});
