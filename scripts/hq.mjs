/**
 * Runs the headquarters server from its sources: `npm run hq -- [code] [--port …]`, see server/main.ts.
 * Bundled first, because some packages are ES modules only and the sources are not marked as such.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';

const root = path.resolve(import.meta.dirname, '..');
mkdirSync(path.join(root, '.cache'), { recursive: true });
// Its own folder for each start: two servers may be started at once. Below the root, so that packages are found.
const outDir = mkdtempSync(path.join(root, '.cache', 'hq-'));
try {
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    build: {
      ssr: 'server/main.ts',
      outDir,
      emptyOutDir: true,
      minify: false,
      rollupOptions: { output: { entryFileNames: 'hq.mjs' } },
    },
  });
  await import(pathToFileURL(path.join(outDir, 'hq.mjs')).href);
} finally {
  // Loaded by now; nothing is read from there again.
  rmSync(outDir, { recursive: true, force: true });
}
