/** Runs a TypeScript program that drives the built application: build, Electron and display are seen to. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureBuild } from './build.mjs';
import { electronEnv, findElectron, onDisplay } from './electron.mjs';
import { ensureNodeModules } from './node-modules.mjs';
import { checkNode } from './platform.mjs';
import { runMain } from './say.mjs';
import { runInForeground } from './spawn.mjs';
import { ensureSystemPackages } from './system-packages.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** @param {string} program relative to the repository; gets the rest of the command line */
export const runOnElectron = (program) =>
  runMain(async () => {
    checkNode();
    await ensureNodeModules(root);
    await ensureSystemPackages({ tests: true });
    const env = electronEnv(await findElectron(root));
    await ensureBuild(root);
    const { command, args } = onDisplay(process.execPath, [
      '--conditions=import',
      '--import',
      'tsx',
      program,
      ...process.argv.slice(2),
    ]);
    return runInForeground(command, args, { cwd: root, env, shell: false });
  });
