/**
 * 封存段: the events of a branch, in the order in which headquarters kept them, in runs that are cut, compressed and sealed once. A new PC
 * fetches them as bytes, and nobody asks the table of events for them again. A segment is full when it is cut and never changes; what is
 * behind the last one is pulled.
 */
import { createCipheriv, createHash, createHmac } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { and, asc, eq, gt, lte, sql } from 'drizzle-orm';
import { sealParts } from '../src/shared/sync-protocol/courier-seal';
import {
  manifestText,
  MAX_SEGMENT_BYTES,
  MAX_SEGMENTS,
  SEGMENT_CONTENT,
  SEGMENT_EVENTS,
  SEGMENT_NONCE_BYTES,
  segmentKeyText,
  segmentText,
  type SegmentInfo,
  type SegmentsReply,
  type SegmentsRequest,
} from '../src/shared/sync-protocol/segments';
import type { Device } from './auth';
import type { HqKey } from './crypto';
import type { Db } from './db/database';
import { branches, devices, events, segments } from './db/schema';
import { refuse, type Refusal } from './problem';
import { openEventOf } from './pull';
import { revocationsOf } from './revocations';

const gzipped = promisify(gzip);
/** Events that are read at once: their contents may be large. */
const readAtOnce = 200;
/** Branches that one round looks at; the others come in the next. */
const branchesARound = 20;

type Ranges = SegmentInfo['ranges'];

/** The key of a branch's segments: every process of this headquarters makes the same one, and none is kept anywhere. */
const keyOf = (hqKey: HqKey, branchId: string): Buffer => hqKey.secretFor(`segments/${branchId}`);

export interface Cutter {
  /** Cuts what has become full since the last round. Several processes may do so at once: each place of a branch is cut once. */
  readonly round: () => Promise<number>;
  /** Ends behind the segment that is being cut. */
  readonly stop: () => Promise<void>;
}

/** @param fullAt events that make a segment full; tests need not write thousands */
export function createCutter(
  { db, hqKey }: { readonly db: Db; readonly hqKey: HqKey },
  fullAt: number = SEGMENT_EVENTS,
): Cutter {
  let stopped = false;
  let running: Promise<number> = Promise.resolve(0);
  /** Branches whose numbers say more than there is (positions that were passed over): not before they end there. */
  const notBefore = new Map<string, number>();

  const cutAll = async (): Promise<number> => {
    const candidates = await db
      .select({ id: branches.id, cutTo: branches.cutTo, nextPosition: branches.nextPosition })
      .from(branches)
      .where(sql`${branches.nextPosition} - 1 - ${branches.cutTo} >= ${fullAt}`)
      .limit(branchesARound + notBefore.size);
    let cut = 0;
    for (const { id, cutTo, nextPosition } of candidates) {
      if (nextPosition < (notBefore.get(id) ?? 0)) continue;
      notBefore.delete(id);
      for (let from: number | undefined = cutTo; from !== undefined && !stopped;) {
        const next: CutOff = await cutNext({ db, hqKey }, { branchId: id, from, end: nextPosition - 1 }, fullAt);
        if (next.kind === 'few') notBefore.set(id, nextPosition + fullAt - next.events);
        from = next.kind === 'cut' ? next.to : undefined;
        if (next.kind === 'cut') cut += 1;
      }
    }
    return cut;
  };

  return {
    round: () => {
      running = running.catch(() => 0).then(() => (stopped ? 0 : cutAll()));
      return running;
    },
    stop: async () => {
      stopped = true;
      await running.catch(() => 0);
    },
  };
}

type CutOff =
  | { readonly kind: 'cut'; readonly to: number }
  | { readonly kind: 'few'; readonly events: number }
  /** Another process was here first. */
  | { readonly kind: 'taken' };

/** Everything up to `end` is committed, so nothing can appear below it any more. */
async function cutNext(
  { db, hqKey }: { readonly db: Db; readonly hqKey: HqKey },
  { branchId, from, end }: { readonly branchId: string; readonly from: number; readonly end: number },
  fullAt: number,
): Promise<CutOff> {
  const lines: string[] = [];
  const ranges = new Map<string, { from: number; to: number }>();
  let first: number | undefined;
  let last = from;
  let content = 0;
  while (lines.length < fullAt && content < SEGMENT_CONTENT) {
    const rows = await db
      .select()
      .from(events)
      .where(and(eq(events.branchId, branchId), gt(events.position, last), lte(events.position, end)))
      .orderBy(asc(events.position))
      .limit(Math.min(readAtOnce, fullAt - lines.length));
    if (rows.length === 0) break;
    for (const row of rows) {
      if (row.position === null || content >= SEGMENT_CONTENT) break;
      lines.push(JSON.stringify([row.position, openEventOf(row)]));
      content += row.payload?.length ?? 0;
      first ??= row.position;
      last = row.position;
      const range = ranges.get(row.deviceId) ?? { from: row.seq, to: row.seq };
      ranges.set(row.deviceId, { from: Math.min(range.from, row.seq), to: Math.max(range.to, row.seq) });
    }
  }
  if (first === undefined || (lines.length < fullAt && content < SEGMENT_CONTENT))
    return { kind: 'few', events: lines.length };
  const places = { from: first, to: last };
  const sealed = sealSegment(keyOf(hqKey, branchId), branchId, places, await gzipped(lines.join('\n')));
  if (sealed.length > MAX_SEGMENT_BYTES) throw new Error('a segment is too large to travel');
  const row = {
    ...{ branchId, ...places, content: sealed, bytes: sealed.length, events: lines.length },
    sha256: createHash('sha256').update(sealed).digest('hex'),
    ranges: JSON.stringify([...ranges].map(([deviceId, range]) => ({ deviceId, ...range })) satisfies Ranges),
  };
  return db.transaction(async (tx): Promise<CutOff> => {
    const moved = await tx
      .update(branches)
      .set({ cutTo: last })
      .where(and(eq(branches.id, branchId), eq(branches.cutTo, from)))
      .returning({ id: branches.id });
    if (moved.length === 0) return { kind: 'taken' };
    await tx.insert(segments).values(row);
    return { kind: 'cut', to: last };
  });
}

