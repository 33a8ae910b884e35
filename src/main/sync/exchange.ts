/** One signed request to headquarters and its answer, or the reason why there is none. */
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { z } from 'zod';
import { contentDigestOf } from '../../shared/sync-protocol/http-signature';
import { Problem, type ProblemCode } from '../../shared/sync-protocol/messages';
import { MAX_BODY_BYTES, type AcceptedVersion } from '../../shared/sync-protocol/version';
import type { Net, NetFault, NetReply } from './net';
import { signRequest, signRequestV1, type RequestSigner } from './sign-request';

const gzipped = promisify(gzip);
const timeoutMs = 30_000;
/** Smaller bodies gain nothing. */
const compressFromBytes = 1_024;

/** Why syncing does not go on; each is a text key of the `sync` namespace. */
export type SyncReason =
  | 'sync.unreachable'
  | 'sync.timeout'
  | 'sync.tls'
  | 'sync.trust'
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
  | 'sync.wrongAddress'
  | 'sync.outdated'
  | 'sync.gap'
  | 'sync.refused'
  | 'sync.receiptForged'
  | 'sync.eventForged'
  | 'sync.setAside'
  | 'sync.unsent'
  | 'sync.eventsRejected'
  | 'sync.fileDiffers'
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

/** Which version this headquarters speaks: the newest until it says that it knows only an older one. One for each address. */
export interface Spoken {
  version: AcceptedVersion;
}

export const newestSpoken = (): Spoken => ({ version: 2 });

export interface ExchangeDeps extends RequestSigner {
  readonly net: Net;
  readonly url: string;
  readonly spoken: Spoken;
  /** Gives up the request that is under way. */
  readonly signal?: AbortSignal;
}

export interface Call<S extends z.ZodType, O extends z.ZodType = S> {
  /** Below the version: `/push`. */
  readonly path: string;
  /** Without `protocol`. */
  readonly body: object;
  readonly reply: S;
  /** What version 1 answers, where that is something else. */
  readonly replyV1?: O;
  /** Goes out behind others that are made ready at the same time. */
  readonly turn?: Turn;
}

export interface Turn {
  /** When those before it have gone out. */
  readonly come: Promise<void>;
  /** Called when it has gone out, or never will. */
  readonly over: () => void;
}

/** Never throws for what the network or headquarters does. */
export async function exchange<S extends z.ZodType, O extends z.ZodType = S>(
  deps: ExchangeDeps,
  call: Call<S, O>,
): Promise<Answer<z.output<S> | z.output<O>>> {
  try {
    return await exchangeAnyhow(deps, call);
  } finally {
    call.turn?.over();
  }
}

async function exchangeAnyhow<S extends z.ZodType, O extends z.ZodType>(
  deps: ExchangeDeps,
  call: Call<S, O>,
): Promise<Answer<z.output<S> | z.output<O>>> {
  const { spoken } = deps;
  const answer = await exchangeIn(spoken.version, deps, call);
  if (spoken.version === 1 || answer.ok || !unknownPath(answer)) return answer;
  const older = await exchangeIn(1, deps, call);
  if (!older.ok && unknownPath(older)) return answer;
  // Only headquarters itself can say so: what is on the way answers both alike now and then.
  if (older.ok || older.problem !== null) spoken.version = 1;
  return older;
}

/** A headquarters of before knows no path of version 2, or a proxy before it lets none through. */
const unknownPath = ({ problem, reason }: Failure): boolean =>
  problem === null ? reason === 'sync.notHq' : problem.code === 'request.notFound';

async function exchangeIn<S extends z.ZodType, O extends z.ZodType>(
  version: AcceptedVersion,
  deps: ExchangeDeps,
  { path, body, reply, replyV1, turn }: Call<S, O>,
): Promise<Answer<z.output<S> | z.output<O>>> {
  const plain = Buffer.from(JSON.stringify({ protocol: version, ...body }), 'utf8');
  const compress = plain.length >= compressFromBytes;
  const bytes = compress ? await gzipped(plain) : plain;
  const url = new URL(deps.url);
  const route = `/v${String(version)}${path}`;
  url.pathname = `${url.pathname.replace(/\/$/, '')}${route}`;
  const signed =
    version === 1
      ? signRequestV1(deps, { path: route, body: bytes })
      : await signRequest(deps, { url: url.href, body: bytes });
  await turn?.come;
  const coming = deps.net({
    method: 'POST',
    url: url.href,
    headers: {
      'content-type': 'application/json',
      accept: 'application/json',
      ...(compress ? { 'content-encoding': 'gzip' } : {}),
      ...signed,
    },
    body: bytes,
    timeoutMs,
    maxBytes: MAX_BODY_BYTES,
    ...(deps.signal ? { signal: deps.signal } : {}),
  });
  turn?.over();
  const answer = await coming;
  if (!answer.ok) return lineFailure(answer.fault);
  if (!isAsSent(answer)) return failure('sync.badAnswer');
  if (answer.status === 200 && typeOf(answer).startsWith('application/json')) {
    const value = (version === 1 && replyV1 ? replyV1 : reply).safeParse(parseJson(answer.body));
    return value.success ? { ok: true, value: value.data } : failure('sync.badAnswer');
  }
  return refusedBy(answer);
}

type Answered = Extract<NetReply, { readonly ok: true }>;

export const typeOf = ({ headers }: Answered): string => headers['content-type'] ?? '';

/**
 * False for a body that is another one than headquarters says that it sent: a cursor with one wrong digit would pass over events for ever.
 * A headquarters of before and what else may answer say nothing of it.
 */
export function isAsSent({ headers, body }: Answered): boolean {
  const said = headers['content-digest'];
  return said === undefined || said === contentDigestOf(createHash('sha256').update(body).digest('base64'));
}

/** Why there is no answer, by what fails on the way to it. */
export const lineFailure = (fault: NetFault): Failure => failure(netReasons[fault]);

/** What an answer that is not the one asked for says. */
export function refusedBy(answer: Answered): Failure {
  const type = typeOf(answer);
  const parsed = Problem.safeParse(parseJson(answer.body));
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
  trust: 'sync.trust',
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
  'auth.components': 'sync.signatureRefused',
  'auth.target': 'sync.wrongAddress',
  'auth.clock': 'sync.clock',
  'auth.digest': 'sync.badAnswer',
  'auth.replayed': 'sync.badAnswer',
  'push.gap': 'sync.gap',
  'file.digest': 'sync.fileDiffers',
};

function problemReason(code: ProblemCode): SyncReason {
  return problemReasons[code] ?? 'sync.refused';
}
