import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { update } from './update';

let folder = '';
let said: string[] = [];
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'xianting-update-'));
  said = [];
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});
const run = (...args: string[]): Promise<number> => update(args, '0.2.0', (line) => said.push(line));

it('a list that was signed is good beside its files, under its key, and for nobody who is newer', async () => {
  const key = path.join(folder, 'key');
  const place = path.join(folder, 'release');
  mkdirSync(place);
  const system =
    process.platform === 'win32' ? 'setup.exe' : `xianting_0.2.0_${process.arch === 'x64' ? 'amd64' : 'arm64'}.deb`;
  writeFileSync(path.join(place, system), 'installer');
  writeFileSync(path.join(place, 'sbom.cdx.json'), 'not an installer');

  expect(await run('key', key)).toBe(0);
  const [trusted = ''] = said;
  // Nobody else reads it, and it is never overwritten.
  if (process.platform !== 'win32') expect(statSync(key).mode & 0o777).toBe(0o600);
  await expect(run('key', key)).rejects.toThrow('EEXIST');

  expect(await run('sign', '--key', key, '--minimum', '0.1.0', place)).toBe(0);
  const list = path.join(place, 'update.json');
  const check = (installed: string, ...more: string[]): Promise<number> =>
    run('check', '--installed', installed, ...more, list);
  expect(await check('0.1.0', '--trust', trusted)).toBe(0);
  // The keys that ship are none so far.
  expect(await check('0.1.0')).toBe(1);
  expect(said.at(-1)).toContain('unknownKey');
  expect(await check('0.2.0', '--trust', trusted)).toBe(1);
  expect(said.at(-1)).toContain('notNewer');
  writeFileSync(path.join(place, system), 'INSTALLER');
  expect(await check('0.1.0', '--trust', trusted)).toBe(1);
  expect(said.at(-1)).toContain('wrongFile');
});

it('says how it is used where it was not understood', async () => {
  expect(await run()).toBe(2);
  expect(await run('sign', folder)).toBe(2);
  expect(said.at(-1)).toContain('check --installed VERSION FILE');
});
