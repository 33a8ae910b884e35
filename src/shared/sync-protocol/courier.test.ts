import { createHash, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openCourier, readCourier, writeCourier, type CourierHeader } from './courier';
import { MAX_COURIER_BYTES } from './courier-size';
import { packedParts, ReportPart } from './courier-parts';
import { MAX_BODY_BYTES } from './version';

const sha256 = (bytes: Uint8Array | string): Uint8Array => createHash('sha256').update(bytes).digest();
const privateKey = (seed: Uint8Array) =>
  createPrivateKey({
    key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]),
    format: 'der',
    type: 'pkcs8',
  });
const publicKey = (seed: Uint8Array) =>
  createPublicKey(privateKey(seed)).export({ format: 'der', type: 'spki' }).subarray(-32);

const [writer, recipient, stranger] = [1, 2, 3].map((fill) => Buffer.alloc(32, fill)) as [Buffer, Buffer, Buffer];
const header: CourierHeader = {
  kind: 'report',
  id: 'file-1',
  madeAtMs: 1_795_000_000_000,
  branchId: 'branch-1',
  deviceId: 'device-1',
  hqPublicKey: Buffer.from(publicKey(recipient)).toString('base64url'),
  protocol: 2,
};
const write = (parts: readonly Uint8Array[]) =>
  writeCourier({
    header,
    parts,
    recipient: publicKey(recipient),
    sign: (text) => sign(null, sha256(text), privateKey(writer)),
    sha256,
  });
/** What a reader may believe: the parts, where everything holds. */
async function believed(bytes: Uint8Array, seed: Uint8Array = recipient): Promise<Uint8Array[] | undefined> {
  const read = readCourier(bytes, sha256);
  if (!read.ok) return undefined;
  const { text, signature } = read.file;
  const signed = verify(null, sha256(text), createPublicKey(privateKey(writer)), signature);
  return signed ? openCourier(read.file, seed) : undefined;
}
const bytesOf = (parts: readonly Uint8Array[] | undefined) => parts?.map((part) => Buffer.from(part).toString('hex'));

describe('a courier file', () => {
  it('gives back what was put in, to its recipient alone', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 5 }), async (parts) => {
        // A part is never empty: it is compressed.
        const filled = parts.map((part) => Buffer.concat([Buffer.of(1), part]));
        const bytes = await write(filled);
        expect(bytesOf(await believed(bytes))).toEqual(bytesOf(filled));
        if (filled.length > 0) expect(await believed(bytes, stranger)).toBeUndefined();
      }),
      { numRuns: 20 },
    );
  });

  it('is refused for every byte that was changed, whichever region it stands in, and for every end that is missing', async () => {
    const bytes = await write([Buffer.from('one'), Buffer.from('two')]);
    for (let at = 0; at < bytes.length; at++) {
      const changed = Uint8Array.from(bytes, (byte, index) => (index === at ? byte ^ 0x41 : byte));
      expect(await believed(changed), String(at)).toBeUndefined();
      const fault = at < 16 ? 'foreign' : 'damaged';
      expect(readCourier(bytes.subarray(0, at), sha256), String(at)).toEqual({ ok: false, fault });
    }
    expect(readCourier(Buffer.concat([bytes, Buffer.of(0)]), sha256)).toEqual({ ok: false, fault: 'damaged' });
  });

  it('seals order, number and header even against who can sign', async () => {
    const read = readCourier(await write([Buffer.from('one'), Buffer.from('two')]), sha256);
    if (!read.ok) throw new Error(read.fault);
    const { file } = read;
    const [one, two] = file.sealed as [Uint8Array, Uint8Array];
    expect(await openCourier({ ...file, sealed: [two, one] }, recipient)).toBeUndefined();
    expect(await openCourier({ ...file, sealed: [two] }, recipient)).toBeUndefined();
    const info = Uint8Array.from(file.info, (byte, at) => (at === file.info.length - 3 ? byte ^ 1 : byte));
    expect(await openCourier({ ...file, info }, recipient)).toBeUndefined();
  });

  it('is told apart from other files, from later versions and from what is too large', async () => {
    const bytes = await write([]);
    const fault = (changed: Uint8Array) => {
      const read = readCourier(changed, sha256);
      return read.ok ? undefined : read.fault;
    };
    const version = (number: number) => Uint8Array.from(bytes, (byte, at) => (at === 16 ? number : byte));
    expect(fault(Buffer.from('PK\u0003\u0004 a zip'))).toBe('foreign');
    expect(fault(new Uint8Array())).toBe('foreign');
    expect(fault(Buffer.from('xianting-backup!\u0001'))).toBe('foreign');
    expect([fault(version(2)), fault(version(0))]).toEqual(['newer', 'damaged']);
    const large = new Uint8Array(MAX_COURIER_BYTES + 1);
    large.set(bytes);
    expect(fault(large)).toBe('tooLarge');
    expect(fault(large.subarray(1))).toBe('foreign');
    expect(fault(large.subarray(0, MAX_COURIER_BYTES))).toBe('damaged');
  });

  it('of any bytes throws nothing', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (tail) => {
        const read = readCourier(Buffer.concat([Buffer.from('xianting-courier\u0001'), tail]), sha256);
        expect(read.ok).toBe(false);
      }),
      { numRuns: 200 },
    );
  });

  it('that version 1 wrote is opened for ever', async () => {
    expect(
      (await believed(Buffer.from(recorded, 'base64')))?.map((part) => Buffer.from(part).toString('utf8')),
    ).toEqual(['one', 'two']);
  });
});

