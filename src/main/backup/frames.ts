/** Frames of a segment as a backup sees them: each one checked against the one before, and counted. */
import { checkFrameAt, decodeBody, readSegmentHeader, segmentHeaderLength, type Crc32c } from '../journal/frame-codec';
import type { FrameBody } from '../journal/frame-codec';
import type { EventRow } from '../../shared/store-contract/rows';
import { nextTurn } from '../platform/slices';
import { pieceBytes } from './pieces';

/** Where a walk stands: behind frame `no`, at `offset` of the segment. */
export interface Mark {
  readonly no: number;
  /** Hash of that frame, hex. */
  readonly hash: string;
  readonly offset: number;
  readonly events: number;
  readonly cases: number;
}

/** Before the first frame of all. */
export const noFrames = { no: 0, hash: '00'.repeat(32) } as const;

/** The mark at the beginning of a segment that continues `before`; undefined when it continues something else. */
export function beginOf(bytes: Buffer, before: Pick<Mark, 'no' | 'hash'>): Mark | undefined {
  const continues = readSegmentHeader(bytes)?.toString('hex');
  if (continues !== before.hash) return undefined;
  return { no: before.no, hash: before.hash, offset: segmentHeaderLength, events: 0, cases: 0 };
}

/** Walks to the end of `bytes`; undefined when a frame is not as it was written. */
export async function walkFrames(
  bytes: Buffer,
  from: Mark,
  crc: Crc32c,
  onFrame?: (frame: FrameBody) => void,
): Promise<Mark | undefined> {
  let { no, hash, offset, events, cases } = from;
  let rested = offset;
  while (offset < bytes.length) {
    const checked = checkFrameAt(bytes, offset, Buffer.from(hash, 'hex'), crc);
    if (!checked) return undefined;
    const frame = decodeBody(checked.body);
    if (frame.no !== no + 1) return undefined;
    no += 1;
    hash = checked.hash.toString('hex');
    offset = checked.end;
    for (const { table, row } of frame.ops) {
      if (table !== 'events' || row === null) continue;
      events += 1;
      if ((row as EventRow).signed.header.type === 'case.registered') cases += 1;
    }
    onFrame?.(frame);
    if (offset - rested < pieceBytes) continue;
    rested = offset;
    await nextTurn();
  }
  return { no, hash, offset, events, cases };
}
