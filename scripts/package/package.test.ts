import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { builderConfig, fuses } from './builder-config.mjs';
import { filesBelow, isAllowed, packedManifest, stageContents } from './contents.mjs';
import { controlFile, desktopFile } from './deb.mjs';
import { withRuntime } from './sbom.mjs';

const config = builderConfig({
  root: '/repo',
  stage: '/stage',
  output: '/repo/dist',
  electronDist: '/electron',
  electronVersion: '45.4.1',
});

describe('the fuses of a package', () => {
  it('leave no way in by a variable, a flag or a file beside the program', () => {
    expect(fuses('45.4.1')).toEqual({
      runAsNode: false,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableCookieEncryption: true,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      loadBrowserProcessSpecificV8Snapshot: false,
      grantFileProtocolExtraPrivileges: false,
    });
    // Its wire has no place for the last one.
    expect(fuses('25.1.1')).not.toHaveProperty('grantFileProtocolExtraPrivileges');
    expect(config.electronFuses).toEqual(fuses('45.4.1'));
  });
});

describe('how it is packed', () => {
  it('one archive, and outside of it only what must be a file', () => {
    expect(config).toMatchObject({ asar: { smartUnpack: false }, asarUnpack: ['**/*.node'], npmRebuild: false });
  });

  it('nothing is fetched from anywhere after installing', () => {
    expect(config.publish).toBeNull();
  });

  it('on Windows for all users, where only an administrator can change a file', () => {
    expect(config.win?.target).toEqual(['dir', 'nsis']);
    expect(config.nsis).toMatchObject({ perMachine: true, oneClick: false, allowToChangeInstallationDirectory: false });
    expect(config.nsis?.deleteAppDataOnUninstall).toBe(false);
  });
});

describe('what is in it', () => {
  it('is the built program and what it reads', () => {
    for (const file of [
      'package.json',
      'out/main/index.js',
      'out/main/journal-worker.js',
      'out/main/chunks/application-parts-DI-3g_0a.js',
      'out/preload/store-host.js',
      'out/renderer/customer/index.html',
      'out/renderer/assets/pdf.worker-Bx.mjs',
      'out/scripts.json',
      'node_modules/argon2/prebuilds/linux-x64/argon2.glibc.node',
      'node_modules/@fontsource-variable/noto-sans-sc/files/noto-sans-sc-4-wght-normal.woff2',
    ])
      expect(isAllowed(file), file).toBe(true);
  });

  it('is no source, test, map, hash of a build, sample or key', () => {
    for (const file of [
      'src/main/index.ts',
      'tests/e2e/fixtures.js',
      'out/main/index.js.map',
      'out/renderer/assets/renderer-x.js.map',
      'out/.build-hash',
      'out/renderer/gallery.html',
      'resources/samples/ledger.xlsx',
      'node_modules/argon2/argon2.cpp',
      'node_modules/electron/index.js',
      'node_modules/argon2/node_modules/x/index.js',
      'out/main/../../.npmrc',
      '.npmrc',
      'signing-key.pem',
    ])
      expect(isAllowed(file), file).toBe(false);
  });

  it('can be driven from outside only in the twin of the smoke test', () => {
    const manifest = {
      name: 'a',
      main: 'out/main/index.js',
      scripts: { x: 'y' },
      dependencies: { argon2: '1', zod: '2' },
    };
    expect(packedManifest(manifest, { remoteDebugging: false })).toMatchObject({
      remoteDebugging: false,
      dependencies: { argon2: '1' },
    });
    expect(Object.keys(packedManifest(manifest, { remoteDebugging: false }))).not.toContain('scripts');
  });

  describe('as it is staged', () => {
    let root = '';
    beforeEach(() => {
      root = mkdtempSync(path.join(tmpdir(), 'xianting-stage-'));
      const put = (file: string, text = ''): void => {
        mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
        writeFileSync(path.join(root, file), text);
      };
      put('package.json', '{"name":"xianting","version":"1.2.3","dependencies":{"argon2":"0.44.0"}}');
      put('LICENSE');
      put('out/main/index.js', 'run();\n//# sourceMappingURL=index.js.map\n');
      put('out/main/index.js.map', '{"sources":["/home/somebody/x.ts"]}');
      put('out/renderer/renderer/index.html');
      put('out/scripts.json', '{}');
      put('out/.build-hash', 'x');
      for (const system of ['linux-x64', 'win32-x64']) put(`node_modules/argon2/prebuilds/${system}/argon2.node`);
    });
    afterEach(() => {
      rmSync(root, { recursive: true, force: true });
    });
    const staged = (platform: string): string[] => {
      const stage = path.join(root, 'stage');
      stageContents({ root, stage, platform, arch: 'x64', remoteDebugging: false });
      return readdirSync(stage)
        .flatMap((name) => filesBelow(stage, name))
        .sort();
    };

    it('holds nothing else, and no map', () => {
      expect(staged('win32')).toEqual([
        'LICENSE',
        'node_modules/argon2/prebuilds/win32-x64/argon2.node',
        'out/main/index.js',
        'out/renderer/renderer/index.html',
        'out/scripts.json',
        'package.json',
      ]);
      expect(readFileSync(path.join(root, 'stage/out/main/index.js'), 'utf8')).toBe('run();\n');
    });

    it('is refused where the build is not whole or nothing prebuilt fits', () => {
      expect(() => staged('sunos')).toThrow('argon2 brings nothing prebuilt for sunos-x64');
      rmSync(path.join(root, 'out/scripts.json'));
      expect(() => staged('linux')).toThrow('out/scripts.json is missing');
    });
  });
});

describe('the Debian package', () => {
  it('needs what the program needs, by both of its names', () => {
    const control = controlFile({ version: '1.2.3', description: 'x', arch: 'amd64', installedKiB: 7 });
    expect(control).toMatch(/^Depends: libgtk-3-0t64 \| libgtk-3-0, libnss3,/m);
    expect(control).toMatch(/^Recommends: .*fonts-noto-cjk$/m);
    expect(control).toMatch(/^Version: 1\.2\.3$/m);
    expect(control).not.toMatch(/xvfb|strace|chromium/);
  });

  it('opens no kind of file and no address with the program', () => {
    expect(desktopFile()).not.toMatch(/MimeType|%[fFuU]/);
    expect(desktopFile()).toMatch(/^Exec=\/opt\/xianting\/xianting$/m);
  });
});

it('the list of parts names the Electron that is packed', () => {
  const bom = { bomFormat: 'CycloneDX', components: [{ name: 'electron', version: '45.4.1' }, { name: 'zod' }] };
  expect(
    withRuntime(bom, '25.1.1').components.map(({ name, ...rest }) => [name, Reflect.get(rest, 'version')]),
  ).toEqual([
    ['zod', undefined],
    ['electron', '25.1.1'],
  ]);
});
