/**
 * Bytes of a journal segment.
 *
 * Segment: magic "XTJ1" ‖ hash of the last frame of the segment before (32 bytes).
 * Frame: length of the body (u32) ‖ CRC-32C over what follows (u32) ‖ hash of the frame before (32) ‖ body (MessagePack).
 * The hash of a frame is SHA-256 over the hash of the frame before and its body: one changed byte breaks all that follow.
 */
import { createHash } from 'node:crypto';
import { decode, encode } from '@msgpack/msgpack';
import { createCRC32 } from 'hash-wasm';
import { withOwnBuffers } from '../../shared/store-contract/own-buffers';
import type { WriteOp } from '../../shared/store-contract/rows';

export interface FrameBody {
  readonly no: number;
  readonly commandId: string;
  readonly ops: readonly WriteOp[];
}

export const magic = Buffer.from('XTJ1', 'latin1');
export const hashLength = 32;
export const segmentHeaderLength = magic.length + hashLength;
export const frameHeaderLength = 8 + hashLength;
/** No frame of ours comes near; a length beyond it is damage. */
const maxBodyLength = 256 * 1024 * 1024;

export type Crc32c = (bytes: Uint8Array) => number;

/** CRC-32C (RFC 3720, appendix B.4), bits reversed. */
const castagnoli = 0x82f63b78;

let loaded: Promise<Crc32c> | undefined;

/** The checksum is WebAssembly and has to be loaded once. */
export function loadCrc32c(): Promise<Crc32c> {
  loaded ??= createCRC32(castagnoli).then((hasher) => (bytes) => {
    hasher.init();
    hasher.update(bytes);
    return Buffer.from(hasher.digest('binary')).readUInt32BE(0);
  });
  return loaded;
}

export function frameHash(prevHash: Uint8Array, body: Uint8Array): Buffer {
  return createHash('sha256').update(prevHash).update(body).digest();
}

export function encodeFrame(frame: FrameBody, prevHash: Uint8Array, crc: Crc32c): { bytes: Buffer; hash: Buffer } {
  const body = encode(frame, { ignoreUndefined: true });
  const bytes = Buffer.allocUnsafe(frameHeaderLength + body.length);
  bytes.writeUInt32LE(body.length, 0);
  bytes.set(prevHash, 8);
  bytes.set(body, frameHeaderLength);
  bytes.writeUInt32LE(crc(bytes.subarray(8)), 4);
  return { bytes, hash: frameHash(prevHash, body) };
}

export interface CheckedFrame {
  readonly body: Buffer;
  readonly hash: Buffer;
  /** Offset of the byte after the frame. */
  readonly end: number;
}

/** The frame at `offset`, or undefined where no whole, intact frame that continues `prevHash` begins. */
export function checkFrameAt(
  bytes: Buffer,
  offset: number,
  prevHash: Uint8Array,
  crc: Crc32c,
): CheckedFrame | undefined {
  const end = wholeFrameEnd(bytes, offset, crc);
  if (end === undefined) return undefined;
  const covered = bytes.subarray(offset + 8, end);
  if (!covered.subarray(0, hashLength).equals(prevHash)) return undefined;
  const body = covered.subarray(hashLength);
  return { body, hash: frameHash(prevHash, body), end };
}

export function decodeBody(body: Uint8Array): FrameBody {
  return withOwnBuffers(decode(body)) as FrameBody;
}

/** End of the frame at `offset` if all of it is there and its checksum holds, whatever it continues. */
function wholeFrameEnd(bytes: Buffer, offset: number, crc: Crc32c): number | undefined {
  if (offset + frameHeaderLength > bytes.length) return undefined;
  const length = bytes.readUInt32LE(offset);
  const end = offset + frameHeaderLength + length;
  if (length > maxBodyLength || end > bytes.length) return undefined;
  return crc(bytes.subarray(offset + 8, end)) === bytes.readUInt32LE(offset + 4) ? end : undefined;
}

/** Looking for frames behind a damaged place gives up after checking this many bytes. */
const searchBudgetBytes = 64 * 1024 * 1024;

/** Whether a whole frame lies anywhere behind `offset`: then that place was damaged, not torn by an interrupted write. */
export function holdsFrameBehind(bytes: Buffer, offset: number, crc: Crc32c): boolean {
  let budget = searchBudgetBytes;
  for (let at = offset + 1; at + frameHeaderLength < bytes.length && budget > 0; at++) {
    const length = bytes.readUInt32LE(at);
    if (length === 0 || length > bytes.length - at - frameHeaderLength) continue;
    budget -= length;
    if (wholeFrameEnd(bytes, at, crc) !== undefined) return true;
  }
  return false;
}

/** How the body of a frame begins: a map of three, the first key of which is `no`. */
const bodyBegins = Buffer.from([0x83, 0xa2, 0x6e, 0x6f]);

/** Bodies of all whole frames in these bytes, whatever they continue and whatever lies between them. */
export function* wholeFramesIn(bytes: Buffer, crc: Crc32c): Iterable<Buffer> {
  for (let from = frameHeaderLength; ;) {
    const body = bytes.indexOf(bodyBegins, from);
    if (body < 0) return;
    const end = wholeFrameEnd(bytes, body - frameHeaderLength, crc);
    if (end !== undefined) yield bytes.subarray(body, end);
    from = end === undefined ? body + 1 : end + frameHeaderLength;
  }
}

export function encodeSegmentHeader(prevHash: Uint8Array): Buffer {
  return Buffer.concat([magic, prevHash]);
}

/** Hash that the segment continues from; undefined when this is no segment of ours. */
export function readSegmentHeader(bytes: Buffer): Buffer | undefined {
  if (bytes.length < segmentHeaderLength || !bytes.subarray(0, magic.length).equals(magic)) return undefined;
  return bytes.subarray(magic.length, segmentHeaderLength);
}
