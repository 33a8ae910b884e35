/**
 * F-05: the power goes, or the process, while people work. Of what was never synced the disk keeps, tears off, zeroes or fills
 * with something else whatever it likes; writes, syncs and new files fail now and then; the database comes back whole, set
 * back or empty. Four lives of 150 steps for each seed.
 */
import type { DiskFault, DiskOp } from '../../../src/main/platform/sim-disk.test-support';
import { inAll, type Attempt, type FaultRow } from '../fault-row';
import { chanceOf, type Chance } from '../world/chance';
import { simBranch, type SimBranch } from '../world/sim-branch';
import type { Verdict } from '../verify-world';

const lives = 4;
const steps = 150;

interface Failure {
  readonly op: DiskOp;
  readonly fault: DiskFault;
  left: number;
}

/** The disk fails in this life as the seed says, and the process is killed at the given operation, if any. */
function arm(branch: SimBranch, failures: readonly Failure[], killAt: number): void {
  const { disk } = branch;
  disk.faultOf = (op) => {
    if (disk.ops() >= killAt) {
      disk.kill();
      return { code: 'EIO', written: 0.5 };
    }
    const failure = failures.find((one) => one.op === op && one.left > 0);
    if (!failure) return undefined;
    failure.left -= 1;
    return failure.fault;
  };
}

function failureOf({ below, oneOf, next }: Chance): Failure {
  const op = oneOf<DiskOp>(['append', 'append', 'sync', 'sync', 'create', 'open', 'truncate', 'writeAtomic', 'remove']);
  return { op, fault: { code: oneOf(['EIO', 'ENOSPC', 'EROFS']), written: next() }, left: 1 + below(3) };
}

/** Starts until it works: a start on a failing disk may refuse, and is tried again on what it left. */
async function startAtLast(branch: SimBranch, chance: Chance): Promise<number> {
  const failures = chance.next() < 0.3 ? [failureOf(chance)] : [];
  for (let tries = 1; ; tries++) {
    arm(branch, tries < 4 ? failures : [], Number.POSITIVE_INFINITY);
    try {
      return await branch.start();
    } catch (cause) {
      if (tries === 5) throw cause;
      branch.crash(branch.disk.afterKill());
    }
  }
}

async function step(branch: SimBranch, { next, below }: Chance): Promise<void> {
  const what = next();
  if (what < 0.35) await branch.register();
  else if (what < 0.7) await branch.addNote();
  else if (what < 0.8) await Promise.all([branch.addNote(), branch.register(), branch.saveDraft()]);
  else if (what < 0.84) await branch.registerMany(2 + below(5));
  else await branch.saveDraft();
}

/** What becomes of the machine at the end of a life. */
function endLife(branch: SimBranch, chance: Chance): void {
  const { disk, host } = branch;
  const end = chance.next();
  const database = chance.next();
  branch.crash(end < 0.7 ? disk.afterPowerLoss(chance.next) : disk.afterKill());
  host.closeDatabase(database < 0.15 ? 'empty' : 'whole');
  if (database > 0.8) host.setBack(1 + chance.below(20));
}

async function attempt(seed: number): Promise<Attempt> {
  const chance = chanceOf(seed);
  const branch = simBranch(chance);
  const verdicts: Verdict[] = [];
  let recoverMs = 0;
  for (let life = 1; life <= lives; life++) {
    recoverMs = Math.max(recoverMs, await startAtLast(branch, chance));
    arm(branch, [], Number.POSITIVE_INFINITY);
    verdicts.push(await branch.verify());
    const failures: Failure[] = [];
    // Some lives end in the middle of a write, the others between two.
    const killAt = chance.next() < 0.6 ? branch.disk.ops() + 10 + chance.below(500) : Number.POSITIVE_INFINITY;
    arm(branch, failures, killAt);
    for (let i = 0; i < steps && branch.disk.ops() < killAt; i++) {
      if (chance.next() < 0.05) failures.push(failureOf(chance));
      await step(branch, chance);
    }
    endLife(branch, chance);
  }
  recoverMs = Math.max(recoverMs, await startAtLast(branch, chance));
  arm(branch, [], Number.POSITIVE_INFINITY);
  verdicts.push(await branch.verify());
  await branch.repeatUnanswered();
  verdicts.push(await branch.verify());
  return inAll(branch.acknowledged(), recoverMs, verdicts);
}

export const powerLoss: FaultRow = {
  id: 'F-05',
  title: 'power loss: unsynced bytes dropped, torn, zeroed, scribbled (simulated)',
  tries: { t1: 20, t2: 1_000 },
  needs: 'node',
  attempt,
};
