/** What must be known of the sample branch without loading it. */
/** Printed on the sign-in page of a sample branch; it protects nothing. */
export const demoPassword = 'tea-garden-2026';

export interface SampleSize {
  readonly cases: number;
  readonly days: number;
  readonly seed: number;
  readonly wholeLives: number;
}

export const demoSize: SampleSize = { cases: 300, days: 120, seed: 2026, wholeLives: 1 };
