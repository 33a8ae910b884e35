/**
 * How requests are signed: HTTP Message Signatures (RFC 9421) with exactly these components and parameters, in this order, under one
 * label. What covers less is refused, and what covers more as well: there is one form, so nobody has to think about another.
 */

/** Of the only signature in `Signature-Input` and `Signature`. */
export const SIGNATURE_LABEL = 'sig';
/**
 * `@target-uri` is the address that the device was told at enrolment and the route below it; headquarters knows its own by
 * `--public-url`, and takes nothing from the request for it.
 */
export const signedComponents = ['@method', '@target-uri', 'content-digest'] as const;
/** `created` in whole seconds; `keyid` is the id of the device. */
export const signatureParameters = ['created', 'nonce', 'keyid', 'alg'] as const;
export const SIGNATURE_ALGORITHM = 'ed25519';

/** `Content-Digest` (RFC 9530) of a body, as sent, whose SHA-256 is given in base64. */
export function contentDigestOf(sha256Base64: string): string {
  return `sha-256=:${sha256Base64}:`;
}
