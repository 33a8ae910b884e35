/** Our use of the platform's cryptography, checked against an independent implementation (noble) and known answers. */
import { randomBytes } from 'node:crypto';
import { gcm } from '@noble/ciphers/aes.js';
import { ed25519, x25519 } from '@noble/curves/ed25519.js';
import { hkdf } from '@noble/hashes/hkdf.js';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import fc from 'fast-check';
import { argon2id } from 'hash-wasm';
import { describe, expect, it } from 'vitest';
import { systemRng } from '../platform/rng';
import { nodeHasher, publicOfSeed, signHash, verifyEd25519 } from './ed25519';
import { deriveKey, personKey } from './kdf';
import { open, openJson, seal, SealBroken, sealJson } from './seal';
import { openBox, sealTo } from './sealed-box';
import { lookupHash, subKey, unwrapCaseKey } from './sub-keys';
import { unlockedKeys } from './unlocked-keys';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const key = (): Buffer => randomBytes(32);
const bytes32 = fc.uint8Array({ minLength: 32, maxLength: 32 });

describe('sealing', () => {
  it('is AES-256-GCM with version, nonce, ciphertext and tag in this order', () => {
    fc.assert(
      fc.property(bytes32, fc.uint8Array({ maxLength: 300 }), fc.string({ unit: 'grapheme' }), (k, plain, aad) => {
        const sealed = seal(k, plain, aad, systemRng);
        expect(sealed[0]).toBe(1);
        const other = gcm(k, sealed.subarray(1, 13), utf8(aad));
        expect(Buffer.from(other.decrypt(sealed.subarray(13)))).toEqual(Buffer.from(plain));
        const nonce = randomBytes(12);
        const theirs = Buffer.concat([Uint8Array.of(1), nonce, gcm(k, nonce, utf8(aad)).encrypt(plain)]);
        expect(open(k, theirs, aad)).toEqual(Buffer.from(plain));
      }),
    );
  });

  it('opens only whole, unchanged, in its own place, under its own key', () => {
    const k = key();
    const sealed = seal(k, utf8('text'), 'events|1', systemRng);
    expect(open(k, sealed, 'events|1').toString()).toBe('text');
    for (let at = 0; at < sealed.length; at++) {
      const changed = Uint8Array.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(() => open(k, changed, 'events|1')).toThrow(SealBroken);
      expect(() => open(k, sealed.subarray(0, at), 'events|1')).toThrow(SealBroken);
    }
    expect(() => open(k, sealed, 'events|2')).toThrow(SealBroken);
    expect(() => open(key(), sealed, 'events|1')).toThrow(SealBroken);
  });

  it('never repeats a nonce and keeps no other bytes behind the view', () => {
    const k = key();
    const all = Array.from({ length: 500 }, () => seal(k, utf8('same'), '', systemRng));
    expect(new Set(all.map((s) => Buffer.from(s).toString('hex'))).size).toBe(500);
    expect(all.every((s) => s.buffer.byteLength === s.byteLength)).toBe(true);
  });

  it('carries JSON', () => {
    const k = key();
    const value = { name: '张伟', amountFen: 12_300, nested: [1, null, true] };
    expect(openJson(k, sealJson(k, value, 'x', systemRng), 'x')).toEqual(value);
  });
});

describe('signatures', () => {
  it('are Ed25519 over the bytes of the hash', () => {
    fc.assert(
      fc.property(bytes32, fc.string(), (seed, text) => {
        const hash = nodeHasher.sha256(text);
        expect(hash).toBe(Buffer.from(sha256(utf8(text))).toString('base64url'));
        const publicKey = publicOfSeed('ed25519', seed);
        expect(Buffer.from(publicKey, 'base64url')).toEqual(Buffer.from(ed25519.getPublicKey(seed)));
        const signature = signHash(seed, hash);
        const raw = Buffer.from(hash, 'base64url');
        expect(signature).toBe(Buffer.from(ed25519.sign(raw, seed)).toString('base64url'));
        expect(verifyEd25519(publicKey, hash, signature)).toBe(true);
        expect(verifyEd25519(publicKey, nodeHasher.sha256(`${text}.`), signature)).toBe(false);
      }),
      { numRuns: 30 },
    );
  });

  it('of nonsense are false, not faults', () => {
    const hash = nodeHasher.sha256('x');
    const publicKey = publicOfSeed('ed25519', key());
    for (const nonsense of ['', 'AAAA', '=====', 'ü'.repeat(40), 'A'.repeat(86)]) {
      expect(verifyEd25519(publicKey, hash, nonsense)).toBe(false);
      expect(verifyEd25519(nonsense, hash, 'A'.repeat(86))).toBe(false);
    }
    // A key of the right length that is no point of the curve.
    expect(verifyEd25519(Buffer.alloc(32, 0xff).toString('base64url'), hash, 'A'.repeat(86))).toBe(false);
  });

  it('salt the hash with the bytes of the salt', () => {
    const salt = randomBytes(16);
    const expected = sha256(Buffer.concat([salt, utf8('{"a":1}')]));
    expect(nodeHasher.sha256('{"a":1}', salt.toString('base64url'))).toBe(Buffer.from(expected).toString('base64url'));
  });
});

