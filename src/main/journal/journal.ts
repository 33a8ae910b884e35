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
import { codeOf, type AppendFile, type Disk } from '../platform/disk';
import {
  encodeFrame,
  encodeSegmentHeader,
  hashLength,
  loadCrc32c,
  readFrameAt,
  readSegmentHeader,
  segmentHeaderLength,
  type Crc32c,
  type FrameBody,
} from './frame-codec';

export interface JournalHead {
  readonly no: number;
  /** base64url; empty before the first frame. */
  readonly hash: string;
}

export interface StoredFrame {
  readonly no: number;
  readonly hash: string;
  readonly frame: FrameBody;
}

export interface Journal {
  readonly head: JournalHead;
  readonly append: (frame: { commandId: string; ops: readonly WriteOp[] }) => Promise<JournalHead>;
  /** Frames from `fromNo` on, in order. */
  readonly readFrames: (fromNo: number) => AsyncIterable<StoredFrame>;
  /** Hash of frame `no`; undefined when the journal has no such frame. */
  readonly hashAt: (no: number) => Promise<string | undefined>;
  readonly repairs: readonly JournalRepair[];
  readonly close: () => Promise<void>;
}

/** What had to be mended when the journal was opened. */
export interface JournalRepair {
  readonly segment: string;
  readonly cutBytes: number;
  /** `torn`: the end of the last segment. `damaged`: frames after it are lost here and must come from the store. */
  readonly kind: 'torn' | 'damaged';
}

/** The frame could not be kept; nothing of it will be seen. */
export class JournalUnwritable extends Error {
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
  /** Appends are refused when less than this is free, before anything is half-written. */
  readonly floorBytes?: number;
}

const defaultSegmentBytes = 16 * 1024 * 1024;
const defaultFloorBytes = 32 * 1024 * 1024;
/** Free space is asked for again after this many bytes; asking costs as much as a small write. */
const spaceCheckBytes = 1024 * 1024;

interface Waiting {
  readonly frame: { commandId: string; ops: readonly WriteOp[] };
  readonly resolve: (head: JournalHead) => void;
  readonly reject: (cause: Error) => void;
}

interface Segment {
  readonly name: string;
  readonly firstNo: number;
  readonly prevHash: Buffer;
  /** Bytes up to the end of the last whole frame. */
  length: number;
}

export async function openJournal(options: JournalOptions): Promise<Journal> {
  const { dir, disk, segmentBytes = defaultSegmentBytes, floorBytes = defaultFloorBytes } = options;
  const crc = await loadCrc32c();
  await disk.makeDir(dir);
  const { segments, no: lastNo, hash: lastHash, repairs } = await scan(dir, disk, crc);

  let head = { no: lastNo, hash: lastHash };
  let file: AppendFile | undefined;
  let queue: Waiting[] = [];
  let writing: Promise<void> | undefined;
  let sinceSpaceCheck = spaceCheckBytes;
  /** Segments that failed and take nothing more. */
  const sealed = new Set<string>();

  const current = (): Segment | undefined => segments.at(-1);

  const startSegment = async (): Promise<AppendFile> => {
    const name = segmentName(nextSegmentNumber(segments));
    const created = await disk.openAppend(path.join(dir, name), true);
    const header = encodeSegmentHeader(head.hash);
    try {
      await created.append(header);
    } catch (cause) {
      await created.close();
      await disk.remove(path.join(dir, name));
      throw cause;
    }
    segments.push({ name, firstNo: head.no + 1, prevHash: head.hash, length: header.length });
    return created;
  };

  const openFile = async (): Promise<AppendFile> => {
    const segment = current();
    if (file && segment && segment.length < segmentBytes) return file;
    await file?.close();
    file = undefined;
    file =
      segment && segment.length < segmentBytes
        ? await disk.openAppend(path.join(dir, segment.name), false)
        : await startSegment();
    return file;
  };

  /** Leaves a segment whose medium failed, with nothing in it that was not acknowledged. */
  const abandonSegment = async (): Promise<void> => {
    const segment = current();
    const failed = file;
    file = undefined;
    if (failed) await failed.close().catch(() => undefined);
    if (!segment) return;
    await disk.truncate(path.join(dir, segment.name), segment.length);
    if (segment.length <= segmentHeaderLength) {
      segments.pop();
      await disk.remove(path.join(dir, segment.name));
    } else {
      // Full by decree: the next frame goes into a new segment.
      sealed.add(segment.name);
    }
  };
  const writeBatch = async (batch: readonly Waiting[]): Promise<JournalHead[]> => {
    if (sinceSpaceCheck >= spaceCheckBytes) {
      if ((await disk.freeBytes(dir)) < floorBytes) throw new JournalUnwritable('diskFull');
      sinceSpaceCheck = 0;
    }
    const segmentNow = current();
    if (segmentNow && sealed.has(segmentNow.name)) {
      await file?.close();
      file = await startSegment();
    }
    const target = await openFile();
    let { no, hash } = head;
    const parts: Buffer[] = [];
    const heads: JournalHead[] = [];
    for (const { frame } of batch) {
      no += 1;
      const encoded = encodeFrame({ no, ...frame }, hash, crc);
      hash = encoded.hash;
      parts.push(encoded.bytes);
      heads.push({ no, hash: hash.toString('base64url') });
    }
    const bytes = Buffer.concat(parts);
    await target.append(bytes);
    await target.sync();
    const segment = current();
    if (segment) segment.length += bytes.length;
    sinceSpaceCheck += bytes.length;
    head = { no, hash };
    return heads;
  };

  const writeOrMove = async (batch: readonly Waiting[]): Promise<JournalHead[]> => {
    try {
      return await writeBatch(batch);
    } catch (cause) {
      if (cause instanceof JournalUnwritable) throw cause;
      const first = cause;
      try {
        await abandonSegment();
        return await writeBatch(batch);
      } catch (again) {
        sinceSpaceCheck = spaceCheckBytes;
        await abandonSegment().catch(() => undefined);
        const full = [first, again].some((c) => ['ENOSPC', 'EDQUOT'].includes(codeOf(c)));
        throw again instanceof JournalUnwritable ? again : new JournalUnwritable(full ? 'diskFull' : 'io');
      }
    }
  };

  const drain = async (): Promise<void> => {
    while (queue.length > 0) {
      const batch = queue;
      queue = [];
      try {
        const heads = await writeOrMove(batch);
        batch.forEach((waiting, i) => {
          waiting.resolve(heads[i] as JournalHead);
        });
      } catch (cause) {
        for (const waiting of batch) waiting.reject(cause as Error);
      }
    }
    writing = undefined;
  };

  return {
    get head() {
      return { no: head.no, hash: head.no === 0 ? '' : head.hash.toString('base64url') };
    },
    append: (frame) =>
      new Promise((resolve, reject) => {
        queue.push({ frame, resolve, reject });
        writing ??= Promise.resolve().then(drain);
      }),
    readFrames: (fromNo) => readFrames(dir, disk, crc, segments, fromNo),
    hashAt: async (no) => {
      if (no === 0) return '';
      for await (const stored of readFrames(dir, disk, crc, segments, no)) {
        return stored.no === no ? stored.hash : undefined;
      }
      return undefined;
    },
    repairs,
    close: async () => {
      await writing;
      await file?.close();
      file = undefined;
    },
  };
}

