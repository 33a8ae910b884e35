/** Who asks a hub: a PC of the branch, just now, once, this hub, and exactly these bytes. Everything but the bytes is known before they are read. */
import { createHash, verify } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { HubProblemCode } from '../../shared/sync-protocol/hub';
import {
  digestFits,
  messageHeadersIn,
  readSignatureInput,
  signatureHolds,
} from '../../shared/sync-protocol/message-signature';
import { REQUEST_WINDOW_MS } from '../../shared/sync-protocol/version';
import { publicKeyOf } from '../keys/ed25519';

export interface Asking {
  readonly id: string;
  readonly publicKey: string;
  readonly revoked: boolean;
}

/** `request` is the digest that it was signed with; `fits` says whether a body is the one that was signed. */
export type Told =
  | {
      readonly ok: true;
      readonly asking: Asking;
      readonly request: string;
      readonly fits: (body: Uint8Array) => boolean;
    }
  | { readonly ok: false; readonly code: HubProblemCode };

export const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();

function verifyBytes(publicKey: string, bytes: Uint8Array, signature: Uint8Array): boolean {
  const raw = Buffer.from(publicKey, 'base64url');
  return raw.length === 32 && verify(null, bytes, publicKeyOf('ed25519', publicKey), signature);
}

/** Who a request says that it is by, unproven: an answer is signed to them. Null where it says nothing. */
export function saidBy(headers: IncomingHttpHeaders): { readonly deviceId: string; readonly request: string } | null {
  const signed = messageHeadersIn((name) => headers[name]);
  const input = signed && readSignatureInput(signed);
  return input ? { deviceId: input.keyId, request: signed.contentDigest } : null;
}

/** Nonces are kept in memory. Who repeats a request to a hub that was started anew gets an answer that only the PC can open. */
export function createHubAuth(nowMs: () => number) {
  /** Of each nonce, until when a request with it could be valid. */
  const spent = new Map<string, number>();
  let sweptAtMs = nowMs();

  const spend = (deviceId: string, nonce: string): boolean => {
    const now = nowMs();
    if (Math.abs(now - sweptAtMs) > REQUEST_WINDOW_MS) {
      for (const [used, untilMs] of spent) if (untilMs < now) spent.delete(used);
      sweptAtMs = now;
    }
    const used = `${deviceId} ${nonce}`;
    if (spent.has(used)) return false;
    spent.set(used, now + 2 * REQUEST_WINDOW_MS);
    return true;
  };

  /** @param targetUri the address of this hub and the route */
  return async (
    headers: IncomingHttpHeaders,
    targetUri: string,
    find: (deviceId: string) => Promise<Asking | undefined>,
  ): Promise<Told> => {
    const signed = messageHeadersIn((name) => headers[name]);
    const refused = (code: HubProblemCode): Told => ({ ok: false, code });
    if (!signed) return refused('auth.missing');
    const input = readSignatureInput(signed);
    if (!input) return refused('auth.components');
    if (Math.abs(input.createdS * 1000 - nowMs()) > REQUEST_WINDOW_MS) return refused('auth.clock');
    const asking = await find(input.keyId);
    if (!asking) return refused('auth.unknownDevice');
    const holds = (uri: string): Promise<boolean> =>
      signatureHolds(signed, { method: 'POST', targetUri: uri }, asking.publicKey, verifyBytes);
    if (!(await holds(targetUri))) {
      const { host = '' } = headers;
      const elsewhere = await holds(`http://${host}${new URL(targetUri).pathname}`);
      return refused(elsewhere ? 'auth.target' : 'auth.signature');
    }
    if (asking.revoked) return refused('auth.revoked');
    if (!spend(asking.id, input.nonce)) return refused('auth.replayed');
    const request = signed.contentDigest;
    return { ok: true, asking, request, fits: (body) => digestFits(request, body, sha256) };
  };
}
