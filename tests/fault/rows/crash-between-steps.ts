/**
 * F-06: the process dies, or the power goes, between any two steps of a save: before and after each operation of the disk and
 * each call of the store. Started again and with the unanswered command given once more, the branch ends where it ends without
 * a crash.
 */
import type { FaultRow, Attempt } from '../fault-row';
import { inAll } from '../fault-row';
import type { Verdict } from '../verify-world';
import { chanceOf } from '../world/chance';
import { simBranch, type Between, type SimBranch } from '../world/sim-branch';

/** One working life: what it leads to is the same every time. */
const script: readonly ((branch: SimBranch) => Promise<boolean>)[] = [
  (branch) => branch.register(),
  (branch) => branch.saveDraft(0),
  (branch) => branch.register(),
  (branch) => branch.addNote(0),
  (branch) => branch.saveDraft(0),
  (branch) => branch.addNote(1),
  (branch) => branch.saveDraft(1),
  (branch) => branch.register(),
  (branch) => branch.addNote(2),
  (branch) => branch.addNote(0),
];
const expected = [3, 2, 2];

class Killed extends Error {}

interface Crashing {
  readonly branch: SimBranch;
  /** Steps so far, by what they were. */
  readonly steps: readonly string[];
  killAt: number;
}

/** A branch that dies at the given step: with an operation of the disk, or with a call of the store before or after its work. */
function crashing(seed: number): Crashing {
  const steps: string[] = [];
  const dies = (what: string): boolean => {
    steps.push(what);
    return steps.length >= crash.killAt;
  };
  const between: Between = (client) => ({
    ...client,
    call: async (name, input) => {
      if (dies(`before ${name}`)) throw new Killed();
      const reply = await client.call(name, input);
      if (dies(`after ${name}`)) throw new Killed();
      return reply;
    },
  });
  const branch = simBranch(chanceOf(seed), between);
  const crash: Crashing = { branch, steps, killAt: Number.POSITIVE_INFINITY };
  armDisk(crash, dies);
  return crash;
}

function armDisk({ branch }: Crashing, dies: (what: string) => boolean): void {
  const { disk } = branch;
  disk.faultOf = (op) => {
    if (!dies(`disk ${op}`)) return undefined;
    disk.kill();
    return { code: 'EIO', written: 0.5 };
  };
}

let plainSteps: Promise<readonly string[]> | undefined;

/** The steps of a life without a crash, from the first command on. */
function stepsOfScript(): Promise<readonly string[]> {
  plainSteps ??= (async () => {
    const { branch, steps } = crashing(1);
    await branch.start();
    const before = steps.length;
    for (const act of script) if (!(await act(branch))) throw new Error('a life without a crash was not kept');
    const revisions = await branch.revisions();
    if (revisions.join() !== expected.join()) throw new Error(`a life without a crash ends with ${revisions.join()}`);
    return steps.slice(before);
  })();
  return plainSteps;
}

async function attempt(seed: number): Promise<Attempt> {
  const points = (await stepsOfScript()).length;
  const powerGoes = seed > points;
  const crash = crashing(seed);
  const { branch } = crash;
  await branch.start();
  crash.killAt = crash.steps.length + (powerGoes ? seed - points : seed);
  let at = 0;
  for (; at < script.length; at++) if (!(await script[at]?.(branch))) break;
  const where = crash.steps[crash.killAt - 1] ?? 'the end';

  crash.killAt = Number.POSITIVE_INFINITY;
  const { disk } = branch;
  branch.crash(powerGoes ? disk.afterPowerLoss(chanceOf(seed).next) : disk.afterKill());
  branch.host.closeDatabase('whole');
  const recoverMs = await branch.start();
  const verdicts: Verdict[] = [await branch.verify()];
  await branch.repeatUnanswered();
  // Drafts are saved again by the form that still has them; a command was just repeated.
  const wasDraft = [1, 4, 6].includes(at);
  for (const act of script.slice(wasDraft ? at : at + 1)) {
    if (!(await act(branch))) throw new Error('a command on a sound disk was not kept');
  }
  verdicts.push(await branch.verify());
  const revisions = await branch.revisions();
  const faults = revisions.join() === expected.join() ? [] : [`ends with ${revisions.join()}`];
  const all = inAll(branch.acknowledged(), recoverMs, [...verdicts, { lost: [], doubled: [], faults }]);
  return { ...all, faults: all.faults.map((fault) => `${where}: ${fault}`) };
}

export const crashBetweenSteps: FaultRow = {
  id: 'F-06',
  title: 'crash or power loss at each step of a save: disk operation, store call (simulated)',
  tries: { t1: 60, t2: Number.MAX_SAFE_INTEGER },
  needs: 'node',
  cases: async () => 2 * (await stepsOfScript()).length,
  attempt,
};
