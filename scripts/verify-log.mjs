/** Checks an exported log: `npm run verify-log -- FILE [--lang zh|en]`, see log-check/verify-log.ts. */
import path from 'node:path';
import { importBundled } from './setup/bundle.mjs';
import { runMain } from './setup/say.mjs';

await runMain(async () => {
  const root = path.resolve(import.meta.dirname, '..');
  const { verifyLog } = /** @type {typeof import('./log-check/verify-log')} */ (
    await importBundled(root, 'scripts/log-check/verify-log.ts')
  );
  // npm runs this in the repository's top; the file was named from where the person stands.
  process.chdir(process.env['INIT_CWD'] ?? process.cwd());
  const language = new Intl.DateTimeFormat().resolvedOptions().locale;
  return verifyLog(process.argv.slice(2), (/** @type {string} */ line) => process.stdout.write(`${line}\n`), language);
});
