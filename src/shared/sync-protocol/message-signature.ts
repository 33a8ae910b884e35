/** Reads HTTP Message Signatures (RFC 9421) of the one form that docs/sync-protocol.md knows; whatever differs from it is refused. */
import { httpbis } from 'http-message-signatures';
import { isInnerList, parseDictionary, type Dictionary } from 'structured-headers';
import { SIGNATURE_ALGORITHM, SIGNATURE_LABEL, signatureParameters, signedComponents } from './http-signature';
import type { Sha256 } from './merkle';

/** Ed25519 (RFC 8032) over these very bytes; false also for a key that is none. `publicKey` is raw, in base64url. */
export type VerifyBytes = (publicKey: string, bytes: Uint8Array, signature: Uint8Array) => boolean;

/** Longer headers are none of ours. */
const longestHeader = 1_000;
/** 128 bits in base64url. */
const shortestNonce = 16;

export interface MessageHeaders {
  readonly signatureInput: string;
  readonly signature: string;
  readonly contentDigest: string;
}

export interface SignatureInput {
  readonly createdS: number;
  readonly nonce: string;
  readonly keyId: string;
}

/** Undefined where a header is missing; they are told apart from such as are there and wrong. */
export function messageHeadersIn(header: (name: string) => unknown): MessageHeaders | undefined {
  const text = (name: string): string | undefined => {
    const value = header(name);
    return typeof value === 'string' && value.length <= longestHeader ? value : undefined;
  };
  const [signatureInput, signature, contentDigest] = [
    text('signature-input'),
    text('signature'),
    text('content-digest'),
  ];
  if (signatureInput === undefined || signature === undefined || contentDigest === undefined) return undefined;
  return { signatureInput, signature, contentDigest };
}

/** Undefined for a signature that covers anything else than agreed, in another order, or with other parameters. */
export function readSignatureInput(headers: MessageHeaders): SignatureInput | undefined {
  const [inputs, signatures] = [dictionary(headers.signatureInput), dictionary(headers.signature)];
  if (inputs?.size !== 1 || signatures?.size !== 1) return undefined;
  const [input, signature] = [inputs.get(SIGNATURE_LABEL), signatures.get(SIGNATURE_LABEL)];
  if (!input || !isInnerList(input) || !signature || isInnerList(signature)) return undefined;
  if (!(signature[0] instanceof ArrayBuffer) || signature[0].byteLength !== 64 || signature[1].size > 0)
    return undefined;
  const [components, parameters] = input;
  const covers =
    components.length === signedComponents.length &&
    components.every(([name, of], index) => name === signedComponents[index] && of.size === 0);
  const names = [...parameters.keys()];
  const says =
    names.length === signatureParameters.length && names.every((name, index) => name === signatureParameters[index]);
  if (!covers || !says) return undefined;
  const [createdS, nonce, keyId] = ['created', 'nonce', 'keyid'].map((name) => parameters.get(name) as unknown);
  if (parameters.get('alg') !== SIGNATURE_ALGORITHM || !Number.isSafeInteger(createdS)) return undefined;
  if (typeof nonce !== 'string' || nonce.length < shortestNonce || nonce.length > 100) return undefined;
  if (typeof keyId !== 'string' || keyId.length < 1 || keyId.length > 100) return undefined;
  return { createdS: createdS as number, nonce, keyId };
}

/** True when `Content-Digest` (RFC 9530) names the SHA-256 of these bytes; digests of other kinds beside it are not looked at. */
export function digestFits(contentDigest: string, body: Uint8Array, sha256: Sha256): boolean {
  const claimed = dictionary(contentDigest)?.get('sha-256');
  if (!claimed || isInnerList(claimed) || !(claimed[0] instanceof ArrayBuffer)) return false;
  const [said, is] = [new Uint8Array(claimed[0]), sha256(body)];
  return said.length === is.length && said.every((byte, index) => byte === is[index]);
}

/** True when the signature holds for a request of this method to this address. Call `readSignatureInput` first. */
export async function signatureHolds(
  headers: MessageHeaders,
  { method, targetUri }: { readonly method: string; readonly targetUri: string },
  publicKey: string,
  verify: VerifyBytes,
): Promise<boolean> {
  const held = await httpbis.verifyMessage(
    {
      keyLookup: () =>
        Promise.resolve({
          algs: [SIGNATURE_ALGORITHM],
          verify: (base: Uint8Array, signature: Uint8Array) => Promise.resolve(verify(publicKey, base, signature)),
        }),
      requiredFields: [...signedComponents],
      requiredParams: [...signatureParameters],
      // Whether it is of now has been seen already, by the reader's own clock.
      notAfter: Number.MAX_SAFE_INTEGER,
    },
    {
      method,
      url: targetUri,
      headers: {
        'signature-input': headers.signatureInput,
        signature: headers.signature,
        'content-digest': headers.contentDigest,
      },
    },
  );
  return held === true;
}

function dictionary(text: string): Dictionary | undefined {
  try {
    return parseDictionary(text);
  } catch {
    // What is no structured field says nothing; nobody can tell more of it than that.
    return undefined;
  }
}
