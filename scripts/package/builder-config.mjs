/** How electron-builder packs: what goes in comes staged (contents.mjs), so it copies, flips fuses and makes installers. */
import { rmSync } from 'node:fs';
import path from 'node:path';

/**
 * Fuses are bits in the binary: what stands off cannot be switched on by a variable, a flag or a file beside the program.
 * @param {string} electronVersion
 */
export const fuses = (electronVersion) => ({
  // Else ELECTRON_RUN_AS_NODE makes of the signed program a Node that runs whatever it is given.
  runAsNode: false,
  enableNodeOptionsEnvironmentVariable: false,
  enableNodeCliInspectArguments: false,
  enableCookieEncryption: true,
  // Windows (from Electron 30) and macOS compare the archive with what the binary was built with. Linux has no such thing.
  enableEmbeddedAsarIntegrityValidation: true,
  onlyLoadAppFromAsar: true,
  loadBrowserProcessSpecificV8Snapshot: false,
  // Older wires have no place for it, and old Electrons give `file:` its privileges; no page of ours is a file.
  ...(Number(electronVersion.split('.')[0]) >= 29 ? { grantFileProtocolExtraPrivileges: false } : {}),
});

/**
 * @param {{root: string, stage: string, output: string, electronDist: string, electronVersion: string}} options
 * @returns {import('electron-builder').Configuration}
 */
export const builderConfig = ({ root, stage, output, electronDist, electronVersion }) => ({
  appId: 'cn.xianting.desktop',
  productName: 'Xianting',
  copyright: 'MIT',
  directories: { app: stage, output, buildResources: path.join(root, 'resources', 'icons') },
  electronVersion,
  electronDist,
  files: ['**/*'],
  // Nothing but what has to be a file: what lies outside of the archive is not compared with anything.
  asar: { smartUnpack: false },
  // A library of the system can't be loaded out of an archive.
  asarUnpack: ['**/*.node'],
  npmRebuild: false,
  // Nothing is fetched from anywhere after installing: IT brings updates (docs/updates.md).
  publish: null,
  electronLanguages: ['zh-CN', 'en-US'],
  electronFuses: fuses(electronVersion),
  linux: {
    target: ['dir'],
    executableName: 'xianting',
    category: 'Office',
    icon: path.join(root, 'resources', 'icons', 'icon-256.png'),
  },
  win: {
    target: ['dir', 'nsis'],
    executableName: 'xianting',
    icon: path.join(root, 'resources', 'icons', 'icon-256.png'),
  },
  nsis: {
    // Into the folder of programs, where only an administrator can change a file; never beside the data of a person.
    perMachine: true,
    oneClick: false,
    allowElevation: true,
    allowToChangeInstallationDirectory: false,
    deleteAppDataOnUninstall: false,
    createDesktopShortcut: true,
    installerLanguages: ['zh_CN', 'en_US'],
  },
  afterPack: ({ appOutDir }) => {
    // What the runtime for closed networks starts a checkout with (scripts/runtime/compat.mjs).
    rmSync(path.join(appOutDir, 'resources', 'app'), { recursive: true, force: true });
    rmSync(path.join(appOutDir, '.runtime.json'), { force: true });
    return Promise.resolve();
  },
});
