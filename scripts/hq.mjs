/** Runs the headquarters server from its sources: `npm run hq -- [code | pack FILE | key | user …] [--port …]`, see server/main.ts. */
import path from 'node:path';
import { ensureConsoleBuild } from './setup/build.mjs';
import { importBundled } from './setup/bundle.mjs';
import { ensureNodeModules } from './setup/node-modules.mjs';
import { checkNode } from './setup/platform.mjs';
import { runMain } from './setup/say.mjs';

const root = path.resolve(import.meta.dirname, '..');

await runMain(async () => {
  // Without a command the server starts, and serves its console.
  const [command = 'serve'] = process.argv.slice(2);
  if (command === 'serve' || (command.startsWith('-') && command !== '--help' && command !== '-h')) {
    checkNode();
    await ensureNodeModules(root);
    await ensureConsoleBuild(root);
  }
  await importBundled(root, 'server/main.ts');
  // Whatever it refused at once; what it refuses later, it says itself.
  return Number(process.exitCode ?? 0);
});
