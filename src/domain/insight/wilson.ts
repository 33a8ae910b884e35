/**
 * How sure a share is. Wilson's score interval (Wilson 1927, 10.1080/01621459.1927.10502953): honest for small numbers, and never
 * outside of 0 to 1.
 */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Of the normal distribution, two-sided. */
const z95 = 1.959963984540054;

/** The 95 % interval of `hits` out of `n`; everything is possible where nothing was seen. */
export function wilson(hits: number, n: number): Interval {
  if (n <= 0) return { low: 0, high: 1 };
  const share = hits / n;
  const z2 = z95 * z95;
  const middle = share + z2 / (2 * n);
  const reach = z95 * Math.sqrt((share * (1 - share)) / n + z2 / (4 * n * n));
  const whole = 1 + z2 / n;
  return { low: Math.max(0, (middle - reach) / whole), high: Math.min(1, (middle + reach) / whole) };
}
