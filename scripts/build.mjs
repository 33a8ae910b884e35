/** `npm run build`: builds into out/ if anything changed. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureBuild } from './setup/build.mjs';
import { ensureNodeModules } from './setup/node-modules.mjs';
import { checkNode } from './setup/platform.mjs';
import { runMain } from './setup/say.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

await runMain(async () => {
  checkNode();
  await ensureNodeModules(root);
  await ensureBuild(root);
});
