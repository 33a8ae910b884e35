/** Looks at what was packed, as it lies there: fuses in the binary, every file of the archive and beside it. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import asar from '@electron/asar';
import electronFuses from '@electron/fuses';
import { fuses } from './builder-config.mjs';
import { isAllowed } from './contents.mjs';

const { FuseV1Options, getCurrentFuseWire } = electronFuses;
/** A fuse in the binary is the letter 1 or 0. */
const letter = (/** @type {boolean} */ on) => (on ? '1' : '0').charCodeAt(0);

/** @type {Record<string, import('@electron/fuses').FuseV1Options>} */
const PLACES = {
  runAsNode: FuseV1Options.RunAsNode,
  enableCookieEncryption: FuseV1Options.EnableCookieEncryption,
  enableNodeOptionsEnvironmentVariable: FuseV1Options.EnableNodeOptionsEnvironmentVariable,
  enableNodeCliInspectArguments: FuseV1Options.EnableNodeCliInspectArguments,
  enableEmbeddedAsarIntegrityValidation: FuseV1Options.EnableEmbeddedAsarIntegrityValidation,
  onlyLoadAppFromAsar: FuseV1Options.OnlyLoadAppFromAsar,
  loadBrowserProcessSpecificV8Snapshot: FuseV1Options.LoadBrowserProcessSpecificV8Snapshot,
  grantFileProtocolExtraPrivileges: FuseV1Options.GrantFileProtocolExtraPrivileges,
};

/**
 * What is wrong with a package, in words; empty where nothing is.
 * @param {{unpacked: string, binary: string, electronVersion: string}} options
 * @returns {Promise<string[]>}
 */
export const problemsOf = async ({ unpacked, binary, electronVersion }) => [
  ...(await fuseProblems(path.join(unpacked, binary), electronVersion)),
  ...archiveProblems(path.join(unpacked, 'resources')),
];

/** @param {string} binary @param {string} electronVersion */
const fuseProblems = async (binary, electronVersion) => {
  const wire = await getCurrentFuseWire(binary);
  return Object.entries(fuses(electronVersion)).flatMap(([name, wanted]) => {
    const place = PLACES[name];
    const state = place === undefined ? undefined : wire[place];
    return state === letter(Boolean(wanted)) ? [] : [`fuse ${name} is not ${String(wanted)}`];
  });
};

/** @param {string} resources */
const archiveProblems = (resources) => {
  const archive = path.join(resources, 'app.asar');
  const files = asar
    .listPackage(archive, { isPack: false })
    .map((file) => file.replaceAll('\\', '/').replace(/^\//, ''))
    .filter((file) => !('files' in asar.statFile(archive, file)));
  const manifest = JSON.parse(asar.extractFile(archive, 'package.json').toString('utf8'));
  const beside = readdirSync(resources).filter((name) => !['app.asar', 'app.asar.unpacked'].includes(name));
  return [
    ...files.filter((file) => !isAllowed(file)).map((file) => `${file} does not belong into a package`),
    ...files
      .filter((file) => file.endsWith('.js') && namesAFolder(archive, file))
      .map((file) => `${file} names a folder`),
    ...beside.map((name) => `resources/${name} does not belong beside the archive`),
    ...(manifest.remoteDebugging === false ? [] : ['the package can be driven from outside']),
  ];
};

/** The folder of whoever built it, or a map that would name it. @param {string} archive @param {string} file */
const namesAFolder = (archive, file) => {
  const text = asar.extractFile(archive, file).toString('utf8');
  return text.includes(process.cwd()) || text.includes('sourceMappingURL=');
};
