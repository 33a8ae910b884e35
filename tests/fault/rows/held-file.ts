/**
 * F-13: another program holds files of ours, as virus scanners on Windows do: openings, renames and removals fail for up to five
 * seconds, and nobody is told, since it passes. A folder in which nothing may be written any more does not pass: then a save is
 * refused with its reason, and taken again when it is over.
 */
import { patienceMs, patientDisk } from '../../../src/main/platform/patient-disk';
import type { DiskFault, DiskOp } from '../../../src/main/platform/sim-disk.test-support';
import { inAll, type Attempt, type FaultRow } from '../fault-row';
import { chanceOf } from '../world/chance';
import { simBranch } from '../world/sim-branch';
import type { Verdict } from '../verify-world';

/** What needs the name of a file; what is open already is written on. */
const byName: readonly DiskOp[] = ['read', 'create', 'open', 'truncate', 'writeAtomic', 'move', 'remove'];
const longestHoldMs = 5_000;

async function attempt(seed: number): Promise<Attempt> {
  const chance = chanceOf(seed);
  let nowMs = 0;
  const pause = (ms: number): Promise<void> => {
    nowMs += ms;
    return Promise.resolve();
  };
  const branch = simBranch(chance, undefined, (disk) => patientDisk(disk, pause));
  const code = chance.oneOf<DiskFault['code']>(['EPERM', 'EACCES', 'EBUSY']);
  let heldUntilMs = 0;
  const hold = (forMs: number): void => {
    heldUntilMs = nowMs + forMs;
    branch.disk.faultOf = (op) => (byName.includes(op) && nowMs < heldUntilMs ? { code } : undefined);
  };
  const faults: string[] = [];
  const verdicts: Verdict[] = [];
  let recoverMs = 0;
  for (let life = 0; life < 3; life++) {
    hold(chance.below(longestHoldMs));
    recoverMs = Math.max(recoverMs, await branch.start());
    verdicts.push(await branch.verify());
    for (let i = 0; i < 60; i++) {
      if (chance.next() < 0.3) hold(chance.below(longestHoldMs));
      // Long texts: every few of them begin a segment, whose file is new.
      const saved = chance.next() < 0.6 ? await branch.register() : await branch.addNote();
      if (!saved) faults.push('refused, though the file was free again in time');
    }

    // From here on the folder takes nothing, until somebody has put it right.
    hold(Number.POSITIVE_INFINITY);
    const beganMs = nowMs;
    let refused = false;
    for (let i = 0; i < 60 && !refused; i++) refused = !(await branch.register());
    if (!refused) faults.push('nothing in the journal needed a name');
    else if (nowMs - beganMs > 2 * patienceMs) faults.push(`refused after ${String(nowMs - beganMs)} ms only`);
    hold(0);
    await branch.repeatUnanswered();
    verdicts.push(await branch.verify());
    await branch.pc?.journal.close();
    branch.crash(branch.disk.afterPowerLoss(chance.next));
  }
  return inAll(branch.acknowledged(), recoverMs, [...verdicts, { lost: [], doubled: [], faults }]);
}

export const heldFile: FaultRow = {
  id: 'F-13',
  title: 'files held by another program for up to 5 s, or for good (simulated)',
  tries: { t1: 20, t2: 500 },
  needs: 'node',
  attempt,
};
