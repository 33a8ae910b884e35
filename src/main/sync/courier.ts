/**
 * 封信: a sync that somebody carries on a stick. A report holds what the next run would send and ask for; the answer of headquarters to it
 * is believed for the same reasons as one over the line, and by the same code. No files here: bytes in, bytes out.
 */
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { OpenEvent } from '../../domain/evidence/event-envelope';
import type { OutboxRow } from '../../shared/store-contract/rows';
import { openCourier, readCourier, writeCourier, type CourierFault } from '../../shared/sync-protocol/courier';
import { COURIER_ROOM_BYTES } from '../../shared/sync-protocol/courier-size';
import { AnswerPart, packedParts, type PackedParts, type ReportPart } from '../../shared/sync-protocol/courier-parts';
import {
  MAX_KNOWN_PACKS,
  MAX_PULL_EVENTS,
  MAX_PUSH_EVENTS,
  PROTOCOL_VERSION,
} from '../../shared/sync-protocol/version';
import { nodeHasher, signHash, verifyEd25519 } from '../keys/ed25519';
import { proofIn, type Proof } from './receipt-check';
import { nothingSetAside } from './set-aside';
import { changesOf, consecutive, refusedIn, withinBytes } from './push';
import { revocationsHold, sortPage, stoppedIn, type TransferDeps } from './transfer';

const gzipped = promisify(gzip);
const gunzipped = promisify(gunzip);

/** More than fit into one file; a PC that has more waiting exports again when the answer has come. */
const mostRows = 50_000;

export interface CourierDeps {
  readonly transfer: TransferDeps;
  /** 机号. */
  readonly deviceTag: string;
  /** Of this device; signs what it writes, and opens what is sealed to it. */
  readonly deviceSeed: Uint8Array;
  readonly nowMs: () => number;
  readonly newId: () => string;
  /** When headquarters gave the last word that was taken, by its clock: about what it has, and about who is stopped. */
  readonly heard: () => Promise<{ readonly receiptMs: number; readonly stoppedMs: number }>;
}

export interface Report {
  readonly bytes: Uint8Array;
  readonly id: string;
  readonly deviceTag: string;
  /** Events in it. */
  readonly count: number;
  /** Events that wait and did not fit. */
  readonly left: number;
}

/** @param resendFrom the first event that headquarters misses, by its last answer; null where it misses none */
export async function writeReport(deps: CourierDeps, resendFrom: number | null): Promise<Report> {
  const { transfer, nowMs } = deps;
  const { deviceId, branchId } = transfer.identity;
  const parts: Uint8Array[] = [];
  let room = COURIER_ROOM_BYTES;
  const put = async (part: ReportPart): Promise<boolean> => {
    const packed = await gzipped(JSON.stringify(part));
    if (packed.length > room) return false;
    room -= packed.length;
    parts.push(packed);
    return true;
  };
  const asked = { protocol: PROTOCOL_VERSION, deviceTimeMs: nowMs() } as const;
  const have = [...(transfer.packs?.have() ?? [])].slice(-MAX_KNOWN_PACKS);
  // Nobody else would fetch again what was set aside where there is no line.
  const setAside = await transfer.setAside();
  const cursor = setAside.items.length > 0 ? setAside.since : await transfer.cursor();
  await put({ route: '/pull', body: { ...asked, cursor, limit: MAX_PULL_EVENTS } });
  await put({ route: '/packs', body: { ...asked, have } });
  let count = 0;
  let left = 0;
  for await (const { events, behind } of resendFrom === null ? waiting(transfer) : ownFrom(transfer, resendFrom)) {
    if (!(await put({ route: '/push', body: { ...asked, events: events as never } }))) {
      left = behind + events.length;
      break;
    }
    count += events.length;
  }
  const id = deps.newId();
  const bytes = await writeCourier({
    header: {
      kind: 'report',
      id,
      madeAtMs: asked.deviceTimeMs,
      branchId,
      deviceId,
      hqPublicKey: transfer.hq.publicKey,
      protocol: PROTOCOL_VERSION,
    },
    parts,
    recipient: Buffer.from(transfer.hq.publicKey, 'base64url'),
    sign: (text) => Buffer.from(signHash(deps.deviceSeed, nodeHasher.sha256(text)), 'base64url'),
    sha256,
  });
  return { bytes, id, deviceTag: deps.deviceTag, count, left };
}

