/** Ed25519 with raw 32-byte keys in base64url, SHA-256, and headquarters' own key. */
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  hash,
  hkdfSync,
  randomBytes,
  sign,
  timingSafeEqual,
  verify,
  type KeyObject,
} from 'node:crypto';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { isCanonicalBase64Url } from '../src/domain/evidence/base64url';
import type { Hasher } from '../src/domain/evidence/hashing';
import { OperatorError } from './command-line';
import { secretFile } from './data-folder';

const spkiPrefix = Buffer.from('302a300506032b6570032100', 'hex');
const pkcs8Prefix = Buffer.from('302e020100300506032b657004220420', 'hex');

export const hasher: Hasher = {
  // In one go: making a hash object costs as much as hashing with it.
  sha256: (text, salt = '') =>
    hash(
      'sha256',
      salt === '' ? text : Buffer.concat([Buffer.from(salt, 'base64url'), Buffer.from(text, 'utf8')]),
      'base64url',
    ),
};

/** Making a key object costs as much as a verification with it, and a device signs each of its events. */
const keys = new Map<string, KeyObject>();
const mostKeys = 10_000;

/** A raw public key in base64url; undefined for what is none. */
export function ed25519Key(publicKey: string): KeyObject | undefined {
  const known = keys.get(publicKey);
  if (known) return known;
  const raw = Buffer.from(publicKey, 'base64url');
  if (raw.length !== 32) return undefined;
  const key = createPublicKey({ key: Buffer.concat([spkiPrefix, raw]), format: 'der', type: 'spki' });
  if (keys.size >= mostKeys) keys.clear();
  keys.set(publicKey, key);
  return key;
}

/** True when `signature` (base64url) over the bytes of `hash` (base64url) was made with this public key. */
export function verifyHash(publicKey: string, hash: string, signature: string): boolean {
  const key = ed25519Key(publicKey);
  if (key === undefined || !isCanonicalBase64Url(signature)) return false;
  return verify(null, Buffer.from(hash, 'base64url'), key, Buffer.from(signature, 'base64url'));
}

/** The same beside whatever else this process does, on other threads; for many at once. */
export function verifyHashBeside(publicKey: string, hash: string, signature: string): Promise<boolean> {
  const key = ed25519Key(publicKey);
  if (key === undefined || !isCanonicalBase64Url(signature)) return Promise.resolve(false);
  return new Promise((resolve, reject) => {
    verify(null, Buffer.from(hash, 'base64url'), key, Buffer.from(signature, 'base64url'), (error, holds) => {
      if (error) reject(error);
      else resolve(holds);
    });
  });
}

/** The same over bytes as they are. */
export function verifyBytes(publicKey: string, bytes: Uint8Array, signature: Uint8Array): boolean {
  const key = ed25519Key(publicKey);
  return key !== undefined && verify(null, bytes, key, signature);
}

export const sha256 = (bytes: Uint8Array): Uint8Array => hash('sha256', bytes, 'buffer');

/** Signatures over texts of our own: over the SHA-256 of a text. */
export const verifyText = (publicKey: string, text: string, signature: string): boolean =>
  verifyHash(publicKey, hasher.sha256(text), signature);

export interface HqKey {
  readonly publicKey: string;
  readonly signText: (text: string) => string;
  /** Over the bytes of a base64url hash. */
  readonly signHash: (hash: string) => string;
  /** 32 bytes for one purpose of this headquarters, which only who holds its key can make. */
  readonly secretFor: (purpose: string) => Buffer;
  /** Opens what was sealed to `publicKey` (`shared/sync-protocol/courier-seal.ts`). */
  readonly courierSeed: Uint8Array;
}

/** False in a folder that was never started on. */
export const hasHqKey = (dataDir: string): boolean => existsSync(path.join(dataDir, 'hq.key'));

/** Reads headquarters' key, or makes it at the first start. Losing the file means enrolling every PC again. */
export function openHqKey(dataDir: string): HqKey {
  const seed = Buffer.from(
    secretFile(dataDir, 'hq.key', () => randomBytes(32).toString('base64url')),
    'base64url',
  );
  if (seed.length !== 32)
    throw new OperatorError(
      `${path.join(dataDir, 'hq.key')} is damaged. Put it back from your backup; it can't be made anew.`,
    );
  const key: KeyObject = createPrivateKey({ key: Buffer.concat([pkcs8Prefix, seed]), format: 'der', type: 'pkcs8' });
  const spki = createPublicKey(key).export({ format: 'der', type: 'spki' });
  const signHash = (hash: string): string => sign(null, Buffer.from(hash, 'base64url'), key).toString('base64url');
  return {
    publicKey: spki.subarray(spki.length - 32).toString('base64url'),
    signText: (text) => signHash(hasher.sha256(text)),
    signHash,
    secretFor: (purpose) => Buffer.from(hkdfSync('sha256', seed, new Uint8Array(0), `xianting/hq/v1/${purpose}`, 32)),
    courierSeed: seed,
  };
}

/** Compares two secrets without telling how much of them agrees. */
export function sameSecret(a: string, b: string): boolean {
  const [left, right] = [a, b].map((text) => createHash('sha256').update(text).digest());
  return left !== undefined && right !== undefined && timingSafeEqual(left, right);
}

/** No letters that are mistaken for digits, none that sound alike over the phone. */
const codeLetters = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';

/** A code to be read out: `XXXXX-XXXXX`, 49 bits. */
export function makeEnrolmentCode(): string {
  let code = '';
  while (code.length < 10) {
    const letter = codeLetters[(randomBytes(1)[0] ?? 255) & 31];
    if (letter !== undefined) code += letter;
  }
  return `${code.slice(0, 5)}-${code.slice(5)}`;
}

/** Codes are kept as hashes; case, spaces and hyphens do not matter. */
export function hashEnrolmentCode(code: string): string {
  return hasher.sha256(`xianting-code/1\n${code.toUpperCase().replace(/[^0-9A-Z]/g, '')}`);
}
