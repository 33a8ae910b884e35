/**
 * Headquarters goes away without a word while all branches push, and comes back: all of them are there at once, each with a new connection,
 * and send what they had no answer for. Nothing may be lost, nothing may be there twice.
 */
import { setTimeout as later } from 'node:timers/promises';
import { limitGate, shorten, type BenchLine } from '../measure';
import { isBusy } from '../quiet';
import { lostAndDoubled, makeAgent, post, type Arm } from './arm';
import type { LoadPc, Signed } from './load-pc';

interface Told {
  readonly contiguousSeq: number;
  readonly results: readonly { readonly outcome: string }[];
}

interface Backlog {
  readonly pc: LoadPc;
  readonly waiting: Signed[];
}

const breathMs = 100;

/**
 * @param pushes backlog of each branch
 * @param plainPerSecond events a second of the same branches without an outage, in the same run
 */
export async function measureStorm(
  arm: Arm,
  batch: number,
  pushes: number,
  plainPerSecond: number,
): Promise<BenchLine> {
  const noisy = await isBusy();
  const { url, pcs } = arm;
  const backlogs: Backlog[] = [];
  for (const pc of pcs) {
    const waiting: Signed[] = [];
    while (waiting.length < pushes) waiting.push(await pc.nextPush(url, batch));
    backlogs.push({ pc, waiting });
  }
  let away = makeAgent(pcs.length);
  let answered = 0;
  let hold = false;
  await new Promise<void>((resolve, reject) => {
    const half = Math.floor(pcs.length / 2);
    const pushing = backlogs.map(async ({ waiting }) => {
      for (let next = waiting[0]; next && !hold; next = waiting[0]) {
        // Without an answer it can't be known whether it was kept.
        const answer = await post(url, next, away).catch(() => undefined);
        if (answer?.status !== 200) return;
        waiting.shift();
        answered += 1;
        if (answered === half) {
          hold = true;
          arm.kill().catch(reject);
        }
      }
    });
    Promise.all(pushing).then(() => resolve(), reject);
  });
  away.destroy();
  const unanswered = backlogs.reduce((sum, { waiting }) => sum + waiting.length, 0);
  await arm.startAgain();

  away = makeAgent(pcs.length);
  let refused = 0;
  let broken = 0;
  let duplicates = 0;
  const began = performance.now();
  const ends = await Promise.all(
    backlogs.map(async ({ pc, waiting }) => {
      let isFirst = true;
      for (let next = waiting[0]; next; next = waiting[0]) {
        const answer = await post(url, isFirst ? await pc.again(url, next) : next, away).catch(() => undefined);
        if (answer?.status === 200) {
          const { contiguousSeq, results } = JSON.parse(answer.text) as Told;
          if (results.some(({ outcome }) => outcome === 'rejected')) throw new Error('an event was refused');
          duplicates += results.filter(({ outcome }) => outcome === 'duplicate').length;
          waiting.shift();
          isFirst = false;
          if (waiting.length === 0 && contiguousSeq !== pc.written())
            throw new Error('the last word is not the last event');
          continue;
        }
        if (answer && answer.status !== 429 && answer.status !== 503)
          throw new Error(`${String(answer.status)} ${answer.text}`);
        if (answer) refused += 1;
        else broken += 1;
        isFirst = true;
        await later(breathMs);
      }
      return performance.now() - began;
    }),
  );
  away.destroy();
  const ms = Math.max(...ends);
  const { lost, doubled } = await lostAndDoubled(arm);
  const perSecond = Math.round(((unanswered * batch) / ms) * 1_000);
  return {
    name: `hq-ingest/storm-${String(pcs.length)}`,
    unit: 'ms',
    n: ends.length,
    ...{ p50: shorten(ms), p95: null, p99: null },
    rounds: 1,
    noisy: noisy ? 1 : 0,
    note:
      `killed in the middle, then all branches at once: ${String(unanswered)} pushes, ${String(perSecond)} events/s (without an outage ${String(plainPerSecond)}), ` +
      `${String(duplicates)} events had been kept without an answer, ${String(refused)} times told to come back, ${String(broken)} broken connections`,
    gates: [limitGate(lost + doubled, 'events', 0, undefined, 'lost or there twice')],
  };
}
