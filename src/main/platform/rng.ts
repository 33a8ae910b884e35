/** Randomness, injected so that simulations can be repeated from a seed. */
import { randomBytes, randomFillSync } from 'node:crypto';

export interface Rng {
  /** Cryptographically strong unless a simulation says otherwise. */
  readonly bytes: (length: number) => Buffer;
}

/** Nonces and salts are short and many, and asking the system for each takes longer than sealing a row. */
const pooledLength = 16;
const pool = Buffer.alloc(4_096);
let used = pool.length;

export const systemRng: Rng = {
  bytes: (length) => {
    // Keys are longer, and come from the system without having lain anywhere else.
    if (length > pooledLength) return randomBytes(length);
    if (used + length > pool.length) {
      randomFillSync(pool);
      used = 0;
    }
    const bytes = Buffer.from(pool.subarray(used, used + length));
    pool.fill(0, used, used + length);
    used += length;
    return bytes;
  },
};
