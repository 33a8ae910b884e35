/**
 * When backups are made, and what there is to say of them. Only while somebody is signed in: sealing needs the store key,
 * and what changes the records changes then. One at a time; nobody waits for it.
 */
import path from 'node:path';
import type { BackupView } from '../../shared/contract/backup';
import type { Core } from '../app/core';
import type { Journal } from '../journal/journal';
import type { Keyring } from '../keys/keyring';
import type { Disk } from '../platform/disk';
import type { Rng } from '../platform/rng';
import type { BackupSettings } from '../preferences/preferences';
import { openContents, type BackupFile, type BackupHead } from './backup-file';
import { backupFolder, shelfName, type BackupFolder } from './backup-folder';
import { BackupFault, BackupStopped, faultOf, type BackupFaultCode } from './backup-fault';
import { makeBackup, type BackupProgress } from './make-backup';
import { prune } from './prune';
import { usualRetention } from './retention';

export interface BackupServiceDeps {
  readonly core: Pick<Core, 'nowMs' | 'startOfDayMs' | 'newId' | 'directory' | 'settings' | 'log' | 'publish'>;
  readonly disk: Disk;
  readonly rng: Rng;
  /** The profile. */
  readonly dir: string;
  readonly journal: Pick<Journal, 'extent'>;
  readonly keyring: () => Keyring | undefined;
  readonly appVersion: string;
  readonly onSameVolume: (a: string, b: string) => Promise<boolean>;
  /** A sample branch has nothing to lose. */
  readonly demo: () => boolean;
}

