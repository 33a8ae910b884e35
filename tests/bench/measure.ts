/** Samples, rounds of interleaved arms, and lines (DESIGN §7) with their gates. */
import { waitForQuiet, isBusy } from './quiet';

export interface Quantiles {
  readonly p50: number;
  readonly p95: number | null;
  readonly p99: number | null;
}

export interface Goal {
  readonly text: string;
  readonly pass: boolean;
}

/** What is promised (`gate`) and what is aimed for (`moonshot`), about one figure. */
export interface Gate extends Goal {
  readonly value: string;
  readonly moonshot?: Goal;
}

/** What is printed. */
export interface PrintedLine extends Quantiles {
  readonly name: string;
  readonly unit: string;
  readonly n: number;
  readonly baseline?: Quantiles & { readonly name: string };
  /** Median over rounds of (median of ours / median of the baseline in the same round). */
  readonly ratio?: number;
  readonly ratioMin?: number;
  readonly ratioMax?: number;
  readonly rounds: number;
  /** Rounds during which other work kept the machine busy. They count only when too few quiet ones could be had. */
  readonly noisy?: number;
}

/** What is kept in reports/bench.json beside it. */
export interface BenchLine extends PrintedLine {
  /** The same arm against itself: nothing finer than this spread may be claimed. */
  readonly self?: { readonly ratio: number; readonly ratioMin: number; readonly ratioMax: number };
  readonly gates?: readonly Gate[];
  readonly note?: string;
}

export function printed({ name, unit, n, p50, p95, p99, ...rest }: BenchLine): PrintedLine {
  const { baseline, ratio, ratioMin, ratioMax, rounds, noisy } = rest;
  return {
    ...{ name, unit, n, p50, p95, p99 },
    ...(baseline === undefined ? {} : { baseline }),
    ...(ratio === undefined ? {} : { ratio }),
    ...(ratioMin === undefined ? {} : { ratioMin }),
    ...(ratioMax === undefined ? {} : { ratioMax }),
    rounds,
    ...(noisy === undefined ? {} : { noisy }),
  };
}

export const shorten = (value: number): number => Number(value.toPrecision(4));

export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(sorted.length * share) - 1))] ?? Number.NaN;
}

export const median = (samples: readonly number[]): number => percentile(samples, 0.5);

/** p95 needs 20 samples and p99 a thousand; with fewer they say nothing. */
export function quantiles(samples: readonly number[]): Quantiles {
  return {
    p50: shorten(median(samples)),
    p95: samples.length >= 20 ? shorten(percentile(samples, 0.95)) : null,
    p99: samples.length >= 1_000 ? shorten(percentile(samples, 0.99)) : null,
  };
}

export interface Round {
  readonly ours: readonly number[];
  /** Ours once more in the same round: its ratio to `ours` is the noise of the machine. */
  readonly again?: readonly number[];
  /** Samples of the other arms, by their names. */
  readonly others: Readonly<Record<string, readonly number[]>>;
  readonly noisy: boolean;
}

type Arm = (round: number) => Promise<readonly number[]>;

export interface Arms {
  readonly ours: Arm;
  readonly others: Readonly<Record<string, Arm>>;
  /** False where an arm can't be repeated at a bearable price. */
  readonly again?: boolean;
}

/**
 * Runs all arms in turn, in an order that turns from round to round (A B B A …), so that a slow minute hits all of them.
 * Each round waits a while for a quiet machine. A round that was noisy all the same is repeated, half as many rounds more
 * at most; the noisy one stays on record.
 */
