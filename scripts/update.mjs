/** Signs and checks lists of updates: `npm run update -- …`, see update/update.ts. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { importBundled } from './setup/bundle.mjs';
import { runMain } from './setup/say.mjs';

await runMain(async () => {
  const root = path.resolve(import.meta.dirname, '..');
  const { update } = /** @type {typeof import('./update/update')} */ (
    await importBundled(root, 'scripts/update/update.ts')
  );
  const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  // npm runs this in the repository's top; files are named from where the person stands.
  process.chdir(process.env['INIT_CWD'] ?? process.cwd());
  return update(process.argv.slice(2), version, (/** @type {string} */ line) => process.stdout.write(`${line}\n`));
});
