/** Headquarters as it ships, on a real socket in a process of its own, with a clock that is moved by hand. */
import { fork, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import type { Running } from './full-database';
import { headquartersDesk, type HeadquartersDesk } from './headquarters-desk';
import type { Asked, KeptRow, Started } from './headquarters-main';

export interface SimHeadquarters extends HeadquartersDesk {
  /** Another one after each restart. */
  readonly url: string;
  readonly publicKey: string;
  readonly nowMs: () => number;
  readonly pass: (ms: number) => void;
  /** Ends what runs and starts again on the same data; what was only in memory is gone. */
  readonly restart: () => Promise<void>;
  /** Its disk is full, or has room again. */
  readonly runOut: (running: Running) => Promise<void>;
  /** The table of events itself, tombstones too: what it has, whatever it says. */
  readonly kept: (deviceId?: string) => Promise<readonly KeptRow[]>;
  /** What it logged as a fault of its own. */
  readonly troubles: () => Promise<readonly string[]>;
  /** How many rows each of its tables has. */
  readonly rows: () => Promise<Readonly<Record<string, number>>>;
  readonly backUp: () => Promise<void>;
  /** Ends, puts the backup in place of its database, starts again. */
  readonly restore: () => Promise<void>;
}

interface Process {
  readonly child: ChildProcess;
  readonly ask: (asked: Asked) => Promise<unknown>;
}

/** A process of plain Node, bundled: its database driver can't be loaded the way the rows are. */
async function startProcess(): Promise<Process> {
  const { bundle } = (await import('../../../scripts/setup/bundle.mjs')) as {
    bundle: (root: string, entry: string) => Promise<{ file: string; remove: () => void }>;
  };
  const { file, remove } = await bundle(path.resolve(__dirname, '../../..'), 'tests/fault/world/headquarters-main.ts');
  const child = fork(file, { execArgv: [] });
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (cause: Error) => void }>();
  let [asked, ended] = [0, false];
  child.once('exit', () => {
    ended = true;
    for (const { reject } of waiting.values()) reject(new Error('headquarters ended'));
    waiting.clear();
  });
  await new Promise((resolve, reject) => {
    child.once('message', resolve);
    child.once('exit', () => {
      reject(new Error('headquarters ended'));
    });
  });
  remove();
  child.on('message', (said: { no: number; value?: unknown; failed?: string }) => {
    const asker = waiting.get(said.no);
    waiting.delete(said.no);
    if (said.failed === undefined) asker?.resolve(said.value);
    else asker?.reject(new Error(said.failed));
  });
  return {
    child,
    ask: (what) =>
      new Promise((resolve, reject) => {
        if (ended) {
          reject(new Error('headquarters ended'));
          return;
        }
        asked += 1;
        waiting.set(asked, { resolve, reject });
        child.send({ no: asked, asked: what });
      }),
  };
}

let shared: Promise<Process> | undefined;

/** A headquarters that has seen nobody yet; the one before is gone with it. */
export async function simHeadquarters(): Promise<SimHeadquarters> {
  const { ask } = await (shared ??= startProcess());
  let now = Date.UTC(2026, 2, 2, 1);
  let hq = (await ask({ do: 'fresh', nowMs: now })) as Started;
  const begins = async (what: 'restart' | 'restore'): Promise<void> => {
    hq = (await ask({ do: what, nowMs: now })) as Started;
  };
  return {
    ...headquartersDesk(
      () => hq,
      () => now,
    ),
    get url() {
      return hq.url;
    },
    publicKey: hq.publicKey,
    nowMs: () => now,
    pass: (ms) => {
      now += ms;
      void ask({ do: 'time', nowMs: now });
    },
    restart: () => begins('restart'),
    runOut: async (running) => {
      await ask({ do: 'runOut', nowMs: now, running });
    },
    kept: async (deviceId) =>
      (await ask({ do: 'kept', nowMs: now, ...(deviceId === undefined ? {} : { deviceId }) })) as readonly KeptRow[],
    troubles: async () => (await ask({ do: 'troubles', nowMs: now })) as readonly string[],
    rows: async () => (await ask({ do: 'rows', nowMs: now })) as Readonly<Record<string, number>>,
    backUp: async () => {
      await ask({ do: 'backUp', nowMs: now });
    },
    restore: () => begins('restore'),
  };
}

/** Ends the process that they shared. */
export async function forgetHeadquarters(): Promise<void> {
  const running = await shared;
  shared = undefined;
  if (!running) return;
  const ended = new Promise((resolve) => running.child.once('exit', resolve));
  running.child.disconnect();
  await ended;
}
