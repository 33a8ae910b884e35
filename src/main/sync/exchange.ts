/** One signed request to headquarters and its answer, or the reason why there is none. */
import { createHash, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { z } from 'zod';
import { Problem, type ProblemCode } from '../../shared/sync-protocol/messages';
import { contentDigestOf, requestHeaders, requestText } from '../../shared/sync-protocol/request-signature';
import { MAX_BODY_BYTES } from '../../shared/sync-protocol/version';
import type { Net } from './net';

const gzipped = promisify(gzip);
const timeoutMs = 30_000;
/** Smaller bodies gain nothing. */
const compressFromBytes = 1_024;

/** Why syncing does not go on; each is a text key of the `sync` namespace. */
export type SyncReason =
  | 'sync.unreachable'
  | 'sync.timeout'
  | 'sync.tls'
  | 'sync.badAnswer'
  | 'sync.portal'
  | 'sync.notHq'
  | 'sync.tooLarge'
  | 'sync.hqFailed'
  | 'sync.busy'
  | 'sync.clock'
  | 'sync.deviceUnknown'
  | 'sync.deviceRevoked'
  | 'sync.signatureRefused'
  | 'sync.outdated'
  | 'sync.gap'
  | 'sync.refused'
  | 'sync.receiptForged'
  | 'sync.eventForged'
  | 'sync.eventsRejected'
  | 'sync.localFault';

export interface Failure {
  readonly ok: false;
  readonly reason: SyncReason;
  readonly retry: Problem['retry'];
  readonly retryAfterMs: number | null;
  /** When headquarters itself said no. */
  readonly problem: Problem | null;
}

export type Answer<T> = { readonly ok: true; readonly value: T } | Failure;

export const failure = (reason: SyncReason, retry: Problem['retry'] = 'later', problem?: Problem): Failure => ({
  ok: false,
  reason,
  retry,
  retryAfterMs: problem?.retryAfterMs ?? null,
  problem: problem ?? null,
});

/** Nobody keeps a branch waiting longer than this, whatever an answer says. */
const longestRetryAfterMs = 60 * 60 * 1000;

export interface ExchangeDeps {
  readonly net: Net;
  readonly url: string;
  readonly deviceId: string;
  /** Ed25519 over the SHA-256 of the text, base64url. */
  readonly sign: (text: string) => string;
  /** Our clock, corrected by what headquarters said last. */
  readonly createdMs: () => number;
  /** Gives up the request that is under way. */
  readonly signal?: AbortSignal;
}

export interface Call<S extends z.ZodType> {
  readonly path: string;
  readonly body: object;
  readonly reply: S;
}

/** Never throws for what the network or headquarters does. */
export async function exchange<S extends z.ZodType>(
  deps: ExchangeDeps,
  { path, body, reply }: Call<S>,
): Promise<Answer<z.output<S>>> {
  const plain = Buffer.from(JSON.stringify(body), 'utf8');
  const compress = plain.length >= compressFromBytes;
  const bytes = compress ? await gzipped(plain) : plain;
  const url = new URL(deps.url);
  url.pathname = `${url.pathname.replace(/\/$/, '')}${path}`;
  const createdMs = deps.createdMs();
  const nonce = randomBytes(16).toString('base64url');
  const contentDigest = contentDigestOf(createHash('sha256').update(bytes).digest('base64'));
  // Headquarters may live below a path of a reverse proxy that takes it off: what is signed is the route.
  const text = requestText({ method: 'POST', path, deviceId: deps.deviceId, createdMs, nonce, contentDigest });
  const answer = await deps.net({
    method: 'POST',
    url: url.href,
    headers: {
      'content-type': 'application/json',
      accept: 'application/json',
      ...(compress ? { 'content-encoding': 'gzip' } : {}),
      [requestHeaders.device]: deps.deviceId,
      [requestHeaders.created]: String(createdMs),
      [requestHeaders.nonce]: nonce,
      [requestHeaders.digest]: contentDigest,
      [requestHeaders.signature]: deps.sign(text),
    },
    body: bytes,
    timeoutMs,
    maxBytes: MAX_BODY_BYTES,
    ...(deps.signal ? { signal: deps.signal } : {}),
  });
  if (!answer.ok) return failure(netReasons[answer.fault]);
  const type = answer.headers['content-type'] ?? '';
  const json = parseJson(answer.body);
  if (answer.status === 200 && type.startsWith('application/json')) {
    const value = reply.safeParse(json);
    return value.success ? { ok: true, value: value.data } : failure('sync.badAnswer');
  }
  const parsed = Problem.safeParse(json);
  const said: Failure = parsed.success
    ? failure(problemReason(parsed.data.code), parsed.data.retry, parsed.data)
    : failure(statusReason(answer.status, type));
  const retryAfterMs = said.retryAfterMs ?? retryAfterOf(answer.headers['retry-after']);
  return { ...said, retryAfterMs: retryAfterMs === null ? null : Math.min(retryAfterMs, longestRetryAfterMs) };
}

/** What an answer without a problem of ours tells: it comes from a proxy, a portal or another server on the way. */
function statusReason(status: number, type: string): SyncReason {
  if (status >= 500 && status !== 511) return 'sync.hqFailed';
  if (status === 429) return 'sync.busy';
  if (status === 413) return 'sync.tooLarge';
  if (status === 426) return 'sync.outdated';
  if (status === 407 || status === 511) return 'sync.portal';
  if (status >= 400) return 'sync.notHq';
  return type.startsWith('application/json') ? 'sync.badAnswer' : 'sync.portal';
}

/** `Retry-After` in seconds; a date would be read by a clock that nobody has compared yet. */
function retryAfterOf(header: string | undefined): number | null {
  return header !== undefined && /^\d{1,9}$/.test(header.trim()) ? Number(header) * 1000 : null;
}

const netReasons = {
  unreachable: 'sync.unreachable',
  timeout: 'sync.timeout',
  tls: 'sync.tls',
  cut: 'sync.unreachable',
  tooLarge: 'sync.badAnswer',
} as const;

function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}

const problemReasons: { readonly [C in ProblemCode]?: SyncReason } = {
  'request.tooMany': 'sync.busy',
  'request.tooLarge': 'sync.tooLarge',
  'request.notFound': 'sync.notHq',
  'server.closing': 'sync.busy',
  'server.failed': 'sync.hqFailed',
  'protocol.unsupported': 'sync.outdated',
  'auth.unknownDevice': 'sync.deviceUnknown',
  'auth.revoked': 'sync.deviceRevoked',
  'auth.signature': 'sync.signatureRefused',
  'auth.missing': 'sync.signatureRefused',
  'auth.clock': 'sync.clock',
  'auth.digest': 'sync.badAnswer',
  'auth.replayed': 'sync.badAnswer',
  'push.gap': 'sync.gap',
};

function problemReason(code: ProblemCode): SyncReason {
  return problemReasons[code] ?? 'sync.refused';
}
