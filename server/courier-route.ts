/** Takes a courier file from the command line of this machine (`npm run hq -- import-courier FILE`). */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { MAX_COURIER_BYTES } from '../src/shared/sync-protocol/courier';
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
    const { answer, ...told } = taken;
    const { branchCode, deviceTag, accepted, duplicate, rejected } = told;
    log.info('courier.taken', { branchCode, deviceTag, accepted, duplicate, rejected });
    return { ...told, answer: Buffer.from(answer).toString('base64') };
  });
}
