/**
 * A throw-away copy of the repository's skeleton (configuration, tsconfigs, linked node_modules) into which
 * a fence test plants files. Outside the work tree, so that nobody's build or lint ever sees a planted file.
 */
import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const repository = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

const SKELETON = [
  'package.json',
  'tsconfig.json',
  'tsconfig.base.json',
  'tsconfig.tests.json',
  '.dependency-cruiser.cjs',
  'eslint.config.mjs',
  'scripts/eslint',
  'scripts/tsconfig.json',
  'server/tsconfig.json',
];

/** File contents by path, relative to the top of the tree. */
export type Plants = Readonly<Record<string, string>>;

/** What a command line tool said. */
export type ToolRun = { readonly code: number; readonly output: string };

/** Creates the tree; call `remove` when done. */
export const plantTree = (plants: Plants) => {
  const root = mkdtempSync(path.join(tmpdir(), 'xianting-fence-'));
  const folders = readdirSync(path.join(repository, 'src'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => `src/${entry.name}/tsconfig.json`);
  for (const file of [...SKELETON, ...folders]) {
    cpSync(path.join(repository, file), path.join(root, file), { recursive: true });
  }
  symlinkSync(path.join(repository, 'node_modules'), path.join(root, 'node_modules'));
  for (const [file, content] of Object.entries(plants)) {
    const full = path.join(root, file);
    mkdirSync(path.dirname(full), { recursive: true });
    writeFileSync(full, content);
  }

  /** Runs a tool of node_modules in the tree. */
  const run = (script: string, args: readonly string[]): Promise<ToolRun> =>
    new Promise((resolve, reject) => {
      const child = spawn(process.execPath, [path.join(root, 'node_modules', script), ...args], { cwd: root });
      let output = '';
      child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
      child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
      child.on('error', reject);
      child.on('close', (code) => resolve({ code: code ?? 1, output }));
    });

  return { root, run, remove: () => rmSync(root, { recursive: true, force: true }) };
};
