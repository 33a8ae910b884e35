/** Reading one segment from end to end: where its frames lie, each one checked against the one before. */
import { checkFrameAt, hashLength, readSegmentHeader, segmentHeaderLength, type Crc32c } from './frame-codec';

/** Plain arrays of bytes and numbers, so that a worker can hand them over without copying. */
export interface SegmentWalk {
  /** Bytes of the file. */
  readonly length: number;
  /** From which frame it says to continue; undefined when this is no segment of ours. */
  readonly prevHash: Uint8Array<ArrayBuffer> | undefined;
  /** Offset behind each intact frame, up to the first place where none begins. */
  readonly ends: Float64Array<ArrayBuffer>;
  /** Hash of each of them, one after the other. */
  readonly hashes: Uint8Array<ArrayBuffer>;
}

/** Reads the segment at this path. */
export type WalkSegment = (file: string) => Promise<SegmentWalk>;

/** Checks every frame from the header on. */
export function walkSegment(bytes: Buffer, crc: Crc32c): SegmentWalk {
  const prevHash = readSegmentHeader(bytes);
  const ends: number[] = [];
  const hashes: Buffer[] = [];
  let hash: Uint8Array | undefined = prevHash;
  for (let at = segmentHeaderLength; hash;) {
    const frame = checkFrameAt(bytes, at, hash, crc);
    if (!frame) break;
    at = frame.end;
    ({ hash } = frame);
    ends.push(at);
    hashes.push(frame.hash);
  }
  const chain = new Uint8Array(hashes.length * hashLength);
  for (const [i, one] of hashes.entries()) chain.set(one, i * hashLength);
  return {
    length: bytes.length,
    prevHash: prevHash && Uint8Array.from(prevHash),
    ends: Float64Array.from(ends),
    hashes: chain,
  };
}
