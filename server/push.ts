/**
 * Judges the events of one device by the chain that is kept of it. `ingest/` keeps them, and only then is it said so.
 *
 * A content that is refused leaves a tombstone under its sequence number, so that the chain goes on behind it. A tombstone
 * is final. An event in the place of another one is a fork (a PC restored from an old copy): it is refused and not kept.
 */
import { GENESIS_HASH, type OpenEvent } from '../src/domain/evidence/event-envelope';
import { fitsPayloadHash, fitsHash } from '../src/domain/evidence/hashing';
import { mayWrite } from '../src/domain/evidence/headquarters';
import {
  toOpenEvent,
  WireEvent,
  type Anchor,
  type PushOutcome,
  type PushRejectCode,
  type PushRequest,
} from '../src/shared/sync-protocol/messages';
import type { Device } from './auth';
import { hasher, verifyHash, verifyHashBeside } from './crypto';
import type { events } from './db/schema';
import { refuse, type Refusal } from './problem';

export interface Head {
  readonly seq: number;
  readonly hash: string;
  /** False behind a tombstone whose hash proves nothing: the next event's link is taken on its device's signature. */
  readonly linked: boolean;
}

export type Row = typeof events.$inferInsert;
type Incoming = PushRequest['events'][number];

/** What is committed; each version of the protocol says it in its own way. */
export interface Kept {
  readonly results: PushOutcome[];
  /** Headquarters holds every event of this device up to this one. */
  readonly contiguousSeq: number;
  readonly anchor: Anchor;
}
export type PushAnswer = { readonly ok: true; readonly kept: Kept } | Refusal;

export interface PushState {
  readonly head: Head;
  readonly nextPosition: number;
  /** Events of the device whose places are taken, from the first one that is pushed on. */
  readonly kept: ReadonlyMap<number, Before>;
  /** Of the ids that are pushed, those that accepted events of the branch bear. */
  readonly usedIds: Iterable<string>;
}

export interface PushPlan {
  readonly ok: true;
  readonly rows: readonly Row[];
  readonly results: readonly PushOutcome[];
  /** Contents that are new to headquarters. */
  readonly accepted: readonly unknown[];
  /** Places of tombstones that were judged again: whose record is among `rows` now, and whose stays out. */
  readonly retried: { readonly taken: readonly number[]; readonly refused: readonly number[] };
  readonly head: Head;
  readonly nextPosition: number;
}

/** What of a push is refused whole, whatever is stored. */
export function refusedWhole(device: Device, { events: incoming }: Pick<PushRequest, 'events'>): Refusal | undefined {
  return incoming.some(({ header }) => header.deviceId !== device.id) ? refuse('push.foreign') : undefined;
}

/** What says nothing of what the device itself wrote in that place: brought by another PC, it must not take the place of what is still to come. */
const unproven: readonly PushRejectCode[] = ['push.badShape', 'push.hash', 'push.deviceSig', 'push.prevHash'];

/**
 * What is to be stored of a push and what is to be answered. Stores nothing.
 * @param isRelayed another PC of the branch brings it (代送): refused whole where something of it is not proven
 */
