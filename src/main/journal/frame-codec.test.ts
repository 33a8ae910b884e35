/** The bytes of the journal, apart from its files: what a frame, a segment and a damaged place look like. */
import { beforeAll, describe, expect, it } from 'vitest';
import {
  checkFrameAt,
  decodeBody,
  encodeFrame,
  encodeSegmentHeader,
  frameHash,
  hashLength,
  holdsFrameBehind,
  loadCrc32c,
  readSegmentHeader,
  segmentHeaderLength,
  wholeFramesIn,
  type Crc32c,
} from './frame-codec';
import { walkSegment } from './walk-segment';

let crc: Crc32c;
beforeAll(async () => {
  crc = await loadCrc32c();
});

const start = Buffer.alloc(hashLength, 9);
const frameOf = (no: number) => ({
  no,
  commandId: `c${String(no)}`,
  ops: [{ table: 'kv' as const, key: `k${String(no)}`, row: { key: `k${String(no)}`, sealed: Uint8Array.of(no) } }],
});

/** Frames 1 to `count`, each behind the one before. */
function framesOf(count: number): { bytes: Buffer; hash: Buffer }[] {
  const made: { bytes: Buffer; hash: Buffer }[] = [];
  for (let no = 1; no <= count; no += 1) made.push(encodeFrame(frameOf(no), made.at(-1)?.hash ?? start, crc));
  return made;
}
const bytesOf = (frames: readonly { readonly bytes: Buffer }[]): Buffer =>
  Buffer.concat(frames.map((one) => one.bytes));

function flipped(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy.writeUInt8(copy.readUInt8(at) ^ 1, at);
  return copy;
}

describe('the checksum', () => {
  it('is CRC-32C, whose value for the digits is published', () => {
    expect(crc(Buffer.from('123456789'))).toBe(0xe3069283);
    // RFC 3720, appendix B.4: 32 bytes of zeros, which are written there from the lowest byte on.
    expect(crc(Buffer.alloc(32))).toBe(0x8a9136aa);
  });
});

describe('a frame', () => {
  it('lies as the format says: length, checksum, hash of the one before, body', () => {
    const { bytes, hash } = encodeFrame(frameOf(1), start, crc);
    const body = bytes.subarray(8 + hashLength);
    expect(bytes.readUInt32LE(0)).toBe(body.length);
    expect(bytes.readUInt32LE(4)).toBe(crc(bytes.subarray(8)));
    expect(bytes.subarray(8, 8 + hashLength)).toEqual(start);
    expect(decodeBody(body)).toEqual(frameOf(1));
    expect(hash).toEqual(frameHash(start, body));
  });

  it('is read where it begins, whole, behind the one that it continues, and nowhere else', () => {
    const [one, two] = framesOf(2) as [{ bytes: Buffer; hash: Buffer }, { bytes: Buffer; hash: Buffer }];
    const bytes = bytesOf([one, two]);
    expect(checkFrameAt(bytes, 0, start, crc)).toMatchObject({ hash: one.hash, end: one.bytes.length });
    expect(checkFrameAt(bytes, one.bytes.length, one.hash, crc)).toMatchObject({ hash: two.hash, end: bytes.length });
    expect(checkFrameAt(bytes, one.bytes.length, start, crc)).toBeUndefined();
    expect(checkFrameAt(bytes, 1, start, crc)).toBeUndefined();
    expect(checkFrameAt(bytes, bytes.length, two.hash, crc)).toBeUndefined();
    expect(checkFrameAt(one.bytes.subarray(0, -1), 0, start, crc)).toBeUndefined();
  });

  it('with any one bit changed is none', () => {
    const { bytes } = encodeFrame(frameOf(1), start, crc);
    for (let at = 0; at < bytes.length; at += 1) {
      expect(checkFrameAt(flipped(bytes, at), 0, start, crc)).toBeUndefined();
    }
  });

  it('leaves out what is undefined, and does not make it null', () => {
    const [op] = frameOf(1).ops;
    const row = Object.assign({ key: 'k1', sealed: Uint8Array.of(1) }, { gone: undefined });
    const { bytes } = encodeFrame({ ...frameOf(1), ops: [{ table: 'kv', key: op?.key ?? '', row }] }, start, crc);
    expect(decodeBody(bytes.subarray(8 + hashLength))).toEqual(frameOf(1));
  });

  it('hashes what stands before it and what is in it', () => {
    const body = Buffer.from('body');
    expect(frameHash(start, body)).not.toEqual(frameHash(Buffer.alloc(hashLength), body));
    expect(frameHash(start, body)).not.toEqual(frameHash(start, Buffer.from('other')));
  });
});

