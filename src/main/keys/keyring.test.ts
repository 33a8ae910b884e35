import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createTestClock, type TestClock } from '../clock/test-clock.test-support';
import { systemRng } from '../platform/rng';
import { createSimDisk, type SimDisk } from '../platform/sim-disk.test-support';
import { publicOfSeed } from './ed25519';
import type { DeriveKey } from './kdf';
import {
  createKeyring,
  DeviceSecretLost,
  openKeyring,
  PasswordNotChanged,
  recoverKeyring,
  type Keyring,
  type KeyringDeps,
  type UnlockResult,
} from './keyring';
import { loadKeyring, type KeyringFile } from './keyring-file';
import { createSecretBox, type OsKeyStore } from './secret-box';

const dir = '/keys';
/** Argon2id has its own test; here it would only take time. */
const quickKey: DeriveKey = async (password, { salt }) =>
  createHash('sha256')
    .update(`${password.normalize('NFKC')}|${salt}`)
    .digest();

/** The key store of one account of one machine. */
function osStore(account = 'a'): OsKeyStore {
  const twist = (text: string): string => [...text].map((c) => String.fromCharCode(c.charCodeAt(0) ^ 1)).join('');
  return {
    isEncryptionAvailable: () => true,
    encryptString: (text) => Buffer.from(`${account}:${twist(text)}`, 'latin1'),
    decryptString: (bytes) => {
      const text = bytes.toString('latin1');
      if (!text.startsWith(`${account}:`)) throw new Error('not of this account');
      return twist(text.slice(account.length + 1));
    },
  };
}

interface World {
  readonly disk: SimDisk;
  readonly clock: TestClock;
  readonly store?: OsKeyStore | undefined;
}

const depsOf = ({ disk, clock, store = osStore() }: World): KeyringDeps => ({
  dir,
  disk,
  rng: systemRng,
  clock,
  deriveKey: quickKey,
  secretBox: createSecretBox(store),
});

const people = [
  { userId: 'u1', tile: { name: '李敏', staffNo: 'S001', role: 'supervisor' as const }, password: 'jasmine-tea-71' },
  { userId: 'u2', tile: { name: '陈静', staffNo: 'C017', role: 'counter' as const }, password: 'quiet-river-42' },
];

async function branch(world: World = { disk: createSimDisk(), clock: createTestClock() }) {
  const made = await createKeyring(depsOf(world), { id: 'd1', tag: 'A', branchId: 'b1' });
  for (const person of people) await made.keyring.setPerson({ ...person, storeKey: made.storeKey });
  return { ...world, ...made };
}

async function fileOf(disk: SimDisk, nowMs = 0): Promise<KeyringFile> {
  const loaded = await loadKeyring(dir, disk, nowMs);
  if (loaded.kind !== 'loaded') throw new Error(loaded.kind);
  return loaded.file;
}

const reopened = async (world: World): Promise<Keyring> => openKeyring(depsOf(world), await fileOf(world.disk));

const codeOf = (result: UnlockResult): string => (result.ok ? 'ok' : result.error.code);
const waitOf = (result: UnlockResult): number =>
  result.ok || result.error.code === 'signIn.unknownUser' ? -1 : result.error.waitMs;

describe('signing in', () => {
  it('gives the store key and the own signing key, now and after a restart', async () => {
    const { disk, clock, keyring, storeKey } = await branch();
    const first = await keyring.unlock('u1', 'jasmine-tea-71');
    const again = await (await reopened({ disk: disk.afterPowerCut(0), clock })).unlock('u1', 'jasmine-tea-71');
    const other = await keyring.unlock('u2', 'quiet-river-42');
    if (!first.ok || !again.ok || !other.ok) throw new Error('refused');
    expect(first.value.storeKey).toEqual(storeKey);
    expect(again.value).toEqual(first.value);
    expect(other.value.storeKey).toEqual(storeKey);
    expect(other.value.signSeed).not.toEqual(first.value.signSeed);
  });

  it('refuses another password, the password of somebody else, and nobody', async () => {
    const { keyring } = await branch();
    expect(codeOf(await keyring.unlock('u1', 'jasmine-tea-72'))).toBe('signIn.wrongPassword');
    expect(codeOf(await keyring.unlock('u1', 'quiet-river-42'))).toBe('signIn.wrongPassword');
    expect(codeOf(await keyring.unlock('u9', 'jasmine-tea-71'))).toBe('signIn.unknownUser');
  });

  it('shows names on the tiles, and keeps none of them readable on the disk', async () => {
    const { disk, keyring } = await branch();
    expect(keyring.tiles()).toEqual(people.map(({ userId, tile }) => ({ userId, ...tile })));
    const text = Buffer.concat(disk.files().map((file) => disk.bytesOf(file))).toString('utf8');
    for (const secret of ['李敏', '陈静', 'jasmine', 'quiet']) expect(text).not.toContain(secret);
  });
});

