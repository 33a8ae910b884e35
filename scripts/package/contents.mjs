/**
 * What a package holds: named file by file kind, so that a new file is not in it before somebody put it here. No tests, no sources, no
 * maps (they name folders of the machine that built), no package but the two that can't be bundled.
 */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Everything that may stand in the archive, by its path there. Checked after packing too (check.mjs). */
export const ALLOWED = [
  /^package\.json$/,
  /^LICENSE$/,
  /^out\/main\/(index|[a-z]+-worker)\.js$/,
  /^out\/main\/chunks\/[\w.-]+\.js$/,
  /^out\/preload\/[a-z-]+\.js$/,
  /^out\/renderer\/(renderer|customer|store-host)\/index\.html$/,
  /^out\/renderer\/assets\/[\w.-]+\.(js|mjs|css|woff2|svg|png|json)$/,
  /^out\/(scripts|script-sources)\.json$/,
  /^resources\/icons\/icon-256\.png$/,
  // The face that papers are printed with.
  /^node_modules\/@fontsource-variable\/noto-sans-sc\/(package\.json|LICENSE|wght\.css|files\/[\w-]+-wght-normal\.woff2)$/,
  // Native, so it can't be bundled; of the prebuilt ones those for this system.
  /^node_modules\/argon2\/(package\.json|LICENSE|argon2\.cjs|prebuilds\/[a-z0-9-]+\/[\w.-]+\.node)$/,
  /^node_modules\/@phc\/format\/(package\.json|LICENSE|license|index\.js)$/,
  /^node_modules\/node-gyp-build\/(package\.json|LICENSE|index\.js|node-gyp-build\.js)$/,
];

/** Packages that stay as they are, of those that package.json names. */
const UNBUNDLED = ['argon2', '@fontsource-variable/noto-sans-sc'];

/** @param {string} file path in the archive, with `/` */
export const isAllowed = (file) => ALLOWED.some((pattern) => pattern.test(file));

/**
 * What the packed program reads of itself (src/main/app/switches.ts). `remoteDebugging` is true in the twin alone that the smoke test
 * drives; a package for people has it false.
 * @param {Record<string, unknown>} manifest package.json of the repository @param {{remoteDebugging: boolean}} options
 */
export const packedManifest = (manifest, { remoteDebugging }) => ({
  name: manifest['name'],
  productName: manifest['productName'],
  version: manifest['version'],
  description: manifest['description'],
  author: manifest['author'],
  license: manifest['license'],
  main: manifest['main'],
  // What could not be bundled. electron-builder takes into the archive what is named here, and nothing else of node_modules.
  dependencies: Object.fromEntries(
    Object.entries(/** @type {Record<string, string>} */ (manifest['dependencies'])).filter(([name]) =>
      UNBUNDLED.includes(name),
    ),
  ),
  remoteDebugging,
});

/**
 * Copies what belongs into a package to `stage`.
 * @param {{root: string, stage: string, platform: string, arch: string, remoteDebugging: boolean}} options
 */
export const stageContents = ({ root, stage, platform, arch, remoteDebugging }) => {
  rmSync(stage, { recursive: true, force: true });
  mkdirSync(stage, { recursive: true });
  const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  writeFileSync(
    path.join(stage, 'package.json'),
    `${JSON.stringify(packedManifest(manifest, { remoteDebugging }), null, 2)}\n`,
  );
  const prebuilt = `node_modules/argon2/prebuilds/${platform}-${arch}/`;
  const sources = ['LICENSE', 'out', 'resources/icons'].concat(
    ['@fontsource-variable/noto-sans-sc', 'argon2', '@phc/format', 'node-gyp-build'].map(
      (name) => `node_modules/${name}`,
    ),
  );
  for (const file of sources.flatMap((source) => filesBelow(root, source))) {
    if (!isAllowed(file)) continue;
    if (file.startsWith('node_modules/argon2/prebuilds/') && !file.startsWith(prebuilt)) continue;
    mkdirSync(path.dirname(path.join(stage, file)), { recursive: true });
    if (/^out\/.*\.m?js$/.test(file)) {
      const text = readFileSync(path.join(root, file), 'utf8');
      // The map is not in the package: whoever opens the tools would only be told that it is missing.
      writeFileSync(path.join(stage, file), text.replace(/\n\/\/# sourceMappingURL=\S+\s*$/, '\n'));
    } else cpSync(path.join(root, file), path.join(stage, file));
  }
  for (const must of ['out/main/index.js', 'out/scripts.json', 'out/renderer/renderer/index.html']) {
    if (!existsSync(path.join(stage, must))) throw new Error(`${must} is missing: the build is not whole`);
  }
  if (filesBelow(stage, prebuilt).length === 0) {
    throw new Error(`argon2 brings nothing prebuilt for ${platform}-${arch}: it would have to be compiled there`);
  }
};

/** @param {string} root @param {string} at @returns {string[]} with `/`, relative to `root` */
export const filesBelow = (root, at) => {
  const full = path.join(root, at);
  if (!existsSync(full)) return [];
  if (statSync(full).isFile()) return [at];
  const entries = readdirSync(full, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return entries.map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'));
};
