/** `npm run seed -- --cases N --user-data DIR`, also from a bare checkout; see seed.ts. */
import path from 'node:path';
import { ensureNodeModules } from './setup/node-modules.mjs';
import { checkNode } from './setup/platform.mjs';
import { runMain } from './setup/say.mjs';
import { runInForeground } from './setup/spawn.mjs';

await runMain(async () => {
  const root = path.resolve(import.meta.dirname, '..');
  checkNode();
  await ensureNodeModules(root);
  const program = ['--conditions=import', '--import', 'tsx', 'scripts/seed.ts', ...process.argv.slice(2)];
  return runInForeground(process.execPath, program, { cwd: root, shell: false });
});
