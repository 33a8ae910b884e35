/**
 * F-19: every process of the application stands still, as when the lid of a laptop is closed, and goes on later. Saves under way
 * are kept or not, never by half; and whoever was away longer than the idle lock allows has to sign in again, at once.
 */
import { ask, signIn } from '../../bench/app-driver';
import { inAll, type Attempt, type FaultRow } from '../fault-row';
import { chanceOf } from '../world/chance';
import { electronBranch, type ElectronBranch } from '../world/electron-branch';
import type { Verdict } from '../verify-world';

const idleMinutes = 1;
/** Asked every fifteen seconds; twice that on a busy machine. */
const longestUntilLockedMs = 30_000;

const isLocked = async (branch: ElectronBranch): Promise<boolean> =>
  (await ask<{ phase: string }>(branch.app(), 'app.status', {})).phase === 'signIn';

async function attempt(seed: number): Promise<Attempt> {
  const { below, next } = chanceOf(seed);
  /** Every other time longer than the idle lock allows. */
  const isLong = seed % 2 === 1;
  const seconds = isLong ? idleMinutes * 60 + 2 + below(8) : 1 + below(8);
  const branch = await electronBranch();
  const verdicts: Verdict[] = [];
  const faults: string[] = [];
  try {
    await branch.start();
    await ask(branch.app(), 'app.setIdleLock', { minutes: idleMinutes });
    const saves = Array.from({ length: 3 + below(8) }, () => branch.register());
    const until = performance.now() + next() * 30;
    while (performance.now() < until) await new Promise((resolve) => setImmediate(resolve));
    await branch.suspend(seconds * 1_000);
    const began = performance.now();
    const kept = await Promise.all(saves);
    if (isLong) {
      while (!(await isLocked(branch)) && performance.now() - began < longestUntilLockedMs);
      if (!(await isLocked(branch))) faults.push(`still signed in after ${String(seconds)} s away`);
      if (await branch.register()) faults.push('registered without signing in again');
      await signIn(branch.app());
    } else {
      if (await isLocked(branch)) faults.push(`locked after ${String(seconds)} s away`);
      if (!kept.every(Boolean)) faults.push(`refused because of a pause: ${branch.refusal()}`);
    }
    const recoverMs = performance.now() - began;
    if (!(await branch.register())) faults.push(`work does not go on: ${branch.refusal()}`);
    verdicts.push(await branch.verify());
    return inAll(branch.acknowledged(), recoverMs, [...verdicts, { lost: [], doubled: [], faults }]);
  } finally {
    await branch.remove();
  }
}

export const suspended: FaultRow = {
  id: 'F-19',
  title: 'every process stopped for seconds, or for longer than the idle lock, and continued',
  tries: { t1: 2, t2: 50 },
  needs: 'electron',
  attempt,
};