export function planPush(
  device: Device,
  { events: incoming }: Pick<PushRequest, 'events'>,
  state: PushState,
  nowMs: number,
  isRelayed = false,
): PushPlan | Refusal {
  const gapAt = incoming.findIndex((e, i) => i > 0 && e.header.seq !== (incoming[i - 1]?.header.seq ?? 0) + 1);
  const firstSeq = incoming[0]?.header.seq ?? 1;
  let { head, nextPosition: position } = state;
  if (firstSeq > head.seq + 1) return refuse('push.gap', { expectedSeq: head.seq + 1 });
  if (gapAt > 0) return refuse('push.gap', { expectedSeq: (incoming[gapAt - 1]?.header.seq ?? 0) + 1 });

  const usedIds = new Set(state.usedIds);
  const rows: Row[] = [];
  const results: PushOutcome[] = [];
  const accepted: unknown[] = [];
  const retried = { taken: [] as number[], refused: [] as number[] };
  for (const raw of incoming) {
    const { seq, id } = raw.header;
    const before = state.kept.get(seq);
    if (before && !isRepeat(raw, before)) {
      results.push(again(raw, before));
      continue;
    }
    const judged = judge(raw, before ? linkBefore(seq, state.kept) : head, device, usedIds);
    if (isRelayed && judged.code !== undefined && unproven.includes(judged.code)) return refuse('push.foreign');
    if (before && judged.code !== undefined) {
      retried.refused.push(seq);
      results.push({ seq, id, outcome: 'rejected', code: judged.code });
      continue;
    }
    if (before) retried.taken.push(seq);
    else head = { seq, hash: judged.hash, linked: judged.linked };
    const base = {
      branchId: device.branchId,
      deviceId: device.id,
      seq,
      eventId: id,
      hash: judged.hash,
      linked: judged.linked,
      storedAt: nowMs,
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
  return { ok: true, rows, results, accepted, retried, head, nextPosition: position };
}

export interface Before {
  readonly hash: string;
  readonly outcome: 'accepted' | 'rejected';
  readonly rejectCode: string | null;
  readonly linked: boolean;
  /** Headquarters asked for it once more (see `refusals.ts`). */
  readonly askedAgain: boolean;
}

/** The same record once more, to the hash, because headquarters asked for it: what was refused may be whole or understood now. */
const isRepeat = (raw: Incoming, { outcome, hash, askedAgain }: Before): boolean =>
  outcome === 'rejected' && askedAgain && claimedHash(raw) === hash;

/** What the record of this place has to link to. */
function linkBefore(seq: number, kept: ReadonlyMap<number, Before>): Head {
  const before = kept.get(seq - 1);
  return { seq: seq - 1, hash: before?.hash ?? GENESIS_HASH, linked: seq === 1 || before?.linked === true };
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

/** What an event says of itself, whatever its chain. */
interface Looked {
  readonly event: OpenEvent | undefined;
  readonly isHashed: boolean;
  readonly isSigned: boolean;
  readonly fitsPayload: boolean;
}

/** Of events that were looked at by this device's key before it was their turn. */
const looked = new WeakMap<Incoming, { readonly publicKey: string; readonly at: Looked }>();

function eventIn(raw: Incoming): OpenEvent | undefined {
  const parsed = WireEvent.safeParse(raw);
  return parsed.success ? toOpenEvent(parsed.data) : undefined;
}

/** Looks at each event of a push, so that it costs the transaction of its branch no time. What is found is remembered for `planPush`. */
export async function lookAt({ publicKey }: Device, { events: incoming }: Pick<PushRequest, 'events'>): Promise<void> {
  await Promise.all(
    incoming.map(async (raw) => {
      const event = eventIn(raw);
      const isHashed = hasItsHash(event);
      const isSigned = isHashed && (await verifyHashBeside(publicKey, event.hash, event.deviceSig));
      looked.set(raw, { publicKey, at: found(event, isSigned) });
    }),
  );
}

function lookAtNow(raw: Incoming, { publicKey }: Device): Looked {
  const before = looked.get(raw);
  if (before?.publicKey === publicKey) return before.at;
  const event = eventIn(raw);
  return found(event, hasItsHash(event) && verifyHash(publicKey, event.hash, event.deviceSig));
}

const hasItsHash = (event: OpenEvent | undefined): event is OpenEvent => event !== undefined && fitsHash(event, hasher);

/** The payload of what nobody signed is not even looked at. */
const found = (event: OpenEvent | undefined, isSigned: boolean): Looked => ({
  event,
  isHashed: isSigned || hasItsHash(event),
  isSigned,
  fitsPayload: isSigned && event !== undefined && fitsPayloadHash(event, hasher),
});

function judge(raw: Incoming, head: Head, device: Device, usedIds: ReadonlySet<string>): Judged {
  const { event, isHashed, isSigned, fitsPayload } = lookAtNow(raw, device);
  if (!event) return { event: undefined, hash: claimedHash(raw), linked: false, code: 'push.badShape' };
  const { header, hash } = event;
  const bad = (code: PushRejectCode, linked: boolean): Judged => ({ event, hash, linked, code });
  // What proves the header comes first: only a header that its device signed may be chained to.
  if (!isHashed) return bad('push.hash', false);
  if (!isSigned) return bad('push.deviceSig', false);
  if (head.linked && header.prevHash !== head.hash) return bad('push.prevHash', true);
  if (header.branchId !== device.branchId) return bad('push.wrongBranch', true);
  // What is headquarters' to say needs its signature, and not the one of a PC.
  if (!mayWrite(header)) return bad('push.deviceSig', true);
  if (!fitsPayload) return bad('push.payloadHash', true);
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
