/**
 * A pack as it travels (规则包交换): contents and the day from which they hold, in canonical JSON, under the
 * Ed25519 signature of headquarters. Reading believes nothing: signature first, then shape and sense of the contents.
 */
import { z } from 'zod';
import { canonicalJson } from '../evidence/canonical';
import type { Hasher } from '../evidence/hashing';
import { mostPackCharacters } from './pack-size';
import { contentOf, packKindNames, packKinds, readContents, type PackContent, type PackKind } from './kinds';
import { problem, problemsOfShape, type PackProblem } from './problems';

const format = 'xianting-pack/1';
export const PackKey = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

const PackBody = z.strictObject({
  kind: z.enum(packKindNames),
  /** From the beginning of this day at the branch, once somebody there has confirmed it. */
  effectiveFrom: z.iso.date(),
  /** Who answers for it, as people read it. */
  issuedBy: z.string().trim().min(1).max(200),
  /** Contents of that kind; read strictly after the signature was verified. */
  pack: z.unknown().refine((value) => value !== undefined),
});
export type PackBody = z.infer<typeof PackBody>;

export const SignedPack = z.strictObject({
  format: z.literal(format),
  body: PackBody,
  signature: z.strictObject({ publicKey: PackKey, value: z.string().regex(/^[A-Za-z0-9_-]{86}$/) }),
});
export type SignedPack = z.infer<typeof SignedPack>;

export interface VerifiedPack {
  readonly signed: SignedPack;
  /** SHA-256 of what was signed: the name of exactly these contents. */
  readonly hash: string;
  readonly id: string;
  readonly version: string;
  readonly content: PackContent;
}

export type ReadPack =
  | { readonly ok: true; readonly pack: VerifiedPack }
  | {
      readonly ok: false;
      readonly problems: readonly PackProblem[];
      /** What it calls itself, unproven; for telling which one was refused. */
      readonly name: string;
      /** Of what it claims to hold; null where that can't be read. */
      readonly hash: string | null;
    };

export interface PackChecks extends Hasher {
  readonly verifyEd25519: (publicKey: string, hash: string, signature: string) => boolean;
  readonly trusts: (publicKey: string) => boolean;
}

/** The name of these contents, and what is signed. */
export function packHash(body: PackBody, { sha256 }: Hasher): string {
  return sha256(`${format}\n${canonicalJson(body)}`);
}

/** A pack with its signature; throws on contents that would be refused for their shape. */
export function signPack(
  body: PackBody,
  signer: { readonly publicKey: string; readonly sign: (hash: string) => string },
  hasher: Hasher,
): SignedPack {
  const whole = PackBody.parse(body);
  return {
    format,
    body: whole,
    signature: { publicKey: signer.publicKey, value: signer.sign(packHash(whole, hasher)) },
  };
}

/** The contents alone, before they are signed. */
export function readPackBody(json: unknown): ReadBody {
  const body = PackBody.safeParse(json, { reportInput: true });
  return body.success ? readContent(body.data) : { problems: problemsOfShape(body.error) };
}

/** A pack from the text of a file. */
export function readPackText(text: string, checks: PackChecks): ReadPack {
  if (text.length > mostPackCharacters) return refused([problem('file', 'tooLarge')]);
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return refused([problem('file', 'notJson')]);
  }
  return readSignedPack(json, checks);
}

/** A pack that came as JSON. */
export function readSignedPack(json: unknown, checks: PackChecks): ReadPack {
  const name = claimedName(json);
  if (typeof json === 'object' && json !== null && !('signature' in json))
    return refused([problem('signature', 'unsigned')], name);
  const shape = SignedPack.safeParse(json, { reportInput: true });
  if (!shape.success) return refused(problemsOfShape(shape.error), name);
  const signed = shape.data;
  let hash: string;
  try {
    hash = packHash(signed.body, checks);
  } catch {
    // Half of a surrogate pair in a text: it has no canonical form, so nobody can have signed it.
    return refused([problem('body', 'wrongForm')], name);
  }
  const { publicKey, value } = signed.signature;
  if (!checks.trusts(publicKey)) return refused([problem('signature.publicKey', 'unknownKey', publicKey)], name, hash);
  if (!checks.verifyEd25519(publicKey, hash, value))
    return refused([problem('signature.value', 'wrongSignature')], name, hash);
  const read = readContent(signed.body);
  if ('problems' in read) return refused(read.problems, name, hash);
  const { id, version } = read.content.pack;
  return { ok: true, pack: { signed, hash, id, version, content: read.content } };
}

type ReadBody = { readonly content: PackContent } | { readonly problems: readonly PackProblem[] };

function readContent({ kind, pack, effectiveFrom }: PackBody): ReadBody {
  return readOfKind(kind, pack, effectiveFrom);
}

function readOfKind<K extends PackKind>(kind: K, json: unknown, effectiveFrom: string): ReadBody {
  const read = readContents(kind, json);
  if (!read.ok) return read;
  const own = packKinds[kind].holdsFrom?.(read.pack) ?? effectiveFrom;
  return own === effectiveFrom
    ? { content: contentOf(kind, read.pack) }
    : { problems: [problem('effectiveFrom', 'notAllowed', effectiveFrom)] };
}

function refused(problems: readonly PackProblem[], name = '', hash: string | null = null): ReadPack {
  return { ok: false, problems, name, hash };
}

const Claimed = z.object({ body: z.object({ pack: z.object({ id: z.string(), version: z.string() }) }) });
const Bare = z.object({ id: z.string(), version: z.string() });

function claimedName(json: unknown): string {
  const claimed = Claimed.safeParse(json);
  const bare = claimed.success ? { data: claimed.data.body.pack } : Bare.safeParse(json);
  return bare.data === undefined ? '' : `${bare.data.id}@${bare.data.version}`.slice(0, 120);
}
