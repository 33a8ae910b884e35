/**
 * 封信: a report that somebody carried here, and the answer to carry back. What is in it goes through what the routes go through; only who
 * sent it is known by the signature over the file instead of over each request.
 */
import { createHash, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { and, eq } from 'drizzle-orm';
import { openCourier, readCourier, writeCourier, type CourierFault } from '../src/shared/sync-protocol/courier';
import { COURIER_ROOM_BYTES } from '../src/shared/sync-protocol/courier-size';
import { packedParts, ReportPart, type AnswerPart } from '../src/shared/sync-protocol/courier-parts';
import type { PushRejectCode, PushReply, PushRequest } from '../src/shared/sync-protocol/messages';
import { MAX_PULL_EVENTS, PROTOCOL_VERSION } from '../src/shared/sync-protocol/version';
import type { Device } from './auth';
import { verifyText, type HqKey } from './crypto';
import type { Db } from './db/database';
import { branches, devices } from './db/schema';
import { packsFor } from './packs';
import type { Refusal } from './problem';
import { pull } from './pull';
import { revocationsOf } from './revocations';

const gzipped = promisify(gzip);
const gunzipped = promisify(gunzip);

/** `forged`: the device did not sign this. `isAnswer`: it was made here, for a PC. */
export type CourierRefusal = CourierFault | 'isAnswer' | 'otherHq' | 'unknownDevice' | 'revoked' | 'forged';

export type CourierTaken =
  | {
      readonly ok: true;
      readonly answer: Uint8Array;
      readonly branchId: string;
      readonly branchCode: string;
      readonly branchName: string;
      readonly deviceId: string;
      readonly deviceTag: string;
      /** By the clock of the PC that wrote the file. */
      readonly madeAtMs: number;
      readonly accepted: number;
      readonly duplicate: number;
      readonly rejected: number;
      readonly refused: readonly { readonly seq: number; readonly code: PushRejectCode }[];
      /** Where the first event is missing that headquarters needs; null where nothing is. */
      readonly missingFrom: number | null;
      /** What the answer brings the PC beside its receipts: records of others, packs, and PCs that were stopped. */
      readonly sent: { readonly events: number; readonly packs: number; readonly stopped: number };
    }
  | { readonly ok: false; readonly code: CourierRefusal };

export interface CourierDeps {
  readonly db: Db;
  readonly hqKey: HqKey;
  readonly nowMs: () => number;
  /** What the route of a push does, with its receipt. */
  readonly push: (
    device: Device,
    request: PushRequest,
  ) => Promise<{ readonly ok: true; readonly reply: PushReply } | Refusal>;
}

/** Keeps what the file holds, as far as it is not here yet, and writes the answer. Nothing is kept of a file that is refused. */
export async function takeCourier(deps: CourierDeps, bytes: Uint8Array): Promise<CourierTaken> {
  const { db, hqKey, nowMs } = deps;
  const refused = (code: CourierRefusal): CourierTaken => ({ ok: false, code });
  const read = readCourier(bytes, sha256);
  if (!read.ok) return refused(read.fault);
  const { header, text, signature } = read.file;
  if (header.kind !== 'report') return refused('isAnswer');
  if (header.hqPublicKey !== hqKey.publicKey) return refused('otherHq');
  if (header.protocol > PROTOCOL_VERSION) return refused('newer');
  const known = await deviceOf(db, header.branchId, header.deviceId);
  if (!known) return refused('unknownDevice');
  const { device } = known;
  if (!verifyText(device.publicKey, text, base64url(signature))) return refused('forged');
  if (known.revoked) return refused('revoked');
  const opened = await openCourier(read.file, hqKey.courierSeed);
  if (!opened) return refused('damaged');
  const parts = packedParts(opened, ReportPart, inflate);
  if (!(await parts.sound())) return refused('damaged');

  const answers: Uint8Array[] = [];
  let room = COURIER_ROOM_BYTES;
  /** False where there is no room for it any more: the next file asks again. */
  const answer = async (part: AnswerPart): Promise<boolean> => {
    const packed = await gzipped(JSON.stringify(part));
    room -= packed.length;
    if (room >= 0) answers.push(packed);
    return room >= 0;
  };
  const counts = { accepted: 0, duplicate: 0, rejected: 0 };
  const refusedRecords: { readonly seq: number; readonly code: PushRejectCode }[] = [];
  const sent = { events: 0, packs: 0, stopped: 0 };
  let missingFrom: number | null = null;
  for await (const part of parts.all()) {
    if (part.route === '/packs') {
      const reply = await packsFor(db, device, part.body, { nowMs: nowMs() });
      if (await answer({ route: '/packs', reply })) sent.packs += reply.packs.length;
    }
    if (part.route === '/pull')
      await answerPulls(deps, device, part.body, async (page) => {
        const hasRoom = await answer(page);
        if (hasRoom) sent.events += page.reply.events.length;
        if (hasRoom) sent.stopped = page.reply.revocations.length;
        return hasRoom;
      });
    if (part.route !== '/push' || missingFrom !== null) continue;
    const pushed = await deps.push(device, part.body);
    if (pushed.ok)
      for (const { seq, outcome, code } of pushed.reply.results) {
        counts[outcome] += 1;
        if (code !== undefined) refusedRecords.push({ seq, code });
      }
    else if (pushed.problem.expectedSeq === undefined) counts.rejected += part.body.events.length;
    else missingFrom = pushed.problem.expectedSeq;
    await answer(
      pushed.ok
        ? { route: '/push', reply: pushed.reply, problem: null }
        : { route: '/push', reply: null, problem: pushed.problem },
    );
  }

  const { branchId, id: deviceId } = device;
  const written = await writeCourier({
    header: {
      kind: 'answer',
      id: randomBytes(16).toString('base64url'),
      answers: header.id,
      madeAtMs: nowMs(),
      branchId,
      deviceId,
      hqPublicKey: hqKey.publicKey,
      protocol: PROTOCOL_VERSION,
    },
    parts: answers,
    recipient: Buffer.from(device.publicKey, 'base64url'),
    sign: (said) => Buffer.from(hqKey.signText(said), 'base64url'),
    sha256,
  });
  const { branchCode, branchName, deviceTag } = known;
  const named = { branchId, branchCode, branchName, deviceId, deviceTag, madeAtMs: header.madeAtMs };
  return { ok: true, answer: written, ...named, ...counts, refused: refusedRecords, missingFrom, sent };
}

/** Page by page, as a PC would ask for them, until there is no more. */
async function answerPulls(
  { db, nowMs }: CourierDeps,
  device: Device,
  asked: Extract<ReportPart, { route: '/pull' }>['body'],
  answer: (part: Extract<AnswerPart, { route: '/pull' }>) => Promise<boolean>,
): Promise<void> {
  for (let after = asked.cursor; ;) {
    const pulled = await pull(db, device, { ...asked, cursor: after, limit: MAX_PULL_EVENTS }, { nowMs: nowMs() });
    if (!pulled.ok) return;
    const reply = { ...pulled.reply, revocations: await revocationsOf(db, device.branchId) };
    if (!(await answer({ route: '/pull', after, reply })) || !reply.more) return;
    after = reply.cursor;
  }
}

async function deviceOf(db: Db, branchId: string, deviceId: string) {
  const [row] = await db
    .select({
      publicKey: devices.publicKey,
      revoked: devices.revoked,
      deviceTag: devices.tag,
      branchCode: branches.code,
      branchName: branches.name,
    })
    .from(devices)
    .innerJoin(branches, eq(branches.id, devices.branchId))
    .where(and(eq(devices.branchId, branchId), eq(devices.id, deviceId)));
  if (!row) return undefined;
  const { publicKey, ...rest } = row;
  return { device: { branchId, id: deviceId, publicKey } satisfies Device, ...rest };
}

const inflate = async (bytes: Uint8Array, most: number): Promise<string> =>
  (await gunzipped(bytes, { maxOutputLength: most })).toString('utf8');
const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();
const base64url = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');
