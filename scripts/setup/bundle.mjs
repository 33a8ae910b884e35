/**
 * Loads a TypeScript program of this repository into plain Node. Bundled first, because some packages are ES modules only
 * and the sources are not marked as such.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureNodeModules } from './node-modules.mjs';
import { checkNode } from './platform.mjs';

/**
 * @param {string} root
 * @param {string} entry relative to `root`
 * @returns {Promise<Record<string, unknown>>} what the program exports
 */
export const importBundled = async (root, entry) => {
  checkNode();
  await ensureNodeModules(root);
  // Only now: on a bare checkout it has just been installed.
  const { build } = await import('vite');
  const cache = path.join(root, '.cache');
  mkdirSync(cache, { recursive: true });
  const name = path.basename(entry, '.ts');
  // A folder for each start: two may be started at once. Below the root, so that packages are found.
  const outDir = mkdtempSync(path.join(cache, `${name}-`));
  try {
    await build({
      root,
      configFile: false,
      logLevel: 'warn',
      publicDir: false,
      build: {
        ssr: entry,
        outDir,
        emptyOutDir: true,
        minify: false,
        rollupOptions: { output: { entryFileNames: `${name}.mjs` } },
      },
    });
    return await import(pathToFileURL(path.join(outDir, `${name}.mjs`)).href);
  } finally {
    // Loaded by now; nothing is read from there again.
    rmSync(outDir, { recursive: true, force: true });
  }
};