interface Batch {
  readonly events: readonly OpenEvent[];
  /** How many events wait behind these. */
  readonly behind: number;
}

/** What waits, in the batches in which it would go over the line. */
async function* waiting({ outbox, loadEvents }: TransferDeps): AsyncGenerator<Batch> {
  let rows: readonly OutboxRow[] = await outbox.next(mostRows);
  while (rows.length > 0) {
    const events = withinBytes(await loadEvents(consecutive(rows.slice(0, MAX_PUSH_EVENTS))));
    if (events.length === 0) throw new Error('events that wait to be sent are not there');
    rows = rows.slice(events.length);
    yield { events, behind: rows.length };
  }
}

/** All that this PC wrote from there on, whatever was confirmed of it before: headquarters may have lost it. */
async function* ownFrom({ eventsFrom }: TransferDeps, seq: number): AsyncGenerator<Batch> {
  for (let from = seq; ;) {
    const events = withinBytes(await eventsFrom(from, MAX_PUSH_EVENTS));
    const last = events.at(-1);
    if (last === undefined) return;
    from = last.header.seq + 1;
    yield { events, behind: 0 };
  }
}

/** `forged`: headquarters did not sign this, or not about what this PC wrote. `isReport`: a file for headquarters. */
export type AnswerFault = CourierFault | 'isReport' | 'otherHq' | 'otherBranch' | 'otherPc' | 'forged';

export interface AnswerTaken {
  readonly id: string;
  /** When headquarters wrote it, by its clock. */
  readonly madeAtMs: number;
  /** Own events that headquarters has, by this answer. */
  readonly received: number;
  /** Of these, the ones that it did not take in. */
  readonly refused: number;
  /** Events of other PCs in it that could be kept. */
  readonly fromOthers: number;
  readonly packs: number;
  /** Headquarters has said something later since: what it says of receipts is passed over. */
  readonly outdated: boolean;
  readonly missingFrom: number | null;
}

/** Everything is checked before anything is kept; doing it twice changes nothing. */
export async function takeAnswer(
  deps: CourierDeps,
  bytes: Uint8Array,
): Promise<{ readonly ok: true; readonly taken: AnswerTaken } | { readonly ok: false; readonly fault: AnswerFault }> {
  const refused = (fault: AnswerFault) => ({ ok: false, fault }) as const;
  const { identity, hq } = deps.transfer;
  const read = readCourier(bytes, sha256);
  if (!read.ok) return refused(read.fault);
  const { header, text, signature } = read.file;
  if (header.kind !== 'answer') return refused('isReport');
  if (header.hqPublicKey !== hq.publicKey) return refused('otherHq');
  if (!verifyEd25519(hq.publicKey, nodeHasher.sha256(text), Buffer.from(signature).toString('base64url')))
    return refused('forged');
  if (header.branchId !== identity.branchId) return refused('otherBranch');
  if (header.deviceId !== identity.deviceId) return refused('otherPc');
  if (header.protocol > PROTOCOL_VERSION) return refused('newer');
  const opened = await openCourier(read.file, deps.deviceSeed);
  const parts = opened && packedParts(opened, AnswerPart, inflate);
  if (!parts || !(await parts.sound())) return refused('damaged');
  if (!(await allHold(deps, parts))) return refused('forged');
  return { ok: true, taken: { id: header.id, madeAtMs: header.madeAtMs, ...(await keep(deps, parts, header)) } };
}

