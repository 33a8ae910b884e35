/** Who may ask: HTTP Message Signatures (RFC 9421) at headquarters, and the test vectors of the RFC itself. */
import { createHash, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { httpbis } from 'http-message-signatures';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { contentDigestOf } from '../../src/shared/sync-protocol/http-signature';
import {
  enrolPc,
  makePc,
  send,
  signedRequest,
  startTestHq,
  type Pc,
  type SignedRequest,
  type TestHq,
} from './support/branch-pc';
import { openTestDatabase, type TestDatabase } from './support/test-database';

let base: TestDatabase;
let hq: TestHq;
let pc: Pc;
beforeAll(async () => {
  base = await openTestDatabase();
});
afterAll(async () => {
  await base.remove();
});
beforeEach(async () => {
  await base.empty();
  hq = await startTestHq(base.database);
  pc = makePc();
  await enrolPc(hq, pc, 'new');
});
afterEach(async () => {
  await hq.remove();
});

const body = { protocol: 2, deviceTimeMs: 1, cursor: null, limit: 10 };
const pullOf = (who: Pc, createdMs = Date.now(), what: object = body) =>
  signedRequest(hq, who, '/v2/pull', what, createdMs);
const answerTo = async (request: SignedRequest) => {
  const { status, json } = await send(hq, request);
  return [status, json['code']];
};
const withHeaders = (request: SignedRequest, headers: Record<string, string>): SignedRequest => ({
  ...request,
  headers: { ...request.headers, ...headers },
});
const without = (request: SignedRequest, name: string): SignedRequest => ({
  ...request,
  headers: Object.fromEntries(Object.entries(request.headers).filter(([key]) => key !== name)),
});

/** Signed with the device's own key, and in another form than agreed. */
async function signedOtherwise(config: {
  readonly fields?: string[];
  readonly params?: string[];
  readonly alg?: string;
  readonly label?: string;
}): Promise<SignedRequest> {
  const bytes = Buffer.from(JSON.stringify(body));
  const digest = contentDigestOf(createHash('sha256').update(bytes).digest('base64'));
  const message = await httpbis.signMessage(
    {
      key: { id: pc.deviceId, sign: async (data) => Buffer.from(pc.signBytes(data), 'base64url') },
      name: config.label ?? 'sig',
      fields: config.fields ?? ['@method', '@target-uri', 'content-digest'],
      params: config.params ?? ['created', 'nonce', 'keyid', 'alg'],
      paramValues: { created: new Date(), nonce: 'n'.repeat(22), alg: config.alg ?? 'ed25519' },
    },
    { method: 'POST', url: `${hq.url}/v2/pull`, headers: { 'content-digest': digest } },
  );
  const headers = Object.entries(message.headers).map(([name, value]) => [name.toLowerCase(), value]);
  return { route: '/v2/pull', bytes, headers: Object.fromEntries(headers) as Record<string, string> };
}

describe('a request', () => {
  it('counts once, from a known device, in time, unchanged', async () => {
    expect(await answerTo(await pullOf(makePc()))).toEqual([401, 'auth.unknownDevice']);
    const good = await pullOf(pc);
    expect(await answerTo(good)).toEqual([200, undefined]);
    expect(await answerTo(good)).toEqual([401, 'auth.replayed']);
    expect(await answerTo(await pullOf(pc, Date.now() - 6 * 60_000))).toEqual([401, 'auth.clock']);
    expect(await answerTo(await pullOf(pc, Date.now() + 6 * 60_000))).toEqual([401, 'auth.clock']);
    const changed = { ...(await pullOf(pc)), bytes: Buffer.from(JSON.stringify({ ...body, limit: 9 })) };
    expect(await answerTo(changed)).toEqual([400, 'auth.digest']);
    const digest = contentDigestOf(createHash('sha256').update(changed.bytes).digest('base64'));
    expect(await answerTo(withHeaders(changed, { 'content-digest': digest }))).toEqual([401, 'auth.signature']);
    expect(await answerTo({ ...(await pullOf(pc)), route: '/v2/push' })).toEqual([401, 'auth.signature']);
    expect(await answerTo(await pullOf({ ...makePc(), deviceId: pc.deviceId }))).toEqual([401, 'auth.signature']);
    expect(await answerTo(await pullOf(pc, Date.now(), { ...body, protocol: 1 }))).toEqual([
      426,
      'protocol.unsupported',
    ]);
    expect(await answerTo(await pullOf(pc, Date.now(), { ...body, extra: 1 }))).toEqual([400, 'request.badShape']);
    await hq.admin('/admin/revoke', { deviceId: pc.deviceId, revoked: true });
    expect(await answerTo(await pullOf(pc))).toEqual([403, 'auth.revoked']);
  });

  it('is refused where it is signed in another form than the one agreed', async () => {
    expect(await answerTo(await signedOtherwise({}))).toEqual([200, undefined]);
    const others: readonly Parameters<typeof signedOtherwise>[0][] = [
      { fields: ['@method', '@target-uri'] },
      { fields: ['@method', 'content-digest'] },
      { fields: ['@target-uri', '@method', 'content-digest'] },
      { fields: ['@method', '@path', 'content-digest'] },
      { params: ['created', 'keyid', 'alg'] },
      { params: ['nonce', 'keyid', 'alg'] },
      { params: ['created', 'nonce', 'keyid'] },
      { alg: 'hmac-sha256' },
      { label: 'other' },
    ];
    for (const other of others)
      expect([other, ...(await answerTo(await signedOtherwise(other)))]).toEqual([other, 400, 'auth.components']);
  });

  it.each([
    ['signature-input', 'sig=("@method" "@target-uri" "content-digest")'],
    ['signature-input', 'sig=;;;'],
    ['signature-input', 'sig="text"'],
    ['signature', 'sig=:AAAA:'],
    ['signature', 'sig=()'],
    ['signature', 'other=:AAAA:'],
  ])('is refused, and nothing breaks, with the %s %s', async (name, value) => {
    expect(await answerTo(withHeaders(await pullOf(pc), { [name]: value }))).toEqual([400, 'auth.components']);
  });

  it('is refused where a second signature stands beside the one that counts', async () => {
    const good = await pullOf(pc);
    const doubled = withHeaders(good, {
      'signature-input': `${good.headers['signature-input'] ?? ''}, more=("@method");created=1`,
      signature: `${good.headers['signature'] ?? ''}, more=:AAAA:`,
    });
    expect(await answerTo(doubled)).toEqual([400, 'auth.components']);
  });

  it('is refused without one of its headers, and with a digest of another kind', async () => {
    for (const name of ['signature-input', 'signature', 'content-digest'])
      expect(await answerTo(without(await pullOf(pc), name))).toEqual([401, 'auth.missing']);
    for (const digest of ['md5=:AAAA:', 'sha-256=AAAA', 'sha-256=:AAAA:', '"'])
      expect(await answerTo(withHeaders(await pullOf(pc), { 'content-digest': digest }))).toEqual([400, 'auth.digest']);
  });

  it('is answered as RFC 9457 says', async () => {
    const request = await pullOf(makePc());
    const response = await fetch(`${hq.url}${request.route}`, {
      method: 'POST',
      headers: request.headers,
      body: new Uint8Array(request.bytes),
    });
    expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json(;|$)/);
    expect(await response.json()).toMatchObject({
      type: 'urn:xianting:problem:auth.unknownDevice',
      title: 'auth.unknownDevice',
      status: 401,
    });
  });
});

