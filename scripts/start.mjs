/**
 * `npm start`: from a bare checkout to the window. Needs only Node and the npm and Debian registries.
 * Flags after `--` reach the app: npm start -- --demo --user-data-dir DIR --lang en
 */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureBuild } from './setup/build.mjs';
import { electronEnv, findElectron, onDisplay, sandboxFlags } from './setup/electron.mjs';
import { ensureNodeModules } from './setup/node-modules.mjs';
import { checkNode } from './setup/platform.mjs';
import { runMain, say, secondsSince } from './setup/say.mjs';
import { runInForeground } from './setup/spawn.mjs';
import { ensureSystemPackages } from './setup/system-packages.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

await runMain(async () => {
  const startedAtMs = Date.now();
  checkNode();
  await ensureNodeModules(root);
  await ensureSystemPackages({ tests: false });
  const binary = await findElectron(root);
  await ensureBuild(root);
  say(`ready after ${secondsSince(startedAtMs)}; starting`);

  const { command, args } = onDisplay(binary, [root, ...sandboxFlags(), ...process.argv.slice(2)]);
  return runInForeground(command, args, { cwd: root, env: electronEnv(binary), shell: false });
});
