/**
 * F-18: 700 MB for all processes of the application, and programs that want every core. Slower, and nothing else: even where the system
 * ends a process for want of memory, what was acknowledged is there.
 */
import { inAll, type FaultRow } from '../fault-row';
import { electronBranch } from '../world/electron-branch';
import { hogCores, limitMemory } from '../world/tight-memory';
import type { Verdict } from '../verify-world';

const limitBytes = 700 * 1024 * 1024;
const saves = 24;
const atOnce = 4;

export const tightMachine: FaultRow = {
  id: 'F-18',
  title: 'memory for all processes limited to 700 MB, every core taken twice',
  tries: { t1: 0, t2: 5 },
  needs: 'electron',
  attempt: async () => {
    const branch = await electronBranch();
    const verdicts: Verdict[] = [];
    const faults: string[] = [];
    const lift: (() => void)[] = [];
    try {
      await branch.start();
      const { pid } = branch.app().electron.process();
      if (pid === undefined) throw new Error('the application has no process');
      lift.push(limitMemory(pid, limitBytes));
      const endHogs = hogCores();
      const began = performance.now();
      try {
        for (let n = 0; n < saves; n += atOnce) {
          const kept = await Promise.all(Array.from({ length: atOnce }, () => branch.register()));
          if (!kept.every(Boolean)) faults.push(`refused on a small machine: ${branch.refusal()}`);
        }
      } finally {
        await endHogs();
      }
      const ms = (performance.now() - began) / saves;
      process.stderr.write(`F-18 ${ms.toFixed(0)} ms a save\n`);
      verdicts.push(await branch.verify());
      await branch.killGroup();
      const recoverMs = await branch.start();
      if (!(await branch.register())) faults.push('work does not go on');
      verdicts.push(await branch.verify(), { lost: [], doubled: [], faults });
      return inAll(branch.acknowledged(), recoverMs, verdicts);
    } finally {
      await branch.remove();
      for (const one of lift) one();
    }
  },
};