describe('the wait after wrong passwords', () => {
  const wrong = (keyring: Keyring): Promise<UnlockResult> => keyring.unlock('u1', 'wrong-password');

  it('doubles from the third on, up to a quarter of an hour, and refuses the right password meanwhile', async () => {
    const { keyring, clock } = await branch();
    const waits: number[] = [];
    for (let i = 0; i < 13; i++) {
      const result = await wrong(keyring);
      expect(codeOf(result)).toBe('signIn.wrongPassword');
      waits.push(waitOf(result));
      if (waitOf(result) > 0) {
        expect(await keyring.unlock('u1', 'jasmine-tea-71')).toMatchObject({ error: { code: 'signIn.throttled' } });
        clock.pass(waitOf(result) - 1);
        expect(waitOf(await wrong(keyring))).toBe(1);
        clock.pass(1);
      }
    }
    expect(waits).toEqual([0, 0, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900].map((s) => s * 1000));
    expect(codeOf(await keyring.unlock('u1', 'jasmine-tea-71'))).toBe('ok');
    expect(waitOf(await wrong(keyring))).toBe(0);
  });

  it('touches nobody else', async () => {
    const { keyring } = await branch();
    for (let i = 0; i < 4; i++) await wrong(keyring);
    expect(codeOf(await keyring.unlock('u2', 'quiet-river-42'))).toBe('ok');
  });

  it('survives a restart, and a power cut', async () => {
    const { keyring, disk, clock } = await branch();
    for (let i = 0; i < 3; i++) await wrong(keyring);
    const restarted = clock.restarted();
    const again = await reopened({ disk: disk.afterPowerCut(0), clock: restarted });
    expect(await again.unlock('u1', 'jasmine-tea-71')).toMatchObject({
      error: { code: 'signIn.throttled', waitMs: 2000 },
    });
    restarted.pass(2000);
    expect(waitOf(await wrong(again))).toBe(4000);
  });

  it('is not shortened by setting the clock, with or without a restart', async () => {
    const { keyring, disk, clock } = await branch();
    for (let i = 0; i < 6; i++) {
      clock.pass(waitOf(await wrong(keyring)));
    }
    expect(waitOf(await wrong(keyring))).toBe(32_000);
    clock.setWall(clock.wallMs() + 86_400_000);
    expect(waitOf(await wrong(keyring))).toBe(32_000);
    clock.setWall(clock.wallMs() - 3 * 86_400_000);
    expect(waitOf(await wrong(keyring))).toBe(32_000);
    const again = await reopened({ disk, clock: clock.restarted() });
    expect(waitOf(await wrong(again))).toBe(32_000);
  });

  it('never locks somebody out because the clock was years ahead', async () => {
    const { keyring, disk, clock } = await branch();
    clock.setWall(Date.UTC(2040, 0, 1));
    for (let i = 0; i < 3; i++) await wrong(keyring);
    clock.setWall(Date.UTC(2026, 2, 2));
    const restarted = clock.restarted();
    const again = await reopened({ disk, clock: restarted });
    expect(waitOf(await wrong(again))).toBe(2000);
    restarted.pass(2000);
    expect(codeOf(await again.unlock('u1', 'jasmine-tea-71'))).toBe('ok');
  });

  it('counts tries that were made at once, one by one', async () => {
    const { keyring } = await branch();
    const results = await Promise.all(Array.from({ length: 20 }, (_, i) => keyring.unlock('u1', `guess-${String(i)}`)));
    expect(results.filter((result) => codeOf(result) === 'signIn.wrongPassword')).toHaveLength(3);
    expect(results.filter((result) => codeOf(result) === 'signIn.throttled')).toHaveLength(17);
  });

  it('counts also while nothing can be saved, and keeps the right person out no longer', async () => {
    const { keyring, disk, clock } = await branch();
    disk.faultOf = (op) => (op === 'writeAtomic' ? { code: 'ENOSPC' } : undefined);
    for (let i = 0; i < 3; i++) expect(codeOf(await wrong(keyring))).toBe('signIn.wrongPassword');
    expect(codeOf(await wrong(keyring))).toBe('signIn.throttled');
    clock.pass(2000);
    expect(codeOf(await keyring.unlock('u1', 'jasmine-tea-71'))).toBe('ok');
  });
});

