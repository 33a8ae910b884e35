/**
 * HPKE (RFC 9180, base mode): DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-256-GCM. The parts of one file are messages of one context, so
 * that none can be left out before another, exchanged or moved.
 *
 * Who opens is known by an Ed25519 key; its Montgomery form (RFC 7748, section 4.1) is the X25519 key. One pair for both is sound: the
 * signatures and this KEM do not weaken each other (Thormarker, On using the same key pair for Ed25519 and an X25519 based KEM, 2021).
 * So there is no second key to hand out, and whoever was enrolled before can use it.
 */
import { Aes256Gcm, CipherSuite, HkdfSha256 } from '@hpke/core';
import { DhkemX25519HkdfSha256 } from '@hpke/dhkem-x25519';
import { ed25519 } from '@noble/curves/ed25519.js';

const createSuite = () =>
  new CipherSuite({ kem: new DhkemX25519HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes256Gcm() });

export interface SealedParts {
  /** What is sealed opens only together with these very bytes. */
  readonly info: Uint8Array;
  readonly enc: Uint8Array;
  readonly sealed: readonly Uint8Array[];
}

/** @param recipient Ed25519 public key, 32 bytes; throws for what is none */
export async function sealParts(
  recipient: Uint8Array,
  info: Uint8Array,
  parts: readonly Uint8Array[],
): Promise<Pick<SealedParts, 'enc' | 'sealed'>> {
  const suite = createSuite();
  const recipientPublicKey = await suite.kem.importKey('raw', exact(ed25519.utils.toMontgomery(recipient)), true);
  const context = await suite.createSenderContext({ recipientPublicKey, info: exact(info) });
  const sealed: Uint8Array[] = [];
  for (const part of parts) sealed.push(new Uint8Array(await context.seal(exact(part))));
  return { enc: new Uint8Array(context.enc), sealed };
}

/** Undefined where the key is another one, or a byte is not what was sealed. @param seed of an Ed25519 key, 32 bytes */
export async function openParts(
  seed: Uint8Array,
  { info, enc, sealed }: SealedParts,
): Promise<Uint8Array[] | undefined> {
  const suite = createSuite();
  const secret = ed25519.utils.toMontgomerySecret(seed);
  const parts: Uint8Array[] = [];
  try {
    const recipientKey = await suite.kem.importKey('raw', exact(secret), false);
    const context = await suite.createRecipientContext({ recipientKey, enc: exact(enc), info: exact(info) });
    for (const part of sealed) parts.push(new Uint8Array(await context.open(exact(part))));
    return parts;
  } catch {
    // Whatever is wrong with it: it was not sealed for us, or not in this form.
    return undefined;
  } finally {
    secret.fill(0);
  }
}

/** A buffer of its own: what is handed over must not carry what lies beside it. */
const exact = (bytes: Uint8Array): ArrayBuffer => Uint8Array.from(bytes).buffer;
