/** Routes of sealed segments: which there are, and one of them, whole or from a byte on. */
import type { FastifyInstance } from 'fastify';
import { SegmentHash, SegmentsRequest } from '../src/shared/sync-protocol/segments';
import { PROTOCOL_VERSION } from '../src/shared/sync-protocol/version';
import type { HqKey } from './crypto';
import type { Db } from './db/database';
import type { DeviceRouteDeps } from './device-route';
import { refuse } from './problem';
import { manifestFor, readSegment } from './segments';

/** Segments in memory at once: PCs that begin anew must not crowd out the others. */
const mostAtOnce = 16;
const retryAfterMs = 1_000;

interface SegmentRouteDeps extends DeviceRouteDeps {
  readonly db: Db;
  readonly hqKey: HqKey;
  readonly nowMs: () => number;
}

export function addSegmentRoutes(
  app: FastifyInstance,
  { db, hqKey, nowMs, device, parse, send }: SegmentRouteDeps,
): void {
  const base = `/v${String(PROTOCOL_VERSION)}`;
  let atOnce = 0;

  app.post(`${base}/segments`, async (request, reply) => {
    const asking = await device(request);
    if (!asking.ok) return send(reply, asking);
    const parsed = await parse(request, SegmentsRequest);
    if (!parsed.ok) return send(reply, parsed);
    const answer = await manifestFor({ db, hqKey }, asking.device, parsed.value, { nowMs: nowMs() });
    return answer.ok ? answer.reply : send(reply, answer);
  });

  app.get<{ Params: { hash: string } }>(`${base}/segments/:hash`, async (request, reply) => {
    if (atOnce >= mostAtOnce) return send(reply, refuse('request.tooMany', { retryAfterMs }));
    atOnce += 1;
    try {
      const asking = await device(request);
      if (!asking.ok) return await send(reply, asking);
      const hash = SegmentHash.safeParse(request.params.hash);
      const range = rangeOf(request.headers.range);
      if (!hash.success || range === undefined) return await send(reply, refuse('request.badShape'));
      const part = await readSegment(db, asking.device, hash.data, range);
      if ('ok' in part) return await send(reply, part);
      const { content, bytes } = part;
      if (request.headers.range !== undefined)
        void reply
          .code(206)
          .header(
            'content-range',
            `bytes ${String(range.from)}-${String(range.from + content.length - 1)}/${String(bytes)}`,
          );
      // The same bytes under this name for ever, for this PC.
      return await reply
        .header('accept-ranges', 'bytes')
        .header('etag', `"${hash.data}"`)
        .type('application/octet-stream')
        .send(content);
    } finally {
      atOnce -= 1;
    }
  });
}

/** One range from a byte on (RFC 9110); the whole where none is asked for; undefined for another form. */
function rangeOf(header: string | undefined): { readonly from: number; readonly to?: number } | undefined {
  if (header === undefined) return { from: 0 };
  const [, from, to] = /^bytes=(\d{1,9})-(\d{0,9})$/.exec(header) ?? [];
  if (from === undefined) return undefined;
  if (to === undefined || to === '') return { from: Number(from) };
  return Number(to) < Number(from) ? undefined : { from: Number(from), to: Number(to) };
}
