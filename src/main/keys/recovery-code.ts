/** The printed recovery code: 128 random bits and a check character, in groups that can be read aloud. */
import { hkdfSync } from 'node:crypto';
import type { Rng } from '../platform/rng';

/** Crockford's alphabet: no I, L, O, U. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const bits = 128;
const symbols = Math.ceil(bits / 5);
/** Primes just above 32 catch every single wrong character and every exchange of neighbours. */
const checkAlphabet = `${alphabet}*~$=U`;

export function makeRecoveryCode(rng: Rng): string {
  return formatRecoveryCode(BigInt(`0x${rng.bytes(bits / 8).toString('hex')}`));
}

function formatRecoveryCode(value: bigint): string {
  let text = '';
  for (let i = symbols - 1; i >= 0; i--) text += alphabet[Number((value >> BigInt(i * 5)) & 31n)] ?? '';
  return `${text}${checkAlphabet[Number(value % 37n)] ?? ''}`.replace(/(.{4})(?=.)/g, '$1-');
}

/** The canonical form of what somebody typed from paper; undefined when it can't be a recovery code. */
export function normaliseRecoveryCode(typed: string): string | undefined {
  const clean = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-–—]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
  if (clean.length !== symbols + 1) return undefined;
  let value = 0n;
  for (const symbol of clean.slice(0, symbols)) {
    const digit = alphabet.indexOf(symbol);
    if (digit < 0) return undefined;
    value = (value << 5n) | BigInt(digit);
  }
  if (value >> BigInt(bits)) return undefined;
  const canonical = formatRecoveryCode(value);
  return canonical.replace(/-/g, '').at(-1) === clean.at(-1) ? canonical : undefined;
}

/** The code has enough entropy of its own; no slow derivation is needed. */
export function recoveryKey(canonicalCode: string): Buffer {
  return Buffer.from(
    hkdfSync('sha256', Buffer.from(canonicalCode, 'latin1'), new Uint8Array(0), 'xianting/recovery/v1', 32),
  );
}

/** Seed of the X25519 key to which store keys are sealed for the code. */
export function recoveryBoxSeed(canonicalCode: string): Buffer {
  return Buffer.from(
    hkdfSync('sha256', Buffer.from(canonicalCode, 'latin1'), new Uint8Array(0), 'xianting/recovery-box/v1', 32),
  );
}
