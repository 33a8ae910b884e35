/** Programs that are started hundreds of times: bundled once, so that a start costs a tenth of a second. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'vite';

const root = path.resolve(__dirname, '../../..');

export interface Bundled {
  readonly file: string;
  readonly remove: () => Promise<void>;
}

/** `entry`: relative to the repository. Bundled below it, so that packages are found. */
export async function bundled(entry: string): Promise<Bundled> {
  const cache = path.join(root, '.cache');
  await mkdir(cache, { recursive: true });
  const name = path.basename(entry, '.ts');
  const outDir = await mkdtemp(path.join(cache, `${name}-`));
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
  return {
    file: path.join(outDir, `${name}.mjs`),
    remove: () => rm(outDir, { recursive: true, force: true }),
  };
}