type PushAnswer = Extract<AnswerPart, { route: '/push' }>;

async function proofOf({ transfer }: CourierDeps, reply: NonNullable<PushAnswer['reply']>): Promise<Proof | undefined> {
  const { firstSeq, count } = reply.receipt;
  const batch = await transfer.eventsFrom(firstSeq, count);
  return proofIn(reply, batch, { identity: transfer.identity, hqPublicKey: transfer.hq.publicKey });
}

async function allHold(deps: CourierDeps, parts: PackedParts<AnswerPart>): Promise<boolean> {
  for await (const part of parts.all()) {
    if (part.route === '/pull' && !revocationsHold(part.reply, deps.transfer)) return false;
    if (part.route === '/pull' && !(await sortPage(part.reply, nothingSetAside, part.after, deps.transfer)))
      return false;
    if (part.route === '/push' && part.reply !== null && (await proofOf(deps, part.reply)) === undefined) return false;
  }
  return true;
}

async function keep(
  deps: CourierDeps,
  parts: PackedParts<AnswerPart>,
  { madeAtMs }: { readonly madeAtMs: number },
): Promise<Omit<AnswerTaken, 'id' | 'madeAtMs'>> {
  const { transfer } = deps;
  const heard = await deps.heard();
  const outdated = madeAtMs < heard.receiptMs;
  const rows = await transfer.outbox.next(mostRows);
  const told = { received: 0, refused: 0, fromOthers: 0, packs: 0 };
  let missingFrom: number | null = null;
  for await (const part of parts.all()) {
    if (part.route === '/packs') {
      told.packs += part.reply.packs.length;
      if (part.reply.packs.length > 0) await transfer.packs?.take(part.reply.packs);
    } else if (part.route === '/pull') {
      const { reply, after } = part;
      const before = await transfer.setAside();
      // It was asked for again: it comes from the place before the first of them.
      if (before.items.length > 0 && after === before.since) await transfer.fetchAgain(before.since);
      const cursor = await transfer.cursor();
      const sorted = await sortPage(reply, await transfer.setAside(), after, transfer);
      if (!sorted) throw new Error('a page that could be divided a moment ago can not');
      told.fromOthers += sorted.sound.length;
      // Where the line has brought more since, its cursor stays; events that are known are passed over.
      await transfer.inbox(sorted.sound, cursor === after ? reply.cursor : cursor, reply.devices, sorted.setAside);
      if (!reply.more && madeAtMs >= heard.stoppedMs) await transfer.devices(reply.devices);
      const stopped = stoppedIn(reply);
      if (!reply.more && stopped !== null && madeAtMs >= heard.stoppedMs) await transfer.stopped(stopped, madeAtMs);
    } else if (part.reply === null) {
      if (part.problem?.code !== 'push.gap' || part.problem.expectedSeq === undefined || outdated) continue;
      missingFrom = part.problem.expectedSeq;
      // It is an older copy of itself: what it had signed for waits again.
      const acked = await transfer.ackedSeq();
      if (missingFrom <= acked) await transfer.setBack(missingFrom, acked, madeAtMs);
    } else {
      const { reply } = part;
      const proof = await proofOf(deps, reply);
      if (!proof) throw new Error('a receipt that held a moment ago does not hold');
      told.refused += reply.results.filter(({ outcome }) => outcome === 'rejected').length;
      told.received += reply.results.length;
      if (outdated) continue;
      await transfer.acked(reply.contiguousSeq, proof, refusedIn(reply), madeAtMs);
      const { firstSeq, count } = reply.receipt;
      const answered = rows.filter(({ seq }) => seq >= firstSeq && seq < firstSeq + count);
      await transfer.outbox.update(changesOf(reply, answered));
    }
  }
  return { ...told, outdated, missingFrom };
}

const inflate = async (bytes: Uint8Array, most: number): Promise<string> =>
  (await gunzipped(bytes, { maxOutputLength: most })).toString('utf8');
const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();
