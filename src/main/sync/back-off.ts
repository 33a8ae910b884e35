/** How long to wait before the next attempt. */

const firstMs = 1_000;
const mostMs = 5 * 60 * 1000;
const leastMs = 200;

/**
 * Full jitter: anything up to the ceiling, so that the PCs of a branch do not all come back in the same second when
 * headquarters does.
 *
 * @param failures how many attempts failed in a row, from 1
 * @param random 0 ≤ random < 1
 */
export function backOffMs(failures: number, random: number): number {
  const ceiling = Math.min(mostMs, firstMs * 2 ** Math.min(failures - 1, 30));
  return Math.max(leastMs, Math.round(random * ceiling));
}