describe('parts', () => {
  const pull = { route: '/pull', body: { protocol: 2, deviceTimeMs: 1, cursor: null, limit: 5 } };
  const inflate = (texts: readonly string[]) => async (bytes: Uint8Array, most: number) => {
    const text = texts[bytes[0] ?? 0] ?? '';
    if (text.length > most) throw new RangeError('too long');
    return text;
  };
  const soundOf = (...texts: string[]) =>
    packedParts(
      texts.map((_, index) => Uint8Array.of(index)),
      ReportPart,
      inflate(texts),
    ).sound();

  it('are looked at one and all before the first is used', async () => {
    expect(await soundOf(JSON.stringify(pull), JSON.stringify(pull))).toBe(true);
    expect(await soundOf(JSON.stringify(pull), '{')).toBe(false);
    expect(await soundOf(JSON.stringify({ ...pull, more: 1 }))).toBe(false);
    expect(await soundOf(JSON.stringify({ ...pull, route: '/enrol' }))).toBe(false);
    expect(await soundOf(' '.repeat(MAX_BODY_BYTES + 1))).toBe(false);
  });

  it('come one after the other, and not at all where one changed since it was looked at', async () => {
    const texts = [JSON.stringify(pull), JSON.stringify({ ...pull, body: { ...pull.body, limit: 7 } })];
    const packed = texts.map((_, index) => Uint8Array.of(index));
    const { all } = packedParts(packed, ReportPart, inflate(texts));
    const read = async () => {
      const limits: unknown[] = [];
      for await (const { body } of all()) limits.push('limit' in body ? body.limit : undefined);
      return limits;
    };
    expect(await read()).toEqual([5, 7]);
    texts[1] = '{';
    await expect(read()).rejects.toThrow('changed while it was read');
  });

  it('may not swell together beyond what a file may hold', async () => {
    const big = JSON.stringify(pull).padEnd(MAX_BODY_BYTES, ' ');
    expect(await soundOf(...Array.from({ length: 64 }, () => big))).toBe(true);
    expect(await soundOf(...Array.from({ length: 65 }, () => big))).toBe(false);
  });
});

/** Written once by version 1 of the format, with the keys above. */
const recorded = [
  'eGlhbnRpbmctY291cmllcgEAAACteyJraW5kIjoicmVwb3J0IiwiaWQiOiJmaWxlLTEiLCJtYWRlQXRNcyI6MTc5NTAwMDAwMDAw',
  'MCwiYnJhbmNoSWQiOiJicmFuY2gtMSIsImRldmljZUlkIjoiZGV2aWNlLTEiLCJocVB1YmxpY0tleSI6ImdUbDNEcWg5RjE5V28x',
  'Um13MHgtek11TmlwRzA3amVpWGZZUFc0X0pzNVEiLCJwcm90b2NvbCI6Mn3JYnZ3k5VDiesM56kT4wb3FILmm+PWAu2wSWZbdwjd',
  'TwAAABPyHCdib2bsrj34jDathl+yOpRdAAAAE6svPHVae+c9Nx+uLxqKHb5v/mUAAAAA44aRXqLKlHaNyYI0AgeiDx2yX8RrcZM5',
  '0WIQfvrLzRV4Qf3gbs1qX0heZTQH4kP/SJbDgx3YjV5u3KnHdTwADg==',
].join('');