describe('a damaged place', () => {
  it('is told from a torn end by a whole frame anywhere behind it, and by nothing less', () => {
    const [one, two, three] = framesOf(3).map(({ bytes }) => bytes) as [Buffer, Buffer, Buffer];
    const behindOne = Buffer.concat([flipped(one, 20), two]);
    expect(holdsFrameBehind(behindOne, 0, crc)).toBe(true);
    expect(holdsFrameBehind(Buffer.concat([flipped(one, 20), flipped(two, 50), three]), 0, crc)).toBe(true);
    expect(holdsFrameBehind(Buffer.concat([flipped(one, 20), two.subarray(0, -1)]), 0, crc)).toBe(false);
    // The frame at the place itself does not lie behind it.
    expect(holdsFrameBehind(one, 0, crc)).toBe(false);
    expect(holdsFrameBehind(Buffer.alloc(2_000), 0, crc)).toBe(false);
    // A length that could be one, over bytes that no checksum holds for.
    expect(holdsFrameBehind(Buffer.from([0, 3, ...Array<number>(100).fill(0)]), 0, crc)).toBe(false);
  });

  it('costs none of the whole frames around it, whatever lies between them', () => {
    const [one, two, three] = framesOf(3).map(({ bytes }) => bytes) as [Buffer, Buffer, Buffer];
    const between = Buffer.from([1, 0x83, 0xa2, 0x6e, 0x6f, 2]);
    const numbers = (bytes: Buffer): number[] => Array.from(wholeFramesIn(bytes, crc), (body) => decodeBody(body).no);
    expect(numbers(Buffer.concat([one, two, three]))).toEqual([1, 2, 3]);
    expect(numbers(Buffer.concat([between, one, flipped(two, 45), between, three, between]))).toEqual([1, 3]);
    expect(numbers(Buffer.concat([three, one.subarray(0, -1)]))).toEqual([3]);
    expect(numbers(Buffer.alloc(0))).toEqual([]);
    // A row may hold the bytes of a frame, which is not one of this journal for that.
    const row = { key: 'k7', sealed: Uint8Array.from(two) };
    const outer = encodeFrame({ no: 7, commandId: 'c7', ops: [{ table: 'kv', key: 'k7', row }] }, start, crc).bytes;
    expect(numbers(Buffer.concat([outer, three]))).toEqual([7, 3]);
  });
});

describe('a segment', () => {
  it('says in its header from which frame it continues', () => {
    const header = encodeSegmentHeader(start);
    expect(header.toString('latin1', 0, 4)).toBe('XTJ1');
    expect(readSegmentHeader(header)).toEqual(start);
    expect(readSegmentHeader(Buffer.concat([header, Buffer.alloc(5)]))).toEqual(start);
    expect(readSegmentHeader(header.subarray(0, -1))).toBeUndefined();
    for (let at = 0; at < 4; at += 1) expect(readSegmentHeader(flipped(header, at))).toBeUndefined();
  });

  it('is walked up to the first place where no frame continues', () => {
    const frames = framesOf(3);
    const bytes = Buffer.concat([encodeSegmentHeader(start), bytesOf(frames)]);
    const ends: number[] = [];
    for (const one of frames) ends.push((ends.at(-1) ?? segmentHeaderLength) + one.bytes.length);
    const walk = walkSegment(bytes, crc);
    expect(Array.from(walk.ends)).toEqual(ends);
    expect(Buffer.from(walk.hashes)).toEqual(Buffer.concat(frames.map(({ hash }) => hash)));
    expect([walk.length, walk.prevHash]).toEqual([bytes.length, Uint8Array.from(start)]);
    const second = flipped(bytes, (ends[0] ?? 0) + 60);
    expect(Array.from(walkSegment(second, crc).ends)).toEqual(ends.slice(0, 1));
    expect(walkSegment(flipped(bytes, 0), crc)).toMatchObject({ prevHash: undefined, ends: new Float64Array() });
  });
});
