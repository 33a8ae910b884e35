/**
 * Texts that are signed on the wire. Every signature is Ed25519 over the SHA-256 of one of these texts; the first line
 * names the purpose, so that a signature can't serve for anything else. Hashing and signing belong to the two ends.
 */
import type { Receipt } from './messages';

/** Header names, lower case. */
export const requestHeaders = {
  device: 'x-xianting-device',
  /** Milliseconds since 1970. */
  created: 'x-xianting-created',
  nonce: 'x-xianting-nonce',
  /** RFC 9530: over the body as sent, after compression. */
  digest: 'content-digest',
  signature: 'x-xianting-signature',
} as const;

export interface RequestParts {
  readonly method: string;
  /** Path without host and query. */
  readonly path: string;
  readonly deviceId: string;
  readonly createdMs: number;
  readonly nonce: string;
  readonly contentDigest: string;
}

/** What a device signs for each request. */
export function requestText(parts: RequestParts): string {
  return [
    'xianting-request/1',
    parts.method.toUpperCase(),
    parts.path,
    parts.deviceId,
    String(parts.createdMs),
    parts.nonce,
    parts.contentDigest,
  ].join('\n');
}

/** `Content-Digest` of a body whose SHA-256 is given in base64. */
export function contentDigestOf(sha256Base64: string): string {
  return `sha-256=:${sha256Base64}:`;
}

/** What headquarters signs when it has kept events. */
export function receiptText(receipt: Omit<Receipt, 'signature'>): string {
  return ['xianting-receipt/1', receipt.deviceId, String(receipt.seq), receipt.headHash, String(receipt.hqTimeMs)].join(
    '\n',
  );
}
