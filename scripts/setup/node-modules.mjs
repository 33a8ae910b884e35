/**
 * node_modules in step with package-lock.json.
 *
 * A stamp inside node_modules holds the hash of the lockfile it was made from. Without a matching stamp
 * the folder is compared with the lockfile package by package before `npm ci` throws it away: after
 * `npm install something` it is already right.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { problem, say, secondsSince } from './say.mjs';
import { runInForeground } from './spawn.mjs';

/** @typedef {{version?: string, integrity?: string, optional?: boolean, devOptional?: boolean, peer?: boolean, link?: boolean}} LockEntry */

/** @param {string} root */
export const ensureNodeModules = async (root) => {
  const lock = readFileSync(path.join(root, 'package-lock.json'));
  const hash = createHash('sha256').update(lock).digest('hex');
  const modules = path.join(root, 'node_modules');
  const stamp = path.join(modules, '.xianting-lock-hash');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return;

  const hidden = path.join(modules, '.package-lock.json');
  const fits = existsSync(hidden) && sameTree(JSON.parse(lock.toString()), JSON.parse(readFileSync(hidden, 'utf8')));
  if (!fits) await install(root);
  try {
    writeFileSync(stamp, hash);
  } catch (error) {
    // A tree that belongs to somebody else: the next start compares again, which takes milliseconds.
    if (!['EACCES', 'EROFS', 'EPERM'].includes(/** @type {NodeJS.ErrnoException} */ (error).code ?? '')) throw error;
  }
};

/** @param {string} root */
const install = async (root) => {
  const startedAtMs = Date.now();
  say('installing npm packages (npm ci) …');
  const code = await runInForeground('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: root });
  if (code !== 0) {
    throw problem(
      `"npm ci" failed with exit code ${code}.`,
      'Without a network: connect it, or point npm at a registry you can reach (npm config set registry URL).',
      'If npm says that package.json and package-lock.json differ: run "npm install" once and look at the change.',
    );
  }
  say(`npm packages installed in ${secondsSince(startedAtMs)}`);
};

/**
 * Whether an installed tree is what the lockfile asks for. Packages for other platforms may be missing.
 * @param {{packages: Record<string, LockEntry>}} wanted package-lock.json
 * @param {{packages: Record<string, LockEntry>}} installed node_modules/.package-lock.json
 */
export const sameTree = (wanted, installed) => {
  for (const [name, entry] of Object.entries(wanted.packages)) {
    if (name === '') continue;
    const there = installed.packages[name];
    if (there === undefined) {
      if (entry.optional || entry.devOptional) continue;
      return false;
    }
    if (there.version !== entry.version || there.integrity !== entry.integrity) return false;
  }
  return Object.keys(installed.packages).every((name) => name in wanted.packages);
};
