/**
 * F-10: a place in the journal is damaged and the database is gone, or set back, at the same time. What lies behind the place is as
 * it was written, and comes back; what stood in the place itself is on no medium any more, and its numbers are told. What the
 * database or the rest of the journal still has is there, once.
 */
import { inAll, type Attempt, type FaultRow } from '../fault-row';
import { chanceOf } from '../world/chance';
import { simBranch } from '../world/sim-branch';
import { framesOf, type Verdict } from '../verify-world';
import type { EventRow } from '../../../src/shared/store-contract/rows';

/** What is left of a stretch of the journal. */
const damages = ['a byte flipped', 'a stretch of zeros', 'a stretch cut out'] as const;

async function attempt(seed: number): Promise<Attempt> {
  const chance = chanceOf(seed);
  const damage = damages[(seed - 1) % damages.length] ?? 'a byte flipped';
  const branch = simBranch(chance);
  await branch.start();
  for (let i = 0; i < 60; i++) await (chance.next() < 0.5 ? branch.register() : branch.addNote());
  const running = branch.pc;
  if (running === undefined) throw new Error('the program should be running');
  const framesBefore = await framesOf(running.journal);
  await running.journal.close();
  branch.crash(branch.disk.afterKill());

  const segments = branch.disk.files().filter((file) => file.endsWith('.xjl'));
  const file = segments[chance.below(segments.length)] ?? '';
  const bytes = branch.disk.bytesOf(file);
  // Behind the header of the segment.
  const from = 36 + chance.below(bytes.length - 36);
  if (damage === 'a byte flipped') branch.disk.damage(file, from, 1 << chance.below(8));
  else if (damage === 'a stretch of zeros') bytes.fill(0, from, Math.min(from + 2048, bytes.length));
  else {
    const rest = Buffer.concat([bytes.subarray(0, from), bytes.subarray(from + 700)]);
    await branch.disk.writeAtomic(file, rest);
  }
  // Half of the times the database still has the beginning.
  if (chance.next() < 0.5) branch.host.closeDatabase('empty');
  else {
    branch.host.closeDatabase('whole');
    branch.host.setBack(20 + chance.below(30));
  }

  const recoverMs = await branch.start();
  const pc = branch.pc;
  if (pc === undefined) throw new Error('the program should be running');
  const faults: string[] = [];
  const wereEvents = eventsOf(framesBefore);
  const areEvents = new Set(eventsOf(await framesOf(pc.journal)));
  const gone = wereEvents.filter((seq) => !areEvents.has(seq));
  // One frame has a handful of events; zeros and cuts reach over several.
  if (gone.length > (damage === 'a byte flipped' ? 2 : 12)) faults.push(`${String(gone.length)} events gone`);
  const told = pc.reconciled.flatMap((result) => (result.kind === 'salvaged' ? result.missing : []));
  const toldSeqs = told.flatMap(({ fromSeq, toSeq }) =>
    Array.from({ length: toSeq - fromSeq + 1 }, (_, i) => fromSeq + i),
  );
  // What is missing at the very end leaves no hole.
  const holes = gone.filter((seq) => seq < Math.max(0, ...areEvents));
  if (holes.join() !== toldSeqs.join()) faults.push(`missing ${holes.join()}, told ${toldSeqs.join()}`);
  if (gone.length > 0 && pc.journal.repairs.length === 0) faults.push('nobody was told');

  // What is there is sound, each once; what is gone is the damaged place and nothing else.
  const sound: Verdict = await branch.verify();
  const lost = gone.length === 0 ? sound.lost : [];
  const others = sound.faults.filter((fault) => gone.length === 0 || !/stands behind|does not open/.test(fault));
  const all = inAll(branch.acknowledged(), recoverMs, [
    { lost, doubled: sound.doubled, faults: others },
    { lost: [], doubled: [], faults },
  ]);
  return { ...all, faults: all.faults.map((fault) => `${damage}: ${fault}`) };
}

const eventsOf = (frames: Awaited<ReturnType<typeof framesOf>>): readonly number[] =>
  frames
    .flatMap(({ ops }) => ops.flatMap(({ table, row }) => (table === 'events' && row ? [(row as EventRow).seq] : [])))
    .sort((a, b) => a - b);

export const bothDamaged: FaultRow = {
  id: 'F-10',
  title: 'journal damaged and database gone or set back: the rest comes back, what is missing is told (simulated)',
  tries: { t1: 12, t2: 300 },
  needs: 'node',
  attempt,
};
