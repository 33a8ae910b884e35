/** What the people who run headquarters may ask, from the same machine and with the token of the data folder. */
import { and, asc, count, eq, gt } from 'drizzle-orm';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { isHeadquartersDevice } from '../src/domain/evidence/headquarters';
import { sameSecret, type HqKey } from './crypto';
import type { Db } from './db/database';
import { branches, devices, events, isRejected } from './db/schema';
import { createCode } from './enrol';
import { forksOf } from './forks';
import { listPacks, publish, PublishRequest } from './packs';
import { refuse, type Refusal } from './problem';
import { casesOf } from './projection';
import { setRevoked } from './revocations';
import type { Signals } from './signals';
import type { LastSeen } from './storage/last-seen';

export const CodeRequest = z.strictObject({
  kind: z.enum(['new', 'join']),
  branchCode: z.string().max(12).optional(),
});
const BranchQuery = z.object({
  branchId: z.string().min(1),
  after: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(1000).default(500),
});

export interface AdminDeps {
  readonly db: Db;
  readonly signals: Signals;
  readonly lastSeen: LastSeen;
  readonly adminToken: string;
  readonly hqKey: HqKey;
  readonly nowMs: () => number;
  readonly parse: <S extends z.ZodType>(
    request: FastifyRequest,
    shape: S,
  ) => Promise<{ readonly ok: true; readonly value: z.output<S> } | Refusal>;
  readonly send: (reply: FastifyReply, refusal: Refusal) => FastifyReply;
}

const loopback = ['127.0.0.1', '::1', '::ffff:127.0.0.1'];

/** Lets pass only who asks from this machine, with the token of the data folder. */
export function adminGuard({ adminToken, send }: Pick<AdminDeps, 'adminToken' | 'send'>) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
    // A reverse proxy is on loopback too, but says for whom it asks.
    const fromHere = loopback.includes(request.socket.remoteAddress ?? '') && loopback.includes(request.ip);
    if (!fromHere || !sameSecret(token, adminToken)) await send(reply, refuse('auth.forbidden'));
  };
}

export function addAdminRoutes(app: FastifyInstance, deps: AdminDeps): void {
  const { db, signals, lastSeen, hqKey, nowMs, parse, send } = deps;
  const guard = adminGuard(deps);

  app.post('/admin/codes', { onRequest: guard }, async (request, reply) => {
    const parsed = await parse(request, CodeRequest);
    if (!parsed.ok) return send(reply, parsed);
    const { kind, branchCode } = parsed.value;
    const made = await createCode(db, { kind, branchCode, nowMs: nowMs() });
    return made ?? send(reply, refuse('request.notFound'));
  });

  app.get('/admin/branches', { onRequest: guard }, async () => {
    await lastSeen.flush();
    const branchRows = await db.select().from(branches).orderBy(asc(branches.code));
    const deviceRows = await db.select().from(devices).orderBy(asc(devices.enrolledAt), asc(devices.id));
    // Few are refused and have an index; what was accepted is the rest of the chain, which has no gap.
    const refused = await db
      .select({ branchId: events.branchId, deviceId: events.deviceId, count: count() })
      .from(events)
      .where(isRejected)
      .groupBy(events.branchId, events.deviceId);
    return {
      branches: branchRows.map((branch) => ({
        id: branch.id,
        code: branch.code,
        name: branch.name,
        institutionType: branch.institutionType,
        institutionName: branch.institutionName,
        province: branch.province,
        events: branch.nextPosition - 1,
        devices: deviceRows
          .filter((device) => device.branchId === branch.id && !isHeadquartersDevice(device.id))
          .map((device) => {
            const rejected = refused.find((one) => one.deviceId === device.id)?.count ?? 0;
            return {
              id: device.id,
              tag: device.tag,
              enrolledAtMs: device.enrolledAt,
              lastSeenAtMs: device.lastSeenAt,
              clockOffsetMs: device.clockOffsetMs,
              revoked: device.revoked,
              accepted: device.headSeq - rejected,
              rejected,
              lastSeq: device.headSeq,
            };
          }),
      })),
    };
  });

  app.get('/admin/key', { onRequest: guard }, async () => ({ publicKey: hqKey.publicKey }));

  app.get('/admin/packs', { onRequest: guard }, async () => ({ packs: await listPacks(db) }));

  app.post('/admin/packs', { onRequest: guard }, async (request, reply) => {
    const parsed = await parse(request, PublishRequest);
    if (!parsed.ok) return send(reply, parsed);
    const published = await publish(db, parsed.value.body, { nowMs: nowMs(), hqKey });
    return published.ok ? published : reply.code(422).send(published);
  });

  app.post('/admin/revoke', { onRequest: guard }, async (request, reply) => {
    const parsed = await parse(request, z.strictObject({ deviceId: z.string().min(1), revoked: z.boolean() }));
    if (!parsed.ok) return send(reply, parsed);
    const branchId = await db.transaction((tx) => setRevoked(tx, parsed.value, { nowMs: nowMs(), hqKey }));
    if (branchId === undefined) return send(reply, refuse('request.notFound'));
    await signals.publish({ kind: 'devices', branchId });
    return { ok: true };
  });

  app.get('/admin/forks', { onRequest: guard }, async (request, reply) => {
    const query = BranchQuery.safeParse(request.query);
    if (!query.success) return send(reply, refuse('request.badShape'));
    return { forks: await forksOf(db, query.data.branchId) };
  });

  app.get('/admin/cases', { onRequest: guard }, async (request, reply) => {
    const query = BranchQuery.safeParse(request.query);
    if (!query.success) return send(reply, refuse('request.badShape'));
    return { cases: await casesOf(db, query.data.branchId) };
  });

  /** Accepted events in the order they were kept, without their contents. */
  app.get('/admin/events', { onRequest: guard }, async (request, reply) => {
    const query = BranchQuery.safeParse(request.query);
    if (!query.success) return send(reply, refuse('request.badShape'));
    const { branchId, after, limit } = query.data;
    const rows = await db
      .select({
        position: events.position,
        deviceId: events.deviceId,
        seq: events.seq,
        id: events.eventId,
        streamId: events.streamId,
        type: events.type,
        // What the clock of the PC said, and when it came: the truth lies not behind that, whatever the first says.
        atMs: events.atWall,
        storedAtMs: events.storedAt,
        hash: events.hash,
      })
      .from(events)
      .where(and(eq(events.branchId, branchId), gt(events.position, after)))
      .orderBy(asc(events.position))
      .limit(limit);
    return { events: rows };
  });
}
