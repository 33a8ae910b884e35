/** Child processes: run to the end, or run in the foreground with signals passed on. */
import { spawn, spawnSync } from 'node:child_process';

const isWindows = process.platform === 'win32';

/**
 * Runs a command with its output on the terminal.
 * @param {string} command @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<number>} exit code; 1 when it was killed or could not start
 */
export const runInForeground = (command, args, options = {}) =>
  new Promise((resolve) => {
    // A group of its own, so that a signal reaches xvfb-run and everything it started.
    const detached = !isWindows;
    const child = spawn(command, args, {
      stdio: ['ignore', 'inherit', 'inherit'],
      shell: isWindows,
      detached,
      ...options,
    });
    /** @param {NodeJS.Signals} signal */
    const pass = (signal) => {
      if (child.pid === undefined) return;
      try {
        if (detached) process.kill(-child.pid, signal);
        else child.kill(signal);
      } catch (error) {
        // ESRCH: it has just ended by itself.
        if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ESRCH') throw error;
      }
    };
    const signals = /** @type {NodeJS.Signals[]} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
    for (const signal of signals) process.on(signal, pass);
    const end = (/** @type {number} */ code) => {
      for (const signal of signals) process.off(signal, pass);
      resolve(code);
    };
    child.on('error', (error) => {
      console.error(`${command} could not be started: ${error.message}`);
      end(1);
    });
    child.on('close', (code) => end(code ?? 1));
  });

/**
 * Runs a command beside others; its output is kept until it ends, so that it stays in one piece.
 * @param {string} command @param {string[]} args
 * @param {import('node:child_process').SpawnOptions & {signal: AbortSignal}} options
 * @returns {Promise<{code: number, output: string}>}
 */
export const runBeside = (command, args, { signal, ...options }) =>
  new Promise((resolve) => {
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    /** @type {Buffer[]} */
    const parts = [];
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (part) => parts.push(part));
    const stop = () => child.kill();
    signal.addEventListener('abort', stop);
    process.on('exit', stop);
    const end = (/** @type {number} */ code) => {
      signal.removeEventListener('abort', stop);
      process.off('exit', stop);
      resolve({ code, output: Buffer.concat(parts).toString('utf8') });
    };
    child.on('error', (error) => {
      parts.push(Buffer.from(`${command} could not be started: ${error.message}\n`));
      end(1);
    });
    child.on('close', (code) => end(code ?? 1));
  });

/** True if the command ran and ended with 0. @param {string} command @param {string[]} args */
export const succeeds = (command, args) => spawnSync(command, args, { stdio: 'ignore' }).status === 0;
