/** Pieces of evidence files on the line: the bytes themselves go out or come back, in requests signed like all others. */
import { pathOfPiece, PieceReply, type ReadPieceRequest } from '../../shared/sync-protocol/files';
import { FILE_PIECE_BYTES, PROTOCOL_VERSION } from '../../shared/sync-protocol/version';
import { failure, isAsSent, lineFailure, refusedBy, typeOf, type Answer, type ExchangeDeps } from './exchange';
import type { NetReply } from './net';
import { signRequest } from './sign-request';

/** A piece of 1 MiB on a line of 100 kbit/s. */
const timeoutMs = 120_000;
const mostAnswerBytes = 64 * 1024;

/** Sends one piece; the answer says what is still missing. */
export async function sendPiece(
  deps: ExchangeDeps,
  { sha256, piece, content }: { readonly sha256: string; readonly piece: number; readonly content: Uint8Array },
): Promise<Answer<PieceReply>> {
  const answer = await post(deps, pathOfPiece(sha256, piece), content, 'application/octet-stream', mostAnswerBytes);
  if (!answer.ok) return lineFailure(answer.fault);
  if (!isAsSent(answer)) return failure('sync.badAnswer');
  if (answer.status !== 200 || !typeOf(answer).startsWith('application/json')) return refusedBy(answer);
  const reply = PieceReply.safeParse(jsonIn(answer.body));
  return reply.success ? { ok: true, value: reply.data } : failure('sync.badAnswer');
}

/** Fetches one piece. */
export async function fetchPiece(
  deps: ExchangeDeps,
  asked: Omit<ReadPieceRequest, 'protocol'>,
): Promise<Answer<Uint8Array>> {
  const body = Buffer.from(JSON.stringify({ protocol: PROTOCOL_VERSION, ...asked }), 'utf8');
  const answer = await post(deps, '/files/read', body, 'application/json', FILE_PIECE_BYTES);
  if (!answer.ok) return lineFailure(answer.fault);
  if (!isAsSent(answer)) return failure('sync.badAnswer');
  if (answer.status !== 200 || typeOf(answer) !== 'application/octet-stream') return refusedBy(answer);
  return { ok: true, value: answer.body };
}

async function post(
  deps: ExchangeDeps,
  path: string,
  body: Uint8Array,
  contentType: string,
  maxBytes: number,
): Promise<NetReply> {
  const url = new URL(deps.url);
  url.pathname = `${url.pathname.replace(/\/$/, '')}/v${String(PROTOCOL_VERSION)}${path}`;
  return deps.net({
    method: 'POST',
    url: url.href,
    headers: { 'content-type': contentType, ...(await signRequest(deps, { url: url.href, body })) },
    body,
    timeoutMs,
    maxBytes,
    ...(deps.signal ? { signal: deps.signal } : {}),
  });
}

/** Null for what is no JSON; no answer of ours is. */
function jsonIn(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString('utf8')) as unknown;
  } catch {
    return null;
  }
}