function segmentName(number: number): string {
  return `${String(number).padStart(6, '0')}.xjl`;
}

function nextSegmentNumber(segments: readonly Segment[]): number {
  const last = segments.at(-1);
  return last ? Number.parseInt(last.name, 10) + 1 : 1;
}

/** Reads every segment once, checks every frame, cuts what does not belong. */
async function scan(dir: string, disk: Disk, crc: Crc32c) {
  const names = (await disk.list(dir)).filter((name) => /^\d{6}\.xjl$/.test(name));
  const segments: Segment[] = [];
  const repairs: JournalRepair[] = [];
  let no = 0;
  let hash: Buffer = Buffer.alloc(hashLength);
  for (const [index, name] of names.entries()) {
    const file = path.join(dir, name);
    const bytes = (await disk.read(file)) ?? Buffer.alloc(0);
    const prevHash = readSegmentHeader(bytes);
    if (!prevHash?.equals(hash)) {
      // Not ours, or of another chain: everything from here on is set aside, not believed and not deleted.
      repairs.push({ segment: name, cutBytes: bytes.length, kind: index === names.length - 1 ? 'torn' : 'damaged' });
      for (const rest of names.slice(index)) await disk.move(path.join(dir, rest), path.join(dir, `${rest}.aside`));
      break;
    }
    const segment: Segment = { name, firstNo: no + 1, prevHash: Buffer.from(prevHash), length: segmentHeaderLength };
    segments.push(segment);
    for (;;) {
      const read = readFrameAt(bytes, segment.length, hash, crc);
      if (read?.frame.no !== no + 1) break;
      ({ no } = read.frame);
      ({ hash } = read);
      segment.length = read.end;
    }
    if (segment.length < bytes.length) {
      const isLast = index === names.length - 1;
      repairs.push({ segment: name, cutBytes: bytes.length - segment.length, kind: isLast ? 'torn' : 'damaged' });
      await disk.writeAtomic(`${file}.torn-${String(segment.length)}`, bytes.subarray(segment.length));
      await disk.truncate(file, segment.length);
      if (!isLast) {
        for (const rest of names.slice(index + 1))
          await disk.move(path.join(dir, rest), path.join(dir, `${rest}.aside`));
        break;
      }
    }
  }
  return { segments, no, hash, repairs };
}

async function* readFrames(
  dir: string,
  disk: Disk,
  crc: Crc32c,
  segments: readonly Segment[],
  fromNo: number,
): AsyncIterable<StoredFrame> {
  for (const [index, segment] of segments.entries()) {
    const next = segments[index + 1];
    if (next && next.firstNo <= fromNo) continue;
    const bytes = (await disk.read(path.join(dir, segment.name))) ?? Buffer.alloc(0);
    let hash: Uint8Array = segment.prevHash;
    for (let offset = segmentHeaderLength; offset < segment.length;) {
      const read = readFrameAt(bytes, offset, hash, crc);
      if (!read) return;
      ({ hash } = read);
      offset = read.end;
      if (read.frame.no >= fromNo) {
        yield { no: read.frame.no, hash: read.hash.toString('base64url'), frame: read.frame };
      }
    }
  }
}
