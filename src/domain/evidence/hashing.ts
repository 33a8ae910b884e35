/** Hashes of the evidence chain. Hash and signature functions are parameters, so that this runs anywhere and stays pure. */
import type { ShownProposal } from '../complaint/approval';
import { isCanonicalBase64Url } from './base64url';
import { canonicalJson, formOf } from './canonical';
import type { EventHeader, OpenEvent } from './event-envelope';

export interface Hasher {
  /** base64url SHA-256 over the salt's bytes (base64url, may be empty) followed by the text in UTF-8. */
  readonly sha256: (text: string, salt?: string) => string;
}

/** `hash` of an event. */
export function hashHeader(header: EventHeader, hasher: Hasher): string {
  return hasher.sha256(canonicalJson(header));
}

/** `payloadHash`: a salted commitment, so that a payload can be destroyed while the chain still verifies. */
export function hashPayload(payload: unknown, salt: string, hasher: Hasher): string {
  return hasher.sha256(canonicalJson(payload), salt);
}

/** True when `hash` is that of the header. What has no canonical form fits no hash. */
export function fitsHash({ header, hash }: Pick<OpenEvent, 'header' | 'hash'>, hasher: Hasher): boolean {
  const text = formOf(header);
  return text !== undefined && hasher.sha256(text) === hash;
}

/** True when the payload is the one that the header commits to, under a salt that is written as we write it. */
export function fitsPayloadHash(
  { payload, salt, header }: Pick<OpenEvent, 'payload' | 'salt' | 'header'>,
  hasher: Hasher,
): boolean {
  const text = isCanonicalBase64Url(salt) ? formOf(payload) : undefined;
  return text !== undefined && hasher.sha256(text, salt) === header.payloadHash;
}

/** Digest of exactly what an approver was shown; the decision is signed over an event that contains it. */
export function approvalDigest(shown: ShownProposal, hasher: Hasher): string {
  return hasher.sha256(canonicalJson(shown));
}
