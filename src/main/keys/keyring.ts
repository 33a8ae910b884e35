/**
 * The keys of this PC and its people. Every change is on disk before it counts.
 *
 * Device secret → wraps the device key and half of every person's wrap. Password → the other half. Person's box key → opens
 * the store key. Recovery code → opens the store key without any person. See docs/decisions/0004.
 */
import { z } from 'zod';
import { Role } from '../../domain/authority/roles';
import type { Clock } from '../clock/clock';
import type { Disk } from '../platform/disk';
import type { Rng } from '../platform/rng';
import { publicOfSeed } from './ed25519';
import { kdfCost, personKey, type DeriveKey } from './kdf';
import { saveKeyring, WrappedBundle, type KeyringFile, type KeyringUser } from './keyring-file';
import { makeRecoveryCode, normaliseRecoveryCode, recoveryKey } from './recovery-code';
import { open, openJson, seal, SealBroken, sealJson } from './seal';
import { openBox, sealTo } from './sealed-box';
import type { SecretBox } from './secret-box';
import { subKey } from './sub-keys';

export interface KeyringDeps {
  readonly dir: string;
  readonly disk: Disk;
  readonly rng: Rng;
  readonly clock: Clock;
  readonly deriveKey: DeriveKey;
  readonly secretBox: SecretBox;
}

export interface Tile {
  readonly name: string;
  readonly role: Role;
}
const TileShape = z.object({ name: z.string(), role: Role });
const BundleShape = z.object({ sign: z.string(), box: z.string() });

export interface OpenedKeys {
  readonly storeKey: Buffer;
  readonly signSeed: Buffer;
}

export type UnlockResult =
  | { readonly ok: true; readonly value: OpenedKeys }
  | {
      readonly ok: false;
      readonly error:
        | { readonly code: 'signIn.wrongPassword'; readonly waitMs: number }
        | { readonly code: 'signIn.throttled'; readonly waitMs: number }
        | { readonly code: 'signIn.unknownUser' };
    };

/** What the directory publishes of a person's keys. */
export interface PublishedKeys {
  readonly signPublicKey: string;
  readonly boxPublicKey: string;
  readonly portableBundle: unknown;
}

export interface Keyring {
  readonly device: KeyringFile['device'];
  readonly deviceSeed: Uint8Array;
  readonly secretBackend: 'os' | 'file';
  readonly recoveryConfirmed: boolean;
  readonly tiles: () => readonly ({ readonly userId: string } & Tile)[];
  readonly published: (userId: string) => PublishedKeys | undefined;
  readonly unlock: (userId: string, password: string) => Promise<UnlockResult>;
  /** New person, or a new pair of keys for a known one. */
  readonly setPerson: (person: { userId: string; tile: Tile; password: string; storeKey: Uint8Array }) => Promise<void>;
  /** A person of the branch who has never used this PC: can sign in with the password they have elsewhere. */
  readonly enrolPerson: (person: {
    userId: string;
    tile: Tile;
    keys: PublishedKeys;
    storeKey: Uint8Array;
  }) => Promise<void>;
  readonly setTile: (userId: string, tile: Tile) => Promise<void>;
  readonly changePassword: (
    userId: string,
    keys: OpenedKeys,
    oldPassword: string,
    newPassword: string,
  ) => Promise<void>;
  /** Their seal of the store key is destroyed at once. */
  readonly removePerson: (userId: string) => Promise<void>;
  /** The store key, by the printed code. */
  readonly openByRecoveryCode: (typed: string) => Buffer | undefined;
  readonly confirmRecoveryCode: (typed: string) => Promise<boolean>;
}

export interface NewDevice {
  readonly id: string;
  readonly tag: string;
  readonly branchId: string;
  /** Of the device key, where headquarters already knows its public half. */
  readonly seed?: Buffer;
}

/** Makes the keys of a new PC; returns the code that must be printed. */
export async function createKeyring(
  deps: KeyringDeps,
  { seed: given, ...device }: NewDevice,
): Promise<{ keyring: Keyring; storeKey: Buffer; recoveryCode: string }> {
  const { rng, secretBox } = deps;
  const secret = rng.bytes(32);
  const seed = given ?? rng.bytes(32);
  const storeKey = rng.bytes(32);
  const recoveryCode = makeRecoveryCode(rng);
  const file: KeyringFile = {
    version: 1,
    device: {
      ...device,
      signPublicKey: publicOfSeed('ed25519', seed),
      sealedSeed: text(seal(secret, seed, 'device', rng)),
    },
    secretBackend: secretBox.backend,
    deviceSecret: text(await secretBox.protect(secret)),
    users: [],
    recovery: { sealed: text(seal(recoveryKey(recoveryCode), storeKey, 'recovery', rng)) },
    recoveryConfirmed: false,
  };
  await deps.disk.makeDir(deps.dir);
  await saveKeyring(deps.dir, deps.disk, file);
  return { keyring: keyringOf(deps, file, secret, seed), storeKey, recoveryCode };
}

