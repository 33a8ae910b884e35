/**
 * The keys of this PC and its people. Every change is on disk before it counts.
 *
 * Device secret → wraps the device key and half of every person's wrap. Password → the other half. Person's box key → opens
 * the store key. Recovery code → opens the store key without any person. See docs/decisions/0004.
 */
import { z } from 'zod';
import { Role } from '../../domain/authority/roles';
import type { Clock } from '../clock/clock';
import { codeOf, type Disk } from '../platform/disk';
import type { Rng } from '../platform/rng';
import { createMutex } from '../records/mutex';
import { publicOfSeed } from './ed25519';
import { bundleOf, bytes, sameJson, text, textOf, type Bundle, type Place } from './key-bundle';
import { kdfCost, personKey, type DeriveKey } from './kdf';
import {
  eraseAsides,
  saveKeyring,
  setKeyringAside,
  WrappedBundle,
  type KeyringFile,
  type KeyringUser,
} from './keyring-file';
import { isRecoveryFor, openRecovery, recoveryFor, resealedRecovery } from './keyring-recovery';
import { makeRecoveryCode } from './recovery-code';
import { open, openJson, seal, SealBroken, sealJson } from './seal';
import { openBox, sealTo } from './sealed-box';
import type { SecretBox } from './secret-box';
import { createSignInThrottle, unthrottled } from './sign-in-throttle';
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
  /** Tells two people of one name apart. */
  readonly staffNo: string;
  readonly role: Role;
}
const TileShape = z.object({ name: z.string(), staffNo: z.string().default(''), role: Role });

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
  /** 机号: another letter for this PC, as headquarters gave it; numbers of new complaints bear it from now on. */
  readonly takeTag: (tag: string) => Promise<void>;
  readonly secretBackend: 'os' | 'file';
  readonly recoveryConfirmed: boolean;
  /** The store key under the recovery code: whoever has both has the records. */
  readonly recovery: KeyringFile['recovery'];
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
  /** Their seal of the store key is destroyed at once and overwritten on the medium. */
  readonly removePerson: (userId: string) => Promise<void>;
  /** The store key, by the printed code. */
  readonly openByRecoveryCode: (typed: string) => Buffer | undefined;
  readonly confirmRecoveryCode: (typed: string) => Promise<boolean>;
  /** False where the printed code has to be typed once for a change of keys: it was made before codes had a public key. */
  readonly rotatesWithoutCode: () => boolean;
  /**
   * Another store key for everybody who has one here, and for the printed code. The one before it can be had from `formerKey` until
   * `endRotation`. Undefined when the code is needed and is not the right one.
   */
  readonly beginRotation: (storeKey: Uint8Array, typedCode?: string) => Promise<Buffer | undefined>;
  /** While keys are being changed: the store key before this one. */
  readonly formerKey: (storeKey: Uint8Array) => Buffer | undefined;
  /** Nothing is sealed under the former key any more: it is destroyed, with the keyrings that were set aside. */
  readonly endRotation: () => Promise<void>;
  /** When this store key was made; null for the first of this PC. */
  readonly storeKeySinceMs: () => number | null;
}

export interface NewDevice {
  readonly id: string;
  readonly tag: string;
  readonly branchId: string;
  /** Of the device key, where headquarters already knows its public half. */
  readonly seed?: Buffer;
}

/** The person has no keys here that could be changed, or the old password is not theirs. */
export class PasswordNotChanged extends Error {}

/** Makes the keys of a new PC; returns the code that must be printed. */
export async function createKeyring(
  deps: KeyringDeps,
  device: NewDevice,
): Promise<{ keyring: Keyring; storeKey: Buffer; recoveryCode: string }> {
  const { rng } = deps;
  const storeKey = rng.bytes(32);
  const recoveryCode = makeRecoveryCode(rng);
  const recovery = recoveryFor(recoveryCode, storeKey, rng);
  await deps.disk.makeDir(deps.dir);
  const keyring = await newKeyring(deps, device, recovery, false);
  return { keyring, storeKey, recoveryCode };
}

