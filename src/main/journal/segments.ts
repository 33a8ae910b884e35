/** The files of the journal: reading them at start, mending what a crash or a bad disk left, reading frames back. */
import path from 'node:path';
import type { Disk } from '../platform/disk';
import {
  checkFrameAt,
  decodeBody,
  hashLength,
  holdsFrameBehind,
  segmentHeaderLength,
  type Crc32c,
  type FrameBody,
} from './frame-codec';
import { damagedName } from './salvage';
import type { SegmentWalk, WalkSegment } from './walk-segment';

export interface Segment {
  readonly name: string;
  readonly firstNo: number;
  readonly prevHash: Buffer;
  /** Bytes up to the end of the last whole frame. */
  length: number;
  /** Takes nothing more: its medium failed, or bytes that don't belong stand behind `length`. */
  closed: boolean;
}

/** What had to be mended when the journal was opened. */
export interface JournalRepair {
  readonly segment: string;
  readonly cutBytes: number;
  /** `torn`: a write that was interrupted and never acknowledged. `damaged`: frames are lost here; the store has them, or `salvage.ts` finds them. */
  readonly kind: 'torn' | 'damaged';
}

export interface StoredFrame {
  readonly no: number;
  readonly hash: string;
  /** Decoded when it is first asked for. */
  readonly frame: FrameBody;
  /** As it lies in the journal: a view into all that was read. */
  readonly body: Uint8Array;
}

export interface Scan {
  readonly segments: Segment[];
  readonly no: number;
  readonly hash: Buffer;
  readonly repairs: readonly JournalRepair[];
  /** Number for the next segment; names are never used twice. */
  readonly nextNumber: number;
}

export function segmentName(number: number): string {
  return `${String(number).padStart(6, '0')}.xjl`;
}

interface Mark {
  readonly end: number;
  readonly no: number;
  readonly hash: Buffer;
}

interface Joined {
  readonly name: string;
  readonly length: number;
  readonly prevHash: Buffer;
  readonly marks: readonly Mark[];
}

/**
 * Reads every segment once, checks every frame, and cuts what does not belong. Nothing is thrown away: cut bytes and whole
 * segments that can't be believed are kept beside the journal under other names.
 *
 * A segment says in its header from which frame it continues. What a segment holds behind that frame, and files between
 * the two that continue nothing, were left by a write that failed and was repeated elsewhere: never acknowledged.
 */
export async function scanSegments(dir: string, disk: Disk, crc: Crc32c, walkFile: WalkSegment): Promise<Scan> {
  const files = await disk.list(dir);
  const numbers = files.map((name) => Number.parseInt(/^(\d{6})\.xjl/.exec(name)?.[1] ?? '0', 10));
  const segments: Segment[] = [];
  const repairs: JournalRepair[] = [];
  const start: Mark = { end: segmentHeaderLength, no: 0, hash: Buffer.alloc(hashLength) };
  let last: Joined | undefined;
  let strangers: { name: string; length: number }[] = [];

  /** Takes a segment in up to `mark`. */
  const settle = async ({ name, length, prevHash, marks }: Joined, mark: Mark, kind: JournalRepair['kind']) => {
    const segment: Segment = {
      name,
      firstNo: (marks[0]?.no ?? 0) + 1,
      prevHash: Buffer.from(prevHash),
      length: mark.end,
      closed: false,
    };
    segments.push(segment);
    if (mark.end === length) return;
    repairs.push({ segment: name, cutBytes: length - mark.end, kind });
    const wanted = kind === 'damaged' ? damagedName(name, mark.end) : `${name}.torn-${String(mark.end)}`;
    const aside = path.join(dir, unusedName(files, wanted));
    segment.closed = !(await cut(path.join(dir, name), aside, mark.end, disk));
  };
  const setStrangersAside = async (kindOf: (length: number) => JournalRepair['kind']): Promise<void> => {
    for (const { name, length } of strangers) {
      const wanted = kindOf(length) === 'damaged' ? damagedName(name, 0) : `${name}.aside`;
      await disk.move(path.join(dir, name), path.join(dir, unusedName(files, wanted)));
    }
    strangers = [];
  };

  for (const name of files.filter((file) => /^\d{6}\.xjl$/.test(file))) {
    const walk = await walkFile(path.join(dir, name));
    const prevHash = walk.prevHash && Buffer.from(walk.prevHash);
    const joint = prevHash && (last?.marks ?? [start]).findLast(({ hash }) => hash.equals(prevHash));
    if (!joint) {
      strangers.push({ name, length: walk.length });
      continue;
    }
    for (const stranger of strangers) {
      repairs.push({ segment: stranger.name, cutBytes: stranger.length, kind: 'torn' });
    }
    await setStrangersAside(() => 'torn');
    if (last) await settle(last, joint, 'torn');
    last = { name, length: walk.length, prevHash, marks: marksOf(walk, joint) };
  }
  const mark = last?.marks.at(-1) ?? start;
  if (last) {
    const lost = strangers.some(({ length }) => length > segmentHeaderLength);
    const cutShort = mark.end < last.length;
    const bytes = cutShort ? await disk.read(path.join(dir, last.name)) : undefined;
    const damaged = cutShort && (lost || (bytes !== undefined && holdsFrameBehind(bytes, mark.end, crc)));
    await settle(last, mark, damaged ? 'damaged' : 'torn');
  }
  const kindOf = (length: number): JournalRepair['kind'] => (length > segmentHeaderLength ? 'damaged' : 'torn');
  for (const { name, length } of strangers) repairs.push({ segment: name, cutBytes: length, kind: kindOf(length) });
  await setStrangersAside(kindOf);
  return { segments, no: mark.no, hash: Buffer.from(mark.hash), repairs, nextNumber: Math.max(0, ...numbers) + 1 };
}

