/**
 * Sealing of records: AES-256-GCM with a random 96-bit nonce (NIST SP 800-38D). Layout: version ‖ nonce ‖ ciphertext ‖ tag.
 * The additional data binds a sealed record to its place, so that two records can't be exchanged for one another.
 */
import { createCipheriv, createDecipheriv } from 'node:crypto';
import type { Rng } from '../platform/rng';

const version = 1;
const nonceLength = 12;
const tagLength = 16;

export function seal(key: Uint8Array, plaintext: Uint8Array, aad: string, rng: Rng): Uint8Array {
  const nonce = rng.bytes(nonceLength);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(aad, 'utf8'));
  const body = cipher.update(plaintext);
  // GCM is a stream cipher: nothing is left for the end. Bytes of its own: small Buffers lie in a pool shared with plaintext, and a clone
  // of such a view would carry the whole pool to the store.
  cipher.final();
  const sealed = new Uint8Array(1 + nonceLength + body.length + tagLength);
  sealed[0] = version;
  sealed.set(nonce, 1);
  sealed.set(body, 1 + nonceLength);
  sealed.set(cipher.getAuthTag(), 1 + nonceLength + body.length);
  return sealed;
}

/** Opens what `seal` made; throws `SealBroken` for a wrong key, another place, or a changed byte. */
export function open(key: Uint8Array, sealed: Uint8Array, aad: string): Buffer {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
  if (bytes.length < 1 + nonceLength + tagLength || bytes[0] !== version) throw new SealBroken(aad);
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(1, 1 + nonceLength));
  decipher.setAAD(Buffer.from(aad, 'utf8'));
  decipher.setAuthTag(bytes.subarray(bytes.length - tagLength));
  try {
    const plain = decipher.update(bytes.subarray(1 + nonceLength, bytes.length - tagLength));
    // Nothing is left for the end here either; it is where the tag is compared.
    decipher.final();
    return plain;
  } catch {
    throw new SealBroken(aad);
  }
}

export function sealJson(key: Uint8Array, value: unknown, aad: string, rng: Rng): Uint8Array {
  return seal(key, Buffer.from(JSON.stringify(value), 'utf8'), aad, rng);
}

export function openJson(key: Uint8Array, sealed: Uint8Array, aad: string): unknown {
  return JSON.parse(open(key, sealed, aad).toString('utf8')) as unknown;
}

/** The bytes are not what was sealed for this place under this key. */
export class SealBroken extends Error {
  constructor(aad: string) {
    // The place names a table and an id, never content.
    super(`sealed record does not open: ${aad}`);
  }
}
