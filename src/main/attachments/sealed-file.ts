/**
 * The `.xat` format: a file in chunks of 64 KiB, each sealed with AES-256-GCM, so that it can be written and read as a stream
 * and any change, cut, swap or lengthening is noticed at the chunk where it happens.
 *
 * Header: "XAT1", 16 random bytes. File key = HKDF-SHA256(attachments key, salt = those bytes, info "xianting/attachment/1").
 * Chunk i: ciphertext and 16-byte tag; nonce = 7 zero bytes, chunk number (32 bit), 1 for the last chunk and 0 otherwise; the header is
 * authenticated with every chunk. A file key seals one file once, so counting nonces never repeat.
 */
import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto';

const MAGIC = Buffer.from('XAT1');
const SALT_BYTES = 16;
const TAG_BYTES = 16;
const CHUNK_BYTES = 64 * 1024;
export const HEADER_BYTES = MAGIC.length + SALT_BYTES;

/** A sealed file that doesn't open: changed, cut short, or under another key. */
export function sealBroken(what: string, cause?: unknown): Error {
  return Object.assign(new Error(what, { cause }), { code: 'seal.broken' });
}

/** Whether an error came from `sealBroken`. */
export function isSealBroken(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === 'seal.broken';
}

/** Seals a stream; yields the header first. `salt` must be 16 fresh random bytes. */
export async function* sealChunks(
  plain: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  key: Uint8Array,
  salt: Uint8Array,
): AsyncGenerator<Uint8Array> {
  if (salt.length !== SALT_BYTES) throw new Error('salt must be 16 bytes');
  const header = Buffer.concat([MAGIC, salt]);
  const fileKey = fileKeyOf(key, salt);
  yield header;
  let index = 0;
  for await (const { chunk, last } of inChunks(plain, CHUNK_BYTES)) {
    const cipher = createCipheriv('aes-256-gcm', fileKey, nonceOf(index, last)).setAAD(header);
    yield Buffer.concat([cipher.update(chunk), cipher.final(), cipher.getAuthTag()]);
    index += 1;
  }
}

/** Opens a sealed stream chunk by chunk; throws `sealBroken` before giving out a byte of a chunk that was changed. */
export async function* openChunks(sealed: AsyncIterable<Uint8Array>, key: Uint8Array): AsyncGenerator<Uint8Array> {
  let header: Buffer | undefined;
  let fileKey: Buffer | undefined;
  let index = 0;
  for await (const { chunk, last } of inChunks(sealed, CHUNK_BYTES + TAG_BYTES, HEADER_BYTES)) {
    if (header === undefined || fileKey === undefined) {
      if (chunk.length < HEADER_BYTES || !chunk.subarray(0, 4).equals(MAGIC) || last)
        throw sealBroken('not a sealed file');
      header = chunk;
      fileKey = fileKeyOf(key, chunk.subarray(4));
      continue;
    }
    if (chunk.length < TAG_BYTES) throw sealBroken('cut short');
    const split = chunk.length - TAG_BYTES;
    const decipher = createDecipheriv('aes-256-gcm', fileKey, nonceOf(index, last)).setAAD(header);
    decipher.setAuthTag(chunk.subarray(split));
    let plain: Buffer;
    try {
      plain = Buffer.concat([decipher.update(chunk.subarray(0, split)), decipher.final()]);
    } catch (cause) {
      throw sealBroken('changed, or another key', cause);
    }
    if (plain.length > 0) yield plain;
    index += 1;
  }
  if (fileKey === undefined) throw sealBroken('empty');
}

function fileKeyOf(key: Uint8Array, salt: Uint8Array): Buffer {
  return Buffer.from(hkdfSync('sha256', key, salt, 'xianting/attachment/1', 32));
}

function nonceOf(index: number, last: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUInt32BE(index, 7);
  nonce[11] = last ? 1 : 0;
  return nonce;
}

/** Regroups a stream into pieces of one size (the first may differ); the last piece, perhaps empty, is marked. */
async function* inChunks(
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  size: number,
  firstSize = size,
): AsyncGenerator<{ chunk: Buffer; last: boolean }> {
  let held: Buffer[] = [];
  let length = 0;
  let wanted = firstSize;
  for await (const part of source) {
    held.push(Buffer.from(part));
    length += part.length;
    // One byte more than a piece proves that the piece is not the last.
    while (length > wanted) {
      const all: Buffer = held.length === 1 ? (held[0] ?? Buffer.alloc(0)) : Buffer.concat(held);
      yield { chunk: all.subarray(0, wanted), last: false };
      held = [all.subarray(wanted)];
      length -= wanted;
      wanted = size;
    }
  }
  yield { chunk: Buffer.concat(held), last: true };
}
