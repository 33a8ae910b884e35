/**
 * The journal: an append-only chain of frames on disk, the first place where anything is kept and the last to be doubted.
 *
 * - `append` resolves only when the frame is on the medium. Frames that wait together share one sync.
 * - A torn tail (power cut in the middle of a write) is cut at the last whole frame; the cut bytes are kept aside.
 * - After a failed write or sync the segment is closed for ever, cut back to what was synced, and the frames go into a new
 *   one: the kernel may have dropped the dirty pages, so a repeated sync that succeeds would prove nothing.
 */
import path from 'node:path';
import type { WriteOp } from '../../shared/store-contract/rows';
import { codeOf, diskFullCodes, type AppendFile, type Disk } from '../platform/disk';
import { reserveBytes, type Reserve } from '../platform/reserve';
import { encodeFrame, encodeSegmentHeader, frameHeaderLength, loadCrc32c, segmentHeaderLength } from './frame-codec';
import {
  JournalDamaged,
  readSegments,
  scanSegments,
  segmentName,
  type JournalRepair,
  type Segment,
  type StoredFrame,
} from './segments';
import { createSalvage, type Salvage } from './salvage';
import { createSegmentWalker } from './walk-in-worker';
import { walkSegment, type WalkSegment } from './walk-segment';

export interface NewFrame {
  readonly commandId: string;
  readonly ops: readonly WriteOp[];
  /** It may go into the room that was held back for a full disk: drafts, and traces of what people look at. */
  readonly fromReserve?: boolean;
  /** Given its body as it goes to the medium, before it is there; told anew where it had to be made anew. */
  readonly encoded?: (body: Uint8Array) => void;
}

export interface JournalHead {
  readonly no: number;
  /** base64url; empty before the first frame. */
  readonly hash: string;
}

export interface Journal {
  readonly head: JournalHead;
  /**
   * Keeps a frame. Rejects with `JournalUnwritable` when the medium takes nothing; the next call tries again. A frame that
   * can't be encoded is refused by itself and does not touch the others.
   */
  readonly append: (frame: NewFrame) => Promise<JournalHead>;
  /** Frames from `fromNo` on, in order. Throws `JournalDamaged` when the medium gives back other bytes than at start. */
  readonly readFrames: (fromNo: number) => AsyncIterable<StoredFrame>;
  /** Hash of frame `no`; undefined when the journal has no such frame. */
  readonly hashAt: (no: number) => Promise<string | undefined>;
  /** Reads everything back; the damage, or undefined when every frame is as it was written. */
  readonly verify: () => Promise<JournalDamaged | undefined>;
  readonly repairs: readonly JournalRepair[];
  /** What lies behind a damaged place and is not in the chain any more. */
  readonly salvage: Salvage;
  readonly stats: () => JournalStats;
  /** Which bytes of which files are on the medium now, oldest first; bytes that count never change again. */
  readonly extent: () => readonly JournalExtent[];
  readonly close: () => Promise<void>;
}

/** A file of the journal, and how much of it counts. */
export interface JournalExtent {
  readonly name: string;
  /** Bytes up to the end of the last whole frame. */
  readonly length: number;
}

export interface JournalStats {
  readonly segments: number;
  readonly bytes: number;
  /** Since this start. Fewer syncs than frames: frames that waited together went down together. */
  readonly frames: number;
  readonly syncs: number;
}

/** The frame could not be kept; nothing of it will be seen. */
export class JournalUnwritable extends Error {
  readonly code = 'journal.unwritable';
  readonly reason: 'diskFull' | 'io';
  constructor(reason: 'diskFull' | 'io') {
    super(`journal unwritable: ${reason}`);
    this.reason = reason;
  }
}

export interface JournalOptions {
  readonly dir: string;
  readonly disk: Disk;
  /** A segment is closed when it has grown beyond this. */
  readonly segmentBytes?: number;
  /** Appends are refused when less than this is free or held by the reserve, before anything is half-written. */
  readonly floorBytes?: number;
  /** Free space is asked for again after this many bytes. */
  readonly spaceCheckBytes?: number;
  /** Given away when the disk is full. */
  readonly reserve?: Pick<Reserve, 'heldBytes' | 'release'>;
  /** Frames were refused for want of room. */
  readonly onFull?: () => void;
  /** The built worker that checks what is there; without one it is checked in this thread. */
  readonly workerFile?: string;
}

const defaultSegmentBytes = 16 * 1024 * 1024;
/** The reserve, and half as much for the database, which has to take what the journal takes. */
export const journalFloorBytes = reserveBytes * 1.5;
/** Of the floor, what even drafts and traces leave free: the database can neither be opened nor read on a disk without any room. */
const reserveFloorShare = 1 / 6;
/** Asking costs as much as a small write. */
const defaultSpaceCheckBytes = 1024 * 1024;