describe('the address a request is signed for', () => {
  const asked = async (at: TestHq, address: string, headers: Record<string, string> = {}) => {
    const request = await signedRequest({ url: address }, pc, '/v2/pull', body);
    const { status, json } = await send(at, withHeaders(request, headers));
    return [status, json['code']];
  };

  it('is, behind a proxy, the one that headquarters was told, whatever arrives', async () => {
    const behind = await startTestHq(base.database, {
      publicUrls: ['https://Bank.example:443/xianting/', 'https://old.example'],
      keyOf: hq,
    });
    expect(await asked(behind, 'https://bank.example/xianting')).toEqual([200, undefined]);
    expect(await asked(behind, 'https://old.example', { 'x-forwarded-for': '10.1.1.1' })).toEqual([200, undefined]);
    // What a request says of itself changes nothing.
    const elsewhere = { 'x-forwarded-host': 'other.example', 'x-forwarded-proto': 'https' };
    expect(await asked(behind, 'https://other.example', elsewhere)).toEqual([421, 'auth.target']);
    expect(await asked(behind, behind.url)).toEqual([421, 'auth.target']);
    expect(await asked(behind, 'https://bank.example')).toEqual([401, 'auth.signature']);
    await behind.remove();
  });

  it('is this machine alone where nobody told headquarters one', async () => {
    expect(await asked(hq, hq.url)).toEqual([200, undefined]);
    expect(await asked(hq, 'http://localhost:9', { 'x-forwarded-host': 'localhost:9' })).toEqual([200, undefined]);
    expect(await asked(hq, 'https://hq.example', { 'x-forwarded-host': 'hq.example' })).toEqual([421, 'auth.target']);
    expect(await asked(hq, 'https://hq.example', { 'x-forwarded-for': '10.1.1.1' })).toEqual([421, 'auth.target']);
  });
});

