/** Stretches of files as sealed objects: equal stretches give equal objects, so that what is there already is not written again. */
import { hkdfSync } from 'node:crypto';
import { open, seal, SealBroken } from '../keys/seal';
import type { Rng } from '../platform/rng';
import { sha256, type Piece } from './backup-file';

/** Largest stretch sealed at once: a few milliseconds, between which main does everything else. */
export const pieceBytes = 1024 * 1024;

/** Every content has a key of its own, which seals nothing else: then one nonce is as good as another. */
const noNonce: Rng = { bytes: (length) => Buffer.alloc(length) };
const place = 'backup|piece';

function keyOf(backupKey: Uint8Array, plain: string): Buffer {
  return Buffer.from(hkdfSync('sha256', backupKey, Buffer.from(plain, 'hex'), 'xianting/backup-piece/1', 32));
}

export function sealPiece(
  backupKey: Uint8Array,
  bytes: Uint8Array,
): { readonly piece: Piece; readonly object: Buffer } {
  const plain = sha256(bytes);
  const object = Buffer.from(seal(keyOf(backupKey, plain), bytes, place, noNonce));
  return { piece: { object: sha256(object), plain, length: bytes.length }, object };
}

/** Undefined when the object is not what was sealed. */
export function openPiece(backupKey: Uint8Array, { plain, length }: Piece, object: Uint8Array): Buffer | undefined {
  try {
    const bytes = open(keyOf(backupKey, plain), object, place);
    return bytes.length === length ? bytes : undefined;
  } catch (cause) {
    if (cause instanceof SealBroken) return undefined;
    throw cause;
  }
}