/** The device secret can't be had: another Windows account, a moved profile. The records need the recovery code. */
export class DeviceSecretLost extends Error {}

export async function openKeyring(deps: KeyringDeps, file: KeyringFile): Promise<Keyring> {
  const secret = await deps.secretBox.reveal(bytes(file.deviceSecret), file.secretBackend);
  if (!secret) throw new DeviceSecretLost('the device secret does not open on this machine');
  try {
    return keyringOf(deps, file, secret, open(secret, bytes(file.device.sealedSeed), 'device'));
  } catch (cause) {
    if (cause instanceof SealBroken) throw new DeviceSecretLost('the device secret is another one');
    throw cause;
  }
}

const freeTries = 3;
const maxWaitMs = 15 * 60 * 1000;

function keyringOf(deps: KeyringDeps, initial: KeyringFile, secret: Buffer, deviceSeed: Buffer): Keyring {
  const { disk, dir, rng, clock, deriveKey } = deps;
  let file = initial;
  const tileKey = subKey(secret, 'settings');

  const save = async (next: KeyringFile): Promise<void> => {
    await saveKeyring(dir, disk, next);
    file = next;
  };
  const find = (userId: string): KeyringUser | undefined => file.users.find((user) => user.userId === userId);
  const put = (user: KeyringUser): Promise<void> =>
    save({ ...file, users: [...file.users.filter((other) => other.userId !== user.userId), user] });

  const sealTile = (userId: string, tile: Tile): string => text(sealJson(tileKey, tile, `tile|${userId}`, rng));
  const freshKdf = () => ({ ...kdfCost, salt: rng.bytes(16).toString('base64url') });

  const wrapLocal = async (userId: string, password: string, bundle: Bundle): Promise<WrappedBundle> => {
    const kdf = freshKdf();
    const key = personKey(await deriveKey(password, kdf), secret, userId);
    return { kdf, sealed: text(sealJson(key, textOf(bundle), `bundle|${userId}`, rng)) };
  };
  const wrapPortable = async (userId: string, password: string, bundle: Bundle): Promise<WrappedBundle> => {
    const kdf = freshKdf();
    const key = personKey(await deriveKey(password, kdf), new Uint8Array(0), userId);
    return { kdf, sealed: text(sealJson(key, textOf(bundle), `portable|${userId}`, rng)) };
  };
  const unwrap = async (userId: string, password: string, wrapped: WrappedBundle, place: 'bundle' | 'portable') => {
    const half = place === 'bundle' ? secret : new Uint8Array(0);
    const key = personKey(await deriveKey(password, wrapped.kdf), half, userId);
    const { sign, box } = BundleShape.parse(openJson(key, bytes(wrapped.sealed), `${place}|${userId}`));
    return { sign: bytes(sign), box: bytes(box) };
  };

  const newUser = async (
    userId: string,
    tile: Tile,
    password: string,
    bundle: Bundle,
    storeKey: Uint8Array,
  ): Promise<KeyringUser> => {
    const boxPublicKey = publicOfSeed('x25519', bundle.box);
    return {
      userId,
      tile: sealTile(userId, tile),
      signPublicKey: publicOfSeed('ed25519', bundle.sign),
      boxPublicKey,
      bundle: await wrapLocal(userId, password, bundle),
      portable: await wrapPortable(userId, password, bundle),
      storeKey: sealTo(boxPublicKey, storeKey, `storeKey|${userId}`, rng),
      throttle: { failures: 0, notBeforeMs: 0, seenMs: 0 },
    };
  };

  /** A clock set back does not shorten a wait: the latest time ever seen counts. */
  const nowFor = (user: KeyringUser): number => Math.max(clock.wallMs(), user.throttle.seenMs);

  const failed = async (user: KeyringUser): Promise<UnlockResult> => {
    const now = nowFor(user);
    const failures = user.throttle.failures + 1;
    const waitMs = failures < freeTries ? 0 : Math.min(maxWaitMs, 1000 * 2 ** (failures - freeTries + 1));
    await put({ ...user, throttle: { failures, notBeforeMs: now + waitMs, seenMs: now } });
    return { ok: false, error: { code: 'signIn.wrongPassword', waitMs } };
  };

  return {
    get device() {
      return file.device;
    },
    deviceSeed,
    secretBackend: initial.secretBackend,
    get recoveryConfirmed() {
      return file.recoveryConfirmed;
    },
    tiles: () =>
      file.users.map((user) => ({
        userId: user.userId,
        ...TileShape.parse(openJson(tileKey, bytes(user.tile), `tile|${user.userId}`)),
      })),
    published: (userId) => {
      const user = find(userId);
      return (
        user && {
          signPublicKey: user.signPublicKey,
          boxPublicKey: user.boxPublicKey,
          portableBundle: user.portable,
        }
      );
    },
    unlock: async (userId, password) => {
      const user = find(userId);
      if (!user) return { ok: false, error: { code: 'signIn.unknownUser' } };
      const waitMs = user.throttle.notBeforeMs - nowFor(user);
      if (waitMs > 0) return { ok: false, error: { code: 'signIn.throttled', waitMs } };
      let bundle: Bundle;
      try {
        bundle = user.bundle
          ? await unwrap(userId, password, user.bundle, 'bundle')
          : await unwrap(userId, password, user.portable, 'portable');
      } catch (cause) {
        if (cause instanceof SealBroken) return failed(user);
        throw cause;
      }
      const storeKey = openBox(bundle.box, user.storeKey, `storeKey|${userId}`);
      if (!user.bundle || user.throttle.failures > 0) {
        await put({
          ...user,
          bundle: user.bundle ?? (await wrapLocal(userId, password, bundle)),
          throttle: { failures: 0, notBeforeMs: 0, seenMs: nowFor(user) },
        });
      }
      return { ok: true, value: { storeKey, signSeed: bundle.sign } };
    },
    setPerson: async ({ userId, tile, password, storeKey }) => {
      await put(await newUser(userId, tile, password, { sign: rng.bytes(32), box: rng.bytes(32) }, storeKey));
    },
    enrolPerson: async ({ userId, tile, keys, storeKey }) => {
      const known = find(userId);
      await put({
        userId,
        tile: sealTile(userId, tile),
        signPublicKey: keys.signPublicKey,
        boxPublicKey: keys.boxPublicKey,
        // Keys that changed elsewhere (a new password there) make the wrap made here useless.
        bundle:
          known?.signPublicKey === keys.signPublicKey && same(known.portable, keys.portableBundle)
            ? known.bundle
            : null,
        portable: WrappedBundle.parse(keys.portableBundle),
        storeKey: sealTo(keys.boxPublicKey, storeKey, `storeKey|${userId}`, rng),
        throttle: known?.throttle ?? { failures: 0, notBeforeMs: 0, seenMs: 0 },
      });
    },
    setTile: async (userId, tile) => {
      const user = find(userId);
      if (user) await put({ ...user, tile: sealTile(userId, tile) });
    },
    changePassword: async (userId, keys, oldPassword, newPassword) => {
      const user = find(userId);
      if (!user?.bundle) throw new Error('a password is changed only after signing in');
      const bundle = await unwrap(userId, oldPassword, user.bundle, 'bundle');
      if (!bundle.sign.equals(keys.signSeed)) throw new Error('the bundle is not of the signed-in person');
      await put({
        ...user,
        bundle: await wrapLocal(userId, newPassword, bundle),
        portable: await wrapPortable(userId, newPassword, bundle),
      });
    },
    removePerson: (userId) => save({ ...file, users: file.users.filter((user) => user.userId !== userId) }),
    openByRecoveryCode: (typed) => {
      const code = normaliseRecoveryCode(typed);
      if (code === undefined) return undefined;
      try {
        return open(recoveryKey(code), bytes(file.recovery.sealed), 'recovery');
      } catch (cause) {
        if (cause instanceof SealBroken) return undefined;
        throw cause;
      }
    },
    confirmRecoveryCode: async (typed) => {
      const code = normaliseRecoveryCode(typed);
      if (code === undefined) return false;
      try {
        open(recoveryKey(code), bytes(file.recovery.sealed), 'recovery').fill(0);
      } catch (cause) {
        if (cause instanceof SealBroken) return false;
        throw cause;
      }
      await save({ ...file, recoveryConfirmed: true });
      return true;
    },
  };
}

interface Bundle {
  readonly sign: Buffer;
  readonly box: Buffer;
}

const textOf = ({ sign, box }: Bundle): { sign: string; box: string } => ({ sign: text(sign), box: text(box) });

function text(value: Uint8Array): string {
  return Buffer.from(value).toString('base64url');
}

function bytes(value: string): Buffer {
  return Buffer.from(value, 'base64url');
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
