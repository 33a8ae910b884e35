import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

interface Entry {
  readonly name?: string;
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  readonly hasInstallScript?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}
interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

const read = <T>(file: string): T => JSON.parse(readFileSync(file, 'utf8')) as T;
const { lockfileVersion, packages } = read<{ lockfileVersion: number; packages: Record<string, Entry> }>(
  'package-lock.json',
);
const installed = Object.entries(packages).filter(([place]) => place !== '');
const nameOf = (place: string): string => place.replace(/^.*node_modules\//, '');

/**
 * Packages that would run something when they are installed, and why nothing is lost where `.npmrc` keeps them from it. A new one is
 * read before it comes in here.
 */
const wouldRun: Readonly<Record<string, string>> = {
  argon2:
    'compiles where nothing prebuilt fits; ours is prebuilt, and the package is refused without it (scripts/package)',
  'electron-winstaller': 'picks a 7-Zip for an installer that is not made here (part of electron-builder)',
  esbuild: 'checks its binary, which comes as a package of its own',
  leveldown: 'looks for its binary, which it brings for every system that we use; of the benchmarks alone',
};

/** Names under which a package stands that are not its own. */
const aliases: Readonly<Record<string, string>> = { tsc7: 'typescript' };

describe('package-lock.json', () => {
  it('names every optional package, else npm ci refuses it on a fresh clone', () => {
    // npm writes such a lockfile without a word when a registry lacks a platform's binary package.
    const names = new Set(Object.keys(packages).map(nameOf));
    const missing = installed.flatMap(([place, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies)
        .filter((name) => !names.has(name))
        .map((name) => `${name} of ${place}`),
    );
    expect(missing).toEqual([]);
  });

  it('holds the SHA-512 of every package, and no place that one would have to be fetched from', () => {
    expect(lockfileVersion).toBe(3);
    const wrong = installed.filter(
      ([, { integrity = '', resolved, link, version = '' }]) =>
        !/^sha512-[A-Za-z0-9+/]{86}==$/.test(integrity) ||
        // From whichever registry npm is set to: what counts is the sum.
        resolved !== undefined ||
        link === true ||
        !/^\d+\.\d+\.\d+/.test(version),
    );
    expect(wrong.map(([place]) => place)).toEqual([]);
  });

  it('puts no package under the name of another', () => {
    const renamed = installed.filter(([place, { name }]) => name !== undefined && name !== nameOf(place));
    expect(Object.fromEntries(renamed.map(([place, { name }]) => [nameOf(place), name]))).toEqual(aliases);
  });

  it('lets no package run anything at its installation beyond those that were read', () => {
    const running = installed.filter(([, { hasInstallScript }]) => hasInstallScript).map(([place]) => nameOf(place));
    expect([...new Set(running)].sort()).toEqual(Object.keys(wouldRun).sort());
    expect(readFileSync('.npmrc', 'utf8')).toMatch(/^ignore-scripts=true$/m);
  });
});

describe('package.json', () => {
  it('asks for released versions from the registry only', () => {
    const { dependencies, devDependencies } = read<Manifest>('package.json');
    const odd = Object.entries({ ...dependencies, ...devDependencies }).filter(
      ([, range]) => !/^(npm:[@\w/-]+@)?[~^]?\d+(\.\d+){0,2}$/.test(range),
    );
    expect(odd).toEqual([]);
  });

  it('runs nothing before or after an installation', () => {
    const { scripts } = read<{ scripts: Record<string, string> }>('package.json');
    const hooks = ['preinstall', 'install', 'postinstall', 'prepare', 'prepublish', 'dependencies'];
    expect(Object.keys(scripts).filter((name) => hooks.includes(name))).toEqual([]);
  });
});
