/**
 * Builds the app with electron-vite, only when something it is made of changed.
 * The stamp in out/ holds a hash over sources, resources, configuration and lockfile; it is written last,
 * so an interrupted build is done again.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { problem, say, secondsSince } from './say.mjs';
import { runInForeground } from './spawn.mjs';

const FOLDERS = ['src', 'resources', 'scripts/conversation'];
const FILES = [
  'package.json',
  'package-lock.json',
  'electron.vite.config.ts',
  'hq-console.vite.config.ts',
  'tsconfig.base.json',
  'scripts/build-scripts.ts',
];
const ENTRY = 'src/main/index.ts';
/** The page of headquarters, which the server serves: small, and built alone for who runs only that. */
const CONSOLE_STEP = [
  'node_modules/vite/bin/vite.js',
  'build',
  '--config',
  'hq-console.vite.config.ts',
  '--logLevel',
  'warn',
];
/** The scripts of conversations first: they are refused in a second. */
const STEPS = [
  ['--conditions=import', '--import', 'tsx', 'scripts/build-scripts.ts'],
  ['node_modules/electron-vite/bin/electron-vite.js', 'build', '--logLevel', 'warn'],
  CONSOLE_STEP,
];
const isTest = (/** @type {string} */ file) => /\.test(-support)?\.tsx?$/.test(file);

/** @param {string} root @returns {string} */
export const hashSources = (root) => {
  const hash = createHash('sha256');
  const found = FOLDERS.filter((folder) => existsSync(path.join(root, folder))).flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !isTest(entry.name))
      .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name))),
  );
  for (const file of [...FILES, ...found].sort()) {
    const full = path.join(root, file);
    if (!existsSync(full)) continue;
    hash.update(`${file}\0`).update(readFileSync(full)).update('\0');
  }
  return hash.digest('hex');
};

/** @param {string} root */
export const isBuildable = (root) => existsSync(path.join(root, ENTRY));

/** @param {string} root */
const stampFile = (root) => path.join(root, 'out/.build-hash');
/** @param {string} root */
const consoleStampFile = (root) => path.join(root, 'out/.console-hash');

/** @param {string} root */
export const ensureBuild = async (root) => {
  if (!isBuildable(root)) throw problem(`There is nothing to build: ${ENTRY} does not exist.`);
  const stamp = stampFile(root);
  const hash = hashSources(root);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return;

  const startedAtMs = Date.now();
  say('building the app …');
  rmSync(stamp, { force: true });
  rmSync(consoleStampFile(root), { force: true });
  for (const step of STEPS) await runStep(root, step);
  mkdirSync(path.dirname(stamp), { recursive: true });
  writeFileSync(stamp, hash);
  writeFileSync(consoleStampFile(root), hash);
  say(`built in ${secondsSince(startedAtMs)}`);
};

/**
 * Only the console of headquarters, for a machine on which no application runs.
 *
 * @param {string} root
 */
export const ensureConsoleBuild = async (root) => {
  const stamp = consoleStampFile(root);
  const hash = hashSources(root);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return;
  const startedAtMs = Date.now();
  say('building the console of headquarters …');
  rmSync(stamp, { force: true });
  await runStep(root, CONSOLE_STEP);
  writeFileSync(stamp, hash);
  say(`built in ${secondsSince(startedAtMs)}`);
};

/** @param {string} root @param {string[]} step */
const runStep = async (root, step) => {
  const code = await runInForeground(process.execPath, step, { cwd: root, shell: false, stdio: ['ignore', 2, 2] });
  if (code !== 0) throw problem(`the build failed with exit code ${code}; the messages above say where.`);
};
