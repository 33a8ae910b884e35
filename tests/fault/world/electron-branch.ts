/**
 * The built application in a real Electron on a branch with some cases, with a book beside it of what was asked and what was
 * answered. What it is worth afterwards is read from its files and its database, not asked of it.
 */
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openJournal } from '../../../src/main/journal/journal';
import { nodeDisk } from '../../../src/main/platform/disk';
import { seedProfile } from '../../../scripts/seeding/seed-profile';
import { ask, inStorePage, signIn, start, type RunningApp } from '../../bench/app-driver';
import { newId } from '../../e2e/bridge';
import type { LaunchOptions } from '../../e2e/fixtures';
import { framesOf, verifyWorld, type Verdict } from '../verify-world';
import { readStore } from './store-tables';

export interface ElectronBranch {
  readonly profile: string;
  readonly app: () => RunningApp;
  /** Starts and signs in; ms until lists are there again. */
  readonly start: (options?: Pick<LaunchOptions, 'args' | 'env'>) => Promise<number>;
  /** Registers a complaint; false when nobody was told that it is saved. */
  readonly register: () => Promise<boolean>;
  /** Why the last one was not registered, as the person was told; empty before the first. */
  readonly refusal: () => string;
  /** Kills every process of the application at once, as a power cut would. */
  readonly killGroup: () => Promise<void>;
  /** Stops every process of the application for so long, as a closed lid would. */
  readonly suspend: (ms: number) => Promise<void>;
  readonly close: () => Promise<void>;
  /** Whether no process of it runs. */
  readonly ended: () => boolean;
  readonly acknowledged: () => number;
  readonly verify: () => Promise<Verdict>;
  /** Codes of what the person was told. */
  readonly told: () => Promise<readonly string[]>;
  readonly remove: () => Promise<void>;
}

let template: Promise<string> | undefined;

/** A branch that was worked in and ended well: seeded, started once, closed. */
function branchTemplate(): Promise<string> {
  template ??= (async () => {
    const dir = await mkdtemp(path.join(tmpdir(), 'xianting-fault-'));
    await seedProfile({ userData: dir, cases: 12, seed: 7, onProgress: () => undefined });
    const app = await start(dir);
    await signIn(app);
    await app.close();
    return dir;
  })();
  return template;
}

export async function forgetTemplates(): Promise<void> {
  for (const dir of [await template, await worked]) {
    if (dir !== undefined) await rm(dir, { recursive: true, force: true, maxRetries: 5 });
  }
  template = undefined;
  worked = undefined;
}

/** Another database in the same files, of 6 MB that can't be made smaller. */
export const fillWithBallast = `(async () => {
  const done = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const open = indexedDB.open('ballast', 1);
  open.onupgradeneeded = () => open.result.createObjectStore('bytes');
  const db = await done(open);
  for (let i = 0; i < 100; i++) {
    const bytes = crypto.getRandomValues(new Uint8Array(60000));
    await done(db.transaction('bytes', 'readwrite').objectStore('bytes').put(bytes, i));
  }
  db.close();
})()`;

let worked: Promise<string> | undefined;

/** A branch whose database has files of every kind, killed while it was open. */
export function workedTemplate(): Promise<string> {
  worked ??= (async () => {
    const branch = await electronBranch();
    for (const count of [6, 4]) {
      await branch.start();
      for (let i = 0; i < count; i++) if (!(await branch.register())) throw new Error('the template could not be made');
      if (count !== 6) continue;
      // So much that LevelDB moves all it has so far from its log into tables.
      await inStorePage(branch.app(), fillWithBallast);
      await branch.close();
    }
    await branch.killGroup();
    return branch.profile;
  })();
  return worked;
}

