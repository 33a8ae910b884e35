/**
 * F-01: every process of the application is killed at once while people save, started again, and compared with what they were
 * told. Attempts follow one another on the same branch, as the days of a bad week do.
 */
import { inAll, type Attempt, type FaultRow } from '../fault-row';
import { chanceOf } from '../world/chance';
import { badWeek } from '../world/bad-week';

const week = badWeek();

async function attempt(seed: number): Promise<Attempt> {
  const { below, next } = chanceOf(seed);
  const branch = await week.branch();
  const before = branch.acknowledged();
  const atOnce = 1 + below(4);
  const wanted = 1 + below(seed % 5 === 0 ? 120 : 30);
  let saved = 0;
  const enough = new Promise<void>((resolve) => {
    const save = async (): Promise<void> => {
      while (saved < wanted) {
        if (!(await branch.register())) return;
        saved += 1;
      }
      resolve();
    };
    for (let i = 0; i < atOnce; i++) void save();
  });
  await enough;
  // The others are still on their way; some moments later at any place of theirs.
  const last = [branch.register(), branch.register()];
  const until = performance.now() + next() * 12;
  while (performance.now() < until) await new Promise((resolve) => setImmediate(resolve));
  await branch.killGroup();
  await Promise.all(last);
  const recoverMs = await branch.start();
  return inAll(branch.acknowledged() - before, recoverMs, [await branch.verify()]);
}

export const killGroup: FaultRow = {
  id: 'F-01',
  title: 'SIGKILL of the process group while people save',
  tries: { t1: 12, t2: 1_000 },
  needs: 'electron',
  attempt,
  end: week.end,
};
