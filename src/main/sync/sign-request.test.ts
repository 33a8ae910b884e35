import { createHash, sign, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  digestFits,
  messageHeadersIn,
  readSignatureInput,
  signatureHolds,
} from '../../shared/sync-protocol/message-signature';
import { privateKeyOf, publicKeyOf, publicOfSeed } from '../keys/ed25519';
import { signRequest, signRequestV1 } from './sign-request';

const seed = Buffer.alloc(32, 3);
const publicKey = publicOfSeed('ed25519', seed);
const signer = {
  deviceId: 'pc-1',
  signBytes: (bytes: Uint8Array) => sign(null, bytes, privateKeyOf('ed25519', seed)).toString('base64url'),
  createdMs: () => 1_795_000_000_999,
};
const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();
const body = Buffer.from('{"protocol":2}');
const url = 'https://hq.example/v2/push';
const holds = (key: string, bytes: Uint8Array, signature: Uint8Array): boolean =>
  verify(null, bytes, publicKeyOf('ed25519', key), signature);

describe('a request of this PC', () => {
  it.each(['POST', 'GET'] as const)('is signed by %s as headquarters reads it, in whole seconds', async (method) => {
    const signed = await signRequest(signer, { url, body, method });
    expect(Object.keys(signed).sort()).toEqual(['content-digest', 'signature', 'signature-input']);
    const headers = messageHeadersIn((name) => signed[name]);
    if (!headers) throw new Error('headers are missing');
    expect(digestFits(headers.contentDigest, body, sha256)).toBe(true);
    expect(readSignatureInput(headers)).toMatchObject({ createdS: 1_795_000_000, keyId: 'pc-1' });
    expect(await signatureHolds(headers, { method, targetUri: url }, publicKey, holds)).toBe(true);
  });

  it('is a POST where nothing else is said, and never has the nonce of another', async () => {
    const [one, two] = await Promise.all([signRequest(signer, { url, body }), signRequest(signer, { url, body })]);
    const [first, second] = [one, two].map((signed) => messageHeadersIn((name) => signed[name]));
    if (!first || !second) throw new Error('headers are missing');
    expect(await signatureHolds(first, { method: 'POST', targetUri: url }, publicKey, holds)).toBe(true);
    const nonce = readSignatureInput(first)?.nonce;
    expect(nonce).toMatch(/^[\w-]{22}$/);
    expect(readSignatureInput(second)?.nonce).not.toBe(nonce);
  });

  it('is signed in version 1 over the text that PCs in the field sign', () => {
    const signed = signRequestV1(signer, { path: '/v1/push', body });
    const digest = `sha-256=:${createHash('sha256').update(body).digest('base64')}:`;
    const nonce = signed['x-xianting-nonce'] ?? '';
    expect(nonce).toMatch(/^[\w-]{22}$/);
    expect(signed).toMatchObject({
      'x-xianting-device': 'pc-1',
      'x-xianting-created': '1795000000999',
      'content-digest': digest,
    });
    const text = ['xianting-request/1', 'POST', '/v1/push', 'pc-1', '1795000000999', nonce, digest].join('\n');
    const signature = Buffer.from(signed['x-xianting-signature'] ?? '', 'base64url');
    expect(holds(publicKey, sha256(Buffer.from(text)), signature)).toBe(true);
  });
});
