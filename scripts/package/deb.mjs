/** The Debian package, made with `dpkg-deb` of the system: every file belongs to root and nobody else can write one. */
import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { problem } from '../setup/say.mjs';
import { runInForeground, succeeds } from '../setup/spawn.mjs';
import { SYSTEM_PACKAGES } from '../setup/system-packages.mjs';

/**
 * The control file.
 * @param {{version: string, description: string, arch: string, installedKiB: number}} facts
 */
export const controlFile = ({ version, description, arch, installedKiB }) => {
  const needed = SYSTEM_PACKAGES.filter(({ when, canWait }) => when === 'always' && !canWait);
  const wished = SYSTEM_PACKAGES.filter(({ when, canWait }) => when === 'always' && canWait);
  const either = (/** @type {typeof needed} */ list) =>
    list.map(({ name, newerName }) => (newerName ? `${newerName} | ${name}` : name)).join(', ');
  return [
    'Package: xianting',
    `Version: ${version}`,
    `Architecture: ${arch}`,
    'Maintainer: Xianting contributors <xianting@localhost>',
    `Installed-Size: ${String(installedKiB)}`,
    'Section: misc',
    'Priority: optional',
    `Depends: ${either(needed)}`,
    `Recommends: ${either(wished)}`,
    `Description: ${description}`,
    '',
  ].join('\n');
};

/** What the menu of the desktop shows. No kind of file and no address is opened with the program. */
export const desktopFile = () =>
  [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Xianting',
    'Name[zh_CN]=先听',
    'Comment=Complaint handling for bank and insurance branches',
    'Comment[zh_CN]=银行保险网点投诉处理',
    'Exec=/opt/xianting/xianting',
    'Icon=xianting',
    'Terminal=false',
    'Categories=Office;',
    'StartupWMClass=Xianting',
    '',
  ].join('\n');

/**
 * @param {{root: string, unpacked: string, work: string, output: string, manifest: {version: string, description: string}, arch: string}} options
 * @returns {Promise<string>} path of the package
 */
export const makeDeb = async ({ root, unpacked, work, output, manifest, arch }) => {
  if (!succeeds('dpkg-deb', ['--version']))
    throw problem('dpkg-deb is missing: a .deb is made on Debian or Ubuntu only.');
  rmSync(work, { recursive: true, force: true });
  const at = (/** @type {string} */ name) => {
    const full = path.join(work, name);
    mkdirSync(path.dirname(full), { recursive: true });
    return full;
  };
  cpSync(unpacked, at('opt/xianting'), { recursive: true });
  symlinkSync('/opt/xianting/xianting', at('usr/bin/xianting'));
  writeFileSync(at('usr/share/applications/xianting.desktop'), desktopFile());
  for (const size of ['256', '512']) {
    const icon = path.join(root, 'resources/icons', `icon-${size}.png`);
    cpSync(icon, at(`usr/share/icons/hicolor/${size}x${size}/apps/xianting.png`));
  }
  cpSync(path.join(root, 'LICENSE'), at('usr/share/doc/xianting/copyright'));
  const installedKiB = readOnly(work) >> 10;
  const debArch = arch === 'x64' ? 'amd64' : arch;
  writeFileSync(at('DEBIAN/control'), controlFile({ ...manifest, arch: debArch, installedKiB }));
  const file = path.join(output, `xianting_${manifest.version}_${debArch}.deb`);
  const code = await runInForeground('dpkg-deb', ['--root-owner-group', '-Zxz', '-z1', '--build', work, file], {
    stdio: ['ignore', 'ignore', 2],
  });
  rmSync(work, { recursive: true, force: true });
  if (code !== 0) throw problem(`dpkg-deb failed with exit code ${String(code)}.`);
  return file;
};

/** Rights as they are installed: nobody but root writes; programs stay programs. @param {string} folder @returns {number} bytes */
const readOnly = (folder) => {
  let bytes = 0;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const full = path.join(entry.parentPath, entry.name);
    if (entry.isDirectory()) chmodSync(full, 0o755);
    if (!entry.isFile()) continue;
    const head = readFileSync(full);
    bytes += head.length;
    const isProgram = head.subarray(0, 4).equals(Buffer.from('\x7fELF')) && !/\.(so(\.\d+)*|node)$/.test(entry.name);
    // The helper starts the sandbox where the kernel lets nobody else.
    chmodSync(full, entry.name === 'chrome-sandbox' ? 0o4755 : isProgram ? 0o755 : 0o644);
  }
  return bytes;
};
