/** Another store key for everybody on this PC, and what people who left can do with what they once had. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createTestClock } from '../clock/test-clock.test-support';
import { systemRng } from '../platform/rng';
import { createSimDisk, type SimDisk } from '../platform/sim-disk.test-support';
import type { DeriveKey } from './kdf';
import { createKeyring, openKeyring, type Keyring, type KeyringDeps } from './keyring';
import { loadKeyring, saveKeyring, setKeyringAside, type KeyringFile } from './keyring-file';
import { normaliseRecoveryCode, recoveryKey } from './recovery-code';
import { seal } from './seal';
import { createSecretBox } from './secret-box';

const dir = '/keys';
const quickKey: DeriveKey = async (password, { salt }) => createHash('sha256').update(`${password}|${salt}`).digest();
const depsOf = (disk: SimDisk): KeyringDeps => ({
  dir,
  disk,
  rng: systemRng,
  clock: createTestClock(),
  deriveKey: quickKey,
  secretBox: createSecretBox(undefined),
});
const li = { userId: 'u1', tile: { name: '李敏', staffNo: 'S001', role: 'supervisor' as const }, password: 'a' };
const chen = { userId: 'u2', tile: { name: '陈静', staffNo: 'C017', role: 'counter' as const }, password: 'b' };

async function branch(disk = createSimDisk()) {
  const made = await createKeyring(depsOf(disk), { id: 'd1', tag: 'A', branchId: 'b1' });
  for (const person of [li, chen]) await made.keyring.setPerson({ ...person, storeKey: made.storeKey });
  return { disk, ...made };
}

async function fileOf(disk: SimDisk): Promise<KeyringFile> {
  const loaded = await loadKeyring(dir, disk, 0);
  if (loaded.kind !== 'loaded') throw new Error(loaded.kind);
  return loaded.file;
}
const again = async (disk: SimDisk): Promise<Keyring> => openKeyring(depsOf(disk), await fileOf(disk));

async function opened(keyring: Keyring, person: typeof li | typeof chen): Promise<Buffer | undefined> {
  const result = await keyring.unlock(person.userId, person.password);
  return result.ok ? result.value.storeKey : undefined;
}

describe('another store key', () => {
  it('opens for everybody by their own password and for the printed code, after a start too', async () => {
    const { keyring, storeKey, disk, recoveryCode } = await branch();
    const next = await keyring.beginRotation(storeKey);
    if (!next) throw new Error('no code was needed');
    expect(next.equals(storeKey)).toBe(false);
    for (const ring of [keyring, await again(disk)]) {
      expect(await opened(ring, li)).toEqual(next);
      expect(await opened(ring, chen)).toEqual(next);
      expect(ring.openByRecoveryCode(recoveryCode)).toEqual(next);
      expect(ring.formerKey(next)).toEqual(storeKey);
    }
  });

  it('leaves no way to the former one when it is over, in no file that is there', async () => {
    const { keyring, storeKey, disk } = await branch();
    await setKeyringAside(dir, disk, 'replaced-1', await fileOf(disk));
    const next = await keyring.beginRotation(storeKey);
    await keyring.endRotation();
    expect(keyring.formerKey(next ?? storeKey)).toBeUndefined();
    expect(disk.files().sort()).toEqual(['/keys/keyring.bak.json', '/keys/keyring.json']);
    const ring = await again(disk);
    expect(ring.formerKey(next ?? storeKey)).toBeUndefined();
    expect(await opened(ring, li)).toEqual(next);
  });

  it('takes the printed code once where it was made by an earlier version, and never again', async () => {
    const { disk, storeKey, recoveryCode } = await branch();
    const canonical = normaliseRecoveryCode(recoveryCode) ?? '';
    const sealed = Buffer.from(seal(recoveryKey(canonical), storeKey, 'recovery', systemRng)).toString('base64url');
    await saveKeyring(dir, disk, { ...(await fileOf(disk)), recovery: { sealed } });
    const old = await again(disk);
    expect(old.rotatesWithoutCode()).toBe(false);
    expect(old.openByRecoveryCode(recoveryCode)).toEqual(storeKey);
    expect(await old.beginRotation(storeKey)).toBeUndefined();
    expect(await old.beginRotation(storeKey, 'ABCD-EFGH')).toBeUndefined();
    expect(await opened(old, li)).toEqual(storeKey);
    const next = await old.beginRotation(storeKey, recoveryCode);
    const ring = await again(disk);
    expect(ring.rotatesWithoutCode()).toBe(true);
    expect(ring.openByRecoveryCode(recoveryCode)).toEqual(next);
  });

  it('is opened with what an earlier version wrote, which knew nothing of it', async () => {
    const { disk, storeKey } = await branch();
    const { former: _former, storeKeySinceMs: _since, ...older } = await fileOf(disk);
    await saveKeyring(dir, disk, older as KeyringFile);
    expect(await opened(await again(disk), li)).toEqual(storeKey);
  });
});

describe('a person who was removed', () => {
  it('can’t open anything any more, offline and at once, nor with an older keyring after a change of keys', async () => {
    const { keyring, storeKey, disk } = await branch();
    const before = await fileOf(disk);
    await keyring.removePerson(chen.userId);
    expect(await opened(await again(disk), chen)).toBeUndefined();
    for (const name of disk.files())
      expect(disk.bytesOf(name).toString('utf8')).not.toContain(`"userId": "${chen.userId}"`);

    // Whoever kept the file of that day gets the key of that day, and it opens nothing that is sealed since.
    const next = await keyring.beginRotation(storeKey);
    await keyring.endRotation();
    const stolen = await openKeyring(depsOf(disk), before);
    const theirs = await opened(stolen, chen);
    expect(theirs).toEqual(storeKey);
    expect(theirs?.equals(next ?? storeKey)).toBe(false);
  });
});

describe('a password that was changed', () => {
  it('leaves nothing on the medium that the old one opens', async () => {
    const { keyring, disk } = await branch();
    const result = await keyring.unlock(li.userId, li.password);
    if (!result.ok) throw new Error('not opened');
    const old = (await fileOf(disk)).users.find(({ userId }) => userId === li.userId)?.bundle?.sealed ?? '?';
    await keyring.changePassword(li.userId, result.value, li.password, 'c');
    for (const name of disk.files()) expect(disk.bytesOf(name).toString('utf8')).not.toContain(old);
    expect(await opened(await again(disk), li)).toBeUndefined();
    expect(await opened(await again(disk), { ...li, password: 'c' })).toBeDefined();
  });
});
