/**
 * Whether headquarters serves all branches alike: pushes answered of each, while all of them push in a closed loop.
 *
 * Counted until the first branch is through. To compare when branches end would say less: with few pushes it can't come out well
 * (of three pushes each, taken strictly in turn, the first branch ends after two thirds of the time, which is 1.5), and
 * with the first one gone the others have less to compete with.
 */
import { limitGate, median, shorten, type BenchLine } from '../measure';
import { isBusy } from '../quiet';
import { makeAgent, mustPost, type Arm } from './arm';
import type { Signed } from './load-pc';

/** Most pushes of a branch by the least of a branch. */
async function mostByLeast({ url, pcs }: Arm, batch: number, pushes: number): Promise<number> {
  const agent = makeAgent(pcs.length);
  const work: Signed[][] = [];
  for (const pc of pcs) {
    const own: Signed[] = [];
    while (own.length < pushes) own.push(await pc.nextPush(url, batch));
    work.push(own);
  }
  const answered = pcs.map(() => 0);
  let least: number | undefined;
  try {
    await Promise.all(
      work.map(async (requests, n) => {
        for (const request of requests) {
          await mustPost(url, request, agent);
          answered[n] = (answered[n] ?? 0) + 1;
        }
        least ??= Math.min(...answered);
      }),
    );
  } finally {
    agent.destroy();
  }
  return pushes / (least ?? 0);
}

export async function measureFairness(arm: Arm, rounds: number, batch: number, pushes: number): Promise<BenchLine> {
  const ratios: number[] = [];
  let noisy = 0;
  while (ratios.length < rounds) {
    if (await isBusy()) noisy += 1;
    ratios.push(await mostByLeast(arm, batch, pushes));
  }
  const ratio = median(ratios);
  return {
    name: `hq-ingest/fairness-${String(arm.pcs.length)}x${String(batch)}`,
    unit: 'x',
    n: ratios.length,
    p50: shorten(ratio),
    p95: null,
    p99: null,
    rounds,
    noisy,
    note: `pushes answered of one branch, most by least, until the first branch is through its ${String(pushes)}`,
    gates: [limitGate(ratio, '', 1.5, undefined, 'pushes of a branch, most by least')],
  };
}
