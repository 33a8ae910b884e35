/** F-14: the application is started again on the same profile while it runs. The second one ends, the first works on. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { inAll, type Attempt, type FaultRow } from '../fault-row';
import { electronBranch } from '../world/electron-branch';

const root = path.resolve(__dirname, '../../..');

function startAgain(profile: string): Promise<number | null> {
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const executable = process.env['ELECTRON_EXEC_PATH'] ?? '';
  const child = spawn(executable, [root, ...asRoot, `--user-data-dir=${profile}`], { stdio: 'ignore' });
  return new Promise((resolve) => child.once('exit', resolve));
}

async function attempt(): Promise<Attempt> {
  const branch = await electronBranch();
  try {
    await branch.start();
    const saves = Array.from({ length: 6 }, () => branch.register());
    const began = performance.now();
    const code = await startAgain(branch.profile);
    const recoverMs = performance.now() - began;
    const kept = await Promise.all(saves);
    const faults = [
      ...(code === 0 ? [] : [`the second one ended with ${String(code)}`]),
      ...(kept.every(Boolean) && (await branch.register()) ? [] : ['the first one does not save any more']),
    ];
    return inAll(branch.acknowledged(), recoverMs, [await branch.verify(), { lost: [], doubled: [], faults }]);
  } finally {
    await branch.remove();
  }
}

export const secondInstance: FaultRow = {
  id: 'F-14',
  title: 'started a second time on the same profile',
  tries: { t1: 1, t2: 20 },
  needs: 'electron',
  attempt,
};
