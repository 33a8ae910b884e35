/**
 * F-09: files of the journal are changed while the program is off. The database brings the journal back, the person is told,
 * and afterwards the journal alone brings the database back.
 */
import path from 'node:path';
import { inAll, type Attempt, type FaultRow } from '../fault-row';
import { stateHash } from '../state-hash';
import type { Verdict } from '../verify-world';
import { chanceOf, type Chance } from '../world/chance';
import { simBranch, type SimBranch } from '../world/sim-branch';

type Damage = (branch: SimBranch, segments: readonly string[], chance: Chance) => Promise<void>;

const some = (segments: readonly string[], { below }: Chance): string => segments[below(segments.length)] ?? '';

const damages: Readonly<Record<string, Damage>> = {
  'a byte flipped': async ({ disk }, segments, chance) => {
    const file = some(segments, chance);
    disk.damage(file, chance.below(disk.bytesOf(file).length), 1 << chance.below(8));
  },
  'a segment cut': async ({ disk }, segments, chance) => {
    const file = some(segments, chance);
    await disk.truncate(file, chance.below(disk.bytesOf(file).length));
  },
  'a segment deleted': async ({ disk }, segments, chance) => disk.remove(some(segments, chance)),
  'two segments swapped': async ({ disk }, segments) => {
    const [first = '', second = ''] = segments;
    await disk.move(first, '/j/aside');
    await disk.move(second, first);
    await disk.move('/j/aside', second);
  },
  'a stretch of zeros': async ({ disk }, segments, chance) => {
    const file = some(segments, chance);
    const bytes = disk.bytesOf(file);
    const from = chance.below(bytes.length);
    bytes.fill(0, from, Math.min(from + 4096, bytes.length));
  },
  'the last segment deleted': async ({ disk }, segments) => disk.remove(segments.at(-1) ?? ''),
  'everything deleted': async ({ disk }, segments) => {
    for (const file of segments) await disk.remove(file);
  },
  'a segment twice': async ({ disk }, segments, chance) => {
    const file = some(segments, chance);
    await disk.writeAtomic(path.join('/j', '000999.xjl'), disk.bytesOf(file));
  },
};

async function attempt(seed: number): Promise<Attempt> {
  const names = Object.keys(damages);
  const name = names[(seed - 1) % names.length] ?? '';
  const chance = chanceOf(seed);
  const branch = simBranch(chance);
  await branch.start();
  for (let i = 0; i < 40; i++)
    await (chance.next() < 0.4 ? branch.register() : chance.next() < 0.7 ? branch.addNote() : branch.saveDraft());
  const before = stateHash(branch.host.tables());
  await branch.pc?.journal.close();
  branch.crash(branch.disk.afterKill());
  branch.host.closeDatabase('whole');
  const segments = branch.disk.files().filter((file) => file.endsWith('.xjl'));
  if (segments.length < 2) throw new Error('the journal should have several segments');
  await damages[name]?.(branch, segments, chance);

  const recoverMs = await branch.start();
  const faults: string[] = [];
  if (stateHash(branch.host.tables()) !== before) faults.push('other rows than before');
  const { reconciled = [], journal } = branch.pc ?? {};
  const told =
    reconciled.some(({ kind }) => kind === 'journalMended') || journal?.repairs.some(({ kind }) => kind === 'damaged');
  // What is left of a segment that is there twice is put aside; nothing is missing, so there is nothing to tell.
  if (!told && name !== 'a segment twice') faults.push('nobody was told');
  const verdicts: Verdict[] = [await branch.verify(), { lost: [], doubled: [], faults }];

  await branch.register();
  branch.crash(branch.disk.afterPowerLoss(chance.next));
  branch.host.closeDatabase('empty');
  await branch.start();
  verdicts.push(await branch.verify());
  const all = inAll(branch.acknowledged(), recoverMs, verdicts);
  return { ...all, faults: all.faults.map((fault) => `${name}: ${fault}`) };
}

export const journalDamage: FaultRow = {
  id: 'F-09',
  title: 'journal flipped, cut, deleted, swapped, zeroed, doubled while the program is off (simulated)',
  tries: { t1: 16, t2: 304 },
  needs: 'node',
  attempt,
};
