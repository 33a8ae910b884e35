/** Who sent a request: a device whose key we know, just now, once, and exactly these bytes. */
import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { contentDigestOf, requestHeaders, requestText } from '../src/shared/sync-protocol/request-signature';
import { REQUEST_WINDOW_MS } from '../src/shared/sync-protocol/version';
import { verifyText } from './crypto';
import { refuse, type Refusal } from './problem';
import type { DeviceRow } from './storage/fleet';

export interface RawRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** As it came, still compressed. */
  readonly body: Buffer;
}

export interface Device {
  readonly branchId: string;
  readonly id: string;
  readonly publicKey: string;
}

export interface SignedRequest {
  readonly deviceId: string;
  readonly nonce: string;
  /** Tests the signature and, once it holds, spends the nonce. */
  readonly check: (publicKey: string) => Refusal | undefined;
}

/**
 * Nonces that came to this process within the window, per device. What stores or tells something spends its nonce in the database as well
 * (`storage/nonces.ts`), which all processes share.
 */
export function createAuth(nowMs: () => number) {
  let spent = new Set<string>();
  let before = new Set<string>();
  let turnedAtMs = nowMs();

  const spend = (nonce: string): boolean => {
    // A request is valid for at most twice the window around now; two generations of that length cover it.
    if (nowMs() - turnedAtMs > 2 * REQUEST_WINDOW_MS) {
      before = nowMs() - turnedAtMs > 4 * REQUEST_WINDOW_MS ? new Set() : spent;
      spent = new Set();
      turnedAtMs = nowMs();
    }
    if (spent.has(nonce) || before.has(nonce)) return false;
    spent.add(nonce);
    return true;
  };

  const read = (request: RawRequest): ({ readonly ok: true } & SignedRequest) | Refusal => {
    const value = (name: keyof typeof requestHeaders): string | undefined => {
      const header = request.headers[requestHeaders[name]];
      return typeof header === 'string' && header.length <= 200 ? header : undefined;
    };
    const [deviceId, created, nonce, digest, signature] = [
      value('device'),
      value('created'),
      value('nonce'),
      value('digest'),
      value('signature'),
    ];
    if (!deviceId || !created || !nonce || !digest || !signature) return refuse('auth.missing');
    const createdMs = Number(created);
    if (!Number.isSafeInteger(createdMs) || Math.abs(createdMs - nowMs()) > REQUEST_WINDOW_MS)
      return refuse('auth.clock', { serverTimeMs: nowMs() });
    const contentDigest = contentDigestOf(createHash('sha256').update(request.body).digest('base64'));
    if (digest !== contentDigest) return refuse('auth.digest');
    const text = requestText({
      method: request.method,
      path: request.path,
      deviceId,
      createdMs,
      nonce,
      contentDigest,
    });
    return {
      ok: true,
      deviceId,
      nonce,
      check: (publicKey) => {
        if (!verifyText(publicKey, text, signature)) return refuse('auth.signature');
        return spend(`${deviceId} ${nonce}`) ? undefined : refuse('auth.replayed');
      },
    };
  };

  return {
    /** A request whose key is in its own body: enrolment. */
    read,
    /** A request of an enrolled device, as `find` knows it. */
    device: async (
      find: (deviceId: string) => Promise<DeviceRow | undefined>,
      request: RawRequest,
    ): Promise<{ readonly ok: true; readonly device: Device; readonly nonce: string } | Refusal> => {
      const signed = read(request);
      if (!signed.ok) return signed;
      const row = await find(signed.deviceId);
      if (!row) return refuse('auth.unknownDevice');
      const refusal = signed.check(row.publicKey);
      if (refusal) return refusal;
      if (row.revoked) return refuse('auth.revoked');
      const { branchId, id, publicKey } = row;
      return { ok: true, device: { branchId, id, publicKey }, nonce: signed.nonce };
    },
  };
}
