/**
 * A disk in memory that fails and loses power on request. What is written is first in the page cache and only after a sync
 * on the medium; a failed sync drops the dirty pages for good, though they can still be read (as Linux does).
 */
import path from 'node:path';
import type { AppendFile, Disk } from './disk';

export type DiskOp =
  | 'read'
  | 'writeAtomic'
  | 'create'
  | 'open'
  | 'append'
  | 'sync'
  | 'truncate'
  | 'list'
  | 'makeDir'
  | 'move'
  | 'remove'
  | 'freeBytes';

export interface DiskFault {
  readonly code: 'EIO' | 'ENOSPC' | 'EROFS' | 'EPERM' | 'EACCES' | 'EBUSY';
  /** For `append`: share of the bytes that are written nevertheless, 0–1. */
  readonly written?: number;
}

interface Inode {
  data: Buffer;
  /** Bytes up to here are on the medium. */
  synced: number;
  /** Ranges whose dirty pages were dropped: read back now, gone after a power cut. */
  lost: [from: number, to: number][];
}

export interface SimDisk extends Disk {
  /** Asked before every operation. */
  faultOf: (op: DiskOp, file: string) => DiskFault | undefined;
  free: number;
  total: number;
  /** From now on nothing works: the process is dead or the power is gone. */
  readonly kill: () => void;
  /** The disk as the next start finds it. `kept` (0–1) is the share of unsynced bytes that reached the medium by chance. */
  readonly afterPowerCut: (kept: number) => SimDisk;
  /**
   * The same with what disks really do to the sectors that were not synced: each one is kept, torn off, zeroed or filled with
   * something else, and names removed without a sync of their folder may be back. `random` gives 0–1.
   */
  readonly afterPowerLoss: (random: () => number) => SimDisk;
  /** The disk after the process died and the machine went on: the page cache survives. */
  readonly afterKill: () => SimDisk;
  readonly files: () => string[];
  readonly bytesOf: (file: string) => Buffer;
  readonly damage: (file: string, at: number, xor: number) => void;
  readonly ops: () => number;
}

