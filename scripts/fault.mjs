/** `npm run fault -- [--tier 1|2] [--only F-05,…] [--seed N] [--plain]`: see tests/fault/fault.ts. */
import path from 'node:path';
import { ensureNodeModules } from './setup/node-modules.mjs';
import { checkNode } from './setup/platform.mjs';
import { runOnElectron } from './setup/run-on-electron.mjs';
import { runMain } from './setup/say.mjs';
import { runInForeground } from './setup/spawn.mjs';
import { ensureSystemPackages } from './setup/system-packages.mjs';

const program = path.join('tests', 'fault', 'fault.ts');

/** Rows of the simulated disk and of the journal alone: no build, no Electron, no display. */
const runPlain = () =>
  runMain(async () => {
    const root = path.resolve(import.meta.dirname, '..');
    checkNode();
    await ensureNodeModules(root);
    await ensureSystemPackages({ tests: true });
    const args = ['--conditions=import', '--import', 'tsx', program, ...process.argv.slice(2)];
    return runInForeground(process.execPath, args, { cwd: root, shell: false });
  });

await (process.argv.includes('--plain') ? runPlain() : runOnElectron(program));
