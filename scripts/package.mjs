/**
 * `npm run package`: an unpacked application, on Debian a .deb, on Windows an installer, and the list of what it is made of, in dist/.
 * What was packed is looked at before anybody gets it: fuses, files, rights.
 *
 *   npm run package                 dist/linux-unpacked, xianting_VERSION_ARCH.deb, sbom.cdx.json, SHA512SUMS
 *   npm run package -- --smoke      starts what was packed, and tries to get in
 *   npm run package -- --no-deb
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { resolveElectronRuntime } from './electron-runtime.mjs';
import { COMPAT_SOURCE, MARKER } from './runtime/compat.mjs';
import { ensureBuild } from './setup/build.mjs';
import { ensureNodeModules } from './setup/node-modules.mjs';
import { checkNode } from './setup/platform.mjs';
import { problem, runMain, say, secondsSince } from './setup/say.mjs';
import { ensureSystemPackages } from './setup/system-packages.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const output = path.join(root, 'dist');
const work = path.join(root, '.cache', 'package');

/** @param {import('./runtime/choose.mjs').Runtime} runtime @returns {string} */
const versionOf = ({ path: binary, kind }) => {
  if (kind === 'compat' || existsSync(path.join(path.dirname(binary), MARKER))) return COMPAT_SOURCE.electronVersion;
  const file = path.join(path.dirname(binary), 'version');
  if (!existsSync(file)) throw problem(`There is no file "version" beside ${binary}: name a complete Electron.`);
  return readFileSync(file, 'utf8').trim().replace(/^v/, '');
};

/** @param {{stage: string, to: string, runtime: import('./runtime/choose.mjs').Runtime, remoteDebugging: boolean}} options */
const pack = async ({ stage, to, runtime, remoteDebugging }) => {
  // Installed by ensureNodeModules, so only now.
  const { build, Platform } = await import('electron-builder');
  const { builderConfig } = await import('./package/builder-config.mjs');
  const { stageContents } = await import('./package/contents.mjs');
  const { platform, arch } = process;
  stageContents({ root, stage, platform, arch, remoteDebugging });
  rmSync(to, { recursive: true, force: true });
  await build({
    targets: Platform.current().createTarget(platform === 'win32' && !remoteDebugging ? ['dir', 'nsis'] : ['dir']),
    config: builderConfig({
      root,
      stage,
      output: to,
      electronDist: path.dirname(runtime.path),
      electronVersion: versionOf(runtime),
    }),
    publish: 'never',
  });
  const folder = readdirSync(to).find((name) => name.endsWith('unpacked'));
  if (folder === undefined) throw problem(`electron-builder left no unpacked application in ${to}.`);
  return path.join(to, folder);
};

await runMain(async () => {
  const flags = process.argv.slice(2);
  const unknown = flags.filter((flag) => !['--smoke', '--no-deb'].includes(flag));
  if (unknown.length > 0) throw problem(`Unknown: ${unknown.join(' ')}. There are --smoke and --no-deb.`);
  const startedAtMs = Date.now();
  checkNode();
  await ensureNodeModules(root);
  await ensureSystemPackages({ tests: flags.includes('--smoke') });
  const runtime = await resolveElectronRuntime({ root, say });
  await ensureBuild(root);

  const { problemsOf } = await import('./package/check.mjs');
  const { makeSbom } = await import('./package/sbom.mjs');
  const electronVersion = versionOf(runtime);
  const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  // Outside of the checkout: electron-builder would look for packages in the folders above it.
  const staging = mkdtempSync(path.join(tmpdir(), 'xianting-package-'));
  process.on('exit', () => rmSync(staging, { recursive: true, force: true }));
  const unpacked = await pack({ stage: path.join(staging, 'app'), to: output, runtime, remoteDebugging: false });
  const binary = process.platform === 'win32' ? 'xianting.exe' : 'xianting';
  const problems = await problemsOf({ unpacked, binary, electronVersion });
  if (problems.length > 0) throw problem('The package is not as it must be:', ...problems);
  writeFileSync(path.join(output, 'sbom.cdx.json'), makeSbom(root, { electronVersion }));
  if (process.platform === 'linux' && !flags.includes('--no-deb')) {
    const { makeDeb } = await import('./package/deb.mjs');
    await makeDeb({ root, unpacked, work: path.join(work, 'deb'), output, manifest, arch: process.arch });
  }
  // What the builder was told, with folders of this machine.
  rmSync(path.join(output, 'builder-debug.yml'), { force: true });
  const files = readdirSync(output).filter((name) => /\.(deb|exe|json)$/.test(name));
  const sums = files.map(
    (name) =>
      `${createHash('sha512')
        .update(readFileSync(path.join(output, name)))
        .digest('hex')}  ${name}\n`,
  );
  writeFileSync(path.join(output, 'SHA512SUMS'), sums.join(''));
  say(`packed in ${secondsSince(startedAtMs)}: ${[path.basename(unpacked), ...files, 'SHA512SUMS'].join(', ')}`);
  if (runtime.kind !== 'official') {
    say(
      `THIS PACKAGE IS FOR TRYING OUT ONLY: it holds Electron ${electronVersion}, which is not the official ${manifest.devDependencies.electron}.`,
    );
  }
  if (!flags.includes('--smoke')) return 0;

  // The same files and one word in the manifest, so that it can be driven; the package itself refuses that, which is tried too.
  const twin = await pack({
    stage: path.join(staging, 'twin'),
    to: path.join(work, 'twin'),
    runtime,
    remoteDebugging: true,
  });
  const { smoke } = await import('./package/smoke.mjs');
  return smoke({ root, release: path.join(unpacked, binary), twin: path.join(twin, binary) });
});
