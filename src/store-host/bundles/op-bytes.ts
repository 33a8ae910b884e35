/**
 * The operations of a frame as they lie in the journal: found and told apart by walking over their MessagePack, without making
 * objects of them. A journal of years holds hundreds of thousands, and most are never asked for again.
 */
import { decode } from '@msgpack/msgpack';
import { withOwnBuffers } from '../../shared/store-contract/own-buffers';
import type { WriteOp } from '../../shared/store-contract/rows';
import { StoreFault } from '../fault';

/** One operation, and what has to be known of it to find it again. */
export interface OpBytes {
  readonly start: number;
  readonly end: number;
  readonly table: string;
  readonly key: string;
  readonly removes: boolean;
  /** Of an event; empty and 0 for rows of other tables. */
  readonly streamId: string;
  readonly deviceId: string;
  readonly seq: number;
}

/** The operations of the frame whose body lies in these bytes. @throws StoreFault for bytes that are no frame */
export function opsOfFrame(bytes: Uint8Array, start: number, end: number): OpBytes[] {
  const walker = createWalker(bytes, start);
  const ops: OpBytes[] = [];
  for (let entries = walker.mapSize(); entries > 0; entries -= 1) {
    if (walker.text() !== 'ops') walker.skip();
    else for (let left = walker.arraySize(); left > 0; left -= 1) ops.push(opAt(walker));
  }
  if (walker.at() !== end) throw new StoreFault('store.badInput', 'not a frame');
  return ops;
}

/** Operations that lie one behind the other. */
export function opsIn(bytes: Uint8Array): OpBytes[] {
  const walker = createWalker(bytes, 0);
  const ops: OpBytes[] = [];
  while (walker.at() < bytes.length) ops.push(opAt(walker));
  return ops;
}

export function decodeOp(bytes: Uint8Array, { start, end }: Pick<OpBytes, 'start' | 'end'>): WriteOp {
  return withOwnBuffers(decode(bytes.subarray(start, end))) as WriteOp;
}

function opAt(walker: Walker): OpBytes {
  const start = walker.at();
  const found = { table: '', key: '', removes: false, streamId: '', deviceId: '', seq: 0 };
  for (let entries = walker.mapSize(); entries > 0; entries -= 1) {
    const name = walker.text();
    if (name === 'table') found.table = walker.text();
    else if (name === 'key') found.key = walker.text();
    else if (name !== 'row') walker.skip();
    else if (walker.isNil()) {
      found.removes = true;
      walker.skip();
    } else if (found.table !== 'events') walker.skip();
    else {
      for (let left = walker.mapSize(); left > 0; left -= 1) {
        const property = walker.text();
        if (property === 'streamId') found.streamId = walker.text();
        else if (property === 'deviceId') found.deviceId = walker.text();
        else if (property === 'seq') found.seq = walker.integer();
        else walker.skip();
      }
    }
  }
  return { start, end: walker.at(), ...found };
}

interface Walker {
  readonly at: () => number;
  readonly skip: () => void;
  readonly isNil: () => boolean;
  readonly mapSize: () => number;
  readonly arraySize: () => number;
  readonly text: () => string;
  readonly integer: () => number;
}

const utf8 = new TextDecoder();

/** See the MessagePack specification, "Formats". */
function createWalker(bytes: Uint8Array, from: number): Walker {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = from;
  const unsigned = (length: number): number => {
    const value = length === 1 ? view.getUint8(at) : length === 2 ? view.getUint16(at) : view.getUint32(at);
    at += length;
    return value;
  };
  const wrong = (): StoreFault => new StoreFault('store.badInput', 'not an operation');
  const sizeOf = (fixed: number, mask: number, length16: number): number => {
    const head = unsigned(1);
    if ((head & ~mask) === fixed) return head & mask;
    if (head === length16) return unsigned(2);
    if (head === length16 + 1) return unsigned(4);
    throw wrong();
  };
  const skip = (): void => {
    // Values still to be passed over; those inside maps and arrays are added as they are met.
    for (let left = 1; left > 0; left -= 1) {
      const head = unsigned(1);
      if (head < 0x80 || head >= 0xe0) continue;
      if (head < 0x90) left += 2 * (head & 0x0f);
      else if (head < 0xa0) left += head & 0x0f;
      else if (head < 0xc0) at += head & 0x1f;
      else if (head === 0xc0 || head === 0xc2 || head === 0xc3) continue;
      else if (head >= 0xc4 && head <= 0xc6) {
        const length = unsigned(1 << (head - 0xc4));
        at += length;
      } else if (head >= 0xc7 && head <= 0xc9) {
        const length = unsigned(1 << (head - 0xc7));
        at += length + 1;
      } else if (head === 0xca) at += 4;
      else if (head === 0xcb) at += 8;
      else if (head >= 0xcc && head <= 0xcf) at += 1 << (head - 0xcc);
      else if (head >= 0xd0 && head <= 0xd3) at += 1 << (head - 0xd0);
      else if (head >= 0xd4 && head <= 0xd8) at += 1 + (1 << (head - 0xd4));
      else if (head >= 0xd9 && head <= 0xdb) {
        const length = unsigned(1 << (head - 0xd9));
        at += length;
      } else if (head === 0xdc || head === 0xdd) left += unsigned(head === 0xdc ? 2 : 4);
      else if (head === 0xde || head === 0xdf) left += 2 * unsigned(head === 0xde ? 2 : 4);
      else throw wrong();
    }
    if (at > bytes.length) throw wrong();
  };
  return {
    at: () => at,
    skip,
    isNil: () => view.getUint8(at) === 0xc0,
    mapSize: () => sizeOf(0x80, 0x0f, 0xde),
    arraySize: () => sizeOf(0x90, 0x0f, 0xdc),
    text: () => {
      const head = unsigned(1);
      let length;
      if (head >= 0xa0 && head < 0xc0) length = head & 0x1f;
      else if (head >= 0xd9 && head <= 0xdb) length = unsigned(1 << (head - 0xd9));
      else throw wrong();
      const begin = at;
      at += length;
      if (at > bytes.length) throw wrong();
      let text = '';
      for (let i = begin; i < at; i += 1) {
        const byte = bytes[i] ?? 0;
        // Names, ids and numbers are nearly all there is, and a decoder takes longer to be called than they are long.
        if (byte > 0x7f || length > 64) return utf8.decode(bytes.subarray(begin, at));
        text += String.fromCharCode(byte);
      }
      return text;
    },
    integer: () => {
      const begin = at;
      skip();
      const value = decode(bytes.subarray(begin, at));
      if (typeof value !== 'number') throw wrong();
      return value;
    },
  };
}
