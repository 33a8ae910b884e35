/** Starting Electron (or a tool that starts it): binary, virtual display, sandbox. */
import { resolveElectronRuntime } from '../electron-runtime.mjs';
import { hasDisplay, isRoot } from './platform.mjs';
import { problem, say } from './say.mjs';

/** @param {string} root @returns {Promise<string>} path of the binary */
export const findElectron = async (root) => {
  try {
    return (await resolveElectronRuntime({ root, say })).path;
  } catch (error) {
    throw problem(error instanceof Error ? error.message : String(error));
  }
};

/**
 * The command line, put behind xvfb-run when there is no display.
 * @param {string} command @param {string[]} args
 * @returns {{command: string, args: string[]}}
 */
export const onDisplay = (command, args) => {
  if (hasDisplay()) return { command, args };
  say('no display: using a virtual one (xvfb-run)');
  return { command: 'xvfb-run', args: ['-a', '-s', '-screen 0 1600x1000x24 -noreset', command, ...args] };
};

/** Flags Electron needs on this machine. @returns {string[]} */
export const sandboxFlags = () => {
  if (process.platform !== 'linux' || !isRoot()) return [];
  say('running as root: Chromium needs --no-sandbox (do not run the app as root in a branch)');
  return ['--no-sandbox'];
};

/** Environment for a process that starts Electron. @param {string} binary @returns {NodeJS.ProcessEnv} */
export const electronEnv = (binary) => {
  /** @type {NodeJS.ProcessEnv} */
  const env = { ...process.env, ELECTRON_EXEC_PATH: binary };
  // Set in terminals of Electron-based editors; it would turn our app into a plain Node.
  delete env['ELECTRON_RUN_AS_NODE'];
  return env;
};
