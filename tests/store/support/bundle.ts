/** Builds the store's page as it ships, its preload, and the driver of the tests, once per worker, into a temporary folder. */
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { InlineConfig } from 'vite';

export const root = path.resolve(__dirname, '../../..');

let built: Promise<string> | undefined;

/** Folder with `pages/` (what the scheme serves) and `app/` (a small Electron application). */
export function bundle(): Promise<string> {
  built ??= make();
  return built;
}

async function make(): Promise<string> {
  // Playwright loads tests as CommonJS; Vite is a module.
  const { build } = await import('vite');
  const folder = await mkdtemp(path.join(tmpdir(), 'xianting-store-'));
  const pages = path.join(folder, 'pages');
  const common = { configFile: false, logLevel: 'error' } satisfies InlineConfig;
  await build({
    ...common,
    root: path.join(root, 'src'),
    build: {
      outDir: pages,
      emptyOutDir: true,
      target: 'chrome114',
      rolldownOptions: { input: { 'store-host': path.join(root, 'src/store-host/index.html') } },
    },
  });
  await build({
    ...common,
    root,
    build: {
      outDir: path.join(pages, 'store-host/test'),
      emptyOutDir: true,
      target: 'chrome114',
      lib: { entry: path.join(root, 'tests/store/support/driver.ts'), formats: ['es'], fileName: () => 'driver.js' },
      rolldownOptions: { output: { codeSplitting: false } },
    },
  });
  for (const [name, entry] of [
    ['main', 'tests/store/support/harness-main.ts'],
    ['preload', 'src/preload/store-host.ts'],
  ] as const) {
    await build({
      ...common,
      root,
      ssr: { noExternal: true },
      build: {
        ssr: path.join(root, entry),
        outDir: path.join(folder, 'app'),
        emptyOutDir: false,
        target: 'node18',
        rolldownOptions: { external: ['electron'], output: { format: 'cjs', entryFileNames: `${name}.js` } },
      },
    });
  }
  await writeFile(path.join(folder, 'app/package.json'), JSON.stringify({ name: 'store-harness', main: 'main.js' }));
  return folder;
}
