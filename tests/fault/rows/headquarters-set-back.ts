/**
 * F-29: headquarters comes back from the backup of yesterday. Each PC finds out by itself, also one that has nothing to send; people are
 * told; nothing that headquarters lost is taken for received any more, and it has everything again in the end.
 */
import { chen, li, must } from '../../support/case-builder';
import type { Attempt, FaultRow } from '../fault-row';
import { chanceOf } from '../world/chance';
import { chaosWorld } from '../world/chaos-world';
import { lineFaults, type LineFault } from '../world/line-faults';

async function attempt(seed: number): Promise<Attempt> {
  const chance = chanceOf(seed);
  const world = await chaosWorld(seed, [4]);
  const [a, b, c, idle] = [must(world.pcs[0]), must(world.pcs[1]), must(world.pcs[2]), must(world.pcs[3])];
  const faults: string[] = [];
  try {
    const caseId = must(await a.pc.register(chen));
    const everybody = async (): Promise<void> => {
      for (const one of [...world.pcs, ...world.pcs]) await one.pc.sync();
    };
    const write = async (one: typeof a, count: number): Promise<void> => {
      for (let n = 0; n < count; n += 1) {
        world.pass(1_000);
        const answer = await one.pc.run(one === a ? chen : li, caseId, {
          name: 'addNote',
          input: { staffText: String(n) },
        });
        if (answer !== null) faults.push(`a note was refused: ${JSON.stringify(answer)}`);
      }
    };
    await everybody();
    await write(b, 2);
    await everybody();
    await world.hq.backUp();
    const lostOfA = 1 + chance.below(6);
    const lostOfB = chance.below(4);
    await write(a, lostOfA);
    await write(b, lostOfB);
    await everybody();
    await world.hq.restore();
    // The third PC lost nothing, and writes; the fourth only reads, and has read further than the backup goes.
    await write(c, chance.below(12));
    if (chance.next() < 0.5) await write(b, 1);
    // Everybody signs in the next morning; in later attempts on a line that fails.
    for (const one of world.pcs) {
      one.kill();
      await one.startAgain();
      const bad: LineFault[] =
        seed === 1
          ? []
          : Array.from({ length: 2 }, () => ({ kind: chance.oneOf(lineFaults), at: chance.below(1_000) }));
      world.line.plan(one.pc.id, bad);
      await world.online(one, one.pc.sync);
    }
    faults.push(...(await world.settle()));
    for (const [one, lost] of [
      [a, lostOfA],
      [b, lostOfB],
      [c, 0],
      [idle, 0],
    ] as const) {
      const { setBack } = one.pc;
      if (lost > 0 && setBack < lost)
        faults.push(`${one.pc.id} was told of ${String(setBack)} of ${String(lost)} events`);
      if (lost === 0 && setBack > 0) faults.push(`${one.pc.id} was told of ${String(setBack)} events that are there`);
    }
    const verdict = await world.verify();
    return { ...verdict, faults: [...faults, ...verdict.faults] };
  } finally {
    await world.end();
  }
}

export const headquartersSetBack: FaultRow = {
  id: 'F-29',
  title: 'headquarters comes back from an older backup: PCs send again what it lost, and people are told',
  tries: { t1: 2, t2: 40 },
  needs: 'node',
  attempt,
};