/** The place before the first frame and the place behind every intact one. */
function marksOf({ ends, hashes }: SegmentWalk, joint: Mark): Mark[] {
  const chain = Buffer.from(hashes.buffer, hashes.byteOffset, hashes.byteLength);
  return [
    { ...joint, end: segmentHeaderLength },
    ...Array.from(ends, (end, i) => ({
      end,
      no: joint.no + i + 1,
      hash: chain.subarray(i * hashLength, (i + 1) * hashLength),
    })),
  ];
}

/** False when there was no room to keep the cut bytes: then they stay where they are, behind a segment that is closed. */
async function cut(file: string, aside: string, length: number, disk: Disk): Promise<boolean> {
  try {
    const bytes = (await disk.read(file)) ?? Buffer.alloc(0);
    await disk.writeAtomic(aside, bytes.subarray(length));
    await disk.truncate(file, length);
    return true;
  } catch {
    return false;
  }
}

function unusedName(files: readonly string[], wanted: string): string {
  let name = wanted;
  for (let n = 2; files.includes(name); n++) name = `${wanted}-${String(n)}`;
  return name;
}

/** Frames from `fromNo` on. Throws when a frame that was believed before can't be read any more. */
export async function* readSegments(
  dir: string,
  disk: Disk,
  crc: Crc32c,
  segments: readonly Segment[],
  fromNo: number,
): AsyncIterable<StoredFrame> {
  for (const [index, segment] of [...segments].entries()) {
    const next = segments[index + 1];
    if (next && next.firstNo <= fromNo) continue;
    const { length } = segment;
    const bytes = (await disk.read(path.join(dir, segment.name))) ?? Buffer.alloc(0);
    let hash: Uint8Array = segment.prevHash;
    let no = segment.firstNo;
    for (let offset = segmentHeaderLength; offset < length; no++) {
      const checked = checkFrameAt(bytes, offset, hash, crc);
      if (!checked) throw new JournalDamaged(segment.name, no);
      ({ hash } = checked);
      offset = checked.end;
      if (no < fromNo) continue;
      const { body } = checked;
      yield storedFrame(no, checked.hash.toString('base64url'), body);
    }
  }
}

function storedFrame(no: number, hash: string, body: Uint8Array): StoredFrame {
  let frame: FrameBody | undefined;
  return {
    no,
    hash,
    body,
    get frame() {
      frame ??= decodeBody(body);
      return frame;
    },
  };
}

/** The medium gives back other bytes than at start. */
export class JournalDamaged extends Error {
  readonly segment: string;
  /** First frame that can't be read. */
  readonly no: number;
  constructor(segment: string, no: number) {
    super(`journal damaged: ${segment}, frame ${String(no)}`);
    this.segment = segment;
    this.no = no;
  }
}
