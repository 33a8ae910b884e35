/** Waits after wrong passwords and codes. In the database: they outlive a restart and hold for all servers on it together. */
import { eq, inArray, lt, sql } from 'drizzle-orm';
import { longestSignInWaitMs, signInWaitMs } from '../../src/domain/identity/sign-in-wait';
import { hasher } from '../crypto';
import { consoleWaits } from '../db/console-schema';
import type { Db } from '../db/database';

/** Failures are forgotten after a day without one. */
const forgottenAfterMs = 24 * 60 * 60 * 1000;

export interface Limit {
  readonly key: string;
  /** Tries that may fail before there is a wait. */
  readonly freeTries: number;
}

/** Keys are hashes: a password typed into the field of the account must not stand in the database. */
const limit = (kind: string, value: string, freeTries: number): Limit => ({
  key: `${kind}:${hasher.sha256(`xianting-console-wait/1\n${value}`)}`,
  freeTries,
});

/**
 * What a try counts for. The strict limit is for an account from one address, so that a stranger elsewhere can't keep its owner out;
 * the others stop who guesses from many addresses, or through many accounts.
 */
export const signInLimits = (account: string, address: string): readonly Limit[] => [
  limit('pair', `${account}\n${address}`, 3),
  limit('account', account, 30),
  limit('address', address, 20),
];

/** Wrong tries of accounts since their last right one, as far as they are not forgotten; accounts without any are left out. */
export async function failuresOf(
  db: Db,
  accounts: readonly string[],
  nowMs: number,
): Promise<ReadonlyMap<string, number>> {
  const keys = new Map(accounts.map((account) => [limit('account', account, 0).key, account]));
  if (keys.size === 0) return new Map();
  const rows = await db
    .select()
    .from(consoleWaits)
    .where(inArray(consoleWaits.key, [...keys.keys()]));
  return new Map(
    rows.flatMap(({ key, failures, failedAt }): [string, number][] => {
      const account = keys.get(key);
      return account === undefined || failedAt < nowMs - forgottenAfterMs ? [] : [[account, failures]];
    }),
  );
}

export const setupLimits = (address: string): readonly Limit[] => [limit('address', address, 20)];

/**
 * Counts one try as failed before it is looked at, so that tries sent at once are no way around it. Answers the milliseconds to wait, in
 * which case nothing was counted; 0 when the try may be looked at. A success is told with `forgive`.
 */
export async function beginTry(db: Db, limits: readonly Limit[], nowMs: number): Promise<number> {
  const sorted = [...limits].sort((a, b) => (a.key < b.key ? -1 : 1));
  return db.transaction(async (tx) => {
    await tx.delete(consoleWaits).where(lt(consoleWaits.failedAt, nowMs - forgottenAfterMs));
    for (const { key } of sorted)
      await tx.insert(consoleWaits).values({ key, failures: 0, failedAt: nowMs, notBefore: 0 }).onConflictDoNothing();
    // Always in the same order: two tries wait for each other instead of blocking each other.
    const rows = await tx
      .select()
      .from(consoleWaits)
      .where(
        inArray(
          consoleWaits.key,
          sorted.map(({ key }) => key),
        ),
      )
      .orderBy(consoleWaits.key)
      .for('update');
    // A clock that was ahead keeps nobody out for longer than the longest wait.
    const waitMs = Math.max(
      0,
      ...rows.map(({ notBefore }) => notBefore - nowMs).map((left) => Math.min(left, longestSignInWaitMs)),
    );
    if (waitMs > 0) return waitMs;
    for (const { key, freeTries } of sorted) {
      const failures = (rows.find((row) => row.key === key)?.failures ?? 0) + 1;
      await tx
        .update(consoleWaits)
        .set({ failures, failedAt: nowMs, notBefore: nowMs + signInWaitMs(failures, freeTries) })
        .where(eq(consoleWaits.key, key));
    }
    return 0;
  });
}

/** The try was right: its account starts anew, and the address gets back what this try had cost. */
export async function forgive(db: Db, limits: readonly Limit[]): Promise<void> {
  await db.transaction(async (tx) => {
    for (const { key } of [...limits].sort((a, b) => (a.key < b.key ? -1 : 1)))
      await tx
        .update(consoleWaits)
        .set(
          key.startsWith('address:')
            ? { failures: sql`greatest(${consoleWaits.failures} - 1, 0)`, notBefore: 0 }
            : { failures: 0, notBefore: 0 },
        )
        .where(eq(consoleWaits.key, key));
  });
}
