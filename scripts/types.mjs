/**
 * `npm run types`: TypeScript 7 over every project, two at a time and each with one checker: several checkers of one project each
 * work out the types of its packages anew, which doubles the time.
 * Each folder has its own tsconfig because each has its own host: the domain must not see `window` or `process`.
 * A project that holds no source file yet is passed over with a line that says so.
 */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const tsc = path.join(root, 'node_modules/tsc7/bin/tsc');
const PARALLEL = 2;
const NO_INPUTS = 'TS18003';

const folders = [
  ...readdirSync(path.join(root, 'src'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => `src/${entry.name}`),
  'server',
  'scripts',
];
const projects = [
  ...folders.map((folder) => `${folder}/tsconfig.json`).filter((file) => existsSync(path.join(root, file))),
  'tsconfig.tests.json',
];

/** @param {string} project @returns {Promise<{project: string, code: number, output: string}>} */
const check = (project) =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [tsc, '-p', project, '--pretty', 'false', '--checkers', '1'], { cwd: root });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.on('error', reject);
    child.on('close', (code) => resolve({ project, code: code ?? 1, output }));
  });

const waiting = [...projects];
let failed = 0;
const work = async () => {
  for (let project = waiting.shift(); project !== undefined; project = waiting.shift()) {
    const { code, output } = await check(project);
    if (code === 0) {
      console.log(`types ok      ${project}`);
    } else if (output.includes(NO_INPUTS)) {
      console.log(`types nothing ${project} (no source files yet)`);
    } else {
      failed += 1;
      console.log(`types FAILED  ${project}\n${output.trimEnd()}`);
    }
  }
};
await Promise.all(Array.from({ length: PARALLEL }, work));
process.exitCode = failed === 0 ? 0 : 1;
