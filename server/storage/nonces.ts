/**
 * Nonces that requests have spent, shared by all processes on one database. Spent here before something is stored or handed out; an answer
 * that tells nothing is not worth a write.
 */
import { lt } from 'drizzle-orm';
import { REQUEST_WINDOW_MS } from '../../src/shared/sync-protocol/version';
import type { Db, Tx } from '../db/database';
import { nonces } from '../db/schema';

export interface SpentNonce {
  readonly branchId: string;
  readonly deviceId: string;
  readonly nonce: string;
}

/** Those that nobody had spent before, in no order. */
export async function spendNonces(
  db: Db | Tx,
  spent: readonly SpentNonce[],
  nowMs: number,
): Promise<readonly SpentNonce[]> {
  // A request is valid for at most the window on either side of now.
  const expiresAt = nowMs + 2 * REQUEST_WINDOW_MS;
  return db
    .insert(nonces)
    .values(spent.map(({ branchId, deviceId, nonce }) => ({ branchId, deviceId, nonce, expiresAt })))
    .onConflictDoNothing()
    .returning({ branchId: nonces.branchId, deviceId: nonces.deviceId, nonce: nonces.nonce });
}

/** Removes those whose requests are refused by their time anyway. */
export async function forgetNonces(db: Db, nowMs: number): Promise<void> {
  await db.delete(nonces).where(lt(nonces.expiresAt, nowMs));
}
