/**
 * Takes the events of one device: checks the chain, keeps them, and only then says so.
 *
 * A content that is refused leaves a tombstone under its sequence number, so that the chain goes on behind it. A tombstone
 * is final. An event in the place of another one is a fork (a PC restored from an old copy): it is refused and not kept.
 */
import { and, desc, eq, gte, inArray, lte } from 'drizzle-orm';
import { GENESIS_HASH, type OpenEvent } from '../src/domain/evidence/event-envelope';
import { hashHeader, hashPayload } from '../src/domain/evidence/hashing';
import {
  toOpenEvent,
  WireEvent,
  type Anchor,
  type PushOutcome,
  type PushRejectCode,
  type PushRequest,
} from '../src/shared/sync-protocol/messages';
import { anchorText } from '../src/shared/sync-protocol/receipts';
import type { Device } from './auth';
import { hasher, verifyHash, type HqKey } from './crypto';
import type { Db, Tx } from './db/database';
import { branches, devices, events, receipts } from './db/schema';
import { wantFiles } from './files';
import { keepForks } from './forks';
import { refuse, type Refusal } from './problem';

interface Head {
  readonly seq: number;
  readonly hash: string;
  /** False behind a tombstone whose hash proves nothing: the next event's link is taken on its device's signature. */
  readonly linked: boolean;
}

type Row = typeof events.$inferInsert;
type Incoming = PushRequest['events'][number];

/** What is committed; each version of the protocol says it in its own way. */
export interface Kept {
  readonly results: PushOutcome[];
  /** Headquarters holds every event of this device up to this one. */
  readonly contiguousSeq: number;
  readonly anchor: Anchor;
}
export type PushAnswer = { readonly ok: true; readonly kept: Kept } | Refusal;

export async function push(
  db: Db,
  device: Device,
  request: Pick<PushRequest, 'events' | 'deviceTimeMs'>,
  context: { readonly nowMs: number; readonly hqKey: HqKey },
): Promise<PushAnswer> {
  const incoming = request.events;
  if (incoming.some(({ header }) => header.deviceId !== device.id)) return refuse('push.foreign');
  const gapAt = incoming.findIndex((e, i) => i > 0 && e.header.seq !== (incoming[i - 1]?.header.seq ?? 0) + 1);
  const firstSeq = incoming[0]?.header.seq ?? 1;
  const lastSeq = incoming.at(-1)?.header.seq ?? 1;

  return db.transaction(async (tx): Promise<PushAnswer> => {
    // One writer per branch: positions are given in the order of commits, so a reader that has seen position n has
    // seen everything below it.
    const [branch] = await tx
      .select({ nextPosition: branches.nextPosition })
      .from(branches)
      .where(eq(branches.id, device.branchId))
      .for('update');
    if (!branch) throw new Error('a device has no branch');
    let head = await headOf(tx, device);
    if (firstSeq > head.seq + 1) return refuse('push.gap', { expectedSeq: head.seq + 1 });
    if (gapAt > 0) return refuse('push.gap', { expectedSeq: (incoming[gapAt - 1]?.header.seq ?? 0) + 1 });

    const kept = await keptBetween(tx, device, firstSeq, lastSeq);
    const usedIds = await usedEventIds(tx, device.branchId, incoming);
    let position = branch.nextPosition;
    const rows: Row[] = [];
    const accepted: unknown[] = [];
    const results: PushOutcome[] = [];
    for (const raw of incoming) {
      const { seq, id } = raw.header;
      const before = kept.get(seq);
      if (before) {
        results.push(again(raw, before));
        continue;
      }
      const judged = judge(raw, head, device, usedIds);
      head = { seq, hash: judged.hash, linked: judged.linked };
      const base = {
        branchId: device.branchId,
        deviceId: device.id,
        seq,
        eventId: id,
        hash: judged.hash,
        linked: judged.linked,
        storedAt: context.nowMs,
      };
      if (judged.code !== undefined) {
        rows.push({ ...base, ...headerColumns(judged.event), outcome: 'rejected', rejectCode: judged.code });
        results.push({ seq, id, outcome: 'rejected', code: judged.code });
        continue;
      }
      usedIds.add(id);
      accepted.push(judged.event.payload);
      rows.push({
        ...base,
        ...headerColumns(judged.event),
        payload: JSON.stringify(judged.event.payload),
        salt: judged.event.salt,
        outcome: 'accepted',
        position: position++,
      });
      results.push({ seq, id, outcome: 'accepted' });
    }
    if (rows.length > 0) {
      await tx.insert(events).values(rows);
      await wantFiles(tx, device.branchId, accepted, context.nowMs);
      await tx.update(branches).set({ nextPosition: position }).where(eq(branches.id, device.branchId));
    }
    await tx
      .update(devices)
      .set({ lastSeenAt: context.nowMs, clockOffsetMs: context.nowMs - request.deviceTimeMs })
      .where(eq(devices.id, device.id));
    await keepForks(tx, device, incoming, results, context.nowMs);
    const anchor = await anchorFor(tx, device, head, context);
    return { ok: true, kept: { results, contiguousSeq: head.seq, anchor } };
  });
}

