/** Where the device secret is kept: in the operating system's key store if there is one, else in the profile itself. */
export interface SecretBox {
  readonly backend: 'os' | 'file';
  readonly protect: (secret: Uint8Array) => Promise<Uint8Array>;
  /** Undefined when this machine or account can't open it. */
  readonly reveal: (kept: Uint8Array, backend: 'os' | 'file') => Promise<Buffer | undefined>;
}

/** The part of Electron's `safeStorage` that is used. */
export interface OsKeyStore {
  readonly isEncryptionAvailable: () => boolean;
  readonly encryptString: (text: string) => Buffer;
  readonly decryptString: (bytes: Buffer) => string;
}

/**
 * With an operating system's key store the secret is useless elsewhere. Without one it is no secret from anybody who can
 * read the profile; only the password then protects the records, and the user interface says so.
 */
export function createSecretBox(keyStore: OsKeyStore | undefined): SecretBox {
  const available = keyStore?.isEncryptionAvailable() ?? false;
  return {
    backend: available ? 'os' : 'file',
    protect: async (secret) =>
      available && keyStore
        ? keyStore.encryptString(Buffer.from(secret).toString('base64url'))
        : Uint8Array.from(secret),
    reveal: async (kept, backend) => {
      if (backend === 'file') return Buffer.from(kept);
      if (!available || !keyStore) return undefined;
      try {
        return Buffer.from(keyStore.decryptString(Buffer.from(kept)), 'base64url');
      } catch {
        return undefined;
      }
    },
  };
}
