import { createHash } from 'node:crypto';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { compareVersions, signUpdate, type UpdateBody } from '../../domain/updates/signed-update';
import { nodeHasher, publicOfSeed, signHash } from '../keys/ed25519';
import { checkUpdate, type UpdateFinding } from './check-update';

// Test keys: they open nothing.
const seed = Buffer.alloc(32, 7);
const otherSeed = Buffer.alloc(32, 8);
const signerOf = (key: Uint8Array) => ({
  publicKey: publicOfSeed('ed25519', key),
  sign: (hash: string) => signHash(key, hash),
});
const now = Date.UTC(2026, 10, 27);
const day = 86_400_000;
const installer = Buffer.from('an installer');

let folder = '';
let list = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'xianting-update-'));
  list = path.join(folder, 'update.json');
  await writeFile(path.join(folder, 'xianting_0.2.0_amd64.deb'), installer);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const body = (changes: Partial<UpdateBody> = {}): UpdateBody => ({
  product: 'xianting',
  version: '0.2.0',
  minimumVersion: '0.1.0',
  issuedAtMs: now - day,
  expiresAtMs: now + 90 * day,
  files: [
    {
      name: 'xianting_0.2.0_amd64.deb',
      platform: 'linux',
      arch: 'x64',
      sizeBytes: installer.length,
      sha512: createHash('sha512').update(installer).digest('hex'),
    },
  ],
  ...changes,
});
const signed = (changes: Partial<UpdateBody> = {}, key = seed): object =>
  signUpdate(body(changes), nodeHasher, signerOf(key));
const look = async (
  content: unknown,
  changes: { installedVersion?: string; latestMs?: number } = {},
): Promise<UpdateFinding> => {
  await writeFile(list, typeof content === 'string' ? content : JSON.stringify(content));
  return checkUpdate(list, {
    trustedKeys: [signerOf(seed).publicKey],
    installedVersion: '0.1.0',
    latestMs: now,
    platform: 'linux',
    arch: 'x64',
    ...changes,
  });
};
const refusal = async (...args: Parameters<typeof look>): Promise<unknown> => {
  const found = await look(...args);
  return found.ok ? 'taken' : found.refusal;
};

describe('the signed list of an update', () => {
  it('is followed where key, time, version and files are right', async () => {
    const found = await look(signed());
    expect(found).toMatchObject({ ok: true, update: { version: '0.2.0' } });
    expect(found.ok && found.files).toEqual([path.join(folder, 'xianting_0.2.0_amd64.deb')]);
  });

  it('is refused under another key, and where a word of it was changed', async () => {
    expect(await refusal(signed({}, otherSeed))).toBe('unknownKey');
    const good = signed() as { body: UpdateBody; signature: { publicKey: string; value: string } };
    expect(await refusal({ ...good, body: { ...good.body, version: '0.3.0' } })).toBe('wrongSignature');
    expect(await refusal({ ...good, body: { ...good.body, minimumVersion: '0.0.1' } })).toBe('wrongSignature');
    expect(await refusal({ ...good, body: { ...good.body, expiresAtMs: good.body.expiresAtMs + 1 } })).toBe(
      'wrongSignature',
    );
    const [file] = good.body.files;
    const longer = { ...good.body, files: [{ ...file, sizeBytes: installer.length + 1 }] };
    expect(await refusal({ ...good, body: longer })).toBe('wrongSignature');
    // The other's signature under the key that is trusted.
    const other = signed({}, otherSeed) as typeof good;
    expect(await refusal({ ...good, signature: { ...good.signature, value: other.signature.value } })).toBe(
      'wrongSignature',
    );
  });

  it('never leads back to an older version, and not from one that is too old', async () => {
    expect(await refusal(signed(), { installedVersion: '0.2.0' })).toBe('notNewer');
    expect(await refusal(signed(), { installedVersion: '0.10.0' })).toBe('notNewer');
    expect(await refusal(signed({ minimumVersion: '0.1.5' }))).toBe('fromTooOld');
    expect(await refusal(signed(), { installedVersion: 'unknown' })).toBe('fromTooOld');
  });

  it('holds for its time only', async () => {
    expect(await refusal(signed(), { latestMs: now + 91 * day })).toBe('expired');
    expect(await refusal(signed({ issuedAtMs: now + 3 * day }))).toBe('notYet');
    expect(await refusal(signed({ expiresAtMs: now + 4_000 * day }))).toBe('offeredTooLong');
  });

  it('is good for nothing without the files that it names', async () => {
    const good = signed();
    await writeFile(path.join(folder, 'xianting_0.2.0_amd64.deb'), 'AN INSTALLER');
    expect(await look(good)).toEqual({ ok: false, refusal: 'wrongFile', name: 'xianting_0.2.0_amd64.deb' });
    await writeFile(path.join(folder, 'xianting_0.2.0_amd64.deb'), 'an installer and more');
    expect(await refusal(good)).toBe('wrongFile');
    await rm(path.join(folder, 'xianting_0.2.0_amd64.deb'));
    expect(await refusal(good)).toBe('fileMissing');
    await writeFile(path.join(folder, 'elsewhere'), installer);
    await symlink(path.join(folder, 'elsewhere'), path.join(folder, 'xianting_0.2.0_amd64.deb'));
    expect(await refusal(good)).toBe('wrongFile');
    const [file] = body().files;
    if (file === undefined) throw new Error('no file');
    expect(await refusal(signed({ files: [{ ...file, platform: 'win32' }] }))).toBe('fileMissing');
  });

  it('names no file outside of its folder', () => {
    const [file] = body().files;
    if (file === undefined) throw new Error('no file');
    for (const name of [
      '../x.deb',
      'a/b',
      'a\\b',
      '/etc/passwd',
      'C:x',
      'nul',
      'CON.exe',
      'a.',
      '.hidden',
      'x\0',
      'a..b',
      '',
    ])
      expect(() => signed({ files: [{ ...file, name }] }), name).toThrow();
    expect(() => signed({ files: [file, { ...file, name: file.name.toUpperCase().replace('DEB', 'DEB') }] })).toThrow();
  });

  it('is refused where it is no list at all', async () => {
    for (const text of ['', '{', 'null', '[]', '{"format":"xianting-pack/1"}', '<html>', 'x'.repeat(1_000_000)])
      expect(await refusal(text), text.slice(0, 30)).toBe('unreadable');
    expect(await refusal({ ...signed(), more: 1 })).toBe('unreadable');
    expect(await refusal(`{"__proto__":{"polluted":1},${JSON.stringify(signed()).slice(1)}`)).not.toBe('wrongFile');
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });

  it('is refused whichever of its letters is changed', async () => {
    const text = JSON.stringify(signed());
    await fc.assert(
      fc.asyncProperty(fc.nat(text.length - 1), fc.string({ minLength: 1, maxLength: 1 }), async (at, letter) => {
        const changed = text.slice(0, at) + letter + text.slice(at + 1);
        fc.pre(changed !== text);
        expect(await refusal(changed)).not.toBe('taken');
      }),
      { numRuns: 300 },
    );
  });
});

it('versions are compared by their numbers', () => {
  expect(compareVersions('0.10.0', '0.9.9')).toBeGreaterThan(0);
  expect(compareVersions('1.0.0', '1.0.0')).toBe(0);
  expect(compareVersions('0.1.9', '0.2.0')).toBeLessThan(0);
  expect(compareVersions('nonsense', '0.0.0')).toBeLessThan(0);
});
