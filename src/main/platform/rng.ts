/** Randomness, injected so that simulations can be repeated from a seed. */
import { randomBytes } from 'node:crypto';

export interface Rng {
  /** Cryptographically strong unless a simulation says otherwise. */
  readonly bytes: (length: number) => Buffer;
}

export const systemRng: Rng = { bytes: (length) => randomBytes(length) };