export async function interleave(rounds: number, { ours, others, again = true }: Arms): Promise<readonly Round[]> {
  const done: Round[] = [];
  const quiet = (): number => done.filter((round) => !round.noisy).length;
  const most = rounds + Math.ceil(rounds / 2);
  for (let round = 0; quiet() < rounds && round < most; round += 1) {
    const wasQuiet = await waitForQuiet();
    const samples: Record<string, readonly number[]> = {};
    const turn: [string, Arm][] = [
      ['ours', ours],
      ...Object.entries(others),
      ...(again ? [['again', ours] as [string, Arm]] : []),
    ];
    for (const [name, arm] of round % 2 === 0 ? turn : turn.reverse()) samples[name] = await arm(round);
    const { ours: own = [], again: repeated, ...rest } = samples;
    const noisy = !wasQuiet || (await isBusy());
    done.push({ ours: own, ...(repeated ? { again: repeated } : {}), others: rest, noisy });
  }
  return done;
}

/** The rounds that count: the quiet ones, or all where fewer than three were quiet. */
export function countingRounds(rounds: readonly Round[]): readonly Round[] {
  const quiet = rounds.filter((round) => !round.noisy);
  return quiet.length >= Math.min(3, rounds.length) ? quiet : rounds;
}

export interface LineOptions {
  readonly unit?: string;
  readonly gates?: (line: PrintedLine) => readonly Gate[];
  readonly note?: string;
}

/** The line of ours against one of the other arms. */
export function lineOf(
  name: string,
  arm: string,
  all: readonly Round[],
  { unit = 'ms', gates, note }: LineOptions = {},
): BenchLine {
  const rounds = countingRounds(all);
  const ours = rounds.flatMap((round) => [...round.ours, ...(round.again ?? [])]);
  const baseline = (round: Round): readonly number[] => round.others[arm] ?? [];
  const ratios = rounds.map((round) => median(round.ours) / median(baseline(round)));
  const self = rounds.flatMap((round) => (round.again ? [median(round.again) / median(round.ours)] : []));
  const line: PrintedLine = {
    name,
    unit,
    n: ours.length,
    ...quantiles(ours),
    baseline: { name: arm, ...quantiles(rounds.flatMap(baseline)) },
    ...spread(ratios),
    rounds: all.length,
    noisy: all.filter((round) => round.noisy).length,
  };
  return {
    ...line,
    ...(self.length > 0 ? { self: spread(self) } : {}),
    ...(gates === undefined ? {} : { gates: gates(line) }),
    ...(note === undefined ? {} : { note }),
  };
}

function spread(ratios: readonly number[]): { ratio: number; ratioMin: number; ratioMax: number } {
  return {
    ratio: shorten(median(ratios)),
    ratioMin: shorten(Math.min(...ratios)),
    ratioMax: shorten(Math.max(...ratios)),
  };
}

/** A gate on a ratio that must not exceed `most`. */
export function ratioGate(ratio: number, most: number, moonshot?: number, of = 'ratio'): Gate {
  const goal = (limit: number): Goal => ({ text: `${of} <= ${String(limit)}`, pass: ratio <= limit });
  return {
    ...goal(most),
    value: String(shorten(ratio)),
    ...(moonshot === undefined ? {} : { moonshot: goal(moonshot) }),
  };
}

/** A gate on how many times faster ours is. */
export function speedGate(ratio: number, times: number, moonshot?: number): Gate {
  const faster = 1 / ratio;
  const goal = (least: number): Goal => ({ text: `>= ${String(least)}x as fast`, pass: faster >= least });
  return {
    ...goal(times),
    value: `${String(shorten(faster))}x`,
    ...(moonshot === undefined ? {} : { moonshot: goal(moonshot) }),
  };
}

/** A gate on a figure with a unit. */
export function limitGate(value: number, unit: string, most: number, moonshot?: number, of = ''): Gate {
  const goal = (limit: number): Goal => ({ text: `${of} <= ${String(limit)} ${unit}`.trim(), pass: value <= limit });
  return {
    ...goal(most),
    value: `${String(shorten(value))} ${unit}`,
    ...(moonshot === undefined ? {} : { moonshot: goal(moonshot) }),
  };
}

export const sizeName = (cases: number): string =>
  cases % 1000 === 0 && cases > 0 ? `${String(cases / 1000)}k` : String(cases);
