/** Schedules of what people, lines and servers do: drawn by fast-check, so that one that fails is made as short as it can be and printed. */
import fc from 'fast-check';
import { FILE_PIECE_BYTES } from '../../../src/shared/sync-protocol/version';
import { chen, must, wang } from '../../support/case-builder';
import type { Attempt } from '../fault-row';
import type { ChaosPc } from './chaos-pc';
import { chaosWorld, type ChaosWorld } from './chaos-world';
import { fileOf } from './evidence';
import { lineFaults, type LineFault } from './line-faults';

type Step =
  /** Somebody writes something down; `what` says what, `on` to which case. */
  | { readonly do: 'write'; readonly pc: number; readonly what: number; readonly on: number }
  | { readonly do: 'sync'; readonly pc: number; readonly faults: readonly LineFault[] }
  /** Two PCs at once. */
  | { readonly do: 'both'; readonly pcs: readonly [number, number]; readonly faults: readonly LineFault[] }
  | { readonly do: 'files'; readonly pc: number; readonly faults: readonly LineFault[] }
  | { readonly do: 'pass'; readonly minutes: number }
  | { readonly do: 'kill'; readonly pc: number };

interface Schedule {
  /** Of each branch. */
  readonly devices: readonly number[];
  readonly steps: readonly Step[];
}

const pcNo = fc.nat(11);
const fault = fc.record({ kind: fc.constantFrom(...lineFaults), at: fc.nat(999) });
/** Some lines are worse than others. */
const faults = fc.oneof(
  { weight: 1, arbitrary: fc.constant([] as LineFault[]) },
  { weight: 3, arbitrary: fc.array(fault, { minLength: 1, maxLength: 4 }) },
);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('write' as const), pc: pcNo, what: fc.nat(9), on: fc.nat(9) }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('sync' as const), pc: pcNo, faults }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('both' as const), pcs: fc.tuple(pcNo, pcNo), faults }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('files' as const), pc: pcNo, faults }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('pass' as const), minutes: fc.integer({ min: 1, max: 20 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('kill' as const), pc: pcNo }) },
);

/** `steps` is how many there are. Few branches are large: what goes wrong between four PCs mostly does between two. */
function anySchedule(steps: number): fc.Arbitrary<Schedule> {
  const size = fc.oneof(
    { weight: 5, arbitrary: fc.constant(2) },
    { weight: 1, arbitrary: fc.integer({ min: 3, max: 4 }) },
  );
  return fc.record({
    devices: fc.array(size, { minLength: 2, maxLength: 3, size: 'small' }),
    steps: fc.array(step, { minLength: steps, maxLength: steps, size: 'max' }),
  });
}

async function write({ chance }: ChaosWorld, { pc, files }: ChaosPc, what: number, on: number): Promise<void> {
  const cases = [...pc.host.cases().keys()].sort();
  const caseId = cases[on % Math.max(1, cases.length)];
  if (what === 0) {
    const file = fileOf(chance, on === 0 ? FILE_PIECE_BYTES + 5 : 1 + chance.below(2_000));
    if ((await pc.register(chen, [file.evidence])) !== undefined) files.push(file);
    return;
  }
  if (caseId === undefined || what < 3) {
    await pc.register(wang);
    return;
  }
  const text = `${String(what)} ${'x'.repeat(chance.below(300))}`;
  if (what === 9) await pc.run(chen, caseId, { name: 'recordDetails', input: { changes: { channelId: String(on) } } });
  else await pc.run(what % 2 === 0 ? chen : wang, caseId, { name: 'addNote', input: { staffText: text } });
}

async function play(world: ChaosWorld, one: Step): Promise<void> {
  const { pcs, line } = world;
  const pcAt = (no: number): ChaosPc => must(pcs[no % pcs.length]);
  const sync = (pc: ChaosPc, planned: readonly LineFault[]): Promise<void> => {
    line.plan(pc.pc.id, planned);
    return world.online(pc, pc.pc.sync);
  };
  switch (one.do) {
    case 'write': {
      const pc = pcAt(one.pc);
      await write(world, pc, one.what, one.on);
      if (pc.isDead()) await pc.startAgain();
      return;
    }
    case 'sync':
      await sync(pcAt(one.pc), one.faults);
      return;
    case 'both': {
      const [first, second] = [pcAt(one.pcs[0]), pcAt(one.pcs[1])];
      // Of the faults every other one is the other PC's.
      const [own, others] = [0, 1].map((half) => one.faults.filter((_fault, n) => n % 2 === half));
      if (first === second) await sync(first, one.faults);
      else await Promise.all([sync(first, own ?? []), sync(second, others ?? [])]);
      return;
    }
    case 'files': {
      const pc = pcAt(one.pc);
      line.plan(pc.pc.id, one.faults);
      await world.online(pc, () => pc.lane.hurry());
      return;
    }
    case 'pass':
      world.pass(one.minutes * 60_000);
      return;
    case 'kill': {
      const pc = pcAt(one.pc);
      pc.kill();
      await pc.startAgain();
    }
  }
}

/** One schedule from its beginning, and what came of it. */
async function playSchedule(seed: number, { devices, steps }: Schedule): Promise<Attempt> {
  const world = await chaosWorld(seed, devices);
  try {
    for (const one of steps) {
      world.pass(1_000);
      await play(world, one);
    }
    const open = await world.settle();
    const verdict = await world.verify();
    return { ...verdict, faults: [...open, ...verdict.faults] };
  } finally {
    await world.end();
  }
}

const isClean = ({ lost, doubled, faults: found }: Attempt): boolean =>
  lost.length + doubled.length + found.length === 0;

/** Longest search for a shorter schedule that fails too. */
const shrinkMs = 60_000;

/** The schedule of this seed; where it fails, what is left of it that still does. */
export async function trySchedule(seed: number, steps: number): Promise<Attempt> {
  let whole: Attempt | undefined;
  let failed: Attempt | undefined;
  const property = fc.asyncProperty(anySchedule(steps), async (schedule) => {
    const attempt = await playSchedule(seed, schedule);
    whole ??= attempt;
    if (isClean(attempt)) return;
    failed = attempt;
    throw new Error('it fails');
  });
  const found = await fc.check(property, { seed, numRuns: 1, skipAllAfterTimeLimit: shrinkMs });
  if (!found.failed) return must(whole);
  // What the program threw is no attempt that could be compared.
  const thrown = failed ? [] : [found.errorInstance instanceof Error ? (found.errorInstance.stack ?? '') : 'it throws'];
  const last = failed ?? { acknowledged: 0, lost: [], doubled: [], faults: [], recoverMs: 0 };
  const shortest = JSON.stringify(found.counterexample?.[0]);
  return { ...last, faults: [...thrown, ...last.faults, `fails already with ${shortest}`] };
}
