/**
 * `npm run lint`: ESLint over the tree, one room after another.
 * Rules that need types keep the program of every room they have seen; over the whole tree that is more than the heap that Node
 * gives itself, so each room has a process of its own. What follows `--` goes to every one of them (for example `--fix`).
 */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runInForeground } from './setup/spawn.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const eslint = path.join(root, 'node_modules/eslint/bin/eslint.js');

/** One room needs up to 3 GB; on a PC with 8 GB Node would stop at 2. */
const HEAP_MB = 6144;

const TEST_FILES = ['**/*.test.ts', '**/*.test.tsx'];

/** @type {{name: string, files: string[], without: string[]}[]} */
const ROOMS = [
  { name: 'renderer', files: ['src/renderer'], without: TEST_FILES },
  { name: 'main', files: ['src/main', 'src/preload'], without: TEST_FILES },
  { name: 'tests', files: ['tests', '{src,server,scripts}/**/*.test.{ts,tsx}'], without: [] },
  // Everything that no room above takes, so that a new folder can't be forgotten.
  { name: 'rest', files: ['.'], without: [...TEST_FILES, 'tests', 'src/renderer', 'src/main', 'src/preload'] },
];

let failed = 0;
for (const { name, files, without } of ROOMS) {
  const options = ['--cache', '--cache-location', `.cache/eslint/${name}`, '--max-warnings', '0'];
  const ignored = without.flatMap((pattern) => ['--ignore-pattern', pattern]);
  const args = [`--max-old-space-size=${HEAP_MB}`, eslint, ...files, ...options, ...ignored, ...process.argv.slice(2)];
  const code = await runInForeground(process.execPath, args, { cwd: root, env: process.env, shell: false });
  console.log(`lint ${code === 0 ? 'ok    ' : 'FAILED'} ${name}`);
  if (code !== 0) failed += 1;
}
process.exitCode = failed === 0 ? 0 : 1;
