/** 锚: the word that headquarters gives for a head of a chain. One a head; asking again gives the same one. */
import { and, eq } from 'drizzle-orm';
import type { Anchor } from '../src/shared/sync-protocol/messages';
import { anchorText } from '../src/shared/sync-protocol/receipts';
import type { Device } from './auth';
import type { HqKey } from './crypto';
import type { Tx } from './db/database';
import { receipts } from './db/schema';
import type { Head } from './push';

export const signAnchor = (device: Device, { seq, hash }: Head, nowMs: number, hqKey: HqKey): Anchor => {
  const unsigned = { deviceId: device.id, seq, headHash: hash, hqTimeMs: nowMs };
  return { ...unsigned, signature: hqKey.signText(anchorText(unsigned)) };
};

/** The one that was given for this head before. */
export async function givenAnchor(tx: Tx, device: Device, head: Head): Promise<Anchor | undefined> {
  const [old] = await tx
    .select()
    .from(receipts)
    .where(
      and(
        eq(receipts.branchId, device.branchId),
        eq(receipts.deviceId, device.id),
        eq(receipts.seq, head.seq),
        eq(receipts.headHash, head.hash),
      ),
    );
  if (!old) return undefined;
  const { deviceId, seq, headHash, hqTimeMs, signature } = old;
  return { deviceId, seq, headHash, hqTimeMs, signature };
}
