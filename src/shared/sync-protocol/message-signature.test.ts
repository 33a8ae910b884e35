import { createHash, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { contentDigestOf, SIGNATURE_ALGORITHM, SIGNATURE_LABEL } from './http-signature';
import {
  digestFits,
  messageHeadersIn,
  readSignatureInput,
  signatureHolds,
  type MessageHeaders,
  type VerifyBytes,
} from './message-signature';

const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();
const privateKey = createPrivateKey({
  key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.alloc(32, 7)]),
  format: 'der',
  type: 'pkcs8',
});
const keyOfDevice = createPublicKey(privateKey);

const targetUri = 'https://hq.example/xianting/v2/pull';
const body = Buffer.from('{"protocol":2}');
const contentDigest = `sha-256=:${createHash('sha256').update(body).digest('base64')}:`;
const covered = '("@method" "@target-uri" "content-digest")';
const nonce = 'n'.repeat(22);
const parameters = `created=1795000000;nonce="${nonce}";keyid="device-1";alg="ed25519"`;
/** RFC 9421, section 2.5, written out by hand: what a device puts its signature under. */
const signatureBase = [
  '"@method": POST',
  `"@target-uri": ${targetUri}`,
  `"content-digest": ${contentDigest}`,
  `"@signature-params": ${covered};${parameters}`,
].join('\n');
const signature = sign(null, Buffer.from(signatureBase), privateKey).toString('base64');
const good: MessageHeaders = {
  signatureInput: `sig=${covered};${parameters}`,
  signature: `sig=:${signature}:`,
  contentDigest,
};

describe('the headers of a signed request', () => {
  const header: Readonly<Record<string, unknown>> = {
    'signature-input': 'a',
    signature: 'b',
    'content-digest': 'c',
  };

  it('are these three, each from the header of its name', () => {
    expect(messageHeadersIn((name) => header[name])).toEqual({
      signatureInput: 'a',
      signature: 'b',
      contentDigest: 'c',
    });
  });

  it.each(['signature-input', 'signature', 'content-digest'])(
    'count as missing where %s is, comes twice, or is longer than any of ours',
    (missing) => {
      const withOther = (value: unknown) => messageHeadersIn((name) => (name === missing ? value : header[name]));
      expect(withOther(undefined)).toBeUndefined();
      expect(withOther(['a', 'b'])).toBeUndefined();
      expect(withOther('x'.repeat(1_001))).toBeUndefined();
      expect(withOther('x'.repeat(1_000))).toBeDefined();
      expect(withOther('')).toBeDefined();
    },
  );
});

describe('what a signature says', () => {
  it('is when, with which nonce and by which device', () => {
    expect(readSignatureInput(good)).toEqual({ createdS: 1_795_000_000, nonce, keyId: 'device-1' });
  });

  it.each([
    ['covers less', `sig=("@method" "@target-uri");${parameters}`],
    ['covers nothing', `sig=();${parameters}`],
    ['covers more', `sig=("@method" "@target-uri" "content-digest" "date");${parameters}`],
    ['covers another thing', `sig=("@method" "@path" "content-digest");${parameters}`],
    ['covers the same in another order', `sig=("@target-uri" "@method" "content-digest");${parameters}`],
    ['covers a part of one of them', `sig=("@method" "@target-uri" "content-digest";sf);${parameters}`],
    ['has no parameters', `sig=${covered}`],
    ['has no time', `sig=${covered};nonce="${nonce}";keyid="device-1";alg="ed25519"`],
    ['has no nonce', `sig=${covered};created=1;keyid="device-1";alg="ed25519"`],
    ['names no device', `sig=${covered};created=1;nonce="${nonce}";alg="ed25519"`],
    ['names no algorithm', `sig=${covered};created=1;nonce="${nonce}";keyid="device-1"`],
    ['has its parameters in another order', `sig=${covered};created=1;keyid="device-1";nonce="${nonce}";alg="ed25519"`],
    ['has one parameter more', `sig=${covered};${parameters};tag="x"`],
    ['has a time that is no whole second', `sig=${covered};${parameters.replace('1795000000', '1795000000.5')}`],
    ['has a time that is a text', `sig=${covered};${parameters.replace('1795000000', '"1795000000"')}`],
    ['has another algorithm', `sig=${covered};${parameters.replace('ed25519', 'hmac-sha256')}`],
    ['has a nonce that is too short to be random', `sig=${covered};${parameters.replace(nonce, 'n'.repeat(15))}`],
    ['has an endless nonce', `sig=${covered};${parameters.replace(nonce, 'n'.repeat(101))}`],
    ['has a number for a nonce', `sig=${covered};${parameters.replace(`"${nonce}"`, '123456789012345')}`],
    ['has an empty device', `sig=${covered};${parameters.replace('device-1', '')}`],
    ['has an endless device', `sig=${covered};${parameters.replace('device-1', 'd'.repeat(101))}`],
    ['has a number for a device', `sig=${covered};${parameters.replace('"device-1"', '5')}`],
    ['stands under another label', `other=${covered};${parameters}`],
    ['is a text', `sig="${nonce}"`],
    ['is nothing that can be read', 'sig=;;;'],
    ['is empty', ''],
    ['stands beside a second one', `sig=${covered};${parameters}, more=("@method");created=1`],
  ])('is not believed where it %s', (_, signatureInput) => {
    expect(readSignatureInput({ ...good, signatureInput })).toBeUndefined();
  });

  it('may have a nonce and a device of any length between the shortest and the longest', () => {
    const said = (from: string, to: string) =>
      readSignatureInput({ ...good, signatureInput: `sig=${covered};${parameters.replace(from, to)}` });
    expect(said(nonce, 'n'.repeat(16))?.nonce).toBe('n'.repeat(16));
    expect(said(nonce, 'n'.repeat(100))?.nonce).toBe('n'.repeat(100));
    expect(said('device-1', 'd')?.keyId).toBe('d');
    expect(said('device-1', 'd'.repeat(100))?.keyId).toBe('d'.repeat(100));
  });

  it.each([
    ['too short', `sig=:${Buffer.alloc(63).toString('base64')}:`],
    ['too long', `sig=:${Buffer.alloc(65).toString('base64')}:`],
    ['a text', `sig="${signature}"`],
    ['a list', `sig=(:${signature}:)`],
    ['under another label', `other=:${signature}:`],
    ['with a parameter', `sig=:${signature}:;more=1`],
    ['beside a second one', `sig=:${signature}:, more=:AAAA:`],
    ['nothing that can be read', 'sig=:'],
    ['empty', ''],
  ])('is not believed where the signature itself is %s', (_, wrong) => {
    expect(readSignatureInput({ ...good, signature: wrong })).toBeUndefined();
  });
});

