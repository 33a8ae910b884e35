/** Seals list and search segments under the segment key: a key that this page can use but never read. */
import { StoreFault } from '../fault';

export interface Vault {
  /** `id` is bound to the content: a segment can't take another's place. */
  readonly seal: (id: string, plain: Uint8Array) => Promise<Uint8Array>;
  /** Undefined when it is not what was sealed under this key and id. */
  readonly open: (id: string, sealed: Uint8Array) => Promise<Uint8Array | undefined>;
}

const nonceBytes = 12;
const keyBytes = 32;
const utf8 = new TextEncoder();

/** Imports the key and wipes the bytes it came in. @throws StoreFault `store.badKey` */
export async function createVault(rawKey: Uint8Array): Promise<Vault> {
  if (rawKey.byteLength !== keyBytes) throw new StoreFault('store.badKey', 'not 32 bytes');
  const own = Uint8Array.from(rawKey);
  rawKey.fill(0);
  const key = await crypto.subtle.importKey('raw', own, 'AES-GCM', false, ['encrypt', 'decrypt']);
  own.fill(0);
  const parameters = (id: string, iv: Uint8Array<ArrayBuffer>): AesGcmParams => ({
    name: 'AES-GCM',
    iv,
    additionalData: utf8.encode(`segment|1|${id}`),
  });
  return {
    seal: async (id, plain) => {
      const iv = crypto.getRandomValues(new Uint8Array(nonceBytes));
      const body = await crypto.subtle.encrypt(parameters(id, iv), key, plain as Uint8Array<ArrayBuffer>);
      const sealed = new Uint8Array(nonceBytes + body.byteLength);
      sealed.set(iv);
      sealed.set(new Uint8Array(body), nonceBytes);
      return sealed;
    },
    open: async (id, sealed) => {
      const bytes = sealed as Uint8Array<ArrayBuffer>;
      const iv = bytes.slice(0, nonceBytes);
      try {
        return new Uint8Array(await crypto.subtle.decrypt(parameters(id, iv), key, bytes.subarray(nonceBytes)));
      } catch (cause) {
        // OperationError is WebCrypto's word for "the tag does not fit"; anything else is a bug.
        if (cause instanceof DOMException && cause.name === 'OperationError') return undefined;
        throw cause;
      }
    },
  };
}
