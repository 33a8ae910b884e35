/**
 * An update of the database that is cut off before each single operation of the disk, by a killed process and by the power, in its first
 * and in its second attempt. The database here takes nothing back by itself, as Chromium's does: the copy alone has to save it.
 */
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createSimDisk, type SimDisk } from '../../platform/sim-disk.test-support';
import { createStoreUpgrade, roomBesideCopyBytes, type StoreUpgrade, type UpgradeNews } from './store-upgrade';

const dir = '/profile';
const files = ['CURRENT', 'blob/01/7'].map((name) => path.join(dir, 'IndexedDB', 'store', name));
const copyFolder = path.join(dir, 'store-before-update');
const target = 5;

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };

async function aDatabase(version: number): Promise<SimDisk> {
  const disk = createSimDisk();
  for (const file of files) {
    await disk.makeDir(path.dirname(file));
    await disk.writeAtomic(file, Buffer.from(`v${String(version)}`));
  }
  return disk;
}

/** What the files say; undefined where they do not fit each other, or are not there. */
function versionOf(disk: SimDisk): number | undefined {
  const [first, ...others] = files.map((file) => (disk.files().includes(file) ? disk.bytesOf(file).toString() : ''));
  if (first === undefined || others.some((text) => text !== first) || !/^v\d$/.test(first)) return undefined;
  return Number(first.slice(1));
}

interface Started {
  readonly upgrade: StoreUpgrade;
  readonly news: readonly UpgradeNews[];
}

/** One start of the program: opens, migrates file by file, compares. Rejects where it was cut off. */
async function start(
  disk: SimDisk,
  { free = 1e12, fails = () => false, wanted = target }: { free?: number; fails?: () => boolean; wanted?: number } = {},
): Promise<Started> {
  disk.free = free;
  const news: UpgradeNews[] = [];
  const upgrade = createStoreUpgrade({
    ...{ dir, disk, log, target: wanted },
    onNews: (each) => news.push(each),
    onHeld: () => undefined,
  });
  let { asItIs } = await upgrade.before();
  while (!asItIs && fails()) {
    upgrade.answered();
    await upgrade.failed();
    asItIs = upgrade.held() !== undefined;
  }
  upgrade.answered();
  if (!asItIs) {
    for (const file of files) {
      await disk.makeDir(path.dirname(file));
      await disk.writeAtomic(file, Buffer.from('half'));
      await disk.writeAtomic(file, Buffer.from(`v${String(wanted)}`));
    }
  }
  upgrade.opened(versionOf(disk) ?? 0);
  if (upgrade.unverified()) await upgrade.verified();
  return { upgrade, news };
}

/** The disk after a start that ended before its n-th operation; undefined once it has fewer. */
async function cutOff(disk: SimDisk, at: number, after: (disk: SimDisk) => SimDisk): Promise<SimDisk | undefined> {
  let done = 0;
  disk.faultOf = () => {
    done += 1;
    if (done < at) return undefined;
    disk.kill();
    return { code: 'EIO' };
  };
  await start(disk).catch(() => undefined);
  return done >= at ? after(disk) : undefined;
}

const waysToEnd: readonly (readonly [string, (disk: SimDisk) => SimDisk])[] = [
  ['killed', (disk) => disk.afterKill()],
  ['without power', (disk) => disk.afterPowerCut(0)],
];

