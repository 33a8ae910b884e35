/** Keys derived from the store key by purpose (HKDF-SHA-256, RFC 5869), data keys of cases, and look-up hashes. */
import { createHmac, hkdfSync } from 'node:crypto';
import { open } from './seal';

export type SubKeyPurpose =
  'segments' | 'lookup' | 'drafts' | 'attachments' | 'settings' | 'help' | 'traces' | 'backup';

export function subKey(storeKey: Uint8Array, purpose: SubKeyPurpose): Buffer {
  return Buffer.from(hkdfSync('sha256', storeKey, new Uint8Array(0), `xianting/${purpose}/v1`, 32));
}

/** Opens a data key as it was wrapped under the store key before there was a key table. */
export function unwrapCaseKey(storeKey: Uint8Array, streamId: string, wrapped: Uint8Array): Buffer {
  return open(storeKey, wrapped, `caseKeys|${streamId}`);
}

export type LookupKind = 'name' | 'phone' | 'idNumber' | 'accountTail' | 'importKey';

/**
 * Keyed hash for exact look-up: HMAC-SHA-256 cut to 128 bits, base64url. Without the key nobody can try out phone numbers.
 * `value` must be normalised the same way on both sides.
 */
export function lookupHash(lookupKey: Uint8Array, kind: LookupKind, value: string): string {
  return createHmac('sha256', lookupKey)
    .update(`${kind}\0${value}`, 'utf8')
    .digest()
    .subarray(0, 16)
    .toString('base64url');
}
