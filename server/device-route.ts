/** What a route for PCs of branches needs of the server: who asks, what they ask, and how it is refused. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { Device } from './auth';
import type { Refusal } from './problem';

export interface DeviceRouteDeps {
  /** The device that signed the request just now, unless it was stopped. */
  readonly device: (request: FastifyRequest) => Promise<{ readonly ok: true; readonly device: Device } | Refusal>;
  readonly parse: <S extends z.ZodType>(
    request: FastifyRequest,
    shape: S,
  ) => Promise<{ readonly ok: true; readonly value: z.output<S> } | Refusal>;
  readonly send: (reply: FastifyReply, refusal: Refusal) => FastifyReply;
}
