/** Sealing to a person's public key: ephemeral X25519, HKDF-SHA-256, AES-256-GCM. Only the private key opens it. */
import { diffieHellman, hkdfSync } from 'node:crypto';
import type { Rng } from '../platform/rng';
import { privateKeyOf, publicKeyOf, publicOfSeed } from './ed25519';
import { open, seal } from './seal';

export interface SealedBox {
  readonly ephemeral: string;
  readonly sealed: string;
}

export function sealTo(publicKey: string, plaintext: Uint8Array, purpose: string, rng: Rng): SealedBox {
  const seed = rng.bytes(32);
  const ephemeral = publicOfSeed('x25519', seed);
  const key = sharedKey(seed, publicKey, ephemeral, publicKey);
  seed.fill(0);
  return { ephemeral, sealed: Buffer.from(seal(key, plaintext, purpose, rng)).toString('base64url') };
}

export function openBox(privateSeed: Uint8Array, box: SealedBox, purpose: string): Buffer {
  const key = sharedKey(privateSeed, box.ephemeral, box.ephemeral, publicOfSeed('x25519', privateSeed));
  return open(key, Buffer.from(box.sealed, 'base64url'), purpose);
}

function sharedKey(mine: Uint8Array, theirs: string, ephemeral: string, recipient: string): Buffer {
  const secret = diffieHellman({ privateKey: privateKeyOf('x25519', mine), publicKey: publicKeyOf('x25519', theirs) });
  return Buffer.from(hkdfSync('sha256', secret, new Uint8Array(0), `xianting/box/v1/${ephemeral}/${recipient}`, 32));
}
