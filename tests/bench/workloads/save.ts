/**
 * W2: one quick capture, parsed, decided, chained, signed, sealed, journal synced, one strict transaction, answered. The
 * baseline puts the same case row with three indexes into a table of its own, strictly, and does nothing else.
 */
import { uuidv7 } from 'uuidv7';
import { everything } from '../../e2e/bridge';
import { ask, callInMain, callOnTime, inStorePage } from '../app-driver';
import {
  countingRounds,
  interleave,
  lineOf,
  limitGate,
  ratioGate,
  shorten,
  type BenchLine,
  type Gate,
  type PrintedLine,
} from '../measure';
import { prepareOnePut, strictPuts } from '../store-scripts';
import type { Workload, World } from './workload';

const raw = 'raw strict put of the same row, 3 indexes';

export const captures = (count: number): unknown[] =>
  Array.from({ length: count }, (_, i) => ({
    commandId: uuidv7(),
    emotion: 1,
    businessId: 'biz.debit.limits',
    want: 'explanation',
    matter: `限额突然降低，房租转不出去 ${String(i)}`,
    flags: [],
  }));

export const total = async ({ app }: World): Promise<number> =>
  (await ask<{ total: number }>(app, 'history.page', { ...everything, offset: 0, limit: 50 })).total;

const saves = async ({ app }: World, count: number): Promise<number[]> =>
  (await callInMain(app, 'intake.quickCapture', captures(count))).map(({ ms }) => ms);

/** p99 over all rounds that count; the median of ratios of single rounds would rest on a handful of samples each. */
function tailGates({ p99, baseline }: PrintedLine): Gate[] {
  const base = baseline?.p99 ?? null;
  if (p99 === null || base === null) return [];
  return [ratioGate(p99 / base, 3, 1.5, 'p99 ratio'), limitGate(p99, 'ms', 20, undefined, 'p99')];
}

export const benchSave: Workload = async (world) => {
  const { app, size } = world;
  await saves(world, 30);
  await inStorePage(app, strictPuts(30));
  const before = await total(world);
  let saved = 0;
  const counted = async (times: Promise<readonly number[]>): Promise<readonly number[]> => {
    saved += (await times).length;
    return times;
  };

  const closed = await interleave(size.rounds, {
    ours: () => counted(saves(world, size.perRound)),
    // As many as ours and ours again, so that both tails rest on as many samples.
    others: { [raw]: () => inStorePage<number[]>(app, strictPuts(2 * size.perRound)) },
  });
  const lines: BenchLine[] = [
    lineOf('save', raw, closed, { note: 'closed loop: the next begins when the last is answered; told, not judged' }),
  ];
  // What is judged: whoever has to wait is counted with the wait, and nobody at a counter saves without a pause.
  for (const [rate, count] of [
    [2, size.slowCalls],
    [20, size.fastCalls],
  ] as const) {
    world.say(`save, ${String(rate)} per second`);
    await inStorePage(app, prepareOnePut);
    const each = Math.ceil(count / size.rounds);
    const open = await interleave(size.rounds, {
      ours: () => counted(callOnTime(app, 'intake.quickCapture', captures(each), rate)),
      others: { [raw]: () => callOnTime(app, 'raw', Array.from({ length: each }), rate) },
      again: false,
    });
    lines.push(
      lineOf(`save/open-${String(rate)}`, raw, open, {
        gates: (line) => [ratioGate(line.ratio ?? Number.NaN, 2.5, 1.3, 'p50 ratio'), ...tailGates(line)],
        note: `open loop, ${String(rate)} per second; from the intended start`,
      }),
    );
  }
  const after = await total(world);
  if (after - before !== saved) throw new Error(`save: ${String(after - before)} of ${String(saved)} are in the list`);
  return lines;
};

/** W2b: saves at 20 per second while an import writes and its rows are indexed, against the same without. */
export async function benchBusySave(world: World, importing: () => Promise<void>): Promise<BenchLine[]> {
  const { app, size } = world;
  const count = Math.max(60, Math.floor(size.fastCalls / 2));
  const idle = 'the same without an import';
  const done = await interleave(1, {
    ours: async () => {
      const state = { over: false };
      const work = importing().finally(() => {
        state.over = true;
      });
      const times: number[] = [];
      while (!state.over) times.push(...(await callOnTime(app, 'intake.quickCapture', captures(20), 20)));
      await work;
      return times;
    },
    others: { [idle]: () => callOnTime(app, 'intake.quickCapture', captures(count), 20) },
    again: false,
  });
  const tail = (samples: readonly number[]): number =>
    [...samples].sort((a, b) => a - b)[Math.ceil(samples.length * 0.95) - 1] ?? Number.NaN;
  const rounds = countingRounds(done);
  const ratio = tail(rounds.flatMap((round) => round.ours)) / tail(rounds.flatMap((round) => round.others[idle] ?? []));
  return [
    {
      ...lineOf('save/import', idle, done),
      gates: [ratioGate(ratio, 4, 1.5, 'p95 ratio')],
      note: `p95 ratio ${String(shorten(ratio))}; 20 per second while rows are imported and indexed`,
    },
  ];
}
