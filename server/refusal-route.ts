/** Tells a PC what became of the records that headquarters refused; `src/shared/sync-protocol/refusals.ts` says what it may ask. */
import type { FastifyInstance } from 'fastify';
import type { DeviceRouteDeps } from './device-route';
import { RefusalsRequest } from '../src/shared/sync-protocol/refusals';
import { PROTOCOL_VERSION } from '../src/shared/sync-protocol/version';
import type { Db } from './db/database';
import { refusalsOf } from './refusals';

interface RefusalRouteDeps extends DeviceRouteDeps {
  readonly db: Db;
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
