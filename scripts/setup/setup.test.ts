import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hashSources } from './build.mjs';
import { sameTree } from './node-modules.mjs';
import { checkNode } from './platform.mjs';
import { findPostgres } from './postgres.mjs';
import { missingPackages, SYSTEM_PACKAGES } from './system-packages.mjs';

describe('checkNode', () => {
  it.each(['20.19.0', '20.20.2', '22.1.0', '100.0.0'])('accepts %s', (version) => {
    expect(() => checkNode(version)).not.toThrow();
  });
  it.each(['18.19.0', '20.18.9'])('refuses %s and says which one to install', (version) => {
    expect(() => checkNode(version)).toThrow('20.19');
  });
});

describe('sameTree', () => {
  const a = { version: '1.0.0', integrity: 'sha512-a' };
  const lock = (packages: object) => ({ packages: { '': {}, ...packages } });

  it('accepts a tree that lacks only what is optional', () => {
    expect(sameTree(lock({ a, b: { ...a, optional: true } }), lock({ a }))).toBe(true);
  });
  it.each([
    ['a package is missing', lock({ a, b: a }), lock({ a })],
    ['a package is left over', lock({ a }), lock({ a, b: a })],
    ['a version differs', lock({ a }), lock({ a: { ...a, version: '1.0.1' } })],
    ['the content differs', lock({ a }), lock({ a: { ...a, integrity: 'sha512-b' } })],
  ])('refuses when %s', (_why, wanted, installed) => {
    expect(sameTree(wanted, installed)).toBe(false);
  });
});

describe('missingPackages', () => {
  const everything = () => true;
  const nothing = () => false;
  const names = (purpose: Parameters<typeof missingPackages>[0]) => missingPackages(purpose).map(({ name }) => name);

  it('asks for nothing when all is there', () => {
    expect(names({ tests: true, display: false, exists: everything })).toEqual([]);
  });
  it('asks for a virtual display only without a real one, and for test tools only for tests', () => {
    const start = names({ tests: false, display: true, exists: nothing });
    expect(start).toContain('libgtk-3-0');
    expect(start).not.toContain('xvfb');
    expect(start).not.toContain('chromium');
    expect(names({ tests: true, display: false, exists: nothing })).toHaveLength(SYSTEM_PACKAGES.length);
  });
  it('finds commands on the search path', () => {
    const exists = (file: string) => !file.endsWith('/xauth');
    expect(names({ tests: false, display: false, exists, searchPath: '/bin:/usr/bin' })).toEqual(['xauth']);
  });
});

describe('hashSources', () => {
  let root = '';
  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), 'xianting-hash-'));
    mkdirSync(path.join(root, 'src'));
    writeFileSync(path.join(root, 'src/a.ts'), '1');
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it.each([
    ['src/a.ts', '2'],
    ['src/b.ts', ''],
    ['package-lock.json', '{}'],
  ])('changes with %s', (file, content) => {
    const before = hashSources(root);
    writeFileSync(path.join(root, file), content);
    expect(hashSources(root)).not.toBe(before);
  });
  it('does not change with a test', () => {
    const before = hashSources(root);
    writeFileSync(path.join(root, 'src/a.test.ts'), '1');
    expect(hashSources(root)).toBe(before);
  });
});

describe('findPostgres', () => {
  const system = '/usr/lib/postgresql/15/bin';
  it('takes that of the system, else the unpacked one with its libraries, and neither by half', () => {
    expect(findPostgres('/repo', () => true)).toEqual({ bin: system, env: {} });
    const own = findPostgres('/repo', (file) => !file.startsWith(system));
    expect(own?.bin).toBe(`/repo/.cache/postgresql-15${system}`);
    expect(own?.env['LD_LIBRARY_PATH']).toContain('/repo/.cache/postgresql-15/usr/lib/x86_64-linux-gnu');
    expect(findPostgres('/repo', (file) => !file.endsWith('/pg_dump'))).toBeUndefined();
  });
});
