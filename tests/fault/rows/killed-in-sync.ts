/**
 * F-26: the program of a PC is killed in the middle of a sync: when headquarters has committed and the PC does not know, and at each call
 * of the store behind that, until the sync is done. Started again, it goes on by itself; headquarters has everything exactly once.
 */
import { chen, li, must } from '../../support/case-builder';
import type { Attempt, FaultRow } from '../fault-row';
import { chaosWorld } from '../world/chaos-world';
import { noFault, type LineFault } from '../world/line-faults';

const ownNotes = 12;
const othersNotes = 5;
/** Calls of the store in a sync of these, and some: behind its end a kill is one of a PC that rests. */
const mostCalls = 30;

/** What kills it: behind the answer to the push or the pull itself, or at the n-th call of the store behind one of them. */
function planFor(seed: number): readonly LineFault[] {
  const [atPull, n] = [seed % 2 === 0, Math.floor(seed / 2) % mostCalls];
  const fault: LineFault = n === 0 ? { kind: 'killed', at: 500 } : { kind: 'killedAtCall', at: n - 1 };
  return atPull ? [noFault, fault] : [fault];
}

async function attempt(seed: number): Promise<Attempt> {
  const world = await chaosWorld(seed, [2]);
  const [a, b] = [must(world.pcs[0]), must(world.pcs[1])];
  try {
    const caseId = must(await a.pc.register(chen));
    await a.pc.sync();
    await b.pc.sync();
    for (let n = 0; n < othersNotes; n += 1)
      await b.pc.run(li, caseId, { name: 'addNote', input: { staffText: `b ${String(n)}` } });
    await b.pc.sync();
    for (let n = 0; n < ownNotes; n += 1) {
      world.pass(1_000);
      await a.pc.run(chen, caseId, { name: 'addNote', input: { staffText: `a ${String(n)}` } });
    }
    world.line.plan(a.pc.id, planFor(seed));
    const began = performance.now();
    let isKilled = false;
    await world.online(a, async () => {
      await a.pc.sync();
      isKilled = a.isDead();
      // Further calls than there are: it is killed at its rest.
      if (!isKilled) a.kill();
    });
    const recoverMs = performance.now() - began;
    const open = await world.settle();
    const verdict = await world.verify();
    const where = JSON.stringify(planFor(seed));
    return { ...verdict, recoverMs, faults: [...open, ...verdict.faults].map((what) => `${where}: ${what}`) };
  } finally {
    await world.end();
  }
}

export const killedInSync: FaultRow = {
  id: 'F-26',
  title: 'a PC killed between the commit of headquarters and the end of its own sync, at each call of the store',
  tries: { t1: 12, t2: 500 },
  needs: 'node',
  attempt,
};
