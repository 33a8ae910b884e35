/** Password to key: Argon2id (RFC 9106). Costs are kept beside every wrap, so that they can be raised later. */
import { hkdfSync } from 'node:crypto';
import type * as Argon2 from 'argon2';
import { argon2id } from 'hash-wasm';
import { z } from 'zod';

export const KdfParams = z.strictObject({
  memoryKib: z.int().min(8_192).max(2_097_152),
  iterations: z.int().min(1).max(64),
  parallelism: z.int().min(1).max(16),
  /** base64url, 16 bytes. */
  salt: z.string(),
});
export type KdfParams = z.infer<typeof KdfParams>;

export const kdfCost = { memoryKib: 65_536, iterations: 3, parallelism: 1 } as const;

export type DeriveKey = (password: string, params: KdfParams) => Promise<Buffer>;

/** 32 bytes from a password. Native where the module loads (it does not block), WebAssembly elsewhere. */
export const deriveKey: DeriveKey = async (password, params) => {
  const { native } = await loadNative();
  const salt = Buffer.from(params.salt, 'base64url');
  const text = password.normalize('NFKC');
  if (native) {
    return native.hash(text, {
      type: native.argon2id,
      raw: true,
      salt,
      hashLength: 32,
      memoryCost: params.memoryKib,
      timeCost: params.iterations,
      parallelism: params.parallelism,
    });
  }
  const bytes = await argon2id({
    password: text,
    salt,
    hashLength: 32,
    memorySize: params.memoryKib,
    iterations: params.iterations,
    parallelism: params.parallelism,
    outputType: 'binary',
  });
  return Buffer.from(bytes);
};

/** Key that wraps a person's keys: password and device secret together, for this person only. */
export function personKey(fromPassword: Uint8Array, deviceSecret: Uint8Array, userId: string): Buffer {
  return Buffer.from(
    hkdfSync(
      'sha256',
      Buffer.concat([fromPassword, deviceSecret]),
      new Uint8Array(0),
      `xianting/person/v1/${userId}`,
      32,
    ),
  );
}

type Native = typeof Argon2;
let loaded: Promise<{ native: Native | undefined }> | undefined;

function loadNative(): Promise<{ native: Native | undefined }> {
  loaded ??= import('argon2').then(
    (module) => ({ native: module }),
    () => ({ native: undefined }),
  );
  return loaded;
}