describe('sealed boxes', () => {
  it('open for the recipient only, for their purpose only, and only unchanged', () => {
    const recipient = key();
    const publicKey = publicOfSeed('x25519', recipient);
    const box = sealTo(publicKey, utf8('store key'), 'storeKey|u1', systemRng);
    expect(openBox(recipient, box, 'storeKey|u1').toString()).toBe('store key');
    expect(() => openBox(key(), box, 'storeKey|u1')).toThrow(SealBroken);
    expect(() => openBox(recipient, box, 'storeKey|u2')).toThrow(SealBroken);
    const flip = (text: string): string => {
      const raw = Buffer.from(text, 'base64url');
      raw[5] = (raw[5] ?? 0) ^ 4;
      return raw.toString('base64url');
    };
    expect(() => openBox(recipient, { ...box, sealed: flip(box.sealed) }, 'storeKey|u1')).toThrow(SealBroken);
    expect(() => openBox(recipient, { ...box, ephemeral: flip(box.ephemeral) }, 'storeKey|u1')).toThrow();
  });

  it('use X25519 and HKDF as others do', () => {
    const recipient = key();
    const publicKey = publicOfSeed('x25519', recipient);
    expect(Buffer.from(publicKey, 'base64url')).toEqual(Buffer.from(x25519.getPublicKey(recipient)));
    const box = sealTo(publicKey, utf8('text'), 'p', systemRng);
    const shared = x25519.getSharedSecret(recipient, Buffer.from(box.ephemeral, 'base64url'));
    const info = utf8(`xianting/box/v1/${box.ephemeral}/${publicKey}`);
    const boxKey = hkdf(sha256, shared, new Uint8Array(0), info, 32);
    expect(open(boxKey, Buffer.from(box.sealed, 'base64url'), 'p').toString()).toBe('text');
  });

  it('are not made for a key that leaves no secret', () => {
    expect(() => sealTo(Buffer.alloc(32).toString('base64url'), utf8('x'), 'p', systemRng)).toThrow();
  });
});

describe('derived keys', () => {
  it('are HKDF-SHA-256 by purpose, each another', () => {
    const storeKey = key();
    const purposes = ['segments', 'lookup', 'drafts', 'attachments', 'settings'] as const;
    const derived = purposes.map((purpose) => subKey(storeKey, purpose));
    purposes.forEach((purpose, i) => {
      const expected = hkdf(sha256, storeKey, new Uint8Array(0), utf8(`xianting/${purpose}/v1`), 32);
      expect(derived[i]).toEqual(Buffer.from(expected));
    });
    expect(new Set(derived.map((k) => k.toString('hex'))).size).toBe(purposes.length);
  });

  it('make look-up hashes that differ by kind, value and key', () => {
    const k = key();
    const phone = lookupHash(k, 'phone', '13800001111');
    const expected = hmac(sha256, k, utf8('phone\0' + '13800001111')).subarray(0, 16);
    expect(phone).toBe(Buffer.from(expected).toString('base64url'));
    const others = [
      lookupHash(k, 'idNumber', '13800001111'),
      lookupHash(k, 'phone', '13800001112'),
      lookupHash(key(), 'phone', '13800001111'),
    ];
    expect(others).not.toContain(phone);
  });

  it('wrap the key of a case for that case only', () => {
    const storeKey = key();
    const caseKey = key();
    // As they were wrapped before there was a key table: journals of those versions are opened for years.
    const wrapped = seal(storeKey, caseKey, 'caseKeys|case-1', systemRng);
    expect(unwrapCaseKey(storeKey, 'case-1', wrapped)).toEqual(caseKey);
    expect(() => unwrapCaseKey(storeKey, 'case-2', wrapped)).toThrow(SealBroken);
  });

  it('are overwritten at lock', () => {
    const keys = unlockedKeys({ storeKey: key(), signSeed: key(), formerKey: key() });
    const { wipe, isWiped, former, sharedFileKeys, ...held } = keys;
    const all = [...Object.values(held), ...sharedFileKeys, ...Object.values(former ?? {})];
    expect(all).toHaveLength(10);
    expect(isWiped()).toBe(false);
    wipe();
    expect(isWiped()).toBe(true);
    for (const buffer of all) expect(buffer).toEqual(Buffer.alloc(32));
  });

  it('bind the password to device secret and person', () => {
    const fromPassword = key();
    const secret = key();
    const mine = personKey(fromPassword, secret, 'u1');
    expect(personKey(fromPassword, secret, 'u1')).toEqual(mine);
    expect(personKey(fromPassword, secret, 'u2')).not.toEqual(mine);
    expect(personKey(fromPassword, key(), 'u1')).not.toEqual(mine);
  });

  it('come from Argon2id, the native one and the portable one alike, whatever form the password is typed in', async () => {
    const params = { memoryKib: 8_192, iterations: 1, parallelism: 1, salt: randomBytes(16).toString('base64url') };
    const derived = await deriveKey('密码 Ａ', params);
    const portable = await argon2id({
      password: '密码 A',
      salt: Buffer.from(params.salt, 'base64url'),
      hashLength: 32,
      memorySize: params.memoryKib,
      iterations: params.iterations,
      parallelism: params.parallelism,
      outputType: 'binary',
    });
    expect(derived).toEqual(Buffer.from(portable));
  });
});
