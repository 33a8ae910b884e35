/**
 * Bringing the database to the schema of this program: with a copy first, and a way back. What is decided here is carried out at the
 * first opening of a start, before Chromium has touched a file of the database; docs/decisions/0015 says why it is as it is.
 */
import path from 'node:path';
import { codeOf, diskFullCodes, type Disk } from '../../platform/disk';
import type { Log } from '../../log/log';
import { createDatabaseCopy } from './database-copy';
import { readMark, writeMark, type UpgradeMark } from './upgrade-mark';

/** Attempts at one schema before the database is shown as it was. The first may have been cut off by the power. */
const mostAttempts = 2;
/** Beyond the copy and what a migration writes: the journal must go on writing meanwhile. */
export const roomBesideCopyBytes = 256 * 1024 * 1024;

/** Why the records are shown as they were before the update, and can't be added to. */
export type HeldReason = 'failed' | 'noRoom';

export interface Held {
  readonly reason: HeldReason;
  /** Bytes that must be free for the copy; 0 where that is not what is missing. */
  readonly neededBytes: number;
}

/**
 * What people are told of an update. `restored`: one was cut off, and the copy of before it was put back; `refilled`: the database was filled
 * again from the journal instead.
 */
export type UpgradeNews = 'restored' | 'refilled';

export interface StoreUpgrade {
  /** Before every opening of the store; copies and puts back at the first of a start. `asItIs`: it must not be migrated. */
  readonly before: () => Promise<{ readonly asItIs: boolean }>;
  /** The opening was answered, whatever the answer: the page did not die of it. */
  readonly answered: () => void;
  /** The store could not be migrated and is as before. Afterwards `held` says whether it is worth another attempt. */
  readonly failed: () => Promise<void>;
  /** The store is open at this schema. */
  readonly opened: (schemaVersion: number) => void;
  /** Instead of showing it as it was, it is filled again at once. */
  readonly refilling: () => void;
  /** Whether the database still has to be compared with the journal before the copy may go. */
  readonly unverified: () => boolean;
  /** It was compared. */
  readonly verified: () => Promise<void>;
  /** While this is not undefined nothing but traces and drafts is written. */
  readonly held: () => Held | undefined;
  /** What the next start is to do about a database that is held. */
  readonly nextStart: (how: 'again' | 'refill') => Promise<void>;
}

export interface StoreUpgradeDeps {
  readonly dir: string;
  readonly disk: Disk;
  readonly log: Log;
  readonly target: number;
  readonly onNews: (news: UpgradeNews) => void;
  readonly onHeld: () => void;
}

export function createStoreUpgrade({ dir, disk, log, target, onNews, onHeld }: StoreUpgradeDeps): StoreUpgrade {
  const markFile = path.join(dir, 'store-schema.json');
  const copy = createDatabaseCopy(path.join(dir, 'IndexedDB'), path.join(dir, 'store-before-update'), disk);
  let begun: Promise<void> | undefined;
  let attempts = 0;
  let held: Held | undefined;
  let unverified = false;
  let refilling = false;
  let asked = false;

  const mark = (phase: UpgradeMark['phase']): Promise<void> => writeMark(markFile, { target, phase, attempts }, disk);
  const hold = async (reason: HeldReason, neededBytes = 0): Promise<void> => {
    held = { reason, neededBytes };
    unverified = false;
    log.warn('store.held', { reason, neededBytes, target });
    if (reason === 'failed') await mark('held');
  };
  const attempt = async (): Promise<void> => {
    attempts += 1;
    unverified = true;
    await mark('migrating');
  };
  const begin = async (): Promise<void> => {
    const known = await readMark(markFile, disk);
    const size = await copy.sizeOfDatabase();
    const ours = known?.target === target ? known : undefined;
    if (ours?.phase === 'level') {
      // It was compared in an earlier start: the copy, parts of one, and files that were moved aside go.
      await copy.remove();
      return;
    }
    if (ours?.phase === 'refill') {
      await copy.takeAway();
      unverified = true;
      refilling = true;
      return;
    }
    if (ours?.phase === 'held') {
      held = { reason: 'failed', neededBytes: 0 };
      return;
    }
    if (ours?.phase === 'migrating') {
      attempts = ours.attempts;
      // Cut off in the middle, by the power or by a crash.
      if (await copy.exists()) await putBack();
      if (attempts >= mostAttempts) await hold('failed');
      else await attempt();
      return;
    }
    // Nothing to migrate: it is made at the newest schema.
    if (size === undefined) {
      unverified = true;
      return;
    }
    const neededBytes = 2 * size + roomBesideCopyBytes;
    if ((await disk.freeBytes(dir)) < neededBytes) {
      await hold('noRoom', neededBytes);
      return;
    }
    log.info('store.copying', { bytes: size, target });
    try {
      await copy.make();
    } catch (cause) {
      log.error('store.copy', cause);
      const full = diskFullCodes.includes(codeOf(cause));
      await hold(full ? 'noRoom' : 'failed', full ? neededBytes : 0);
      return;
    }
    await attempt();
  };
  const putBack = async (): Promise<void> => {
    // Where it can't be done, Chromium has taken back what did not end by itself, and the journal has everything.
    const whole = await copy.putBack().catch((cause: unknown) => {
      log.error('store.putBack', cause);
      return false;
    });
    log.warn('store.putBack', { whole, attempts });
    if (whole) onNews('restored');
  };
  const failed = async (): Promise<void> => {
    log.warn('store.migrationFailed', { attempts, target });
    if (attempts >= mostAttempts) await hold('failed');
    else await attempt();
  };

  return {
    before: async () => {
      begun ??= begin().catch((cause: unknown) => {
        begun = undefined;
        throw cause;
      });
      await begun;
      // The page died of the opening before, and with it the migration.
      if (asked && attempts > 0 && !held) await failed();
      asked = true;
      return { asItIs: held !== undefined };
    },
    answered: () => {
      asked = false;
    },
    failed,
    opened: (version) => {
      if (held && version >= target) {
        // There was nothing to migrate after all.
        held = undefined;
        unverified = true;
      }
      if (held) onHeld();
    },
    refilling: () => {
      held = undefined;
      refilling = true;
      unverified = true;
    },
    unverified: () => unverified,
    verified: async () => {
      unverified = false;
      attempts = 0;
      await mark('level');
      log.info('store.level', { target });
      if (refilling) onNews('refilled');
      refilling = false;
    },
    held: () => held,
    nextStart: async (how) => {
      attempts = 0;
      await mark(how);
    },
  };
}