/** Keys of a new device for a store key that is there already: nobody can use it before they are enrolled. */
export async function newKeyring(
  deps: KeyringDeps,
  device: NewDevice,
  recovery: KeyringFile['recovery'],
  recoveryConfirmed: boolean,
): Promise<Keyring> {
  const { rng, secretBox } = deps;
  const secret = rng.bytes(32);
  const seed = device.seed ?? rng.bytes(32);
  const file: KeyringFile = {
    version: 1,
    device: {
      id: device.id,
      tag: device.tag,
      branchId: device.branchId,
      signPublicKey: publicOfSeed('ed25519', seed),
      sealedSeed: text(seal(secret, seed, 'device', rng)),
    },
    secretBackend: secretBox.backend,
    deviceSecret: text(await secretBox.protect(secret)),
    users: [],
    recovery,
    recoveryConfirmed,
    former: null,
    storeKeySinceMs: null,
  };
  await saveKeyring(deps.dir, deps.disk, file);
  return keyringOf(deps, file, secret, seed);
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

/**
 * A way back after `DeviceSecretLost`: the printed code opens the store key, and this PC gets a new secret and a new device
 * key under a new id, because events of the old one can't be continued. People are then enrolled again from the directory
 * and keep their passwords. The old file is kept aside. Undefined when the code is not the right one.
 */
export async function recoverKeyring(
  deps: KeyringDeps,
  file: KeyringFile,
  typedCode: string,
  newDeviceId: string,
): Promise<{ keyring: Keyring; storeKey: Buffer } | undefined> {
  const storeKey = openRecovery(file.recovery, typedCode);
  if (!storeKey) return undefined;
  await setKeyringAside(deps.dir, deps.disk, `replaced-${String(deps.clock.wallMs())}`, file);
  const keyring = await newKeyring(deps, { ...file.device, id: newDeviceId }, file.recovery, file.recoveryConfirmed);
  return { keyring, storeKey };
}

function keyringOf(deps: KeyringDeps, initial: KeyringFile, secret: Buffer, deviceSeed: Buffer): Keyring {
  const { disk, dir, rng, clock, deriveKey } = deps;
  let file = initial;
  const tileKey = subKey(secret, 'settings');
  const throttle = createSignInThrottle(clock);
  /** One at a time: each reads a person, works for a while, and writes the person back. */
  const { run: inLine } = createMutex();

  const save = async (next: KeyringFile, erasing = false): Promise<void> => {
    await saveKeyring(dir, disk, next, erasing);
    file = next;
  };
  const find = (userId: string): KeyringUser | undefined => file.users.find((user) => user.userId === userId);
  const withUser = (user: KeyringUser): KeyringFile => ({
    ...file,
    users: [...file.users.filter((other) => other.userId !== user.userId), user],
  });
  const put = (user: KeyringUser): Promise<void> => save(withUser(user));

  const sealTile = (userId: string, tile: Tile): string => text(sealJson(tileKey, tile, `tile|${userId}`, rng));
  const openTile = (user: KeyringUser): Tile =>
    TileShape.parse(openJson(tileKey, bytes(user.tile), `tile|${user.userId}`));
  const sealPortable = (userId: string, portable: WrappedBundle): string =>
    text(sealJson(tileKey, portable, `portable|${userId}`, rng));
  const openPortable = (user: KeyringUser): WrappedBundle =>
    WrappedBundle.parse(openJson(tileKey, bytes(user.portable), `portable|${user.userId}`));

  const wrap = async (userId: string, password: string, bundle: Bundle, place: Place): Promise<WrappedBundle> => {
    const kdf = { ...kdfCost, salt: rng.bytes(16).toString('base64url') };
    const half = place === 'bundle' ? secret : new Uint8Array(0);
    const key = await keyFrom(password, kdf, half, userId);
    const sealed = text(sealJson(key, textOf(bundle), `${place}|${userId}`, rng));
    key.fill(0);
    return { kdf, sealed };
  };
  const unwrap = async (userId: string, password: string, wrapped: WrappedBundle, place: Place): Promise<Bundle> => {
    const half = place === 'bundle' ? secret : new Uint8Array(0);
    const key = await keyFrom(password, wrapped.kdf, half, userId);
    try {
      return bundleOf(openJson(key, bytes(wrapped.sealed), `${place}|${userId}`));
    } finally {
      key.fill(0);
    }
  };
  const keyFrom = async (
    password: string,
    kdf: WrappedBundle['kdf'],
    half: Uint8Array,
    userId: string,
  ): Promise<Buffer> => {
    const derived = await deriveKey(password, kdf);
    const key = personKey(derived, half, userId);
    derived.fill(0);
    return key;
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
      bundle: await wrap(userId, password, bundle, 'bundle'),
      portable: sealPortable(userId, await wrap(userId, password, bundle, 'portable')),
      storeKey: sealTo(boxPublicKey, storeKey, `storeKey|${userId}`, rng),
      throttle: unthrottled,
    };
  };

  /**
   * What a try to sign in leaves behind. It counts in memory even where it can't be saved: a full disk must neither make
   * guessing free nor keep the right person out.
   */
  const noteTry = async (user: KeyringUser): Promise<void> => {
    file = withUser(user);
    await save(file).catch((cause: unknown) => {
      if (codeOf(cause) === '') throw cause;
    });
  };

  const failed = async (user: KeyringUser): Promise<UnlockResult> => {
    const { state, waitMs } = throttle.failed(user.userId, user.throttle);
    await noteTry({ ...user, throttle: state });
    return { ok: false, error: { code: 'signIn.wrongPassword', waitMs } };
  };

  const unlock = async (userId: string, password: string): Promise<UnlockResult> => {
    const user = find(userId);
    if (!user) return { ok: false, error: { code: 'signIn.unknownUser' } };
    const waitMs = throttle.waitMs(userId, user.throttle);
    if (waitMs > 0) return { ok: false, error: { code: 'signIn.throttled', waitMs } };
    let bundle: Bundle;
    try {
      bundle = user.bundle
        ? await unwrap(userId, password, user.bundle, 'bundle')
        : await unwrap(userId, password, openPortable(user), 'portable');
    } catch (cause) {
      if (cause instanceof SealBroken) return failed(user);
      throw cause;
    }
    const storeKey = openBox(bundle.box, user.storeKey, `storeKey|${userId}`);
    throttle.cleared(userId);
    if (!user.bundle || user.throttle.failures > 0) {
      const own = user.bundle ?? (await wrap(userId, password, bundle, 'bundle'));
      await noteTry({ ...user, bundle: own, throttle: unthrottled });
    }
    bundle.box.fill(0);
    return { ok: true, value: { storeKey, signSeed: bundle.sign } };
  };

  return {
    get device() {
      return file.device;
    },
    deviceSeed,
    takeTag: (tag) => inLine(() => save({ ...file, device: { ...file.device, tag } })),
    secretBackend: initial.secretBackend,
    get recoveryConfirmed() {
      return file.recoveryConfirmed;
    },
    get recovery() {
      return file.recovery;
    },
    tiles: () =>
      file.users.map((user) => ({
        userId: user.userId,
        ...openTile(user),
      })),
    published: (userId) => {
      const user = find(userId);
      return (
        user && {
          signPublicKey: user.signPublicKey,
          boxPublicKey: user.boxPublicKey,
          portableBundle: openPortable(user),
        }
      );
    },
    unlock: (userId, password) => inLine(() => unlock(userId, password)),
    setPerson: ({ userId, tile, password, storeKey }) =>
      inLine(async () => {
        const bundle = { sign: rng.bytes(32), box: rng.bytes(32) };
        await put(await newUser(userId, tile, password, bundle, storeKey));
        throttle.cleared(userId);
        bundle.sign.fill(0);
        bundle.box.fill(0);
      }),
    enrolPerson: ({ userId, tile, keys, storeKey }) =>
      inLine(async () => {
        const known = find(userId);
        const portable = WrappedBundle.parse(keys.portableBundle);
        // Keys that changed elsewhere (a new password there) make the wrap made here useless.
        const same = known?.signPublicKey === keys.signPublicKey && sameJson(openPortable(known), portable);
        await put({
          userId,
          tile: sealTile(userId, tile),
          signPublicKey: keys.signPublicKey,
          boxPublicKey: keys.boxPublicKey,
          bundle: same ? known.bundle : null,
          portable: sealPortable(userId, portable),
          storeKey: sealTo(keys.boxPublicKey, storeKey, `storeKey|${userId}`, rng),
          throttle: known?.throttle ?? unthrottled,
        });
      }),
    setTile: (userId, tile) =>
      inLine(async () => {
        const user = find(userId);
        // Asked at every sign-in for everybody: each save is four syncs.
        if (user && !sameJson(openTile(user), TileShape.parse(tile)))
          await put({ ...user, tile: sealTile(userId, tile) });
      }),
    changePassword: (userId, keys, oldPassword, newPassword) =>
      inLine(async () => {
        const user = find(userId);
        if (!user?.bundle) throw new PasswordNotChanged('a password is changed only after signing in');
        const bundle = await unwrap(userId, oldPassword, user.bundle, 'bundle');
        if (!bundle.sign.equals(keys.signSeed)) throw new PasswordNotChanged('the keys are of somebody else');
        const next = {
          ...user,
          bundle: await wrap(userId, newPassword, bundle, 'bundle'),
          portable: sealPortable(userId, await wrap(userId, newPassword, bundle, 'portable')),
        };
        // What the old password opens must not stay on the medium.
        await save(withUser(next), true);
        bundle.sign.fill(0);
        bundle.box.fill(0);
      }),
    removePerson: (userId) =>
      inLine(() => save({ ...file, users: file.users.filter((user) => user.userId !== userId) }, true)),
    openByRecoveryCode: (typed) => openRecovery(file.recovery, typed),
    confirmRecoveryCode: (typed) =>
      inLine(async () => {
        if (!isRecoveryFor(file.recovery, typed)) return false;
        await save({ ...file, recoveryConfirmed: true });
        return true;
      }),
    rotatesWithoutCode: () => 'publicKey' in file.recovery,
    beginRotation: (oldKey, typedCode) =>
      inLine(async () => {
        const storeKey = rng.bytes(32);
        const recovery = resealedRecovery(file.recovery, storeKey, typedCode, rng);
        if (!recovery) return undefined;
        const users = file.users.map((user) => ({
          ...user,
          storeKey: sealTo(user.boxPublicKey, storeKey, `storeKey|${user.userId}`, rng),
        }));
        const former = text(seal(storeKey, oldKey, 'former', rng));
        await save({ ...file, users, recovery, former, storeKeySinceMs: clock.wallMs() });
        return storeKey;
      }),
    formerKey: (storeKey) => (file.former === null ? undefined : open(storeKey, bytes(file.former), 'former')),
    endRotation: () =>
      inLine(async () => {
        await save({ ...file, former: null }, true);
        await eraseAsides(dir, disk);
      }),
    storeKeySinceMs: () => file.storeKeySinceMs,
  };
}
