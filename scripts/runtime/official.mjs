/** The official Electron: what the `electron` package installs, and its download. */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';

const REACH_TIMEOUT_MS = 4_000;
const DOWNLOAD_TIMEOUT_MS = 10 * 60_000;
/** Shown to the user as the reason; the rest of a stack trace helps nobody. */
const REASON_LENGTH = 120;

/** @param {string} root */
export const officialVersion = (root) =>
  JSON.parse(readFileSync(path.join(root, 'node_modules/electron/package.json'), 'utf8')).version;

/**
 * The binary, if install.js finished: it writes path.txt last, and dist/version tells which release it is.
 * @param {string} root
 * @returns {{path: string, version: string} | null}
 */
export const findOfficial = (root) => {
  const home = path.join(root, 'node_modules/electron');
  const read = (/** @type {string} */ file) => {
    const full = path.join(home, file);
    return existsSync(full) ? readFileSync(full, 'utf8').trim() : null;
  };
  const relative = read('path.txt');
  const version = read('dist/version')?.replace(/^v/, '');
  if (!relative || !version || version !== officialVersion(root)) return null;
  const binary = path.join(home, 'dist', relative);
  return existsSync(binary) ? { path: binary, version } : null;
};

/**
 * Tries the official download. A host that cannot be reached in a few seconds ends it at once, since the
 * downloader itself would wait for minutes on a firewall that drops packets.
 * @param {string} root
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<{ok: true} | {ok: false, reason: string}>}
 */
export const downloadOfficial = async (root, env) => {
  const behindProxy = Boolean(env['HTTPS_PROXY'] ?? env['https_proxy'] ?? env['ELECTRON_GET_USE_PROXY']);
  if (!behindProxy) {
    const mirror = env['ELECTRON_MIRROR'] ?? env['npm_config_electron_mirror'] ?? 'https://github.com/';
    const { hostname, port, protocol } = new URL(mirror);
    const reason = await reach(hostname, Number(port) || (protocol === 'http:' ? 80 : 443));
    if (reason !== null) return { ok: false, reason };
  }
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['node_modules/electron/install.js'], {
      cwd: root,
      env,
      stdio: ['ignore', 'ignore', 'pipe'],
      timeout: DOWNLOAD_TIMEOUT_MS,
    });
    let errors = '';
    child.stderr.on('data', (chunk) => (errors += chunk));
    child.on('error', (error) => resolve({ ok: false, reason: error.message }));
    child.on('close', (code) => {
      if (code === 0) return resolve({ ok: true });
      resolve({ ok: false, reason: errors.trim().split('\n')[0]?.slice(0, REASON_LENGTH) || 'it took too long' });
    });
  });
};

/** @param {string} host @param {number} port @returns {Promise<string | null>} null when a connection opened */
const reach = (host, port) =>
  new Promise((resolve) => {
    const socket = connect({ host, port });
    const end = (/** @type {string | null} */ reason) => {
      socket.destroy();
      resolve(reason);
    };
    socket.setTimeout(REACH_TIMEOUT_MS, () => end(`${host} did not answer`));
    socket.once('connect', () => end(null));
    socket.once('error', (error) =>
      end(`${host}: ${/** @type {NodeJS.ErrnoException} */ (error).code ?? 'no connection'}`),
    );
  });
