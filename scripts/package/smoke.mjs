/**
 * Starts what was packed. The package itself is tried from outside: it must start, and must not let itself be turned into a Node, be
 * inspected, or be driven. Then its twin (the same files, one word in the manifest) is driven over the DevTools protocol: a branch is set
 * up, a case is registered, and it is there after the next start. Playwright's own way into Electron needs the inspector, which the
 * fuses have taken out.
 */
import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { electronEnv, onDisplay, sandboxFlags } from '../setup/electron.mjs';
import { importBundled } from '../setup/bundle.mjs';
import { say, secondsSince } from '../setup/say.mjs';

const STARTED_MS = 60_000;

/** @param {{root: string, release: string, twin: string}} options @returns {Promise<number>} exit code */
export const smoke = async ({ root, release, twin }) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'xianting-smoke-'));
  const flags = sandboxFlags();
  let failed = 0;
  /** @param {string} name @param {() => Promise<void>} work */
  const step = async (name, work) => {
    const startedAtMs = Date.now();
    try {
      await work();
      say(`smoke: ${name}: passed (${secondsSince(startedAtMs)})`);
    } catch (cause) {
      failed += 1;
      say(`smoke: ${name}: FAILED\n${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}`);
    }
  };
  /** @param {string} name */
  const profile = (name) => [...flags, `--user-data-dir=${path.join(folder, name)}`, '--app-lang=zh-CN'];

  try {
    await step('the package shows its first page', async () => {
      const app = start(release, profile('first'));
      const log = path.join(folder, 'first', 'logs', 'xianting.log');
      await until(() => existsSync(path.join(folder, 'first', 'IndexedDB')), 'the page of the store opened', app);
      await app.stop();
      if (existsSync(log) && /"level":"error"/.test(readFileSync(log, 'utf8')))
        throw new Error(readFileSync(log, 'utf8'));
    });
    await step('ELECTRON_RUN_AS_NODE has no effect', async () => {
      const trace = path.join(folder, 'as-node');
      const script = path.join(folder, 'as-node.js');
      writeFileSync(script, `require('fs').writeFileSync(${JSON.stringify(trace)}, 'ran')`);
      const app = start(release, [script, ...profile('as-node-profile')], { ELECTRON_RUN_AS_NODE: '1' });
      await until(() => existsSync(path.join(folder, 'as-node-profile', 'IndexedDB')), 'it started as itself', app);
      await app.stop();
      if (existsSync(trace)) throw new Error('the script was run');
    });
    await step('NODE_OPTIONS has no effect', async () => {
      const trace = path.join(folder, 'options');
      const script = path.join(folder, 'options.js');
      writeFileSync(script, `require('fs').writeFileSync(${JSON.stringify(trace)}, 'ran')`);
      const app = start(release, profile('options-profile'), { NODE_OPTIONS: `--require ${script}` });
      await until(() => existsSync(path.join(folder, 'options-profile', 'IndexedDB')), 'it started as itself', app);
      await app.stop();
      if (existsSync(trace)) throw new Error('the script was run');
    });
    for (const refused of ['--inspect=0', '--inspect-brk=0', '--remote-debugging-port=0', '--disable-web-security']) {
      await step(`${refused} ends it before anything opens`, async () => {
        const app = start(release, [...profile(`refused${refused.replace(/\W/g, '')}`), refused]);
        const code = await app.ended;
        if (/listening on ws/i.test(app.output())) throw new Error(`a port was opened:\n${app.output()}`);
        if (code !== 2) throw new Error(`it ended with ${String(code)}:\n${app.output()}`);
      });
    }
    await step('another program beside the archive is not started', async () => {
      const copy = path.join(folder, 'copy');
      cpSync(path.dirname(release), copy, { recursive: true });
      const trace = path.join(folder, 'beside');
      rmSync(path.join(copy, 'resources', 'app.asar'));
      const other = path.join(copy, 'resources', 'app');
      cpSync(path.join(root, 'resources', 'icons'), other, { recursive: true });
      writeFileSync(path.join(other, 'package.json'), '{"name":"other","main":"main.js"}');
      writeFileSync(path.join(other, 'main.js'), `require('fs').writeFileSync(${JSON.stringify(trace)}, 'ran')`);
      const app = start(path.join(copy, path.basename(release)), profile('beside-profile'));
      await Promise.race([app.ended, new Promise((resolve) => setTimeout(resolve, 5_000))]);
      await app.stop();
      if (existsSync(trace)) throw new Error('the other program was run');
    });
    await step('a branch is set up, a case is saved, and is there after the next start', async () => {
      const program = await importBundled(root, 'tests/e2e/support/packed-branch-main.ts');
      const driveBranch = /** @type {(start: () => Promise<Driven>) => Promise<void>} */ (program['driveBranch']);
      await driveBranch(() => startDriven(twin, profile('branch')));
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  say(failed === 0 ? 'smoke: all passed' : `smoke: ${String(failed)} FAILED`);
  return failed === 0 ? 0 : 1;
};

/**
 * @typedef {object} Started
 * @property {Promise<number | null>} ended
 * @property {() => string} output
 * @property {() => Promise<void>} stop as closing the window does
 */

/** @param {string} binary @param {string[]} args @param {NodeJS.ProcessEnv} [extra] @returns {Started} */
const start = (binary, args, extra = {}) => {
  const at = onDisplay(binary, args);
  const child = spawn(at.command, at.args, {
    env: { ...electronEnv(binary), ...extra },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, so that everything it started ends with it.
    detached: true,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (output += String(part)));
  /** @type {Promise<number | null>} */
  const ended = new Promise((resolve) => child.once('exit', (code) => resolve(code)));
  return {
    ended,
    output: () => output,
    stop: async () => {
      if (child.exitCode === null && child.pid !== undefined) {
        try {
          process.kill(-child.pid, 'SIGTERM');
        } catch (cause) {
          if (/** @type {NodeJS.ErrnoException} */ (cause).code !== 'ESRCH') throw cause;
        }
      }
      await ended;
    },
  };
};

/** @typedef {Started & {address: string}} Driven */

/** The twin, and the address on which it can be driven. @param {string} binary @param {string[]} args @returns {Promise<Driven>} */
const startDriven = async (binary, args) => {
  const app = start(binary, [...args, '--remote-debugging-port=0']);
  const address = () => /DevTools listening on (ws:\S+)/.exec(app.output())?.[1];
  await until(() => address() !== undefined, 'it can be driven', app);
  return { ...app, address: /** @type {string} */ (address()) };
};

/** @param {() => boolean} condition @param {string} what @param {Started} app */
const until = async (condition, what, app) => {
  const untilMs = Date.now() + STARTED_MS;
  let gone = false;
  void app.ended.then(() => (gone = true));
  while (!condition()) {
    if (gone) throw new Error(`it ended before this came: ${what}\n${app.output()}`);
    if (Date.now() > untilMs) throw new Error(`this never came: ${what}\n${app.output()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};
