/** How people of headquarters are added: from the machine itself, with the token of the data folder. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { hqRoles } from '../../src/shared/hq-console/roles';
import { Account } from '../../src/shared/hq-console/session';
import { adminGuard, type AdminDeps } from '../admin';
import { changePerson } from './people';
import { createSealer } from './secrets';

const PersonRequest = z.discriminatedUnion('change', [
  z.strictObject({
    change: z.literal('add'),
    account: Account,
    name: z.string().trim().min(1).max(100),
    role: z.enum(hqRoles),
  }),
  z.strictObject({ change: z.enum(['reset', 'disable']), account: Account }),
]);

export function addPeopleRoutes(app: FastifyInstance, deps: AdminDeps): void {
  const { db, hqKey, nowMs, parse, send } = deps;
  const sealer = createSealer(hqKey.secretFor('console-totp'));
  app.post('/admin/people', { onRequest: adminGuard(deps) }, async (request, reply) => {
    const parsed = await parse(request, PersonRequest);
    if (!parsed.ok) return send(reply, parsed);
    const changed = await changePerson({ db, hqKey, sealer, nowMs }, parsed.value);
    return changed.ok ? changed : reply.code(409).send(changed);
  });
}
