/** Takes a courier file from the command line of this machine (`npm run hq -- import-courier FILE`). */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { MAX_COURIER_BYTES } from '../src/shared/sync-protocol/courier-size';
import { takeCourier, type CourierDeps } from './courier';
import type { Log } from './log';

export const courierRoute = '/admin/courier';

export interface CourierRouteDeps extends CourierDeps {
  readonly guard: (request: FastifyRequest, reply: FastifyReply) => Promise<void>;
  readonly log: Log;
}

export function addCourierRoute(app: FastifyInstance, { guard, log, ...deps }: CourierRouteDeps): void {
  app.post(courierRoute, { onRequest: guard, bodyLimit: MAX_COURIER_BYTES }, async (request, reply) => {
    const taken = await takeCourier(deps, Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0));
    if (!taken.ok) {
      log.info('courier.refused', { code: taken.code });
      return reply.code(422).send(taken);
    }
    const { answer, branchCode, deviceTag, accepted, duplicate, rejected, missingFrom } = taken;
    const told = { branchCode, deviceTag, accepted, duplicate, rejected };
    log.info('courier.taken', told);
    return { ok: true, ...told, missingFrom, answer: Buffer.from(answer).toString('base64') };
  });
}
