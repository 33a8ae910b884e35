/** Who sent a request: a device whose key we know, just now, once, to us, and exactly these bytes. */
import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { contentDigestOf } from '../src/shared/sync-protocol/http-signature';
import {
  digestFits,
  messageHeadersIn,
  readSignatureInput,
  signatureHolds,
} from '../src/shared/sync-protocol/message-signature';
import { REQUEST_WINDOW_MS, type AcceptedVersion } from '../src/shared/sync-protocol/version';
import { requestHeadersV1, requestTextV1 } from '../src/shared/sync-protocol/version-1';
import { sha256, verifyBytes, verifyText } from './crypto';
import { refuse, type Refusal } from './problem';
import type { DeviceRow } from './storage/fleet';
import type { AskedFor, Targets } from './target-uri';

export interface RawRequest extends AskedFor {
  readonly method: string;
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
  readonly check: (publicKey: string) => Promise<Refusal | undefined>;
}

type Read = ({ readonly ok: true } & SignedRequest) | Refusal;

/**
 * Nonces that came to this process within the window, per device. What stores or tells something spends its nonce in the database as well
 * (`storage/nonces.ts`), which all processes share.
 */
export function createAuth(nowMs: () => number, targets: Targets) {
  let spent = new Set<string>();
  let before = new Set<string>();
  let turnedAtMs = nowMs();

  const spend = (deviceId: string, nonce: string): Refusal | undefined => {
    // A request is valid for at most twice the window around now; two generations of that length cover it.
    if (nowMs() - turnedAtMs > 2 * REQUEST_WINDOW_MS) {
      before = nowMs() - turnedAtMs > 4 * REQUEST_WINDOW_MS ? new Set() : spent;
      spent = new Set();
      turnedAtMs = nowMs();
    }
    const used = `${deviceId} ${nonce}`;
    if (spent.has(used) || before.has(used)) return refuse('auth.replayed');
    spent.add(used);
    return undefined;
  };
  const tooFarFromNow = (createdMs: number): Refusal | undefined =>
    Number.isSafeInteger(createdMs) && Math.abs(createdMs - nowMs()) <= REQUEST_WINDOW_MS
      ? undefined
      : refuse('auth.clock', { serverTimeMs: nowMs() });

  const read = (request: RawRequest): Read => {
    const headers = messageHeadersIn((name) => request.headers[name]);
    if (!headers) return refuse('auth.missing');
    const input = readSignatureInput(headers);
    if (!input) return refuse('auth.components');
    const late = tooFarFromNow(input.createdS * 1000);
    if (late) return late;
    if (!digestFits(headers.contentDigest, request.body, sha256)) return refuse('auth.digest');
    const holdsFor = async (addresses: readonly string[], publicKey: string): Promise<boolean> => {
      for (const targetUri of addresses)
        if (await signatureHolds(headers, { method: request.method, targetUri }, publicKey, verifyBytes)) return true;
      return false;
    };
    return {
      ok: true,
      deviceId: input.keyId,
      nonce: input.nonce,
      check: async (publicKey) => {
        if (await holdsFor(targets.of(request), publicKey)) return spend(input.keyId, input.nonce);
        const elsewhere = targets.unknownBehindProxy(request) || (await holdsFor(targets.instead(request), publicKey));
        return refuse(elsewhere ? 'auth.target' : 'auth.signature');
      },
    };
  };

  const readV1 = (request: RawRequest): Read => {
    const value = (name: keyof typeof requestHeadersV1): string | undefined => {
      const header = request.headers[requestHeadersV1[name]];
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
    const late = tooFarFromNow(createdMs);
    if (late) return late;
    const contentDigest = contentDigestOf(createHash('sha256').update(request.body).digest('base64'));
    if (digest !== contentDigest) return refuse('auth.digest');
    const path = request.url.split('?')[0] ?? '';
    const text = requestTextV1({ method: request.method, path, deviceId, createdMs, nonce, contentDigest });
    return {
      ok: true,
      deviceId,
      nonce,
      check: async (publicKey) =>
        verifyText(publicKey, text, signature) ? spend(deviceId, nonce) : refuse('auth.signature'),
    };
  };

  const readIn = (version: AcceptedVersion, request: RawRequest): Read =>
    version === 1 ? readV1(request) : read(request);

  return {
    /** A request whose key is in its own body: enrolment. */
    read: readIn,
    /** A request of an enrolled device, as `find` knows it. */
    device: async (
      version: AcceptedVersion,
      find: (deviceId: string) => Promise<DeviceRow | undefined>,
      request: RawRequest,
    ): Promise<{ readonly ok: true; readonly device: Device; readonly nonce: string } | Refusal> => {
      const signed = readIn(version, request);
      if (!signed.ok) return signed;
      const row = await find(signed.deviceId);
      if (!row) return refuse('auth.unknownDevice');
      const refusal = await signed.check(row.publicKey);
      if (refusal) return refusal;
      if (row.revoked) return refuse('auth.revoked');
      const { branchId, id, publicKey } = row;
      return { ok: true, device: { branchId, id, publicKey }, nonce: signed.nonce };
    },
  };
}
