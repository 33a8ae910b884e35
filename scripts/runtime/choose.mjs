/**
 * The order in which an Electron binary is chosen. Pure: everything it touches is handed in.
 *
 * 1. ELECTRON_EXEC_PATH, because a person or CI said so;
 * 2. the official binary already in node_modules/electron/dist;
 * 3. the official download; a failure is remembered for the day, so that a closed network costs seconds once;
 * 4. on Linux x64 only, the compatibility runtime (scripts/runtime/compat.mjs).
 */

/**
 * @typedef {object} Effects
 * @property {NodeJS.ProcessEnv} env
 * @property {string} platform
 * @property {string} arch
 * @property {() => string} today local date, YYYY-MM-DD
 * @property {(file: string) => boolean} isFile
 * @property {() => {path: string, version: string} | null} findOfficial the official binary, if it is complete
 * @property {string} officialVersion version that package-lock.json asks for
 * @property {() => {day: string, version: string} | null} readFailure
 * @property {(failure: {day: string, version: string}) => void} writeFailure
 * @property {() => Promise<{ok: true} | {ok: false, reason: string}>} downloadOfficial
 * @property {() => Promise<string>} ensureCompat path of the compatibility runtime; throws with a clear message
 * @property {(line: string) => void} say
 */

/** @typedef {{path: string, kind: 'named' | 'official' | 'compat'}} Runtime */

/**
 * @param {Effects} effects
 * @returns {Promise<Runtime>}
 * @throws {Error} with a message for the person at the terminal
 */
export const chooseRuntime = async (effects) => {
  const named = effects.env['ELECTRON_EXEC_PATH'];
  if (named) {
    if (!effects.isFile(named)) {
      throw new Error(`ELECTRON_EXEC_PATH points at ${named}, which is not a file. Correct it or unset it.`);
    }
    return { path: named, kind: 'named' };
  }

  const installed = effects.findOfficial();
  if (installed) return { path: installed.path, kind: 'official' };

  const reason = await downloadOnceADay(effects);
  if (reason === null) {
    const downloaded = effects.findOfficial();
    if (downloaded) return { path: downloaded.path, kind: 'official' };
  }

  if (effects.platform !== 'linux' || effects.arch !== 'x64') {
    throw new Error(
      [
        `No Electron for ${effects.platform}-${effects.arch}: the official download failed (${reason ?? 'nothing was unpacked'}).`,
        'Connect to a network that reaches github.com (or set ELECTRON_MIRROR), then run: node node_modules/electron/install.js',
        'Or set ELECTRON_EXEC_PATH to an Electron binary you already have.',
      ].join('\n'),
    );
  }
  return { path: await effects.ensureCompat(), kind: 'compat' };
};

/** @param {Effects} effects @returns {Promise<string | null>} null when it downloaded, else why not */
const downloadOnceADay = async (effects) => {
  const version = effects.officialVersion;
  const day = effects.today();
  const failed = effects.readFailure();
  if (failed?.day === day && failed.version === version) return 'it already failed today';

  effects.say(`downloading the official Electron ${version} …`);
  const result = await effects.downloadOfficial();
  if (result.ok) return null;
  effects.writeFailure({ day, version });
  effects.say(`official Electron ${version} is out of reach (${result.reason}); not tried again today`);
  return result.reason;
};
