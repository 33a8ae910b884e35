/** Ed25519 (RFC 8032) and X25519 (RFC 7748) with raw 32-byte keys in base64url, as they stand in files and events. */
import { createHash, createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import { isCanonicalBase64Url } from '../../domain/evidence/base64url';
import type { Hasher } from '../../domain/evidence/hashing';

const ed25519Pkcs8 = Buffer.from('302e020100300506032b657004220420', 'hex');
const x25519Pkcs8 = Buffer.from('302e020100300506032b656e04220420', 'hex');
const ed25519Spki = Buffer.from('302a300506032b6570032100', 'hex');
const x25519Spki = Buffer.from('302a300506032b656e032100', 'hex');

type Curve = 'ed25519' | 'x25519';

export function privateKeyOf(curve: Curve, seed: Uint8Array): KeyObject {
  const prefix = curve === 'ed25519' ? ed25519Pkcs8 : x25519Pkcs8;
  return createPrivateKey({ key: Buffer.concat([prefix, seed]), format: 'der', type: 'pkcs8' });
}

export function publicKeyOf(curve: Curve, raw: string): KeyObject {
  const prefix = curve === 'ed25519' ? ed25519Spki : x25519Spki;
  return createPublicKey({ key: Buffer.concat([prefix, Buffer.from(raw, 'base64url')]), format: 'der', type: 'spki' });
}

/** Raw public key, base64url, of a private seed. */
export function publicOfSeed(curve: Curve, seed: Uint8Array): string {
  const spki = createPublicKey(privateKeyOf(curve, seed)).export({ format: 'der', type: 'spki' });
  return spki.subarray(spki.length - 32).toString('base64url');
}

/** Signature, base64url, over the bytes of a base64url hash. */
export function signHash(seed: Uint8Array, hash: string): string {
  return signerOf(seed)(hash);
}

/** `signHash` for many hashes: making the key object costs ten times as much as a signature with it. */
export function signerOf(seed: Uint8Array): (hash: string) => string {
  const key = privateKeyOf('ed25519', seed);
  return (hash) => sign(null, Buffer.from(hash, 'base64url'), key).toString('base64url');
}

/** Making a key object costs as much as a verification with it; a branch has a handful of devices and of people. */
const verifying = new Map<string, KeyObject>();
const mostVerifying = 1_000;

function verifyingKey(publicKey: string): KeyObject {
  const known = verifying.get(publicKey);
  if (known) return known;
  const key = publicKeyOf('ed25519', publicKey);
  if (verifying.size >= mostVerifying) verifying.clear();
  verifying.set(publicKey, key);
  return key;
}

/** False for a wrong signature and for a key that is none: a log from elsewhere may hold anything. */
export function verifyEd25519(publicKey: string, hash: string, signature: string): boolean {
  const raw = Buffer.from(publicKey, 'base64url');
  if (raw.length !== 32 || !isCanonicalBase64Url(signature)) return false;
  return verify(null, Buffer.from(hash, 'base64url'), verifyingKey(publicKey), Buffer.from(signature, 'base64url'));
}

/** `verifyEd25519` on another thread, for many at once: this one goes on meanwhile. */
export function verifyEd25519Beside(publicKey: string, hash: string, signature: string): Promise<boolean> {
  const raw = Buffer.from(publicKey, 'base64url');
  if (raw.length !== 32 || !isCanonicalBase64Url(signature)) return Promise.resolve(false);
  return new Promise((resolve, reject) => {
    const [signed, by] = [Buffer.from(hash, 'base64url'), Buffer.from(signature, 'base64url')];
    verify(null, signed, verifyingKey(publicKey), by, (error, holds) => {
      if (error) reject(error);
      else resolve(holds);
    });
  });
}

export const nodeHasher: Hasher = {
  sha256: (text, salt = '') =>
    createHash('sha256').update(Buffer.from(salt, 'base64url')).update(text, 'utf8').digest('base64url'),
};
