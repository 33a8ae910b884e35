/**
 * 分叉: a device that signed two events for one place of its chain has two histories, of which headquarters keeps the first. Both signed
 * headers stay as evidence, beside the anchor that headquarters had given for the first: nobody can say later that it was the other way.
 */
import { and, asc, count, eq, gte } from 'drizzle-orm';
import type { EventHeader } from '../src/domain/evidence/event-envelope';
import { fitsHash } from '../src/domain/evidence/hashing';
import {
  toSignedHeader,
  WireEvent,
  type Anchor,
  type PushOutcome,
  type PushRequest,
} from '../src/shared/sync-protocol/messages';
import type { Device } from './auth';
import { hasher, verifyHash } from './crypto';
import type { Db, Tx } from './db/database';
import { devices, events, forks, receipts } from './db/schema';

/** A device that forks for ever must not fill the disk; so many prove enough. */
const mostForks = 1_000;

/** Keeps the headers that this device signed in the place of others. What it did not sign proves nothing, and is not kept. */
export async function keepForks(
  tx: Tx,
  device: Device,
  incoming: PushRequest['events'],
  results: readonly PushOutcome[],
  nowMs: number,
): Promise<void> {
  const rows = results.flatMap(({ code }, index) => {
    const parsed = WireEvent.safeParse(incoming[index]);
    if (code !== 'push.fork' || !parsed.success) return [];
    const { header, hash, deviceSig } = toSignedHeader(parsed.data);
    const signed = fitsHash({ header, hash }, hasher) && verifyHash(device.publicKey, hash, deviceSig);
    return signed
      ? [{ branchId: device.branchId, deviceId: device.id, seq: header.seq, hash, header, deviceSig, seenAt: nowMs }]
      : [];
  });
  if (rows.length === 0) return;
  const [known] = await tx
    .select({ count: count() })
    .from(forks)
    .where(and(eq(forks.branchId, device.branchId), eq(forks.deviceId, device.id)));
  const room = mostForks - (known?.count ?? 0);
  if (room > 0) await tx.insert(forks).values(rows.slice(0, room)).onConflictDoNothing();
}

export interface SignedHead {
  readonly hash: string;
  /** Null for one whose header never proved anything. */
  readonly header: EventHeader | null;
  readonly deviceSig: string | null;
  readonly atMs: number;
}

export interface Fork {
  readonly deviceId: string;
  readonly deviceTag: string;
  readonly devicePublicKey: string;
  readonly seq: number;
  /** What headquarters holds, since when. */
  readonly kept: SignedHead;
  /** What the device showed later, and when first. */
  readonly other: SignedHead;
  /** The first that covers this place; undefined where none was given, in a database of before. */
  readonly anchor: Anchor | undefined;
}

/** Of one branch, in the order of the chains. */
export async function forksOf(db: Db, branchId: string): Promise<readonly Fork[]> {
  const rows = await db
    .select({ fork: forks, kept: events, device: devices })
    .from(forks)
    .innerJoin(
      events,
      and(eq(events.branchId, forks.branchId), eq(events.deviceId, forks.deviceId), eq(events.seq, forks.seq)),
    )
    .innerJoin(devices, and(eq(devices.branchId, forks.branchId), eq(devices.id, forks.deviceId)))
    .where(eq(forks.branchId, branchId))
    .orderBy(asc(forks.deviceId), asc(forks.seq), asc(forks.seenAt));
  return Promise.all(
    rows.map(async ({ fork, kept, device }) => ({
      deviceId: device.id,
      deviceTag: device.tag,
      devicePublicKey: device.publicKey,
      seq: fork.seq,
      kept: { hash: kept.hash, header: kept.header, deviceSig: kept.deviceSig, atMs: kept.storedAt },
      other: { hash: fork.hash, header: fork.header, deviceSig: fork.deviceSig, atMs: fork.seenAt },
      anchor: await anchorOver(db, branchId, device.id, fork.seq),
    })),
  );
}

async function anchorOver(db: Db, branchId: string, deviceId: string, seq: number): Promise<Anchor | undefined> {
  const [row] = await db
    .select({
      deviceId: receipts.deviceId,
      seq: receipts.seq,
      headHash: receipts.headHash,
      hqTimeMs: receipts.hqTimeMs,
      signature: receipts.signature,
    })
    .from(receipts)
    .where(and(eq(receipts.branchId, branchId), eq(receipts.deviceId, deviceId), gte(receipts.seq, seq)))
    .orderBy(asc(receipts.seq))
    .limit(1);
  return row;
}
