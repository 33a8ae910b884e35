/** One request to the hub of the branch and its answer, or the reason why there is none. Believed is only what the hub signed. */
import type { z } from 'zod';
import { contentDigestOf } from '../../shared/sync-protocol/http-signature';
import {
  HUB_ANSWER_HEADER,
  hubAnswerText,
  HubHello,
  HubProblem,
  hubRoutes,
  hubSealInfo,
  MAX_HUB_BODY_BYTES,
  type HubProblemCode,
  type HubRoute,
} from '../../shared/sync-protocol/hub';
import { nodeHasher, verifyEd25519 } from '../keys/ed25519';
import type { Net, NetFault, NetReply } from '../sync/net';
import { signRequest } from '../sync/sign-request';
import { sha256 } from './hub-auth';
import { openBody, sealBody } from './hub-seal';

/** Why nothing goes on with the hub; each is a text key of the `sync` namespace. */
export const hubReasons = [
  'hub.unreachable',
  'hub.timeout',
  'hub.notOurs',
  'hub.unknownPc',
  'hub.locked',
  'hub.busy',
  'hub.clock',
  'hub.strange',
  'hub.stopped',
  'hub.otherAddress',
  'hub.refused',
  'hub.failed',
  'hub.badAnswer',
  'hub.eventForged',
  'hub.eventsRejected',
  'hub.fork',
  'hub.localFault',
] as const;
export type HubReason = (typeof hubReasons)[number];

export interface HubFailure {
  readonly ok: false;
  readonly reason: HubReason;
  /** What time it is there, where that is what is wrong. */
  readonly serverTimeMs: number | null;
  /** What the hub refused it with, and signed. */
  readonly code?: HubProblemCode;
}
export type HubReply<T> = { readonly ok: true; readonly value: T } | HubFailure;

export const hubFailure = (reason: HubReason, serverTimeMs: number | null = null): HubFailure => ({
  ok: false,
  reason,
  serverTimeMs,
});

/** One request to the hub that is chosen. */
export type AskHub = <S extends z.ZodType>(
  route: HubRoute,
  content: object,
  shape: S,
) => Promise<HubReply<z.output<S>>>;

/** Longer than a hub keeps a request waiting. */
const waitingMs = 40_000;
const mostHelloBytes = 1024;

export interface HubLineDeps {
  readonly net: Net;
  /** `http://192.168.1.20:8790`, as the hub shows it. */
  readonly url: string;
  readonly hub: { readonly deviceId: string; readonly publicKey: string };
  readonly deviceId: string;
  readonly deviceSeed: Uint8Array;
  readonly signBytes: (bytes: Uint8Array) => string;
  /** This PC's clock, corrected by what the hub said last. */
  readonly createdMs: () => number;
  readonly signal: AbortSignal;
}

/** Which PC listens there; proven only by the answers that come after. */
export async function whoIsThere(
  { net, signal }: Pick<HubLineDeps, 'net' | 'signal'>,
  url: string,
): Promise<HubReply<HubHello>> {
  const answer = await net({
    ...{ method: 'GET', url: `${url}${hubRoutes.hello}`, headers: {}, body: Buffer.alloc(0) },
    ...{ timeoutMs: 10_000, maxBytes: mostHelloBytes, signal },
  });
  if (!answer.ok) return hubFailure(faults[answer.fault]);
  const hello = answer.status === 200 ? HubHello.safeParse(jsonIn(answer.body)) : undefined;
  return hello?.success ? { ok: true, value: hello.data } : hubFailure('hub.notOurs');
}

/** Never throws for what the network or the other end does. */
export async function askHub<S extends z.ZodType>(
  deps: HubLineDeps,
  route: HubRoute,
  content: object,
  shape: S,
): Promise<HubReply<z.output<S>>> {
  const { hub, deviceId } = deps;
  const between = { hub: hub.deviceId, deviceId, route };
  const body = await sealBody(hub.publicKey, hubSealInfo({ ...between, kind: 'request' }), content);
  const url = `${deps.url}${route}`;
  const headers = await signRequest(deps, { url, body });
  const answer = await deps.net({
    ...{ method: 'POST', url, body, timeoutMs: waitingMs, maxBytes: MAX_HUB_BODY_BYTES, signal: deps.signal },
    headers: { 'content-type': 'application/octet-stream', ...headers },
  });
  if (!answer.ok) return hubFailure(faults[answer.fault]);
  const request = headers['content-digest'] ?? '';
  if (!isByHub(deps, request, answer)) return hubFailure('hub.notOurs');
  if (answer.status !== 200) {
    const problem = HubProblem.safeParse(jsonIn(answer.body));
    if (!problem.success) return hubFailure('hub.badAnswer');
    const { code, serverTimeMs = null } = problem.data;
    return { ...hubFailure(problemReasons[code] ?? 'hub.refused', serverTimeMs), code };
  }
  const info = hubSealInfo({ ...between, kind: 'answer', request });
  const value = shape.safeParse(await openBody(deps.deviceSeed, info, answer.body));
  return value.success ? { ok: true, value: value.data } : hubFailure('hub.badAnswer');
}

function isByHub(
  { hub, deviceId }: HubLineDeps,
  request: string,
  { status, headers, body }: Extract<NetReply, { readonly ok: true }>,
): boolean {
  const answer = contentDigestOf(Buffer.from(sha256(body)).toString('base64'));
  const text = hubAnswerText({ hub: hub.deviceId, deviceId, request, status, answer });
  return verifyEd25519(hub.publicKey, nodeHasher.sha256(text), headers[HUB_ANSWER_HEADER] ?? '');
}

function jsonIn(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString('utf8')) as unknown;
  } catch {
    // Whatever answers there is no hub.
    return undefined;
  }
}

const faults: { readonly [F in NetFault]: HubReason } = {
  unreachable: 'hub.unreachable',
  timeout: 'hub.timeout',
  tls: 'hub.notOurs',
  // Concerns headquarters alone: a hub is asked in the clear, with sealed bodies.
  trust: 'hub.notOurs',
  cut: 'hub.unreachable',
  tooLarge: 'hub.badAnswer',
};

const problemReasons: { readonly [C in HubProblemCode]?: HubReason } = {
  'hub.locked': 'hub.locked',
  'request.tooMany': 'hub.busy',
  'server.failed': 'hub.failed',
  'server.closing': 'hub.busy',
  'auth.clock': 'hub.clock',
  'auth.unknownDevice': 'hub.strange',
  'auth.revoked': 'hub.stopped',
  'auth.target': 'hub.otherAddress',
  'auth.digest': 'hub.badAnswer',
  'auth.replayed': 'hub.badAnswer',
};
