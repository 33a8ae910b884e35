/** F-02: one process of the application dies while people save: the page, the store's page, the GPU's or a utility process. */
import { inAll, type Attempt, type FaultRow } from '../fault-row';
import { chanceOf } from '../world/chance';
import { badWeek } from '../world/bad-week';
import type { ElectronBranch } from '../world/electron-branch';

type Victim = 'page' | 'store' | 'GPU' | 'Utility';
const victims: readonly Victim[] = ['store', 'page', 'store', 'GPU', 'Utility'];

/** After this nobody waits any more, ms. */
const longestRecoverMs = 10_000;

async function kill(branch: ElectronBranch, victim: Victim): Promise<void> {
  await branch.app().electron.evaluate(({ app, webContents }, which) => {
    if (which === 'page' || which === 'store') {
      const host = which === 'page' ? 'app://ui/' : 'app://store/';
      webContents
        .getAllWebContents()
        .find((contents) => contents.getURL().startsWith(host))
        ?.forcefullyCrashRenderer();
      return;
    }
    for (const { type, pid } of app.getAppMetrics()) if (type === which) process.kill(pid, 'SIGKILL');
  }, victim);
}

const week = badWeek();

async function attempt(seed: number): Promise<Attempt> {
  const branch = await week.branch();
  const victim = victims[(seed - 1) % victims.length] ?? 'store';
  const before = branch.acknowledged();
  const saves = Array.from({ length: 2 + chanceOf(seed).below(10) }, () => branch.register());
  await kill(branch, victim);
  await Promise.all(saves);
  const began = performance.now();
  // A page that died is loaded again: until it is there nobody can ask for anything.
  let goesOn = await branch.register();
  while (!goesOn && performance.now() - began < longestRecoverMs) goesOn = await branch.register();
  const faults = goesOn ? [] : [`${victim}: work does not go on: ${branch.refusal()}`];
  const recoverMs = performance.now() - began;
  return inAll(branch.acknowledged() - before, recoverMs, [await branch.verify(), { lost: [], doubled: [], faults }]);
}

export const killOneProcess: FaultRow = {
  id: 'F-02',
  title: 'one process killed while people save: page, store page, GPU, utility',
  tries: { t1: 5, t2: 300 },
  needs: 'electron',
  attempt,
  end: week.end,
};
