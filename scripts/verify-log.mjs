/**
 * Checks an exported log: `npm run verify-log -- FILE [--lang zh|en]`, see log-check/verify-log.ts.
 * Bundled first, because some packages are ES modules only and the sources are not marked as such.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';

const root = path.resolve(import.meta.dirname, '..');
mkdirSync(path.join(root, '.cache'), { recursive: true });
const outDir = mkdtempSync(path.join(root, '.cache', 'verify-log-'));
try {
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    build: {
      ssr: 'scripts/log-check/verify-log.ts',
      outDir,
      emptyOutDir: true,
      minify: false,
      rollupOptions: { output: { entryFileNames: 'verify-log.mjs' } },
    },
  });
  const { verifyLog } = await import(pathToFileURL(path.join(outDir, 'verify-log.mjs')).href);
  // npm runs this in the repository's top; the file was named from where the person stands.
  process.chdir(process.env['INIT_CWD'] ?? process.cwd());
  const language = new Intl.DateTimeFormat().resolvedOptions().locale;
  process.exitCode = await verifyLog(
    process.argv.slice(2),
    (/** @type {string} */ line) => process.stdout.write(`${line}\n`),
    language,
  );
} finally {
  rmSync(outDir, { recursive: true, force: true });
}
