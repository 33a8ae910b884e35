/** Chance from a seed: the same on every machine. */
import type { Rng } from '../../../src/main/platform/rng';
import { seeded } from '../../store/support/rows';

export interface Chance {
  /** 0 ≤ x < 1. */
  readonly next: () => number;
  /** 0 ≤ n < below. */
  readonly below: (below: number) => number;
  readonly oneOf: <T>(items: readonly [T, ...T[]]) => T;
  /** Keys and nonces that repeat with the seed. */
  readonly rng: Rng;
}

export function chanceOf(seed: number): Chance {
  const next = seeded(seed);
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    next,
    below,
    oneOf: (items) => items[below(items.length)] ?? items[0],
    rng: { bytes: (length) => Buffer.from(Array.from({ length }, () => below(256))) },
  };
}