interface Before {
  readonly hash: string;
  readonly outcome: 'accepted' | 'rejected';
  readonly rejectCode: string | null;
}

/** The answer to an event whose place is taken. */
function again(raw: Incoming, kept: Before): PushOutcome {
  const { seq, id } = raw.header;
  if (claimedHash(raw) !== kept.hash) return { seq, id, outcome: 'rejected', code: 'push.fork' };
  if (kept.outcome === 'accepted') return { seq, id, outcome: 'duplicate' };
  return { seq, id, outcome: 'rejected', code: kept.rejectCode as PushRejectCode };
}

type Judged =
  | { readonly event: OpenEvent; readonly hash: string; readonly linked: true; readonly code?: never }
  | {
      readonly event: OpenEvent | undefined;
      readonly hash: string;
      readonly linked: boolean;
      readonly code: PushRejectCode;
    };

function judge(raw: Incoming, head: Head, device: Device, usedIds: ReadonlySet<string>): Judged {
  const parsed = WireEvent.safeParse(raw);
  if (!parsed.success) return { event: undefined, hash: claimedHash(raw), linked: false, code: 'push.badShape' };
  const event = toOpenEvent(parsed.data);
  const { header, hash } = event;
  const bad = (code: PushRejectCode, linked: boolean): Judged => ({ event, hash, linked, code });
  // What proves the header comes first: only a header that its device signed may be chained to.
  if (hashHeader(header, hasher) !== hash) return bad('push.hash', false);
  if (!verifyHash(device.publicKey, hash, event.deviceSig)) return bad('push.deviceSig', false);
  if (head.linked && header.prevHash !== head.hash) return bad('push.prevHash', true);
  if (header.branchId !== device.branchId) return bad('push.wrongBranch', true);
  if (hashPayload(event.payload, event.salt, hasher) !== header.payloadHash) return bad('push.payloadHash', true);
  if (usedIds.has(header.id)) return bad('push.duplicateId', true);
  return { event, hash, linked: true };
}

/** As it was sent, or `-` for what no hash can look like. */
export function claimedHash(raw: Incoming): string {
  const { hash } = raw;
  return typeof hash === 'string' && /^[\x21-\x7e]{1,100}$/.test(hash) ? hash : '-';
}

/** The signed header stays even of a tombstone: it is evidence and holds no personal data. */
function headerColumns(event: OpenEvent | undefined) {
  if (!event) return {};
  const { header, deviceSig, userSig } = event;
  return {
    streamId: header.streamId,
    type: header.type,
    atWall: header.at.wall,
    header,
    deviceSig,
    userSig: userSig ?? null,
  };
}

async function headOf(tx: Tx, device: Device): Promise<Head> {
  const [last] = await tx
    .select({ seq: events.seq, hash: events.hash, linked: events.linked })
    .from(events)
    .where(and(eq(events.branchId, device.branchId), eq(events.deviceId, device.id)))
    .orderBy(desc(events.seq))
    .limit(1);
  return last ?? { seq: 0, hash: GENESIS_HASH, linked: true };
}

async function keptBetween(tx: Tx, device: Device, from: number, to: number): Promise<ReadonlyMap<number, Before>> {
  const rows = await tx
    .select({ seq: events.seq, hash: events.hash, outcome: events.outcome, rejectCode: events.rejectCode })
    .from(events)
    .where(
      and(
        eq(events.branchId, device.branchId),
        eq(events.deviceId, device.id),
        gte(events.seq, from),
        lte(events.seq, to),
      ),
    );
  return new Map(rows.map(({ seq, ...rest }) => [seq, rest]));
}

async function usedEventIds(tx: Tx, branchId: string, incoming: readonly Incoming[]): Promise<Set<string>> {
  const ids = incoming.map(({ header }) => header.id);
  const rows = await tx
    .select({ id: events.eventId })
    .from(events)
    .where(and(eq(events.branchId, branchId), eq(events.outcome, 'accepted'), inArray(events.eventId, ids)));
  return new Set(rows.map(({ id }) => id));
}

/** One anchor per head; asking again gives the same one. */
async function anchorFor(
  tx: Tx,
  device: Device,
  head: Head,
  context: { readonly nowMs: number; readonly hqKey: HqKey },
): Promise<Anchor> {
  const key = { deviceId: device.id, seq: head.seq };
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
  if (old) return { ...key, headHash: old.headHash, hqTimeMs: old.hqTimeMs, signature: old.signature };
  const unsigned = { ...key, headHash: head.hash, hqTimeMs: context.nowMs };
  const signature = context.hqKey.signText(anchorText(unsigned));
  await tx.insert(receipts).values({ branchId: device.branchId, ...unsigned, signature });
  return { ...unsigned, signature };
}
