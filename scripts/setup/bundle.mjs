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
 * Bundles a program below the root, so that packages are found; a folder for each time, because two may be started at once.
 *
 * @param {string} root
 * @param {string} entry relative to `root`
 * @returns {Promise<{ file: string, remove: () => void }>}
 */
export const bundle = async (root, entry) => {
  // Only now: on a bare checkout it has just been installed.
  const { build } = await import('vite');
  const cache = path.join(root, '.cache');
  mkdirSync(cache, { recursive: true });
  const name = path.basename(entry, '.ts');
  const outDir = mkdtempSync(path.join(cache, `${name}-`));
  const remove = () => rmSync(outDir, { recursive: true, force: true });
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
        rolldownOptions: { output: { entryFileNames: `${name}.mjs` } },
      },
    });
  } catch (cause) {
    remove();
    throw cause;
  }
  return { file: path.join(outDir, `${name}.mjs`), remove };
};

/**
 * @param {string} root
 * @param {string} entry relative to `root`
 * @returns {Promise<Record<string, unknown>>} what the program exports
 */
export const importBundled = async (root, entry) => {
  checkNode();
  await ensureNodeModules(root);
  const { file, remove } = await bundle(root, entry);
  try {
    return await import(pathToFileURL(file).href);
  } finally {
    // Loaded by now; nothing is read from there again.
    remove();
  }
};
