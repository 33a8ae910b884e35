/**
 * `npm start`: from a bare checkout to the window. Needs only Node and the npm and Debian registries.
 * Flags after `--` reach the app: npm start -- --demo --user-data-dir DIR --lang en
 * `npm run dev` adds --dev: pages reload while they are edited.
 */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureBuild, forgetBuild } from './setup/build.mjs';
import { electronEnv, findElectron, onDisplay, sandboxFlags } from './setup/electron.mjs';
import { ensureNodeModules } from './setup/node-modules.mjs';
import { checkNode } from './setup/platform.mjs';
import { runMain, say, secondsSince } from './setup/say.mjs';
import { runInForeground } from './setup/spawn.mjs';
import { ensureSystemPackages } from './setup/system-packages.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

await runMain(async () => {
  const startedAtMs = Date.now();
  const isDev = process.argv[2] === '--dev';
  const flags = process.argv.slice(isDev ? 3 : 2);
  checkNode();
  await ensureNodeModules(root);
  await ensureSystemPackages({ tests: false });
  const binary = await findElectron(root);
  if (isDev) forgetBuild(root);
  else await ensureBuild(root);
  say(`ready after ${secondsSince(startedAtMs)}; starting`);

  const sandbox = sandboxFlags();
  const { command, args } = isDev
    ? onDisplay(process.execPath, [
        path.join(root, 'node_modules/electron-vite/bin/electron-vite.js'),
        'dev',
        ...(sandbox.length > 0 ? ['--noSandbox'] : []),
        ...(flags.length > 0 ? ['--', ...flags] : []),
      ])
    : onDisplay(binary, [root, ...sandbox, ...flags]);
  return runInForeground(command, args, { cwd: root, env: electronEnv(binary), shell: false });
});
