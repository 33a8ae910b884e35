/**
 * A PC that is real from its records down to the journal, over the store's own page in the Chromium of the system: its database is that
 * browser's, in LevelDB or in the SQLite that is to follow it. The whole application does not run there: Electron brings its own.
 */
import { cp, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { emptyDetails } from '../../../src/domain/complaint/values';
import { publicOfSeed } from '../../../src/main/keys/ed25519';
import { newId } from '../../../src/main/platform/ids';
import { createSimDisk, type SimDisk } from '../../../src/main/platform/sim-disk.test-support';
import type { CaseCall } from '../../../src/main/records/calls';
import type { StoreClient, StoreReply } from '../../../src/main/store/store-client';
import { databaseDirOf, openStoreIn, type Backend, type OpenStore } from '../../store/support/engine';
import type { Driver } from '../../store/support/driver';
import { must } from '../../support/case-builder';
import { startPc, type PcInMemory } from '../../support/pc-in-memory';
import { replayed, stateHash } from '../state-hash';
import { framesOf, verifyWorld, type Verdict } from '../verify-world';
import { chanceOf } from './chance';
import { readTables } from './store-tables';

export interface ChromiumBranch {
  /** Where the browser keeps its databases. */
  readonly databaseDir: string;
  /** Starts the browser and the PC, and signs in; ms it took. */
  readonly start: () => Promise<number>;
  readonly register: () => Promise<void>;
  /** Runs a script in the store's page. */
  readonly inPage: (script: string) => Promise<string>;
  /** Kills the browser, and with it whatever it had not written. */
  readonly kill: () => Promise<void>;
  readonly close: () => Promise<void>;
  /** Whether somebody was told that the database had lost something. */
  readonly isTold: () => boolean;
  readonly acknowledged: () => number;
  readonly verify: () => Promise<Verdict>;
  /** A branch that goes on from here, on a copy of everything; this one must not be running. */
  readonly copy: () => Promise<ChromiumBranch>;
  readonly remove: () => Promise<void>;
}

interface Before {
  readonly profile: string;
  readonly disk: SimDisk;
  readonly acknowledged: readonly string[];
}

const deviceId = 'd-1';

export async function chromiumBranch(backend: Backend, before?: Before): Promise<ChromiumBranch> {
  const profile = await mkdtemp(path.join(tmpdir(), 'xianting-fault-'));
  if (before)
    await cp(before.profile, profile, {
      recursive: true,
      filter: (file) => !path.basename(file).startsWith('Singleton'),
    });
  // Keys are the same in a copy.
  const { rng } = chanceOf(1);
  const [deviceSeed, storeKey] = [rng.bytes(32), rng.bytes(32)];
  const deviceKeys = new Map([[deviceId, publicOfSeed('ed25519', deviceSeed)]]);
  const acknowledged = [...(before?.acknowledged ?? [])];
  const disk = before?.disk ?? createSimDisk();
  const databaseDir = databaseDirOf('chromium', profile);
  let own = 0;
  let pc: PcInMemory | undefined;
  let store: OpenStore | undefined;
  let aside = 0;

  const call = (name: string, input: unknown): Promise<StoreReply> =>
    must(store).page.evaluate(
      ([called, given]) => (window as unknown as { driver: Driver }).driver.call(called, given),
      [name, input] as const,
    );
  const client: StoreClient = {
    call,
    tell: (name, input) => {
      // Lost where no page is there, as it is on the port.
      if (store) void call(name, input).catch(() => undefined);
    },
    attach: () => undefined,
    detach: () => undefined,
  };
  const inPage = (script: string): Promise<string> => must(store).page.evaluate(script);
  const openPage = async (): Promise<void> => {
    store = await openStoreIn('chromium', profile, backend);
  };
  const ended = async (): Promise<void> => {
    await pc?.journal.close();
    pc = undefined;
    store = undefined;
  };

  return {
    databaseDir,
    start: async () => {
      const began = performance.now();
      await openPage();
      pc = await startPc({
        ...{ disk, host: { client }, deviceSeed, storeKey, deviceId },
        setDatabaseAside: async () => {
          await store?.close();
          await rename(databaseDir, path.join(profile, `aside-${String((aside += 1))}`));
          await openPage();
        },
      });
      return performance.now() - began;
    },
    register: async () => {
      const call: CaseCall = {
        commandId: newId(),
        caseId: newId(),
        actor: { userId: 'u-1', role: 'counter' },
        command: {
          name: 'register',
          input: {
            ...{ number: `N-${newId()}`, source: 'quick', receivedAtMs: 1, emotion: 1 },
            ...{ details: { ...emptyDetails, matter: 'x'.repeat(400) }, evidence: [], draftHands: [], importKey: null },
          },
        },
      };
      const reply = await must(pc).workspace.records.runCaseCommand(call);
      if (!reply.ok) throw new Error(`refused: ${reply.error.code}`);
      acknowledged.push(call.commandId);
      own += 1;
    },
    inPage,
    kill: async () => {
      await killBrowserOf(profile);
      await store?.close();
      await ended();
    },
    close: async () => {
      await store?.close();
      await ended();
    },
    isTold: () => must(pc).reconciled.some((result) => result.kind === 'replayed' && (result.lost || result.fromZero)),
    acknowledged: () => own,
    verify: async () => {
      const { journal } = must(pc);
      const frames = await framesOf(journal);
      const { tables, revisions, outbox } = await readTables(inPage);
      const verdict = verifyWorld({ acknowledged, unanswered: [], frames, tables, revisions, outbox, deviceKeys });
      const same = stateHash(replayed(frames)) === stateHash(tables);
      return same ? verdict : { ...verdict, faults: [...verdict.faults, 'state hashes differ'] };
    },
    copy: () => chromiumBranch(backend, { profile, disk: disk.afterKill(), acknowledged }),
    remove: async () => {
      await store?.close();
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** The process that has the databases open is the browser itself, which has no type. */
async function killBrowserOf(profile: string): Promise<void> {
  for (const pid of await readdir('/proc')) {
    if (!/^\d+$/.test(pid)) continue;
    // Gone since.
    const words = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    const isBrowser = words.includes(`--user-data-dir=${profile}`) && !words.includes('--type=');
    if (isBrowser && !words.startsWith('/bin/sh')) process.kill(Number(pid), 'SIGKILL');
  }
}
