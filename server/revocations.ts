/** 停用 of a device: nothing of it is taken any more, and the other devices of its branch get headquarters' signed word of it. */
import { and, asc, eq, isNull } from 'drizzle-orm';
import { GENESIS_HASH } from '../src/domain/evidence/event-envelope';
import { isHeadquartersDevice } from '../src/domain/evidence/headquarters';
import type { Revocation } from '../src/shared/sync-protocol/messages';
import { revocationText } from '../src/shared/sync-protocol/receipts';
import type { HqKey } from './crypto';
import type { Db, Tx } from './db/database';
import { branches, deviceDirectory, devices, revocations } from './db/schema';

/**
 * Stops a device, or takes it back; doing it twice changes nothing. To be called in a transaction; tell the other processes of the change
 * (`devices`) when it is committed.
 *
 * @returns the branch of the device; undefined for a device that nobody knows
 */
export async function setRevoked(
  tx: Tx,
  { deviceId, revoked }: { readonly deviceId: string; readonly revoked: boolean },
  { nowMs, hqKey }: { readonly nowMs: number; readonly hqKey: HqKey },
): Promise<string | undefined> {
  if (isHeadquartersDevice(deviceId)) return undefined;
  const [place] = await tx.select().from(deviceDirectory).where(eq(deviceDirectory.deviceId, deviceId));
  if (!place) return undefined;
  const { branchId } = place;
  const own = and(eq(revocations.branchId, branchId), eq(revocations.deviceId, deviceId));
  // As a push does it: what is said of the end of the chain must hold when it is committed.
  await tx.select({ id: branches.id }).from(branches).where(eq(branches.id, branchId)).for('update');
  const [device] = await tx
    .update(devices)
    .set({ revoked })
    .where(and(eq(devices.branchId, branchId), eq(devices.id, deviceId)))
    .returning({ seq: devices.headSeq, hash: devices.headHash });
  // Lost by headquarters; the directory may know more than the branch.
  if (!device) return undefined;
  if (!revoked) {
    await tx
      .update(revocations)
      .set({ liftedAt: nowMs })
      .where(and(own, isNull(revocations.liftedAt)));
    return branchId;
  }
  const [standing] = await tx
    .select()
    .from(revocations)
    .where(and(own, isNull(revocations.liftedAt)));
  if (standing) return branchId;
  const unsigned = { branchId, deviceId, atMs: nowMs, seq: device.seq, headHash: device.hash ?? GENESIS_HASH };
  await tx.insert(revocations).values({ ...unsigned, signature: hqKey.signText(revocationText(unsigned)) });
  return branchId;
}

/** Those that stand. */
export async function revocationsOf(db: Db, branchId: string): Promise<Revocation[]> {
  return db
    .select(signedWord)
    .from(revocations)
    .where(and(eq(revocations.branchId, branchId), isNull(revocations.liftedAt)))
    .orderBy(asc(revocations.atMs), asc(revocations.deviceId));
}

/** Those that stand, of all branches. */
export async function allRevocations(db: Db): Promise<Revocation[]> {
  return db
    .select(signedWord)
    .from(revocations)
    .where(isNull(revocations.liftedAt))
    .orderBy(asc(revocations.atMs), asc(revocations.deviceId));
}

const signedWord = {
  branchId: revocations.branchId,
  deviceId: revocations.deviceId,
  atMs: revocations.atMs,
  seq: revocations.seq,
  headHash: revocations.headHash,
  signature: revocations.signature,
};
