/** The two things nothing here can install: Node itself and an operating system Electron runs on. */
import { problem } from './say.mjs';

const NEEDED = [20, 19];

export const checkNode = (version = process.versions.node) => {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [neededMajor = 0, neededMinor = 0] = NEEDED;
  if (major > neededMajor || (major === neededMajor && minor >= neededMinor)) return;
  throw problem(`Node ${version} is too old. Install Node ${NEEDED.join('.')} or newer, then run the command again.`);
};

export const isRoot = () => process.getuid?.() === 0;

export const hasDisplay = (env = process.env) =>
  process.platform !== 'linux' || Boolean(env['DISPLAY'] || env['WAYLAND_DISPLAY']);
