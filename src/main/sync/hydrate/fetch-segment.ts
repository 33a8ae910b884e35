/** Fetches the bytes of a segment, a range at a time: what the line cuts is asked for again from where it stood. */
import { MAX_SEGMENT_BYTES, pathOfSegment, type SegmentInfo } from '../../../shared/sync-protocol/segments';
import { PROTOCOL_VERSION } from '../../../shared/sync-protocol/version';
import { failure, isAsSent, lineFailure, refusedBy, typeOf, type Answer, type ExchangeDeps } from '../exchange';
import { signRequest } from '../sign-request';

/** One range; on a line of 100 kbit/s it takes 40 s. */
export const RANGE_BYTES = 512 * 1024;
const timeoutMs = 120_000;
/** Tries of one range before the line counts as dead. */
const tries = 3;

/** @param have bytes that are here already; what comes is added to it, also where the line fails then */
export async function fetchSegment(
  deps: ExchangeDeps,
  { hash, bytes }: SegmentInfo,
  have: Buffer[] = [],
): Promise<Answer<Buffer>> {
  for (let failed = 0; ;) {
    const from = have.reduce((sum, part) => sum + part.length, 0);
    if (from >= bytes) return { ok: true, value: Buffer.concat(have) };
    const part = await fetchRange(deps, hash, { from, to: Math.min(bytes, from + RANGE_BYTES) });
    if (part.ok) {
      have.push(part.value);
      continue;
    }
    failed += 1;
    const passing =
      part.retry === 'now' || ['sync.unreachable', 'sync.timeout', 'sync.badAnswer'].includes(part.reason);
    if (!passing || failed >= tries || deps.signal?.aborted === true) return part;
  }
}

async function fetchRange(
  deps: ExchangeDeps,
  hash: string,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<Answer<Buffer>> {
  const url = new URL(deps.url);
  url.pathname = `${url.pathname.replace(/\/$/, '')}/v${String(PROTOCOL_VERSION)}${pathOfSegment(hash)}`;
  const body = new Uint8Array();
  const answer = await deps.net({
    method: 'GET',
    url: url.href,
    headers: {
      range: `bytes=${String(from)}-${String(to - 1)}`,
      ...(await signRequest(deps, { method: 'GET', url: url.href, body })),
    },
    body,
    timeoutMs,
    maxBytes: MAX_SEGMENT_BYTES,
    ...(deps.signal ? { signal: deps.signal } : {}),
  });
  if (!answer.ok) return lineFailure(answer.fault);
  if (!isAsSent(answer)) return failure('sync.badAnswer');
  const isPart = answer.status === 206 && typeOf(answer) === 'application/octet-stream';
  if (!isPart) return refusedBy(answer);
  return answer.body.length === to - from ? { ok: true, value: Buffer.from(answer.body) } : failure('sync.badAnswer');
}
