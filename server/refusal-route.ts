/** Tells a PC what became of the records that headquarters refused; `src/shared/sync-protocol/refusals.ts` says what it may ask. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { RefusalsRequest } from '../src/shared/sync-protocol/refusals';
import { PROTOCOL_VERSION } from '../src/shared/sync-protocol/version';
import type { Device } from './auth';
import type { Db } from './db/database';
import type { Refusal } from './problem';
import { refusalsOf } from './refusals';

interface RefusalRouteDeps {
  readonly db: Db;
  readonly device: (request: FastifyRequest) => Promise<{ readonly ok: true; readonly device: Device } | Refusal>;
  readonly parse: <S extends z.ZodType>(
    request: FastifyRequest,
    shape: S,
  ) => Promise<{ readonly ok: true; readonly value: z.output<S> } | Refusal>;
  readonly send: (reply: FastifyReply, refusal: Refusal) => FastifyReply;
}

export function addRefusalRoute(app: FastifyInstance, { db, device, parse, send }: RefusalRouteDeps): void {
  app.post(`/v${String(PROTOCOL_VERSION)}/refusals`, async (request, reply) => {
    const asking = await device(request);
    if (!asking.ok) return send(reply, asking);
    const parsed = await parse(request, RefusalsRequest);
    if (!parsed.ok) return send(reply, parsed);
    return refusalsOf(db, asking.device);
  });
}
