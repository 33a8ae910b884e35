/** Samples, rounds and the lines that are printed (DESIGN §7). */
import { readFileSync } from 'node:fs';

export interface Quantiles {
  readonly p50: number;
  readonly p95: number | null;
  readonly p99: number | null;
}

export interface BenchLine extends Quantiles {
  readonly name: string;
  readonly unit: string;
  readonly n: number;
  readonly baseline?: Quantiles & { readonly name: string };
  /** Median over rounds of (median of ours / median of the baseline in the same round). */
  readonly ratio?: number;
  readonly ratioMin?: number;
  readonly ratioMax?: number;
  readonly rounds?: number;
  /** Rounds that began while other work kept the machine busy. */
  readonly noisy?: number;
  /** The same arm against itself: nothing finer than this spread may be claimed. */
  readonly self?: { readonly ratio: number; readonly ratioMin: number; readonly ratioMax: number };
  readonly gate?: { readonly text: string; readonly pass: boolean };
  readonly note?: string;
}

export const shorten = (value: number): number => Number(value.toPrecision(4));

export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(sorted.length * share) - 1))] ?? Number.NaN;
}

export const median = (samples: readonly number[]): number => percentile(samples, 0.5);

/** p95 needs 20 samples and p99 100; with fewer they say nothing. */
export function quantiles(samples: readonly number[]): Quantiles {
  return {
    p50: shorten(median(samples)),
    p95: samples.length >= 20 ? shorten(percentile(samples, 0.95)) : null,
    p99: samples.length >= 100 ? shorten(percentile(samples, 0.99)) : null,
  };
}

/** True when others used more than half a core over the last minute; our own load of the round before counts too. */
export function isNoisy(): boolean {
  const pressure = /some avg10=([\d.]+)/.exec(readOr('/proc/pressure/cpu', ''))?.[1];
  if (pressure !== undefined) return Number(pressure) > 20;
  return Number(readOr('/proc/loadavg', '0').split(' ')[0]) > 1.5;
}

function readOr(file: string, otherwise: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return otherwise;
  }
}

export interface Round {
  readonly ours: readonly number[];
  readonly again?: readonly number[];
  readonly baseline: readonly number[];
  readonly noisy: boolean;
}

/**
 * Runs both arms in turn, A B B A from round to round, so that a slow minute hits both. `again` repeats ours in the same
 * round: its ratio is the noise of the machine.
 */
export async function interleave(
  rounds: number,
  ours: (round: number) => Promise<readonly number[]>,
  baseline: (round: number) => Promise<readonly number[]>,
): Promise<readonly Round[]> {
  const done: Round[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const noisy = isNoisy();
    if (round % 2 === 0) {
      const a = await ours(round);
      const b = await baseline(round);
      done.push({ ours: a, again: await ours(round), baseline: b, noisy });
    } else {
      const b = await baseline(round);
      const a = await ours(round);
      const again = await ours(round);
      done.push({ ours: a, again, baseline: b, noisy });
    }
  }
  return done;
}

export interface LineOptions {
  readonly unit?: string;
  readonly gateRatio?: number;
  readonly note?: string;
}

export function lineOf(
  name: string,
  baselineName: string,
  rounds: readonly Round[],
  options: LineOptions = {},
): BenchLine {
  const ours = rounds.flatMap((round) => [...round.ours, ...(round.again ?? [])]);
  const ratios = rounds.map((round) => median(round.ours) / median(round.baseline));
  const self = rounds.flatMap((round) => (round.again ? [median(round.again) / median(round.ours)] : []));
  const ratio = shorten(median(ratios));
  return {
    name,
    unit: options.unit ?? 'ms',
    n: ours.length,
    ...quantiles(ours),
    baseline: { name: baselineName, ...quantiles(rounds.flatMap((round) => round.baseline)) },
    ratio,
    ratioMin: shorten(Math.min(...ratios)),
    ratioMax: shorten(Math.max(...ratios)),
    rounds: rounds.length,
    noisy: rounds.filter((round) => round.noisy).length,
    ...(self.length > 0
      ? {
          self: {
            ratio: shorten(median(self)),
            ratioMin: shorten(Math.min(...self)),
            ratioMax: shorten(Math.max(...self)),
          },
        }
      : {}),
    ...(options.gateRatio === undefined
      ? {}
      : { gate: { text: `ratio <= ${String(options.gateRatio)}`, pass: ratio <= options.gateRatio } }),
    ...(options.note === undefined ? {} : { note: options.note }),
  };
}

export const sizeName = (cases: number): string => (cases % 1000 === 0 ? `${String(cases / 1000)}k` : String(cases));
