/**
 * F-31: an event that was right when it was written and that headquarters' rules of today refuse, at the head of a hundred. The others
 * get through; it waits in the list of what needs somebody (需要处理) with its reason, is shown nowhere as received, and survives the loss
 * of the database, from which that list is read.
 */
import type { Actor } from '../../support/case-builder';
import { chen, must } from '../../support/case-builder';
import type { Attempt, FaultRow } from '../fault-row';
import { chanceOf } from '../world/chance';
import type { ChaosPc } from '../world/chaos-pc';
import { chaosWorld } from '../world/chaos-world';
import { lineFaults, type LineFault } from '../world/line-faults';

const others = 99;
/** Headquarters takes ids without spaces only. */
const oldName: Actor = { userId: 'u old', role: 'counter' };

/** Events that a person sees as 需要处理, with the reason. */
function refusedOn({ pc }: ChaosPc): ReadonlyMap<number, string | null> {
  const rows = pc.host.outbox().filter(({ state }) => state === 'quarantined');
  return new Map(rows.map(({ seq, lastError }) => [seq, lastError]));
}

async function attempt(seed: number): Promise<Attempt> {
  const chance = chanceOf(seed);
  const world = await chaosWorld(seed, [2]);
  const [a, b] = [must(world.pcs[0]), must(world.pcs[1])];
  const faults: string[] = [];
  try {
    // The first is at the head; further ones, in later attempts, anywhere.
    const poisonAt = new Set([
      0,
      ...Array.from({ length: seed === 1 ? 0 : chance.below(4) }, () => chance.below(others)),
    ]);
    const first = must(await a.pc.register(oldName));
    const poison = new Set([1]);
    for (let n = 1; n <= others; n += 1) {
      const isPoison = poisonAt.has(n);
      if (isPoison) poison.add(n + 1);
      const answer = await a.pc.run(isPoison ? oldName : chen, first, {
        name: 'addNote',
        input: { staffText: String(n) },
      });
      if (answer !== null) faults.push(`a note was refused here: ${JSON.stringify(answer)}`);
    }
    const looks = async (when: string): Promise<void> => {
      const refused = refusedOn(a);
      if ([...refused.keys()].join() !== [...poison].sort((x, y) => x - y).join())
        faults.push(`${when}: refused are ${[...refused.keys()].join()}, not ${[...poison].join()}`);
      for (const [seq, why] of refused)
        if (why !== 'push.badShape') faults.push(`${when}: event ${String(seq)} says ${String(why)}`);
      const kept = await world.hq.kept(a.pc.id);
      const accepted = kept.filter(({ outcome }) => outcome === 'accepted').length;
      if (accepted !== others + 1 - poison.size)
        faults.push(`${when}: headquarters has ${String(accepted)} of the others`);
      const own = a.pc.host.events().filter(({ deviceId }) => deviceId === a.pc.id).length;
      if (own !== others + 1) faults.push(`${when}: ${String(own)} events are left on the PC`);
    };
    // In later attempts on a line that fails.
    const bad = (): LineFault[] =>
      seed === 1 ? [] : Array.from({ length: 3 }, () => ({ kind: chance.oneOf(lineFaults), at: chance.below(1_000) }));
    world.line.plan(a.pc.id, bad());
    await world.online(a, a.pc.sync);
    await world.line.settle();
    for (let n = 0; n < 6 && a.pc.host.outbox().some(({ state }) => state === 'waiting'); n += 1) {
      world.pass(10 * 60_000);
      await a.pc.sync();
    }
    await looks('after the sync');
    // The list is read from the database; the database is made again from the journal.
    a.kill();
    await a.startAgain();
    await looks('after a kill');
    a.kill();
    a.pc.host.closeDatabase('empty');
    await a.startAgain();
    await looks('after the database was lost');
    await a.pc.sync();
    await looks('after the next sync');
    await b.pc.sync();
    const there = b.pc.host.events().length;
    if (there !== others + 1 - poison.size) faults.push(`the other PC has ${String(there)} events`);
    const mine = a.falseClaims.filter((claim) => !claim.endsWith('rejected'));
    return {
      acknowledged: a.pc.acknowledged.length,
      lost: [],
      doubled: [],
      faults: [...faults, ...mine],
      recoverMs: 0,
    };
  } finally {
    await world.end();
  }
}

export const poisonFirst: FaultRow = {
  id: 'F-31',
  title: 'an event that headquarters refuses at the head of a hundred, then the database of the PC lost',
  tries: { t1: 2, t2: 30 },
  needs: 'node',
  attempt,
};