const isFull = (cause: unknown): boolean => diskFullCodes.includes(codeOf(cause));

interface Waiting {
  readonly frame: NewFrame;
  readonly resolve: (head: JournalHead) => void;
  readonly reject: (cause: unknown) => void;
}

/** Frames that go down together. */
interface Batch {
  readonly bytes: Buffer;
  readonly frames: readonly { readonly waiting: Waiting; readonly no: number; readonly hash: Buffer }[];
}

export async function openJournal(options: JournalOptions): Promise<Journal> {
  const { dir, disk, reserve, segmentBytes = defaultSegmentBytes, floorBytes = journalFloorBytes } = options;
  const { spaceCheckBytes = defaultSpaceCheckBytes } = options;
  const crc = await loadCrc32c();
  await disk.makeDir(dir);
  const inPlace: WalkSegment = async (file) => walkSegment((await disk.read(file)) ?? Buffer.alloc(0), crc);
  const walker = options.workerFile === undefined ? undefined : createSegmentWalker(options.workerFile, inPlace);
  const scan = await scanSegments(dir, disk, crc, walker?.walk ?? inPlace).finally(() => walker?.end());
  const { segments, repairs } = scan;

  let head = { no: scan.no, hash: scan.hash };
  let { nextNumber } = scan;
  let file: AppendFile | undefined;
  const queue: Waiting[] = [];
  let writing: Promise<void> | undefined;
  let closed = false;
  let sinceSpaceCheck = spaceCheckBytes;
  let heldAtCheck = 0;
  let frames = 0;
  let syncs = 0;

  /** Frames of it were read and are believed, but a sync of it failed: a power cut may still take them. */
  let unsure: Segment | undefined;
  /** Writes such a segment anew as a whole. Before that nothing may go down that continues it. */
  const makeSure = async (): Promise<void> => {
    if (!unsure) return;
    const name = path.join(dir, unsure.name);
    const bytes = (await disk.read(name)) ?? Buffer.alloc(0);
    if (bytes.length < unsure.length) throw new JournalDamaged(unsure.name, unsure.firstNo);
    await disk.writeAtomic(name, bytes.subarray(0, unsure.length));
    unsure = undefined;
  };

  // A process that was killed may have left frames in the page cache. They will be believed, so they have to be on the medium.
  const newest = segments.at(-1);
  if (newest) {
    try {
      file = await disk.openAppend(path.join(dir, newest.name), false);
      await file.sync();
    } catch {
      unsure = newest;
      await file?.close().catch(() => undefined);
      file = undefined;
      // Where this fails too, the next append tries again.
      await makeSure().catch(() => undefined);
    }
  }

  const startSegment = async (): Promise<AppendFile> => {
    const name = segmentName(nextNumber);
    nextNumber += 1;
    const created = await disk.openAppend(path.join(dir, name), true);
    const header = encodeSegmentHeader(head.hash);
    try {
      await created.append(header);
    } catch (cause) {
      await created.close().catch(() => undefined);
      await disk.remove(path.join(dir, name)).catch(() => undefined);
      throw cause;
    }
    segments.push({ name, firstNo: head.no + 1, prevHash: head.hash, length: header.length, closed: false });
    return created;
  };

  const openFile = async (): Promise<AppendFile> => {
    const segment = segments.at(-1);
    const usable = segment !== undefined && !segment.closed && segment.length < segmentBytes;
    if (usable && file) return file;
    await file?.close();
    file = undefined;
    file = usable ? await disk.openAppend(path.join(dir, segment.name), false) : await startSegment();
    return file;
  };

  /**
   * Leaves the segment whose medium failed. Cutting it back may fail too; whatever then stays behind its end is passed over
   * by the next start, because the segment after it says from where it continues.
   */
  const abandonSegment = async (): Promise<void> => {
    const segment = segments.at(-1);
    const failed = file;
    file = undefined;
    if (failed) await failed.close().catch(() => undefined);
    if (!segment) return;
    segment.closed = true;
    const name = path.join(dir, segment.name);
    if (segment.length > segmentHeaderLength) await disk.truncate(name, segment.length).catch(() => undefined);
    else {
      segments.pop();
      if (unsure === segment) unsure = undefined;
      await disk.remove(name).catch(() => undefined);
    }
  };

  const encodeBatch = (waitings: readonly Waiting[]): Batch => {
    let { no, hash } = head;
    const parts: Buffer[] = [];
    const encoded: Batch['frames'][number][] = [];
    for (const waiting of waitings) {
      try {
        const { commandId, ops } = waiting.frame;
        const next = encodeFrame({ no: no + 1, commandId, ops }, hash, crc);
        waiting.frame.encoded?.(next.bytes.subarray(frameHeaderLength));
        no += 1;
        ({ hash } = next);
        parts.push(next.bytes);
        encoded.push({ waiting, no, hash });
      } catch (cause) {
        waiting.reject(cause);
      }
    }
    return { bytes: Buffer.concat(parts), frames: encoded };
  };

  /** For which frames there is room. */
  const roomFor = async (bytes: number): Promise<'all' | 'fromReserve' | 'none'> => {
    sinceSpaceCheck += bytes;
    const held = reserve?.heldBytes() ?? 0;
    // Somebody else who found no room may have given the reserve away.
    if (sinceSpaceCheck < spaceCheckBytes && held === heldAtCheck) return 'all';
    heldAtCheck = held;
    // A medium that can't even say how full it is will show by itself what is wrong with it.
    const free = await disk.freeBytes(dir).catch(() => Number.POSITIVE_INFINITY);
    const left = free + held - bytes;
    if (left >= floorBytes) {
      sinceSpaceCheck = 0;
      return 'all';
    }
    sinceSpaceCheck = spaceCheckBytes;
    await reserve?.release();
    return left >= floorBytes * reserveFloorShare ? 'fromReserve' : 'none';
  };

  /** Refuses what there is no room for, before anything is half-written; gives the others. */
  const withRoom = async (waitings: readonly Waiting[], bytes: number): Promise<readonly Waiting[]> => {
    const room = await roomFor(bytes);
    if (room === 'all') return waitings;
    const mayGo = ({ frame }: Waiting): boolean => room === 'fromReserve' && frame.fromReserve === true;
    for (const waiting of waitings) if (!mayGo(waiting)) waiting.reject(new JournalUnwritable('diskFull'));
    const allowed = waitings.filter(mayGo);
    if (allowed.length < waitings.length) options.onFull?.();
    return allowed;
  };

  const put = async (bytes: Buffer): Promise<void> => {
    await makeSure();
    const target = await openFile();
    await target.append(bytes);
    await target.sync();
    syncs += 1;
  };

  const putOrMove = async (bytes: Buffer): Promise<void> => {
    try {
      await put(bytes);
    } catch (first) {
      await abandonSegment();
      // Filled by another program since the disk was last asked. What was begun is still to be kept.
      if (isFull(first)) await reserve?.release();
      try {
        await put(bytes);
      } catch (second) {
        await abandonSegment();
        sinceSpaceCheck = spaceCheckBytes;
        const full = [first, second].some(isFull);
        if (full) options.onFull?.();
        throw new JournalUnwritable(full ? 'diskFull' : 'io');
      }
      sinceSpaceCheck = spaceCheckBytes;
    }
  };

  const drain = async (): Promise<void> => {
    while (queue.length > 0) {
      const waitings = queue.splice(0);
      let batch = encodeBatch(waitings);
      const allowed = await withRoom(waitings, batch.bytes.length);
      if (allowed.length < waitings.length) batch = encodeBatch(allowed);
      const last = batch.frames.at(-1);
      if (!last) continue;
      try {
        await putOrMove(batch.bytes);
        const segment = segments.at(-1);
        if (segment) segment.length += batch.bytes.length;
        head = { no: last.no, hash: last.hash };
        frames += batch.frames.length;
        for (const { waiting, no, hash } of batch.frames) waiting.resolve({ no, hash: hash.toString('base64url') });
      } catch (cause) {
        for (const { waiting } of batch.frames) waiting.reject(cause);
      }
    }
    writing = undefined;
  };

  const readFrames = (fromNo: number): AsyncIterable<StoredFrame> => readSegments(dir, disk, crc, segments, fromNo);

  return {
    get head() {
      return { no: head.no, hash: head.no === 0 ? '' : head.hash.toString('base64url') };
    },
    append: (frame) =>
      new Promise((resolve, reject) => {
        if (closed) throw new Error('the journal is closed');
        queue.push({ frame, resolve, reject });
        writing ??= Promise.resolve().then(drain);
      }),
    readFrames,
    hashAt: async (no) => {
      if (no === 0) return '';
      for await (const stored of readFrames(no)) return stored.no === no ? stored.hash : undefined;
      return undefined;
    },
    verify: async () => {
      const expected = { ...head };
      let last = 0;
      try {
        for await (const { no } of readFrames(1)) last = no;
      } catch (cause) {
        if (cause instanceof JournalDamaged) return cause;
        throw cause;
      }
      return last < expected.no ? new JournalDamaged(segments.at(-1)?.name ?? '', last + 1) : undefined;
    },
    repairs,
    salvage: createSalvage(dir, disk, crc),
    stats: () => ({
      segments: segments.length,
      bytes: segments.reduce((sum, segment) => sum + segment.length, 0),
      frames,
      syncs,
    }),
    extent: () => segments.map(({ name, length }) => ({ name, length })),
    close: async () => {
      closed = true;
      await writing;
      await file?.close();
      file = undefined;
    },
  };
}
