/** What stands in `keyring.json`: wrapped keys and public keys, nothing that opens anything by itself. */
import path from 'node:path';
import { z } from 'zod';
import { codeOf, oldOf, type Disk } from '../platform/disk';
import { KdfParams } from './kdf';
import { ThrottleState } from './sign-in-throttle';

const Base64 = z.string();
const Box = z.strictObject({ ephemeral: Base64, sealed: Base64 });

export const WrappedBundle = z.strictObject({ kdf: KdfParams, sealed: Base64 });
export type WrappedBundle = z.infer<typeof WrappedBundle>;

export const KeyringUser = z.strictObject({
  userId: z.string(),
  /** Name and role for the sign-in page, sealed under a key from the device secret. */
  tile: Base64,
  signPublicKey: Base64,
  boxPublicKey: Base64,
  /** Password and device secret together; null until the first sign-in on this PC. */
  bundle: WrappedBundle.nullable(),
  /**
   * Wrapped by the password alone, for the first sign-in on another PC. Sealed under the device secret: a stolen file must
   * not let anybody try passwords.
   */
  portable: Base64,
  /** The store key of this PC, for this person. */
  storeKey: Box,
  throttle: ThrottleState,
});
export type KeyringUser = z.infer<typeof KeyringUser>;

/**
 * The store key for the printed code. `box`: sealed to a public key that follows from the code, so that another store key can be
 * sealed without anybody typing the code. `sealed`: under a key from the code itself, as it was made before.
 */
export const Recovery = z.union([z.strictObject({ sealed: Base64 }), z.strictObject({ publicKey: Base64, box: Box })]);
export type Recovery = z.infer<typeof Recovery>;

export const KeyringFile = z.strictObject({
  version: z.literal(1),
  device: z.strictObject({
    id: z.string(),
    tag: z.string(),
    branchId: z.string(),
    signPublicKey: Base64,
    /** Seed of the device key, sealed under the device secret. */
    sealedSeed: Base64,
  }),
  /** `os`: the secret is kept by the operating system's key store. `file`: in a file beside this one. */
  secretBackend: z.enum(['os', 'file']),
  deviceSecret: Base64,
  users: z.array(KeyringUser),
  recovery: Recovery,
  /** While keys are being changed: the store key before this one, sealed under this one. */
  former: Base64.nullable().default(null),
  /** When this store key was made; null for the first of this PC. */
  storeKeySinceMs: z.int().nullable().default(null),
  /** The printed code was typed back. */
  recoveryConfirmed: z.boolean(),
});
export type KeyringFile = z.infer<typeof KeyringFile>;

export type LoadedKeyring =
  | { readonly kind: 'none' }
  | { readonly kind: 'loaded'; readonly file: KeyringFile; readonly usedBackup: boolean }
  /** Both copies are there and neither can be read. Nothing is overwritten; a person must look. */
  | { readonly kind: 'unreadable' };

const fileName = 'keyring.json';
const backupName = 'keyring.bak.json';

export async function loadKeyring(dir: string, disk: Disk, nowMs: number): Promise<LoadedKeyring> {
  // What an interrupted removal left of the wraps that it destroyed.
  for (const name of [fileName, backupName]) await disk.erase(oldOf(path.join(dir, name)));
  const main = await readOne(path.join(dir, fileName), disk);
  if (main.state === 'good') return { kind: 'loaded', file: main.file, usedBackup: false };
  const backup = await readOne(path.join(dir, backupName), disk);
  if (main.state === 'absent' && backup.state === 'absent') return { kind: 'none' };
  if (backup.state !== 'good') return { kind: 'unreadable' };
  if (main.state === 'bad')
    await disk.move(path.join(dir, fileName), path.join(dir, `keyring.unreadable-${String(nowMs)}.json`));
  await saveKeyring(dir, disk, backup.file);
  return { kind: 'loaded', file: backup.file, usedBackup: true };
}

/**
 * The older copy is replaced only after the new one is whole on the medium. With `erasing` what both held before is overwritten:
 * for wraps that must be gone.
 */
export async function saveKeyring(dir: string, disk: Disk, file: KeyringFile, erasing = false): Promise<void> {
  const bytes = Buffer.from(JSON.stringify(file, null, 1), 'utf8');
  const write = erasing ? disk.writeErasing : disk.writeAtomic;
  await write(path.join(dir, fileName), bytes);
  await write(path.join(dir, backupName), bytes);
}

/** Overwrites keyrings that were set aside: what they wrap must not outlive a change of keys. */
export async function eraseAsides(dir: string, disk: Disk): Promise<void> {
  for (const name of await disk.list(dir)) {
    const isAside = name.startsWith('keyring.') && name !== fileName && name !== backupName;
    if (isAside) await disk.erase(path.join(dir, name));
  }
}

/** Keeps a keyring that is about to be replaced: it may hold what a person of skill can still use. */
export async function setKeyringAside(dir: string, disk: Disk, why: string, file: KeyringFile): Promise<void> {
  await disk.writeAtomic(path.join(dir, `keyring.${why}.json`), Buffer.from(JSON.stringify(file), 'utf8'));
}

type One = { state: 'absent' } | { state: 'bad' } | { state: 'good'; file: KeyringFile };

async function readOne(file: string, disk: Disk): Promise<One> {
  try {
    const bytes = await disk.read(file);
    if (!bytes) return { state: 'absent' };
    const parsed = KeyringFile.safeParse(JSON.parse(bytes.toString('utf8')));
    return parsed.success ? { state: 'good', file: parsed.data } : { state: 'bad' };
  } catch (cause) {
    if (cause instanceof SyntaxError || codeOf(cause) === 'EIO') return { state: 'bad' };
    throw cause;
  }
}
