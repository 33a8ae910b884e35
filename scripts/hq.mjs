/** Runs the headquarters server from its sources: `npm run hq -- [code | pack FILE | key] [--port …]`, see server/main.ts. */
import path from 'node:path';
import { importBundled } from './setup/bundle.mjs';
import { runMain } from './setup/say.mjs';

await runMain(async () => {
  await importBundled(path.resolve(import.meta.dirname, '..'), 'server/main.ts');
  // Whatever it refused at once; what it refuses later, it says itself.
  return Number(process.exitCode ?? 0);
});