describe('the digest of a body', () => {
  it('is written as RFC 9530 says, and fits these bytes alone', () => {
    expect(contentDigestOf('AAAA')).toBe('sha-256=:AAAA:');
    expect(digestFits(contentDigest, body, sha256)).toBe(true);
    expect(digestFits(contentDigest, Buffer.from('{"protocol":3}'), sha256)).toBe(false);
    expect(digestFits(contentDigest, new Uint8Array(), sha256)).toBe(false);
  });

  it('may stand beside one of another kind, which is not looked at', () => {
    expect(digestFits(`sha-512=:AAAA:, ${contentDigest}`, body, sha256)).toBe(true);
    expect(digestFits('sha-512=:AAAA:', body, sha256)).toBe(false);
  });

  const digest = Buffer.from(sha256(body));
  const lastChanged = Buffer.from(digest.map((byte, at) => (at === 31 ? byte ^ 1 : byte)));
  it.each([
    ['only begins like it', `sha-256=:${digest.subarray(0, 31).toString('base64')}:`],
    ['differs in its last byte alone', `sha-256=:${lastChanged.toString('base64')}:`],
    ['begins with it and goes on', `sha-256=:${Buffer.concat([digest, Buffer.of(0)]).toString('base64')}:`],
    ['is empty', 'sha-256=::'],
    ['is a text', `sha-256="${digest.toString('base64')}"`],
    ['is a list', `sha-256=(:${digest.toString('base64')}:)`],
    ['can not be read', '"'],
  ])('does not fit where it %s', (_, claimed) => {
    expect(digestFits(claimed, body, sha256)).toBe(false);
  });
});

describe('a signature', () => {
  const request = { method: 'POST', targetUri };
  const believe: VerifyBytes = (publicKey, bytes, said) =>
    publicKey === 'key-1' && verify(null, bytes, keyOfDevice, said);

  it('lies over exactly these bytes, and is looked up under the key that was asked for', async () => {
    const seen: string[] = [];
    const held = await signatureHolds(good, request, 'key-1', (publicKey, bytes, said) => {
      seen.push(publicKey, Buffer.from(bytes).toString('utf8'), Buffer.from(said).toString('base64'));
      return true;
    });
    expect(held).toBe(true);
    expect(seen).toEqual(['key-1', signatureBase, signature]);
    expect(SIGNATURE_LABEL).toBe('sig');
    expect(SIGNATURE_ALGORITHM).toBe('ed25519');
  });

  it('holds for this method, address and body, and for no other', async () => {
    expect(await signatureHolds(good, request, 'key-1', believe)).toBe(true);
    expect(await signatureHolds(good, request, 'key-2', believe)).toBe(false);
    expect(await signatureHolds(good, { ...request, method: 'GET' }, 'key-1', believe)).toBe(false);
    const elsewhere = { ...request, targetUri: targetUri.replace('pull', 'push') };
    expect(await signatureHolds(good, elsewhere, 'key-1', believe)).toBe(false);
    expect(await signatureHolds({ ...good, contentDigest: contentDigestOf('AAAA') }, request, 'key-1', believe)).toBe(
      false,
    );
    const later = { ...good, signatureInput: good.signatureInput.replace('1795000000', '1795000001') };
    expect(await signatureHolds(later, request, 'key-1', believe)).toBe(false);
  });

  it('of a clock that is ahead still holds: whether a request is of now is asked elsewhere', async () => {
    const ahead = { ...good, signatureInput: good.signatureInput.replace('1795000000', '4102444800') };
    expect(await signatureHolds(ahead, request, 'key-1', () => true)).toBe(true);
  });

  it.each([
    ['one component less', `sig=("@method" "@target-uri");${parameters}`],
    ['one parameter less', `sig=${covered};created=1795000000;keyid="device-1";alg="ed25519"`],
  ])('holds in no case with %s, even where nobody read the form before', async (_, signatureInput) => {
    const held = await signatureHolds({ ...good, signatureInput }, request, 'key-1', () => true).catch(() => false);
    expect(held).toBe(false);
  });
});
