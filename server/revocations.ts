/** 停用 of a device: nothing of it is taken any more, and the other devices of its branch get headquarters' signed word of it. */
import { and, asc, desc, eq, isNull } from 'drizzle-orm';
import { GENESIS_HASH } from '../src/domain/evidence/event-envelope';
import type { Revocation } from '../src/shared/sync-protocol/messages';
import { revocationText } from '../src/shared/sync-protocol/receipts';
import type { HqKey } from './crypto';
import type { Db } from './db/database';
import { branches, devices, events, revocations } from './db/schema';

/** Stops a device, or takes it back; doing it twice changes nothing. False for a device that nobody knows. */
export async function setRevoked(
  db: Db,
  { deviceId, revoked }: { readonly deviceId: string; readonly revoked: boolean },
  { nowMs, hqKey }: { readonly nowMs: number; readonly hqKey: HqKey },
): Promise<boolean> {
  return db.transaction(async (tx) => {
    const [device] = await tx.select({ branchId: devices.branchId }).from(devices).where(eq(devices.id, deviceId));
    if (!device) return false;
    const { branchId } = device;
    const own = and(eq(revocations.branchId, branchId), eq(revocations.deviceId, deviceId));
    // As a push does it: what is said of the end of the chain must hold when it is committed.
    await tx.select({ id: branches.id }).from(branches).where(eq(branches.id, branchId)).for('update');
    await tx
      .update(devices)
      .set({ revoked })
      .where(and(eq(devices.branchId, branchId), eq(devices.id, deviceId)));
    if (!revoked) {
      await tx
        .update(revocations)
        .set({ liftedAt: nowMs })
        .where(and(own, isNull(revocations.liftedAt)));
      return true;
    }
    const [standing] = await tx
      .select()
      .from(revocations)
      .where(and(own, isNull(revocations.liftedAt)));
    if (standing) return true;
    const [head] = await tx
      .select({ seq: events.seq, headHash: events.hash })
      .from(events)
      .where(and(eq(events.branchId, branchId), eq(events.deviceId, deviceId)))
      .orderBy(desc(events.seq))
      .limit(1);
    const unsigned = { branchId, deviceId, atMs: nowMs, ...(head ?? { seq: 0, headHash: GENESIS_HASH }) };
    await tx.insert(revocations).values({ ...unsigned, signature: hqKey.signText(revocationText(unsigned)) });
    return true;
  });
}

/** Those that stand. */
export async function revocationsOf(db: Db, branchId: string): Promise<Revocation[]> {
  return db
    .select({
      branchId: revocations.branchId,
      deviceId: revocations.deviceId,
      atMs: revocations.atMs,
      seq: revocations.seq,
      headHash: revocations.headHash,
      signature: revocations.signature,
    })
    .from(revocations)
    .where(and(eq(revocations.branchId, branchId), isNull(revocations.liftedAt)))
    .orderBy(asc(revocations.atMs), asc(revocations.deviceId));
}
