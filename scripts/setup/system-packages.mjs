/**
 * What Electron, a virtual display and the test suites need from the system.
 * Looks at files, not at the package manager: that takes milliseconds and also works where a library came
 * from elsewhere. apt is called only when something is missing.
 */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { hasDisplay, isRoot } from './platform.mjs';
import { problem, say, secondsSince } from './say.mjs';
import { runInForeground, succeeds } from './spawn.mjs';

/**
 * @typedef {object} SystemPackage
 * @property {string} name Debian package
 * @property {string} [newerName] its name since the 64-bit time_t transition
 * @property {string} [lib] shared library that shows it is there
 * @property {string} [command] or a command
 * @property {string[]} [files] or any of these files
 * @property {'always' | 'no-display' | 'tests'} when
 * @property {boolean} [canWait] start anyway when it cannot be installed
 */

/** @type {SystemPackage[]} */
export const SYSTEM_PACKAGES = [
  { name: 'libgtk-3-0', newerName: 'libgtk-3-0t64', lib: 'libgtk-3.so.0', when: 'always' },
  { name: 'libnss3', lib: 'libnss3.so', when: 'always' },
  { name: 'libasound2', newerName: 'libasound2t64', lib: 'libasound.so.2', when: 'always' },
  { name: 'libgbm1', lib: 'libgbm.so.1', when: 'always' },
  { name: 'libxss1', lib: 'libXss.so.1', when: 'always' },
  { name: 'libatk-bridge2.0-0', newerName: 'libatk-bridge2.0-0t64', lib: 'libatk-bridge-2.0.so.0', when: 'always' },
  { name: 'libnotify4', lib: 'libnotify.so.4', when: 'always', canWait: true },
  {
    name: 'fonts-noto-cjk',
    files: [
      '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc',
      '/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc',
      '/usr/share/fonts/google-noto-cjk/NotoSansCJK-Regular.ttc',
    ],
    when: 'always',
    canWait: true,
  },
  { name: 'xvfb', command: 'xvfb-run', when: 'no-display' },
  { name: 'xauth', command: 'xauth', when: 'no-display' },
  { name: 'chromium', command: 'chromium', when: 'tests' },
  { name: 'poppler-utils', command: 'pdftotext', when: 'tests' },
  { name: 'strace', command: 'strace', when: 'tests' },
];

const LIBRARY_FOLDERS = ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu', '/usr/lib64', '/usr/lib', '/lib64'];

/**
 * Packages that are missing for this purpose.
 * @param {{tests: boolean, display: boolean, exists?: (file: string) => boolean, searchPath?: string}} purpose
 */
export const missingPackages = ({ tests, display, exists = existsSync, searchPath = process.env['PATH'] ?? '' }) =>
  SYSTEM_PACKAGES.filter(({ when }) => when === 'always' || (when === 'tests' ? tests : !display)).filter(
    ({ lib, command, files }) => {
      const candidates = lib
        ? LIBRARY_FOLDERS.map((folder) => path.join(folder, lib))
        : command
          ? searchPath.split(':').map((folder) => path.join(folder, command))
          : (files ?? []);
      return !candidates.some((candidate) => exists(candidate));
    },
  );

/** Installs what is missing, or says exactly what a person has to run. @param {{tests: boolean}} purpose */
export const ensureSystemPackages = async ({ tests }) => {
  if (process.platform !== 'linux') return;
  const missing = missingPackages({ tests, display: hasDisplay() });
  if (missing.length === 0) return;
  const names = missing.map(({ name }) => name);
  const byHand = `apt-get update && apt-get install -y --no-install-recommends ${names.join(' ')}`;
  const mustHave = missing.filter(({ canWait }) => !canWait);

  /** @param {string} why */
  const giveUp = (why) => {
    if (mustHave.length > 0) throw problem(why);
    say(`${why}\nGoing on without: ${names.join(' ')}`);
  };

  if (!succeeds('apt-get', ['--version'])) {
    return giveUp(
      `Missing system packages (Debian names): ${names.join(' ')}. Install them with your package manager.`,
    );
  }
  const asRoot = isRoot() ? [] : ['sudo', '-n'];
  if (asRoot.length > 0 && !succeeds('sudo', ['-n', 'true'])) {
    return giveUp(`Missing system packages, and installing them needs root. Run:\n  sudo sh -c '${byHand}'`);
  }

  const startedAtMs = Date.now();
  say(`installing system packages: ${names.join(' ')} …`);
  const apt = (/** @type {string[]} */ ...args) =>
    aptGet([...asRoot, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-qq', ...args]);
  const updated = await apt('update');
  // Debian 13 and Ubuntu 24.04 renamed some libraries; ask apt which name it knows.
  const known = missing.map(({ name, newerName }) =>
    newerName && succeeds('apt-cache', ['show', newerName]) ? newerName : name,
  );
  const installed = updated === 0 ? await apt('install', '-y', '--no-install-recommends', ...known) : 1;
  if (installed !== 0) {
    const step = updated === 0 ? 'apt-get install' : 'apt-get update';
    return giveUp(`"${step}" failed. Check the network and the apt sources, then run:\n  ${byHand}`);
  }
  say(`system packages installed in ${secondsSince(startedAtMs)}`);
};

/** @param {string[]} words @returns {Promise<number>} */
const aptGet = ([command = '', ...args]) =>
  // dpkg reports every unpacked file on stdout; errors come on stderr.
  runInForeground(command, args, { stdio: ['ignore', 'ignore', 2] });
