/** The fault table: one line for each row, and what failed with the seed that repeats it. */
import type { Attempt, FaultRow } from './fault-row';

export interface Failure {
  readonly seed: number;
  readonly what: readonly string[];
}

export interface Outcome {
  readonly row: FaultRow;
  readonly runs: number;
  readonly acknowledged: number;
  readonly lost: number;
  readonly doubled: number;
  readonly faults: number;
  readonly recoverMs: number;
  readonly seconds: number;
  readonly firstSeed: number;
  readonly failures: readonly Failure[];
  /** Why the machine did not let it be tried. */
  readonly notTried: string | undefined;
}

export function failureOf(seed: number, { lost, doubled, faults }: Attempt): Failure | undefined {
  const what = [...lost.map((id) => `lost ${id}`), ...doubled.map((id) => `doubled ${id}`), ...faults];
  return what.length > 0 ? { seed, what } : undefined;
}

const columns = ['id', 'runs', 'acknowledged', 'lost', 'doubled', 'faults', 'recover s', 'took s', 'seeds', 'fault'];

export function tableOf(outcomes: readonly Outcome[]): string {
  const lines = outcomes.map(({ row, runs, acknowledged, lost, doubled, faults, recoverMs, seconds, firstSeed }) => [
    row.id,
    ...[runs, acknowledged, lost, doubled, faults].map(String),
    (recoverMs / 1000).toFixed(2),
    seconds.toFixed(0),
    `${String(firstSeed)}…`,
    row.title,
  ]);
  const widths = columns.map((name, i) => Math.max(...[columns, ...lines].map((line) => (line[i] ?? name).length)));
  return [columns, ...lines]
    .map((line) =>
      line
        .map((cell, i) => (i === 0 || i === 9 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