/** RFC 9421, appendices B.1.4 and B.2.6. */
describe('the vectors of RFC 9421 for Ed25519', () => {
  const request = {
    method: 'POST',
    url: 'https://example.com/foo?param=Value&Pet=dog',
    headers: {
      Host: 'example.com',
      Date: 'Tue, 20 Apr 2021 02:07:55 GMT',
      'Content-Type': 'application/json',
      'Content-Digest':
        'sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyealdVLvRwEmTHWXvJwew==:',
      'Content-Length': '18',
    },
  };
  const signatureInput =
    'sig-b26=("date" "@method" "@path" "@authority" "content-type" "content-length");created=1618884473;keyid="test-key-ed25519"';
  const signature =
    'sig-b26=:wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==:';
  const publicKey = createPublicKey(
    '-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAJrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs=\n-----END PUBLIC KEY-----',
  );
  const privateKey = createPrivateKey(
    '-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIJ+DYvh6SEqVTm50DFtMDoQikTmiCqirVv9mWG9qfSnF\n-----END PRIVATE KEY-----',
  );
  const fields = ['date', '@method', '@path', '@authority', 'content-type', 'content-length'];
  const verified = (message: typeof request) =>
    httpbis.verifyMessage(
      {
        keyLookup: async () => ({ verify: async (data, bytes) => verify(null, data, publicKey, bytes) }),
        notAfter: 1_618_884_473,
      },
      { ...message, headers: { ...message.headers, 'Signature-Input': signatureInput, Signature: signature } },
    );

  it('are made to the byte', async () => {
    const made = await httpbis.signMessage(
      {
        key: { id: 'test-key-ed25519', sign: async (data) => sign(null, data, privateKey) },
        name: 'sig-b26',
        fields,
        params: ['created', 'keyid'],
        paramValues: { created: new Date(1_618_884_473_000) },
      },
      request,
    );
    expect(made.headers).toMatchObject({ 'Signature-Input': signatureInput, Signature: signature });
  });

  it('hold, and do not once the message is another', async () => {
    expect(await verified(request)).toBe(true);
    expect(await verified({ ...request, method: 'PUT' })).toBe(false);
    expect(await verified({ ...request, url: 'https://example.org/foo?param=Value&Pet=dog' })).toBe(false);
  });
});
