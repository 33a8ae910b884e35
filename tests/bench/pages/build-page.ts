/** Bundles a script of this folder for the runtime's Chrome, to be run in a page by `executeJavaScript`. */
import path from 'node:path';
import { build } from 'vite';

/** Both names are of files in this folder. */
export type PageName = 'peers-page' | 'search-page' | 'bare-list-page';

export async function buildPage(name: PageName): Promise<string> {
  const extension = name === 'bare-list-page' ? 'tsx' : 'ts';
  const result = await build({
    configFile: false,
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"', global: 'globalThis' },
    build: {
      write: false,
      target: 'chrome114',
      lib: { entry: path.join(__dirname, `${name}.${extension}`), formats: ['iife'], name: 'unused' },
    },
  });
  const output = Array.isArray(result) ? result[0] : result;
  if (!output || !('output' in output)) throw new Error(`${name} was not bundled`);
  return output.output[0].code;
}
