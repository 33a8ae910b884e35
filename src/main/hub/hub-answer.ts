/** Answers of a hub: every one is signed for the request that it answers, what it brings is sealed to the PC that asked. */
import type { ServerResponse } from 'node:http';
import { contentDigestOf } from '../../shared/sync-protocol/http-signature';
import { HUB_ANSWER_HEADER, hubAnswerText, type HubProblem, type HubProblemCode } from '../../shared/sync-protocol/hub';
import { nodeHasher, signHash } from '../keys/ed25519';
import { sha256 } from './hub-auth';

/** Status and retry knowledge of those codes that a hub gives, as headquarters gives them. */
const kinds: { readonly [C in HubProblemCode]?: readonly [status: number, retry: HubProblem['retry']] } = {
  'request.badShape': [400, 'never'],
  'request.tooLarge': [413, 'never'],
  'request.tooMany': [429, 'later'],
  'request.notFound': [404, 'never'],
  'auth.missing': [401, 'never'],
  'auth.components': [400, 'never'],
  'auth.clock': [401, 'now'],
  'auth.unknownDevice': [401, 'never'],
  'auth.signature': [401, 'never'],
  'auth.target': [421, 'never'],
  'auth.revoked': [403, 'never'],
  'auth.replayed': [401, 'now'],
  'auth.digest': [400, 'now'],
  'push.foreign': [403, 'never'],
  'file.unknown': [404, 'never'],
  'file.badPiece': [400, 'never'],
  'file.digest': [400, 'now'],
  'hub.locked': [503, 'later'],
};

export interface HubSigner {
  readonly deviceId: string;
  readonly deviceSeed: Uint8Array;
}

/** To whom, and to which request: its `Content-Digest`. */
export interface AnswerTo {
  readonly deviceId: string;
  readonly request: string;
}

export interface HubAnswer {
  readonly status: number;
  readonly type: 'application/octet-stream' | 'application/problem+json' | 'application/json';
  readonly body: Uint8Array;
}

export function problemAnswer(code: HubProblemCode, nowMs: number): HubAnswer {
  const [status, retry] = kinds[code] ?? [500, 'later'];
  const problem: HubProblem = {
    ...{ type: `urn:xianting:problem:${code}`, title: code, status, code, retry },
    ...(code === 'auth.clock' ? { serverTimeMs: nowMs } : {}),
  };
  return { status, type: 'application/problem+json', body: Buffer.from(JSON.stringify(problem)) };
}

/** @param to null where the request does not say who asks; then nothing is signed and nobody believes it */
export function sendAnswer(
  response: ServerResponse,
  { status, type, body }: HubAnswer,
  to: AnswerTo | null,
  signer: HubSigner,
): void {
  const answer = contentDigestOf(Buffer.from(sha256(body)).toString('base64'));
  const text = to && hubAnswerText({ hub: signer.deviceId, ...to, status, answer });
  response.writeHead(status, {
    'content-type': type,
    'content-length': body.length,
    'content-digest': answer,
    'cache-control': 'no-store',
    ...(text === null ? {} : { [HUB_ANSWER_HEADER]: signHash(signer.deviceSeed, nodeHasher.sha256(text)) }),
  });
  response.end(body);
}