export function createSimDisk(initial: ReadonlyMap<string, Inode> = new Map(), dirs = new Set<string>()): SimDisk {
  /** What a running process sees, and what a power cut leaves of the names. */
  const names = new Map(initial);
  let durableNames = new Map(initial);
  let dead = false;
  let count = 0;

  const fail = (code: string): never => {
    throw Object.assign(new Error(code), { code });
  };
  const step = async (op: DiskOp, file: string): Promise<DiskFault | undefined> => {
    // Other work gets its turn, as with a real disk.
    await Promise.resolve();
    if (dead) fail('EIO');
    count += 1;
    return disk.faultOf(op, file);
  };
  const check = async (op: DiskOp, file: string): Promise<void> => {
    const fault = await step(op, file);
    if (fault) fail(fault.code);
  };
  const requireDir = (file: string): void => {
    if (!dirs.has(path.dirname(file))) fail('ENOENT');
  };
  const requireFile = (file: string): Inode => names.get(file) ?? fail('ENOENT');
  const syncNames = (dir: string): void => {
    const inDir = (name: string): boolean => path.dirname(name) === dir || name.startsWith(dir + path.sep);
    durableNames = new Map([...[...durableNames].filter(([n]) => !inDir(n)), ...[...names].filter(([n]) => inDir(n))]);
  };
  const syncData = (inode: Inode): void => {
    inode.synced = inode.data.length;
  };

  const appendTo = (inode: Inode, file: string): AppendFile => {
    let open = true;
    return {
      append: async (bytes) => {
        const fault = await step('append', file);
        if (!open) fail('EBADF');
        const written = fault ? Math.floor(bytes.length * (fault.written ?? 0)) : bytes.length;
        inode.data = Buffer.concat([inode.data, bytes.subarray(0, written)]);
        if (fault) fail(fault.code);
      },
      sync: async () => {
        const fault = await step('sync', file);
        if (!open) fail('EBADF');
        if (fault) {
          // Whoever is killed in the middle of a sync leaves dirty pages, not dropped ones.
          if (!dead) {
            inode.lost.push([inode.synced, inode.data.length]);
            syncData(inode);
          }
          fail(fault.code);
        }
        syncData(inode);
      },
      close: async () => {
        open = false;
      },
    };
  };

  const disk: SimDisk = {
    faultOf: () => undefined,
    free: 1e12,
    total: 1e12,
    read: async (file) => {
      await check('read', file);
      const inode = names.get(file);
      return inode && Buffer.from(inode.data);
    },
    writeAtomic: async (file, bytes, _mode, beforeNamed) => {
      await check('writeAtomic', file);
      requireDir(file);
      await beforeNamed?.();
      names.set(file, { data: Buffer.from(bytes), synced: bytes.length, lost: [] });
      syncNames(path.dirname(file));
    },
    writeErasing: async (file, bytes) => {
      await check('writeAtomic', file);
      requireDir(file);
      names.set(file, { data: Buffer.from(bytes), synced: bytes.length, lost: [] });
      syncNames(path.dirname(file));
    },
    erase: async (file) => {
      await check('remove', file);
      names.delete(file);
      syncNames(path.dirname(file));
    },
    openAppend: async (file, create) => {
      await check(create ? 'create' : 'open', file);
      requireDir(file);
      if (!create) return appendTo(requireFile(file), file);
      if (names.has(file)) fail('EEXIST');
      const inode: Inode = { data: Buffer.alloc(0), synced: 0, lost: [] };
      names.set(file, inode);
      syncNames(path.dirname(file));
      return appendTo(inode, file);
    },
    truncate: async (file, length) => {
      await check('truncate', file);
      const inode = requireFile(file);
      inode.data = inode.data.subarray(0, length);
      inode.lost = inode.lost.filter(([from]) => from < length).map(([from, to]) => [from, Math.min(to, length)]);
      syncData(inode);
    },
    list: async (dir) => {
      await check('list', dir);
      return [...names.keys()]
        .filter((file) => path.dirname(file) === dir)
        .map((file) => path.basename(file))
        .sort();
    },
    tree: async (dir) => {
      await check('list', dir);
      return [...names.keys()]
        .filter((file) => file.startsWith(dir + path.sep))
        .map((file) => path.relative(dir, file))
        .sort();
    },
    makeDir: async (dir) => {
      await check('makeDir', dir);
      for (let at = dir; !dirs.has(at); at = path.dirname(at)) dirs.add(at);
    },
    move: async (from, to) => {
      await check('move', from);
      if (dirs.has(from)) {
        const inside = [...names].filter(([name]) => name.startsWith(from + path.sep));
        for (const [name, inode] of inside) {
          names.delete(name);
          names.set(to + name.slice(from.length), inode);
        }
        for (const name of [...dirs]) {
          if (name !== from && !name.startsWith(from + path.sep)) continue;
          dirs.delete(name);
          dirs.add(to + name.slice(from.length));
        }
        syncNames(from);
        syncNames(to);
        return;
      }
      names.set(to, requireFile(from));
      names.delete(from);
      syncNames(path.dirname(from));
      syncNames(path.dirname(to));
    },
    remove: async (file) => {
      await check('remove', file);
      names.delete(file);
    },
    removeTree: async (dir) => {
      await check('remove', dir);
      for (const name of [...names.keys()]) if (name.startsWith(dir + path.sep)) names.delete(name);
      for (const name of [...dirs]) if (name === dir || name.startsWith(dir + path.sep)) dirs.delete(name);
    },
    exists: async (file) => {
      await check('read', file);
      return names.has(file) || dirs.has(file);
    },
    sizeOf: async (file) => {
      await check('read', file);
      return names.get(file)?.data.length;
    },
    freeBytes: async (dir) => {
      await check('freeBytes', dir);
      return disk.free;
    },
    totalBytes: async (dir) => {
      await check('freeBytes', dir);
      return disk.total;
    },
    overwrite: async (file, at, bytes) => {
      await check('open', file);
      const { data } = requireFile(file);
      if (at + bytes.length > data.length) fail('ENOSPC');
      data.set(bytes, at);
    },
    kill: () => {
      dead = true;
    },
    afterPowerCut: (kept) =>
      createSimDisk(
        mapValues(durableNames, ({ data, synced, lost }) => {
          const left = zeroed(data.subarray(0, synced + Math.floor((data.length - synced) * kept)), lost);
          return { data: left, synced: left.length, lost: [] };
        }),
        new Set(dirs),
      ),
    afterPowerLoss: (random) => {
      const names_ = new Map([...durableNames].filter(([name]) => names.has(name) || random() < 0.5));
      return createSimDisk(
        mapValues(names_, ({ data, synced, lost }) => {
          const kept = zeroed(data.subarray(0, synced), lost);
          const left = Buffer.concat([kept, unsyncedAfterLoss(data.subarray(synced), random)]);
          return { data: left, synced: left.length, lost: [] };
        }),
        new Set(dirs),
      );
    },
    // Dropped pages may be evicted at any time; here they are gone at the next start.
    afterKill: () =>
      createSimDisk(
        mapValues(names, ({ data, synced, lost }) => ({ data: zeroed(data, lost), synced, lost: [] })),
        new Set(dirs),
      ),
    files: () => [...names.keys()].sort(),
    bytesOf: (file) => requireFile(file).data,
    damage: (file, at, xor) => {
      const { data } = requireFile(file);
      data[at] = (data[at] ?? 0) ^ xor;
    },
    ops: () => count,
  };
  return disk;
}

const sectorBytes = 512;

/** What is left of bytes that were never synced. */
function unsyncedAfterLoss(bytes: Buffer, random: () => number): Buffer {
  const sectors: Buffer[] = [];
  // The size of the file is written by itself: it may say less than was written.
  const left = random() < 0.3 ? bytes.length : Math.floor(random() * bytes.length);
  for (let from = 0; from < left; from += sectorBytes) {
    const sector = Buffer.from(bytes.subarray(from, Math.min(from + sectorBytes, left)));
    const fate = random();
    if (fate < 0.25) sector.fill(0);
    else if (fate < 0.4) for (let i = 0; i < sector.length; i++) sector[i] = Math.floor(random() * 256);
    sectors.push(sector);
  }
  return Buffer.concat(sectors);
}

function zeroed(data: Buffer, ranges: readonly (readonly [number, number])[]): Buffer {
  const copy = Buffer.from(data);
  for (const [from, to] of ranges) copy.fill(0, Math.min(from, copy.length), Math.min(to, copy.length));
  return copy;
}

function mapValues<K, V>(map: ReadonlyMap<K, V>, change: (value: V) => V): Map<K, V> {
  return new Map([...map].map(([key, value]) => [key, change(value)]));
}
