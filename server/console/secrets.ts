/** What the people of headquarters prove themselves with: Argon2id passwords, TOTP (RFC 6238), recovery and set-up codes. */
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { argon2id, hash as argon2Hash, verify as argon2Verify } from 'argon2';
import { Secret, TOTP } from 'otpauth';

/** Also what is signed for in an authenticator beside the account. */
const issuer = 'Xianting HQ';

/** Of Argon2id: memory in KiB, and passes over it. */
export interface PasswordCost {
  readonly memoryCost: number;
  readonly timeCost: number;
}

/** As strong as in the application: 64 MiB, three passes. */
const strong: PasswordCost = { memoryCost: 65_536, timeCost: 3 };

/** Hashes of passwords at work at once take 64 MiB each; more are turned away. */
const mostAtOnce = 8;

export interface Passwords {
  /** PHC string of a password; undefined when the server is busy with others. */
  readonly hash: (password: string) => Promise<string | undefined>;
  /** Without a hash, works as long as with one and says no. Undefined when the server is busy with others. */
  readonly verify: (hash: string | null, password: string) => Promise<boolean | undefined>;
}

/** @param cost less only for tests, which sign in a hundred times */
export function createPasswords(cost: PasswordCost = strong): Passwords {
  const options = { type: argon2id, parallelism: 1, ...cost } as const;
  let nobody: Promise<string> | undefined;
  let atWork = 0;
  /** Undefined when too many are at work. */
  const oneOfFew = async <T>(work: () => Promise<T>): Promise<T | undefined> => {
    if (atWork >= mostAtOnce) return undefined;
    atWork += 1;
    try {
      return await work();
    } finally {
      atWork -= 1;
    }
  };
  return {
    hash: (password) => oneOfFew(() => argon2Hash(password.normalize('NFKC'), options)),
    verify: (hash, password) =>
      oneOfFew(async () => {
        nobody ??= argon2Hash(randomBytes(32), options);
        const matches = await argon2Verify(hash ?? (await nobody), password.normalize('NFKC'));
        return hash !== null && matches;
      }),
  };
}

export const makeTotpSecret = (): string => new Secret({ size: 20 }).base32;

const totpOf = (account: string, secret: string): TOTP =>
  new TOTP({ issuer, label: account, secret: Secret.fromBase32(secret), algorithm: 'SHA1', digits: 6, period: 30 });

/** `otpauth://totp/…`, which authenticators read from a picture. */
export const totpUri = (account: string, secret: string): string => totpOf(account, secret).toString();

/**
 * The step of time to which this code belongs, one before to one after now; undefined when it is wrong.
 *
 * @param usedStep of the last code that opened: neither it nor one before it opens again
 */
export function totpStep(secret: string, token: string, nowMs: number, usedStep: number): number | undefined {
  const digits = token.normalize('NFKC').replace(/\s/g, '');
  if (!/^\d{6}$/.test(digits)) return undefined;
  const delta = totpOf('', secret).validate({ token: digits, timestamp: nowMs, window: 1 });
  if (delta === null) return undefined;
  const step = Math.floor(nowMs / 30_000) + delta;
  return step > usedStep ? step : undefined;
}

/** No letters that are mistaken for digits. */
const letters = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';

/** `XXXX-XXXX-XXXX-XXXX`, 79 bits: nobody guesses it, and nobody finds it from its hash. */
export function makeCode(): string {
  const symbols: string[] = [];
  while (symbols.length < 16) {
    const letter = letters[(randomBytes(1)[0] ?? 255) & 31];
    if (letter !== undefined) symbols.push(letter);
  }
  return symbols.join('').replace(/(.{4})(?=.)/g, '$1-');
}

/** Codes are kept as hashes; case, spaces and hyphens do not matter. */
export function hashCode(purpose: 'setup' | 'recovery', typed: string): string {
  const code = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '');
  return createHash('sha256').update(`xianting-console-${purpose}/1\n${code}`).digest('base64url');
}

/** An id that nobody can guess. */
export const makeSessionId = (): string => randomBytes(32).toString('base64url');
export const hashSessionId = (id: string): string => createHash('sha256').update(id).digest('base64url');

/** AES-256-GCM for what the database must not tell; bound to the account it belongs to. */
export function createSealer(key: Buffer) {
  return {
    seal: (account: string, text: string): string => {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(account));
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
    },
    /** Throws for what was not sealed for this account under this key. */
    open: (account: string, sealed: string): string => {
      const bytes = Buffer.from(sealed, 'base64url');
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12), { authTagLength: 16 })
        .setAAD(Buffer.from(account))
        .setAuthTag(bytes.subarray(12, 28));
      return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
    },
  };
}

export type Sealer = ReturnType<typeof createSealer>;