/** The nonce is made of what is sealed: the same events give the same bytes, and no two contents share one. */
function sealSegment(
  key: Buffer,
  branchId: string,
  places: Pick<SegmentInfo, 'from' | 'to'>,
  packed: Uint8Array,
): Buffer {
  const beside = Buffer.from(segmentText(branchId, places), 'utf8');
  const nonce = createHmac('sha256', key).update('nonce\n').update(beside).update('\n').update(packed).digest();
  const cipher = createCipheriv('aes-256-gcm', key, nonce.subarray(0, SEGMENT_NONCE_BYTES));
  cipher.setAAD(beside);
  const sealed = [cipher.update(packed), cipher.final()];
  return Buffer.concat([nonce.subarray(0, SEGMENT_NONCE_BYTES), ...sealed, cipher.getAuthTag()]);
}

export type SegmentsAnswer = { readonly ok: true; readonly reply: SegmentsReply } | Refusal;

/** Which segments lie behind a cursor, signed, and the key to them for this device. */
export async function manifestFor(
  { db, hqKey }: { readonly db: Db; readonly hqKey: HqKey },
  device: Device,
  request: Pick<SegmentsRequest, 'cursor'>,
  { nowMs }: { readonly nowMs: number },
): Promise<SegmentsAnswer> {
  const { branchId } = device;
  const after = request.cursor === null ? 0 : Number(request.cursor);
  if (!Number.isSafeInteger(after) || after < 0) return refuse('request.badShape');
  const rows = await db
    .select({
      hash: segments.sha256,
      bytes: segments.bytes,
      events: segments.events,
      from: segments.from,
      to: segments.to,
      ranges: segments.ranges,
    })
    .from(segments)
    .where(and(eq(segments.branchId, branchId), gt(segments.to, after)))
    .orderBy(asc(segments.to))
    .limit(MAX_SEGMENTS);
  const manifest = {
    branchId,
    cursor: String(rows.at(-1)?.to ?? after),
    segments: rows.map(({ ranges, ...row }) => ({ ...row, ranges: JSON.parse(ranges) as Ranges })),
  };
  const info = Buffer.from(segmentKeyText(branchId, device.id), 'utf8');
  const key = await sealParts(Buffer.from(device.publicKey, 'base64url'), info, [keyOf(hqKey, branchId)]);
  const known = await db
    .select({ id: devices.id, tag: devices.tag, publicKey: devices.publicKey })
    .from(devices)
    .where(eq(devices.branchId, branchId))
    .orderBy(asc(devices.enrolledAt), asc(devices.id));
  return {
    ok: true,
    reply: {
      manifest,
      signature: hqKey.signText(manifestText(manifest)),
      key: { enc: base64url(key.enc), sealed: base64url(key.sealed[0] ?? new Uint8Array()) },
      devices: known,
      revocations: await revocationsOf(db, branchId),
      serverTimeMs: nowMs,
    },
  };
}

export interface SegmentPart {
  readonly content: Buffer;
  /** Of the whole. */
  readonly bytes: number;
}

/**
 * Bytes of a segment of the branch, from one on; one statement, whatever is in it.
 *
 * @param to the last byte that is wanted, counted from 0; the end where it is left out
 */
export async function readSegment(
  db: Db,
  { branchId }: Device,
  hash: string,
  { from, to }: { readonly from: number; readonly to?: number },
): Promise<SegmentPart | Refusal> {
  const wanted =
    to === undefined
      ? sql<Buffer>`substring(${segments.content} from ${from + 1}::int)`
      : sql<Buffer>`substring(${segments.content} from ${from + 1}::int for ${to - from + 1}::int)`;
  const [row] = await db
    .select({ bytes: segments.bytes, content: wanted.mapWith(segments.content) })
    .from(segments)
    .where(and(eq(segments.branchId, branchId), eq(segments.sha256, hash)));
  if (!row) return refuse('file.unknown');
  return from < row.bytes ? row : refuse('file.badPiece');
}

const base64url = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');
