/**
 * A clock for the application that tells whatever a test wants, by libfaketime: the program, Electron and Chromium read the wall
 * clock as set, while the monotonic clock goes on as it is.
 */
import { readdirSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { RunningApp } from '../../bench/app-driver';
import { CannotBeTried } from '../fault-row';

export interface FakedClock {
  /** For the program to be started with. */
  readonly env: Readonly<Record<string, string>>;
  /** From now on it tells a time that is so much ahead of the real one, or behind it. */
  readonly set: (aheadMs: number) => Promise<void>;
  /** Resolves when a running program has seen the last setting. */
  readonly seenBy: (app: RunningApp) => Promise<void>;
  readonly nowMs: () => number;
  readonly remove: () => Promise<void>;
}

/** Debian puts it below the folder of the architecture. */
function libraryFile(): string {
  const folders = ['/usr/lib', ...readdirSync('/usr/lib').map((name) => path.join('/usr/lib', name))];
  for (const folder of folders) {
    const file = path.join(folder, 'faketime', 'libfaketimeMT.so.1');
    try {
      if (readdirSync(path.dirname(file)).includes(path.basename(file))) return file;
    } catch {
      continue;
    }
  }
  throw new CannotBeTried('libfaketime is not installed here (Debian package faketime)');
}

const nearMs = 1_500;
const mostLaunches = 6;

/**
 * The library itself crashes now and then while Electron's threads begin, before anything of the application runs: such a launch
 * proves nothing, and is made again. What fails later is a failure.
 */
export async function launchUnder<T>(start: () => Promise<T>): Promise<T> {
  for (let launches = 1; ; launches++) {
    try {
      return await start();
    } catch (cause) {
      if (!(cause instanceof Error && cause.message.includes('Process failed to launch'))) throw cause;
      if (launches === mostLaunches) throw new CannotBeTried('Electron does not start under libfaketime here');
    }
  }
}

export async function fakedClock(): Promise<FakedClock> {
  const library = libraryFile();
  const dir = await mkdtemp(path.join(tmpdir(), 'xianting-clock-'));
  const file = path.join(dir, 'faketime');
  let ahead = 0;
  const nowMs = (): number => Date.now() + ahead;
  const set: FakedClock['set'] = async (aheadMs) => {
    ahead = Math.round(aheadMs / 1_000) * 1_000;
    await writeFile(file, `${ahead < 0 ? '-' : '+'}${String(Math.abs(ahead) / 1_000)}\n`);
  };
  await set(0);
  return {
    env: {
      LD_PRELOAD: library,
      FAKETIME_TIMESTAMP_FILE: file,
      FAKETIME_CACHE_DURATION: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
      // Times of files would differ from those that are asked of the system elsewhere.
      NO_FAKE_STAT: '1',
    },
    set,
    seenBy: async (app) => {
      for (;;) {
        const seen = await app.electron.evaluate(() => Date.now());
        if (Math.abs(seen - nowMs()) < nearMs) return;
      }
    },
    nowMs,
    remove: () => rm(dir, { recursive: true, force: true }),
  };
}
