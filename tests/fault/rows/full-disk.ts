/**
 * F-11: a small disk fills up while people save, the application is killed and started while it is still full, and then there
 * is room again. Nothing saved is lost, what can't be saved is refused, and work goes on by itself.
 */
import { inAll, type Attempt, type FaultRow } from '../fault-row';
import { chanceOf } from '../world/chance';
import { electronBranch } from '../world/electron-branch';
import { smallDisk } from '../../e2e/support/small-disk';

/** Chromium needs room to open a database that it closed. Then it has to be this that people are told. */
async function unlessFull<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (cause) {
    if (!String(cause).includes('"reason":"diskFull"')) throw cause;
    return undefined;
  }
}

async function attempt(seed: number): Promise<Attempt> {
  const { below } = chanceOf(seed);
  const disk = await smallDisk(400);
  const branch = await electronBranch({ parent: disk.dir });
  try {
    await branch.start();
    const before = await branch.listed();
    const faults: string[] = [];
    for (let i = 0; i < 3 + below(10); i++) await branch.register();
    const underWay = [branch.register(), branch.register()];
    disk.fill();
    await Promise.all(underWay);
    const refused = [await branch.register(), await branch.register()].every((kept) => !kept);
    if (!refused) faults.push('something was called saved on a full disk');
    const readable = async (when: string): Promise<void> => {
      const listed = await unlessFull(branch.listed());
      if (listed === undefined) return;
      const missing = before + branch.acknowledged() - listed;
      if (missing > 0) faults.push(`${String(missing)} saved cases can't be read ${when}`);
    };
    await readable('on a full disk');

    await branch.killGroup();
    const opened = (await unlessFull(branch.start())) !== undefined;
    if (opened) await readable('after a start on a full disk');
    if (await branch.register()) faults.push('something was called saved on a full disk after a start');

    await disk.empty();
    const began = performance.now();
    if (!opened) await branch.signIn();
    if (!(await branch.register())) faults.push('nothing is saved though there is room again');
    const recoverMs = performance.now() - began;
    return inAll(branch.acknowledged(), recoverMs, [await branch.verify(), { lost: [], doubled: [], faults }]);
  } finally {
    await branch.remove();
    await disk.remove();
  }
}

export const fullDisk: FaultRow = {
  id: 'F-11',
  title: 'a full disk while people save, a kill and a start on it, then room again',
  tries: { t1: 1, t2: 30 },
  needs: 'electron',
  attempt,
};