/** A copy of the template, or of another profile, in a folder `on` another disk where that is said. */
export async function electronBranch({
  from,
  on = tmpdir(),
}: {
  readonly from?: string;
  readonly on?: string;
} = {}): Promise<ElectronBranch> {
  const folder = await mkdtemp(path.join(on, 'xianting-fault-'));
  const profile = path.join(folder, 'profile');
  const source = from ?? (await branchTemplate());
  await cp(source, profile, { recursive: true, filter: (file) => !path.basename(file).startsWith('Singleton') });
  const { device } = JSON.parse(await readFile(path.join(profile, 'keys', 'keyring.json'), 'utf8')) as {
    device: { id: string; signPublicKey: string };
  };
  const deviceKeys = new Map([[device.id, device.signPublicKey]]);
  /** What the template has was acknowledged too. */
  const acknowledged = await receiptsOf(profile);
  const unanswered = new Set<string>();
  let own = 0;
  let refusal = '';
  let running: RunningApp | undefined;
  const app = (): RunningApp => {
    if (!running) throw new Error('the application is not running');
    return running;
  };

  return {
    profile,
    app,
    start: async (options) => {
      const began = performance.now();
      running = await start(profile, options);
      await signIn(running);
      return performance.now() - began;
    },
    register: async () => {
      const commandId = newId();
      unanswered.add(commandId);
      const matter = `matter ${commandId}`;
      const intent = { emotion: 1, businessId: 'biz.debit.limits', want: 'explanation', matter, flags: [] };
      try {
        await ask(app(), 'intake.quickCapture', { commandId, ...intent });
      } catch (cause) {
        // Refused, or killed under it: nobody was told that it is saved.
        refusal = cause instanceof Error ? cause.message : String(cause);
        return false;
      }
      unanswered.delete(commandId);
      acknowledged.push(commandId);
      own += 1;
      return true;
    },
    refusal: () => refusal,
    killGroup: async () => {
      const child = app().electron.process();
      const gone = new Promise((resolve) => child.once('exit', resolve));
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      await gone;
      running = undefined;
    },
    suspend: async (ms) => {
      const { pid } = app().electron.process();
      if (pid === undefined) throw new Error('the application has no process');
      process.kill(-pid, 'SIGSTOP');
      await new Promise((resolve) => setTimeout(resolve, ms));
      process.kill(-pid, 'SIGCONT');
    },
    close: async () => {
      await running?.close();
      running = undefined;
    },
    ended: () => running?.ended() ?? true,
    acknowledged: () => own,
    verify: async () => {
      // Both of one moment: reminders and traces are written without anybody asking.
      let [before, { tables, revisions, outbox }, frames] = await bothOf(app(), profile);
      while (before.length !== frames.length)
        [before, { tables, revisions, outbox }, frames] = await bothOf(app(), profile);
      return verifyWorld({ acknowledged, unanswered: [...unanswered], frames, tables, revisions, outbox, deviceKeys });
    },
    told: async () => {
      const { notices } = await ask<{ notices: { code: string }[] }>(app(), 'app.status', {});
      return notices.map(({ code }) => code);
    },
    remove: async () => {
      if (running && !running.ended()) await running.close();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** The journal, the store, and the journal again. */
async function bothOf(app: RunningApp, profile: string) {
  const before = await framesIn(profile);
  const store = await readStore(app);
  return [before, store, await framesIn(profile)] as const;
}

/** Of a copy: opening a journal mends it, and this one belongs to a program that runs. */
async function framesIn(profile: string): ReturnType<typeof framesOf> {
  const copy = await mkdtemp(path.join(tmpdir(), 'xianting-fault-journal-'));
  try {
    const dir = path.join(copy, 'journal');
    await cp(path.join(profile, 'journal'), dir, { recursive: true });
    const journal = await openJournal({ dir, disk: nodeDisk, floorBytes: 0 });
    try {
      return await framesOf(journal);
    } finally {
      await journal.close();
    }
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}

async function receiptsOf(profile: string): Promise<string[]> {
  const frames = await framesIn(profile);
  return frames.flatMap(({ ops }) => ops.filter(({ table }) => table === 'receipts').map(({ key }) => key));
}
