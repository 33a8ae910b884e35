/**
 * F-12: the room on the disk goes up and down under people who save and type, through every threshold, with faults of a full disk
 * between two looks at it. With the reserve given away drafts are still kept and commands are refused; with room they are taken
 * again, and so is the reserve.
 */
import { besideReserveBytes, openReserve } from '../../../src/main/platform/reserve';
import { inAll, type Attempt, type FaultRow } from '../fault-row';
import { chanceOf } from '../world/chance';
import { simBranch } from '../world/sim-branch';
import type { Verdict } from '../verify-world';

/** As the floor of the journal has it: two thirds of it. A disk in memory is slow with as many bytes as the real one holds. */
const reserveShare = 2 / 3;
const unit = 60_000;
const floorBytes = unit / reserveShare;
/** What drafts and traces leave free. */
const lastBytes = floorBytes / 6;

async function attempt(seed: number): Promise<Attempt> {
  const chance = chanceOf(seed);
  const faults: string[] = [];
  const verdicts: Verdict[] = [];
  const check = (holds: boolean, otherwise: string): void => {
    if (!holds) faults.push(otherwise);
  };
  let recoverMs = 0;
  let free = 1e9;
  const branch = simBranch(chance, undefined, (disk) => ({ ...disk, freeBytes: () => Promise.resolve(free) }));
  for (let life = 0; life < 3; life++) {
    await branch.disk.makeDir('/data');
    const reserve = await openReserve({
      ...{
        dir: '/data',
        disk: { ...branch.disk, freeBytes: () => Promise.resolve(free) },
        rng: chance.rng,
        bytes: unit,
      },
      onFault: (cause) => {
        faults.push(`the reserve: ${String(cause)}`);
      },
    });
    const given = {
      heldBytes: reserve.heldBytes,
      release: async () => {
        free += reserve.heldBytes();
        await reserve.release();
      },
    };
    free = 1e9;
    recoverMs = Math.max(recoverMs, await branch.start({ reserve: given, floorBytes, spaceCheckBytes: 0 }));
    verdicts.push(await branch.verify());
    for (let round = 0; round < 12; round++) {
      const takes = reserve.heldBytes() === 0 && free >= unit + besideReserveBytes;
      await reserve.renew();
      check(!takes || reserve.heldBytes() === unit, 'the reserve was not taken though there is room');
      // Something between nothing at all and more than enough, mostly near a threshold.
      const near = chance.oneOf([0, lastBytes, floorBytes - unit, floorBytes, 1e9]);
      free = Math.max(0, near + chance.below(4_000) - 2_000);
      // Sometimes the disk is asked only after it has refused a write.
      let refusals = chance.next() < 0.4 ? 1 : 0;
      branch.disk.faultOf = (op) =>
        op === 'append' && refusals-- > 0 ? { code: 'ENOSPC', written: chance.next() } : undefined;
      const room = free + reserve.heldBytes();
      const [saved, typed] = [await branch.register(), await branch.saveDraft()];
      // A frame has some hundred bytes; within them of a threshold either is right.
      const isNear = (limit: number): boolean => Math.abs(room - limit) < 3_000;
      if (!isNear(floorBytes)) check(saved || room < floorBytes, 'refused though there is room');
      if (!isNear(floorBytes) && reserve.heldBytes() === 0) {
        check(!saved || room > floorBytes, 'a command went into the room of drafts');
      }
      const isFull = room < floorBytes && !isNear(floorBytes);
      check(!isFull || reserve.heldBytes() === 0, 'the reserve was kept on a full disk');
      if (!isNear(lastBytes))
        check(typed === room > lastBytes, typed ? 'the last room was taken' : 'a draft was refused');
      verdicts.push(await branch.verify());
    }
    branch.disk.faultOf = () => undefined;
    free = 1e9;
    await branch.repeatUnanswered();
    verdicts.push(await branch.verify());
    await branch.pc?.journal.close();
    branch.crash(branch.disk.afterPowerLoss(chance.next));
  }
  return inAll(branch.acknowledged(), recoverMs, [...verdicts, { lost: [], doubled: [], faults }]);
}

export const reserveGivenAway: FaultRow = {
  id: 'F-12',
  title: 'room on the disk up and down through all thresholds; the reserve given away and taken again (simulated)',
  tries: { t1: 3, t2: 200 },
  needs: 'node',
  attempt,
};