describe('passwords', () => {
  it('change here, with the old one refused from then on and the keys the same', async () => {
    const { keyring, disk, clock } = await branch();
    const before = await keyring.unlock('u1', 'jasmine-tea-71');
    if (!before.ok) throw new Error('refused');
    await keyring.changePassword('u1', before.value, 'jasmine-tea-71', 'green-lantern-9');
    const again = await reopened({ disk, clock });
    expect(codeOf(await again.unlock('u1', 'jasmine-tea-71'))).toBe('signIn.wrongPassword');
    expect(await again.unlock('u1', 'green-lantern-9')).toEqual(before);
  });

  it('do not change with the keys of somebody else, or before the first sign-in', async () => {
    const { keyring, storeKey } = await branch();
    const other = await keyring.unlock('u2', 'quiet-river-42');
    if (!other.ok) throw new Error('refused');
    await expect(keyring.changePassword('u1', other.value, 'jasmine-tea-71', 'x')).rejects.toThrow(PasswordNotChanged);
    await expect(keyring.changePassword('u1', other.value, 'wrong', 'x')).rejects.toThrow();
    const keys = keyring.published('u1');
    if (!keys) throw new Error('missing');
    await keyring.enrolPerson({ userId: 'u3', tile: people[0]!.tile, keys, storeKey });
    await expect(keyring.changePassword('u3', other.value, 'x', 'y')).rejects.toThrow(PasswordNotChanged);
  });

  it('are not lost when two changes of the same person come together', async () => {
    const { keyring } = await branch();
    const before = await keyring.unlock('u1', 'jasmine-tea-71');
    if (!before.ok) throw new Error('refused');
    await Promise.all([
      keyring.changePassword('u1', before.value, 'jasmine-tea-71', 'green-lantern-9'),
      keyring.unlock('u1', 'wrong-password'),
      keyring.setTile('u1', { name: '李小敏', staffNo: 'S001', role: 'supervisor' }),
    ]);
    expect(codeOf(await keyring.unlock('u1', 'green-lantern-9'))).toBe('ok');
    expect(keyring.tiles().find(({ userId }) => userId === 'u1')?.name).toBe('李小敏');
  });
});

describe('a further PC of the branch', () => {
  it('keeps the device key that headquarters already knows', async () => {
    const seed = systemRng.bytes(32);
    const world: World = { disk: createSimDisk(), clock: createTestClock() };
    const { keyring } = await createKeyring(depsOf(world), { id: 'd2', tag: 'B', branchId: 'b1', seed });
    expect(keyring.deviceSeed).toEqual(seed);
    expect(keyring.device.signPublicKey).toBe(publicOfSeed('ed25519', seed));
  });
});

describe('a person of the branch on another PC', () => {
  async function secondPc() {
    const first = await branch();
    const second = await branch();
    const keys = first.keyring.published('u1');
    if (!keys) throw new Error('missing');
    const enrol = { userId: 'u7', tile: people[0]!.tile, keys, storeKey: second.storeKey };
    return { first, second, enrol };
  }

  it('does not get in as somebody else: the bundle is bound to the person', async () => {
    const { second, enrol } = await secondPc();
    await second.keyring.enrolPerson(enrol);
    expect(codeOf(await second.keyring.unlock('u7', 'jasmine-tea-71'))).toBe('signIn.wrongPassword');
  });

  it('signs in with the same password and the same signing key, to the store of that PC', async () => {
    const { first, second, enrol } = await secondPc();
    await second.keyring.removePerson('u1');
    await second.keyring.enrolPerson({ ...enrol, userId: 'u1' });
    const here = await first.keyring.unlock('u1', 'jasmine-tea-71');
    const there = await second.keyring.unlock('u1', 'jasmine-tea-71');
    if (!here.ok || !there.ok) throw new Error('refused');
    expect(there.value.signSeed).toEqual(here.value.signSeed);
    expect(there.value.storeKey).toEqual(second.storeKey);
    expect((await fileOf(second.disk)).users.find((user) => user.userId === 'u1')?.bundle).not.toBeNull();
    expect(await second.keyring.unlock('u1', 'jasmine-tea-71')).toEqual(there);
    expect(codeOf(await second.keyring.unlock('u1', 'wrong-password'))).toBe('signIn.wrongPassword');
  });

  it('uses the new password there after changing it here', async () => {
    const { first, second, enrol } = await secondPc();
    await second.keyring.removePerson('u1');
    await second.keyring.enrolPerson({ ...enrol, userId: 'u1' });
    const here = await first.keyring.unlock('u1', 'jasmine-tea-71');
    if (!here.ok) throw new Error('refused');
    await second.keyring.unlock('u1', 'jasmine-tea-71');
    await first.keyring.changePassword('u1', here.value, 'jasmine-tea-71', 'green-lantern-9');
    const keys = first.keyring.published('u1');
    if (!keys) throw new Error('missing');
    await second.keyring.enrolPerson({ ...enrol, userId: 'u1', keys });
    expect(codeOf(await second.keyring.unlock('u1', 'jasmine-tea-71'))).toBe('signIn.wrongPassword');
    expect(codeOf(await second.keyring.unlock('u1', 'green-lantern-9'))).toBe('ok');
  });

  it('does not get in after being removed', async () => {
    const { keyring, disk, clock } = await branch();
    await keyring.removePerson('u2');
    expect(codeOf(await keyring.unlock('u2', 'quiet-river-42'))).toBe('signIn.unknownUser');
    expect(codeOf(await (await reopened({ disk, clock })).unlock('u2', 'quiet-river-42'))).toBe('signIn.unknownUser');
  });
});

