/**
 * A newer version as it travels to a branch (更新清单): which files, how long, with which sums, under the Ed25519 signature of who publishes
 * the program. A file on a stick from IT is enough; nothing is fetched. Reading believes nothing: the signature first, by a key that
 * came with the program, then shape and sense.
 */
import { z } from 'zod';
import { canonicalJson } from '../evidence/canonical';
import type { Hasher } from '../evidence/hashing';

const format = 'xianting-update/1';
/** Nothing that lists a few files needs more. */
export const mostUpdateCharacters = 100_000;
/** How long a list may be offered. Whoever holds one back can't hand it out for ever. */
export const longestOfferDays = 400;
const dayMs = 86_400_000;

/** Three numbers, as they are compared; no words behind them, which would need an order of their own. */
const Version = z.string().regex(/^(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})$/);

/** One name in the folder of the list: no path, no device, nothing that a system reads differently. */
const FileName = z
  .string()
  .max(120)
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*[A-Za-z0-9]$/)
  .refine((name) => !name.includes('..') && !/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(name));

const UpdateBody = z.strictObject({
  product: z.literal('xianting'),
  version: Version,
  /** The oldest version that may be updated in one step; its records are understood. */
  minimumVersion: Version,
  issuedAtMs: z.int().nonnegative(),
  expiresAtMs: z.int().nonnegative(),
  files: z
    .array(
      z.strictObject({
        name: FileName,
        platform: z.enum(['win32', 'linux', 'darwin']),
        arch: z.enum(['x64', 'arm64', 'ia32']),
        sizeBytes: z.int().positive().max(4_000_000_000),
        /** Hexadecimal. */
        sha512: z.string().regex(/^[0-9a-f]{128}$/),
      }),
    )
    .min(1)
    .max(50)
    .refine((files) => new Set(files.map(({ name }) => name.toLowerCase())).size === files.length),
});
export type UpdateBody = z.infer<typeof UpdateBody>;

const SignedUpdate = z.strictObject({
  format: z.literal(format),
  body: UpdateBody,
  signature: z.strictObject({
    publicKey: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
    // One way to write it: the last letter has four bits that mean nothing.
    value: z.string().regex(/^[A-Za-z0-9_-]{85}[AQgw]$/),
  }),
});
export type SignedUpdate = z.infer<typeof SignedUpdate>;

/** Why a list is not followed. */
export type UpdateRefusal =
  'unreadable' | 'unknownKey' | 'wrongSignature' | 'notYet' | 'expired' | 'offeredTooLong' | 'notNewer' | 'fromTooOld';

export interface UpdateChecks extends Hasher {
  readonly verifyEd25519: (publicKey: string, hash: string, signature: string) => boolean;
  /** Keys that came with the program. */
  readonly trustedKeys: readonly string[];
  readonly installedVersion: string;
  /** By the clock that never goes back: setting a PC's clock back makes no old list good again. */
  readonly latestMs: number;
}

export type ReadUpdate =
  { readonly ok: true; readonly update: UpdateBody } | { readonly ok: false; readonly refusal: UpdateRefusal };

/**
 * Reads a list as it lies in a file.
 *
 * @returns what may be installed, or the first reason why nothing may
 */
export function readUpdate(text: string, checks: UpdateChecks): ReadUpdate {
  const signed = parse(text);
  if (signed === undefined) return refused('unreadable');
  const { body, signature } = signed;
  if (!checks.trustedKeys.includes(signature.publicKey)) return refused('unknownKey');
  if (!checks.verifyEd25519(signature.publicKey, hashOfUpdate(body, checks), signature.value))
    return refused('wrongSignature');
  if (body.issuedAtMs > checks.latestMs + dayMs) return refused('notYet');
  if (body.expiresAtMs <= checks.latestMs) return refused('expired');
  if (body.expiresAtMs - body.issuedAtMs > longestOfferDays * dayMs) return refused('offeredTooLong');
  if (compareVersions(body.version, checks.installedVersion) <= 0) return refused('notNewer');
  if (compareVersions(checks.installedVersion, body.minimumVersion) < 0) return refused('fromTooOld');
  return { ok: true, update: body };
}

/** What is signed: SHA-256 of format and body in canonical form, so that no other kind of file passes for a list. */
export function hashOfUpdate(body: UpdateBody, hasher: Hasher): string {
  return hasher.sha256(canonicalJson({ format, body }));
}

/**
 * A list as it is written into a file.
 *
 * @param sign signature, base64url, over a base64url hash
 * @throws z.ZodError where the body is none
 */
export function signUpdate(
  body: UpdateBody,
  hasher: Hasher,
  signer: { readonly publicKey: string; readonly sign: (hash: string) => string },
): SignedUpdate {
  const checked = UpdateBody.parse(body);
  const signature = { publicKey: signer.publicKey, value: signer.sign(hashOfUpdate(checked, hasher)) };
  return { format, body: checked, signature };
}

/** Negative, zero or positive, by numbers: 0.10.0 is newer than 0.9.0. Versions that are none are older than all. */
export function compareVersions(a: string, b: string): number {
  const numbers = (version: string): number[] =>
    Version.safeParse(version).success ? version.split('.').map(Number) : [-1, -1, -1];
  const [left, right] = [numbers(a), numbers(b)];
  for (const [at, number] of left.entries()) {
    const other = right[at] ?? 0;
    if (number !== other) return number - other;
  }
  return 0;
}

const refused = (refusal: UpdateRefusal): ReadUpdate => ({ ok: false, refusal });

function parse(text: string): SignedUpdate | undefined {
  if (text.length > mostUpdateCharacters) return undefined;
  try {
    const parsed = SignedUpdate.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}