describe('an update of the database', () => {
  it('keeps the copy until the start after the one that compared it', async () => {
    const disk = await aDatabase(4);
    await start(disk);
    expect(versionOf(disk)).toBe(target);
    expect(disk.files().filter((file) => file.startsWith(copyFolder))).not.toEqual([]);
    await start(disk.afterKill());
    const second = disk.afterKill();
    await start(second);
    expect(second.files().filter((file) => file.startsWith(copyFolder))).toEqual([]);
    expect(versionOf(second)).toBe(target);
  });

  it.each(waysToEnd)('%s before any operation, the next start does it', async (_how, after) => {
    for (let at = 1; ; at += 1) {
      const disk = await cutOff(await aDatabase(4), at, after);
      if (!disk) {
        expect(at).toBeGreaterThan(20);
        break;
      }
      const { upgrade } = await start(disk);
      expect([at, versionOf(disk), upgrade.held()]).toEqual([at, target, undefined]);
    }
  });

  it.each(waysToEnd)(
    '%s before any operation twice, it is done or the old one is shown, and never neither',
    async (_how, after) => {
      const seen = new Set<string>();
      for (let first = 1; ; first += 1) {
        const once = await cutOff(await aDatabase(4), first, after);
        if (!once) break;
        for (let second = 1; ; second += 1) {
          const twice = await cutOff(once.afterKill(), second, after);
          if (!twice) break;
          const { upgrade } = await start(twice);
          const held = upgrade.held();
          expect([first, second, versionOf(twice)]).toEqual([first, second, held ? 4 : target]);
          seen.add(held ? 'shown as it was' : 'done');
        }
      }
      expect([...seen].sort()).toEqual(['done', 'shown as it was']);
    },
  );

  it('that fails twice is taken back and shown as it was, in later starts too, until somebody asks for more', async () => {
    const disk = await aDatabase(4);
    const first = await start(disk, { fails: () => true });
    expect([first.upgrade.held(), versionOf(disk)]).toEqual([{ reason: 'failed', neededBytes: 0 }, 4]);
    const second = await start(disk, { fails: () => true });
    expect(second.upgrade.held()?.reason).toBe('failed');
    await second.upgrade.nextStart('again');
    const third = await start(disk);
    expect([third.upgrade.held(), versionOf(disk)]).toEqual([undefined, target]);
  });

  it('that failed is tried again by a program that wants another schema', async () => {
    const disk = await aDatabase(4);
    await start(disk, { fails: () => true });
    const next = await start(disk, { wanted: 6 });
    expect([next.upgrade.held(), versionOf(disk)]).toEqual([undefined, 6]);
  });

  it('that a person gave up gives way to an empty database; the files stay until that was compared', async () => {
    const disk = await aDatabase(4);
    const { upgrade } = await start(disk, { fails: () => true });
    await upgrade.nextStart('refill');
    await disk.removeTree(path.join(copyFolder, 'copy'));
    const refilled = await start(disk);
    expect(refilled.news).toEqual(['refilled']);
    expect(disk.bytesOf(path.join(copyFolder, 'failed', 'store', 'CURRENT')).toString()).toBe('v4');
    await start(disk);
    expect(disk.files().filter((file) => file.startsWith(copyFolder))).toEqual([]);
    expect(versionOf(disk)).toBe(target);
  });

  it('does not begin without room for a copy, says how much is missing, and goes on by itself once there is', async () => {
    const disk = await aDatabase(4);
    const { upgrade } = await start(disk, { free: roomBesideCopyBytes });
    expect(upgrade.held()).toEqual({ reason: 'noRoom', neededBytes: roomBesideCopyBytes + 2 * 4 });
    expect(versionOf(disk)).toBe(4);
    const next = await start(disk);
    expect([next.upgrade.held(), versionOf(disk)]).toEqual([undefined, target]);
  });

  it('does not begin on a copy that does not read back as it was', async () => {
    const disk = await aDatabase(4);
    const write = disk.writeAtomic;
    const broken: SimDisk = {
      ...disk,
      writeAtomic: (file, bytes, ...rest) =>
        write(file, file.includes('copy.part') && file.endsWith('7') ? Buffer.from('v9') : bytes, ...rest),
    };
    const { upgrade } = await start(broken);
    expect([upgrade.held()?.reason, versionOf(disk)]).toEqual(['failed', 4]);
  });

  it('puts back no copy that was damaged meanwhile', async () => {
    const disk = await aDatabase(4);
    await start(disk, {
      fails: () => {
        throw new Error('the program ends here');
      },
    }).catch(() => undefined);
    disk.damage(path.join(copyFolder, 'copy', 'store', 'CURRENT'), 1, 1);
    const { news } = await start(disk);
    expect([news, versionOf(disk)]).toEqual([[], target]);
  });

  it('of which the page died counts as an attempt', async () => {
    const disk = await aDatabase(4);
    const upgrade = createStoreUpgrade({
      ...{ dir, disk, log, target },
      onNews: () => undefined,
      onHeld: () => undefined,
    });
    expect(await upgrade.before()).toEqual({ asItIs: false });
    expect(await upgrade.before()).toEqual({ asItIs: false });
    expect(await upgrade.before()).toEqual({ asItIs: true });
  });

  it('makes no copy where there is nothing yet', async () => {
    const disk = createSimDisk();
    await disk.makeDir(dir);
    const { upgrade, news } = await start(disk);
    expect([upgrade.held(), news, versionOf(disk)]).toEqual([undefined, [], target]);
    expect(disk.files().filter((file) => file.startsWith(copyFolder))).toEqual([]);
  });
});