describe('a stolen disk', () => {
  it('opens for nobody without the key store of the machine, not even with the password', async () => {
    const { disk, clock } = await branch();
    await expect(reopened({ disk, clock, store: osStore('thief') })).rejects.toThrow(DeviceSecretLost);
    const file = await fileOf(disk);
    // Nothing in the file that could be tried against passwords is in the clear.
    const parts = file.users.flatMap(({ portable, tile }) => [portable, tile]);
    for (const part of parts) expect(Buffer.from(part, 'base64url').toString('latin1')).not.toContain('kdf');
  });

  it('says so where the machine has no key store', async () => {
    const none: OsKeyStore = { ...osStore(), isEncryptionAvailable: () => false };
    const { keyring } = await branch({ disk: createSimDisk(), clock: createTestClock(), store: none });
    expect(keyring.secretBackend).toBe('file');
    expect((await branch()).keyring.secretBackend).toBe('os');
  });

  it('does not open with the secret of another keyring', async () => {
    const { disk, clock } = await branch();
    const file = await fileOf(disk);
    const other = await fileOf((await branch()).disk);
    const mixed = { ...file, deviceSecret: other.deviceSecret };
    await expect(openKeyring(depsOf({ disk, clock }), mixed)).rejects.toThrow(DeviceSecretLost);
  });
});

describe('the printed code', () => {
  it('opens the store key without anybody, and lets a forgotten password be replaced', async () => {
    const { keyring, storeKey, recoveryCode } = await branch();
    const opened = keyring.openByRecoveryCode(recoveryCode.toLowerCase().replaceAll('-', ' '));
    expect(opened).toEqual(storeKey);
    if (!opened) throw new Error('refused');
    for (let i = 0; i < 5; i++) await keyring.unlock('u1', 'wrong-password');
    await keyring.setPerson({ ...people[0]!, password: 'green-lantern-9', storeKey: opened });
    const result = await keyring.unlock('u1', 'green-lantern-9');
    if (!result.ok) throw new Error('refused');
    expect(result.value.storeKey).toEqual(storeKey);
  });

  it('of another PC, or mistyped, opens nothing', async () => {
    const { keyring } = await branch();
    const { recoveryCode } = await branch();
    expect(keyring.openByRecoveryCode(recoveryCode)).toBeUndefined();
    expect(keyring.openByRecoveryCode('not a code')).toBeUndefined();
    expect(await keyring.confirmRecoveryCode(recoveryCode)).toBe(false);
    expect(keyring.recoveryConfirmed).toBe(false);
  });

  it('is confirmed by typing it back, for good', async () => {
    const { keyring, recoveryCode, disk, clock } = await branch();
    expect(await keyring.confirmRecoveryCode(recoveryCode)).toBe(true);
    expect((await reopened({ disk: disk.afterPowerCut(0), clock })).recoveryConfirmed).toBe(true);
  });

  it('brings everybody back when the machine forgot its secret, with their passwords', async () => {
    const { keyring, disk, clock, recoveryCode, storeKey } = await branch();
    const published = keyring.published('u2');
    if (!published) throw new Error('missing');
    const world = { disk, clock, store: osStore('new account') };
    const file = await fileOf(disk);
    expect(await recoverKeyring(depsOf(world), file, 'wrong', 'd2')).toBeUndefined();
    const recovered = await recoverKeyring(depsOf(world), file, recoveryCode, 'd2');
    if (!recovered) throw new Error('refused');
    expect(recovered.storeKey).toEqual(storeKey);
    expect(recovered.keyring.device).toMatchObject({ id: 'd2', tag: 'A', branchId: 'b1' });
    expect(recovered.keyring.device.signPublicKey).not.toBe(file.device.signPublicKey);
    await recovered.keyring.enrolPerson({ ...people[1]!, keys: published, storeKey: recovered.storeKey });
    const again = await reopened(world);
    const result = await again.unlock('u2', 'quiet-river-42');
    if (!result.ok) throw new Error('refused');
    expect(result.value.storeKey).toEqual(storeKey);
    expect(again.openByRecoveryCode(recoveryCode)).toEqual(storeKey);
    expect(disk.files().some((name) => name.includes('keyring.replaced-'))).toBe(true);
  });
});