export interface BackupService {
  readonly view: () => BackupView;
  /** Somebody signed in; the key is copied. */
  readonly start: (storeKey: Uint8Array) => void;
  /** The screen is locked: what is under way is given up, and its key forgotten. */
  readonly stop: () => void;
  /** Asked by a timer: makes one when it is time. Resolves when nothing runs any more. */
  readonly tick: () => Promise<void>;
  /** Makes one now, or joins the one that runs. False where no place was chosen. */
  readonly runNow: () => boolean;
  readonly giveUp: () => void;
  /** @throws BackupFault where nothing can be written there */
  readonly setPlace: (chosen: string) => Promise<void>;
  readonly setLimit: (limitGb: number | null) => Promise<void>;
  readonly turnOff: () => Promise<void>;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** Signing in and the first customer come first. */
const firstAfterMs = 2 * minuteMs;
const fullEveryMs = 23 * hourMs;
/** Longer than a weekend: a PC that was off since Friday is no matter. */
const oldAfterMs = 3 * 24 * hourMs;
const gigabyte = 1024 ** 3;

export function createBackupService(deps: BackupServiceDeps): BackupService {
  const { core, disk } = deps;
  const { settings, log } = core;
  let storeKey: Buffer | undefined;
  let startedAtMs = 0;
  let progress: BackupProgress | null = null;
  let running: Promise<void> | undefined;
  let stopping: AbortController | undefined;
  let fault: BackupFaultCode | null = null;
  let failures = 0;
  let failedAtMs = 0;

  const changed = (): void => {
    core.publish('backup.changed', {});
  };

  const nextAtMs = (): number | null => {
    const place = settings.backup();
    if (!place || !storeKey) return null;
    const nowMs = core.nowMs();
    const firstMs = startedAtMs + firstAfterMs;
    if (failures > 0) return Math.max(firstMs, failedAtMs + Math.min(hourMs, 10 * minuteMs * 2 ** (failures - 1)));
    const last = place.lastGood?.atMs ?? 0;
    // A clock that was set back must not put it off.
    return Math.max(firstMs, last > nowMs ? 0 : last + hourMs);
  };

  const newestThatOpens = async (folder: BackupFolder, key: Uint8Array): Promise<BackupFile | undefined> => {
    const newestFirst = [...(await folder.list())].reverse();
    for (const { read } of newestFirst) if (read.state === 'whole' && openContents(read.file, key)) return read.file;
    return undefined;
  };

  const makeOne = async (place: BackupSettings, key: Buffer, signal: AbortSignal): Promise<void> => {
    const ring = deps.keyring();
    const { branch } = core.directory();
    if (!ring || !branch) throw new Error('somebody is signed in without keys or branch');
    const folder = backupFolder(place.dir, disk);
    if (!(await folder.isThere())) throw new BackupFault('folderGone');
    const newest = await newestThatOpens(folder, key);
    const fulls = (await folder.list()).flatMap(({ read }) =>
      read.state === 'whole' && read.file.head.kind === 'full' ? [read.file.head.madeAtMs] : [],
    );
    const madeAtMs = core.nowMs();
    const fullIsDue = !newest || madeAtMs - Math.max(0, ...fulls) > fullEveryMs;
    const make = (kind: BackupHead['kind']): Promise<BackupHead> =>
      makeBackup(
        {
          disk,
          rng: deps.rng,
          folder,
          journal: deps.journal,
          dir: deps.dir,
          storeKey: key,
          signal,
          onProgress: (next) => {
            const before = progress;
            progress = next;
            // A page draws a hundred steps, not ten thousand.
            const hundredth = ({ done, total }: BackupProgress): number =>
              Math.floor((100 * done) / Math.max(1, total));
            if (before?.step !== next.step || hundredth(before) !== hundredth(next)) changed();
          },
        },
        {
          id: core.newId(),
          madeAtMs,
          kind,
          appVersion: deps.appVersion,
          branch: { id: branch.id, name: branch.name },
          device: { id: ring.device.id, tag: ring.device.tag },
          recovery: ring.recovery,
        },
        newest && openContents(newest, key),
      );
    const head = await make(fullIsDue ? 'full' : 'delta').catch((cause: unknown) => {
      // Something that it would have built on is gone or damaged: all of it is looked at, and written again where needed.
      if (fullIsDue || !(cause instanceof BackupFault) || cause.code !== 'notKept') throw cause;
      log.warn('backup.mending');
      return make('full');
    });
    const dayMs = 24 * hourMs;
    const offsetMs = dayMs - (core.startOfDayMs() % dayMs);
    const limitBytes = place.limitGb === null ? null : place.limitGb * gigabyte;
    const shelf = await prune(folder, usualRetention, limitBytes, offsetMs);
    const now = settings.backup();
    if (now?.dir !== place.dir) return;
    await settings.setBackup({
      ...now,
      lastGood: {
        atMs: head.madeAtMs,
        ...head.counts,
        kept: shelf.count,
        keptBytes: shelf.bytes,
        oldestAtMs: shelf.oldestAtMs ?? head.madeAtMs,
      },
    });
    log.info('backup.made', { kind: head.kind, objects: head.objects.length, kept: shelf.count });
  };

  const run = async (place: BackupSettings, key: Buffer, stop: AbortController): Promise<void> => {
    try {
      await makeOne(place, key, stop.signal);
      fault = null;
      failures = 0;
    } catch (cause) {
      if (cause instanceof BackupStopped || stop.signal.aborted) return;
      failures += 1;
      failedAtMs = core.nowMs();
      try {
        fault = faultOf(cause).code;
        log.warn('backup.failed', { fault });
      } catch (bug) {
        fault = 'io';
        log.error('backup.failed', bug);
      }
    }
  };

  const begin = (): Promise<void> => {
    const place = settings.backup();
    const key = storeKey;
    if (running || !place || !key) return running ?? Promise.resolve();
    const stop = new AbortController();
    stopping = stop;
    progress = { step: 'write', done: 0, total: 0 };
    running = run(place, key, stop).finally(() => {
      running = undefined;
      stopping = undefined;
      progress = null;
      changed();
    });
    changed();
    return running;
  };

  const giveUp = (): void => {
    stopping?.abort();
  };

  return {
    view: () => {
      const place = settings.backup();
      const old = place?.lastGood ? core.nowMs() - place.lastGood.atMs > oldAfterMs : fault !== null;
      return {
        folder: place?.chosen ?? null,
        sameDisk: place?.sameDisk ?? false,
        limitGb: place?.limitGb ?? null,
        running: progress,
        lastGood: place?.lastGood ?? null,
        nextAtMs: nextAtMs(),
        fault: place ? fault : null,
        attention: deps.demo() ? null : place === null ? 'notSetUp' : old ? 'old' : null,
      };
    },
    start: (key) => {
      storeKey = Buffer.from(key);
      startedAtMs = core.nowMs();
    },
    stop: () => {
      giveUp();
      storeKey?.fill(0);
      storeKey = undefined;
    },
    tick: async () => {
      const at = nextAtMs();
      if (at !== null && core.nowMs() >= at) await begin();
    },
    runNow: () => {
      if (!settings.backup() || !storeKey) return false;
      void begin();
      return true;
    },
    giveUp,
    setPlace: async (chosen) => {
      const ring = deps.keyring();
      if (!ring) throw new Error('there are no keys yet');
      const dir = path.join(chosen, shelfName, ring.device.id);
      const folder = backupFolder(dir, disk);
      try {
        if (!(await disk.exists(chosen))) throw new BackupFault('folderGone');
        await folder.prepare();
        // A share that lets one look but not write says so only now.
        const probe = path.join(dir, 'probe');
        await disk.writeAtomic(probe, Buffer.from('probe'));
        await disk.remove(probe);
      } catch (cause) {
        throw faultOf(cause);
      }
      giveUp();
      const before = settings.backup();
      await settings.setBackup({
        chosen,
        dir,
        sameDisk: await deps.onSameVolume(chosen, deps.dir),
        limitGb: before?.limitGb ?? null,
        lastGood: before?.dir === dir ? before.lastGood : null,
      });
      fault = null;
      failures = 0;
      // The run that was given up ends first.
      await running;
      void begin();
    },
    setLimit: async (limitGb) => {
      const place = settings.backup();
      if (place) await settings.setBackup({ ...place, limitGb });
      changed();
    },
    turnOff: async () => {
      giveUp();
      await settings.setBackup(null);
      changed();
    },
  };
}
