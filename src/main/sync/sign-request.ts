/** Signs a request of this PC: by HTTP Message Signatures (RFC 9421), or as version 1 of the protocol has it. */
import { createHash, randomBytes } from 'node:crypto';
import { httpbis } from 'http-message-signatures';
import {
  contentDigestOf,
  SIGNATURE_ALGORITHM,
  SIGNATURE_LABEL,
  signatureParameters,
  signedComponents,
} from '../../shared/sync-protocol/http-signature';
import { requestHeadersV1, requestTextV1 } from '../../shared/sync-protocol/version-1';

export interface RequestSigner {
  readonly deviceId: string;
  /** Ed25519 of the device over these very bytes, base64url. */
  readonly signBytes: (bytes: Uint8Array) => string;
  /** Our clock, corrected by what headquarters said last. */
  readonly createdMs: () => number;
}

type Headers = Readonly<Record<string, string>>;

const digestOf = (body: Uint8Array): string => contentDigestOf(createHash('sha256').update(body).digest('base64'));
const newNonce = (): string => randomBytes(16).toString('base64url');

/** Headers that belong to a request with this body, as it travels, to this address. */
export async function signRequest(
  { deviceId, signBytes, createdMs }: RequestSigner,
  { url, body, method = 'POST' }: { readonly url: string; readonly body: Uint8Array; readonly method?: 'GET' | 'POST' },
): Promise<Headers> {
  const signed = await httpbis.signMessage(
    {
      key: {
        id: deviceId,
        alg: SIGNATURE_ALGORITHM,
        sign: (base) => Promise.resolve(Buffer.from(signBytes(base), 'base64url')),
      },
      name: SIGNATURE_LABEL,
      fields: [...signedComponents],
      params: [...signatureParameters],
      paramValues: { created: new Date(createdMs()), nonce: newNonce() },
    },
    { method, url, headers: { 'content-digest': digestOf(body) } },
  );
  return Object.fromEntries(Object.entries(signed.headers).map(([name, value]) => [name.toLowerCase(), value]));
}

/** For a headquarters that knows nothing newer. It may live below a path that its proxy takes off: what is signed is the route. */
export function signRequestV1(
  { deviceId, signBytes, createdMs }: RequestSigner,
  { path, body }: { readonly path: string; readonly body: Uint8Array },
): Headers {
  const created = createdMs();
  const nonce = newNonce();
  const contentDigest = digestOf(body);
  const text = requestTextV1({ method: 'POST', path, deviceId, createdMs: created, nonce, contentDigest });
  return {
    [requestHeadersV1.device]: deviceId,
    [requestHeadersV1.created]: String(created),
    [requestHeadersV1.nonce]: nonce,
    [requestHeadersV1.digest]: contentDigest,
    [requestHeadersV1.signature]: signBytes(createHash('sha256').update(text, 'utf8').digest()),
  };
}