describe('the file', () => {
  const main = `${dir}/keyring.json`;
  const backup = `${dir}/keyring.bak.json`;

  it.each<[string, (bytes: Buffer) => Buffer]>([
    ['cut', (bytes) => bytes.subarray(0, bytes.length / 2)],
    ['emptied', () => Buffer.alloc(0)],
    ['of another shape', () => Buffer.from('{"version":1}')],
  ])('%s is set aside and its copy is used', async (_what, damage) => {
    const { disk, clock } = await branch();
    const bad = damage(disk.bytesOf(main));
    await disk.writeAtomic(main, bad);
    const loaded = await loadKeyring(dir, disk, 1_772_000_000_000);
    expect(loaded).toMatchObject({ kind: 'loaded', usedBackup: true });
    expect(disk.bytesOf(`${dir}/keyring.unreadable-1772000000000.json`)).toEqual(bad);
    expect(codeOf(await (await reopened({ disk, clock })).unlock('u1', 'jasmine-tea-71'))).toBe('ok');
  });

  it('with both copies bad is told, and nothing is written', async () => {
    const { disk } = await branch();
    await disk.writeAtomic(main, Buffer.from('x'));
    await disk.writeAtomic(backup, Buffer.from('y'));
    expect(await loadKeyring(dir, disk, 0)).toEqual({ kind: 'unreadable' });
    expect(disk.bytesOf(main).toString()).toBe('x');
    expect(disk.bytesOf(backup).toString()).toBe('y');
  });

  it('is missing only where nobody ever was', async () => {
    const { disk } = await branch();
    await disk.remove(main);
    expect(await loadKeyring(dir, disk, 0)).toMatchObject({ kind: 'loaded', usedBackup: true });
    expect(await loadKeyring('/elsewhere', disk, 0)).toEqual({ kind: 'none' });
  });

  it('survives a power cut at any operation of a change, with the change whole or not at all', async () => {
    const { disk: start, clock, keyring: first } = await branch();
    const before = await first.unlock('u1', 'jasmine-tea-71');
    if (!before.ok) throw new Error('refused');
    for (let at = 1; at <= 3; at++) {
      const disk = start.afterKill();
      const keyring = await reopened({ disk, clock });
      const from = disk.ops();
      disk.faultOf = () => {
        if (disk.ops() - from < at) return undefined;
        disk.kill();
        return { code: 'EIO' };
      };
      const changed = await keyring.changePassword('u1', before.value, 'jasmine-tea-71', 'green-lantern-9').then(
        () => true,
        () => false,
      );
      const again = await reopened({ disk: disk.afterPowerCut(0), clock });
      const old = codeOf(await again.unlock('u1', 'jasmine-tea-71'));
      const fresh = codeOf(await again.unlock('u1', 'green-lantern-9'));
      expect([old, fresh].filter((code) => code === 'ok')).toHaveLength(1);
      if (changed) expect(fresh).toBe('ok');
    }
  });
});

describe('another letter for this PC', () => {
  it('is there at once and after a restart, and changes nothing else', async () => {
    const world: World = { disk: createSimDisk(), clock: createTestClock() };
    const { keyring } = await branch(world);
    const before = keyring.device;
    await keyring.takeTag('C');
    expect(keyring.device).toEqual({ ...before, tag: 'C' });
    const again = await reopened(world);
    expect(again.device).toEqual({ ...before, tag: 'C' });
    expect(again.deviceSeed).toEqual(keyring.deviceSeed);
  });
});
