/** The opaque text in a slip's QR code. */
import { createHmac } from 'node:crypto';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * `XT1.<case number>.<10 characters>`: the tail is 50 bits of HMAC-SHA256 over the case number under the branch's look-up
 * key. It says nothing about the person, and a made-up slip is told from a real one.
 */
export function qrTokenOf(caseNumber: string, lookupKey: Uint8Array): string {
  const digest = createHmac('sha256', lookupKey).update(`slip\u0000${caseNumber}`).digest();
  let tail = '';
  for (let index = 0; index < 10; index += 1) tail += ALPHABET.charAt((digest[index] ?? 0) & 31);
  return `XT1.${caseNumber}.${tail}`;
}
