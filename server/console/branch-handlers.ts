/** Branches and their PCs: how they stand, codes for new ones, and shutting out a lost one. */
import { and, asc, eq, isNull, ne, or, sql } from 'drizzle-orm';
import { isHeadquartersDevice } from '../../src/domain/evidence/headquarters';
import { err, ok } from '../../src/shared/contract/define';
import type { branchContract, BranchView } from '../../src/shared/hq-console/branches';
import type { ConsoleHandlers } from '../../src/shared/hq-console/contract';
import type { Db } from '../db/database';
import { answersTombstone, branches, devices, events, isRejected, refusalAnswers } from '../db/schema';
import { createCode } from '../enrol';
import { setRevoked } from '../revocations';
import { record, type Call } from './call';

type BranchHandlers = Pick<ConsoleHandlers<Call>, keyof typeof branchContract>;

async function branchViews(db: Db): Promise<BranchView[]> {
  const branchRows = await db.select().from(branches).orderBy(asc(branches.code));
  const deviceRows = await db.select().from(devices).orderBy(asc(devices.enrolledAt), asc(devices.id));
  const rejectedRows = await db
    .select({ branchId: events.branchId, deviceId: events.deviceId, count: sql<number>`count(*)::int` })
    .from(events)
    .leftJoin(refusalAnswers, answersTombstone)
    // What somebody has settled is no trouble any more.
    .where(and(isRejected, or(isNull(refusalAnswers.state), ne(refusalAnswers.state, 'settled'))))
    .groupBy(events.branchId, events.deviceId);
  const rejected = new Map(rejectedRows.map(({ branchId, deviceId, count }) => [`${branchId}/${deviceId}`, count]));
  const views = new Map(
    branchRows.map(
      ({ id, code, name, institutionName, institutionType, province, nextPosition }): [string, BranchView] => [
        id,
        { id, code, name, institutionName, institutionType, province, records: nextPosition - 1, devices: [] },
      ],
    ),
  );
  const pcs = deviceRows.filter(({ id }) => !isHeadquartersDevice(id));
  for (const { branchId, id, tag, enrolledAt, lastSeenAt, clockOffsetMs, revoked } of pcs)
    views.get(branchId)?.devices.push({
      id,
      tag,
      enrolledAtMs: enrolledAt,
      lastSeenAtMs: lastSeenAt,
      clockOffsetMs,
      revoked,
      rejected: rejected.get(`${branchId}/${id}`) ?? 0,
    });
  return [...views.values()];
}

export const branchHandlers: BranchHandlers = {
  'branch.list': async (_input, { db, lastSeen, nowMs }) => {
    await lastSeen.flush();
    return ok({ branches: await branchViews(db), nowMs: nowMs() });
  },

  'code.make': async ({ branchId }, call) =>
    call.db.transaction(async (tx) => {
      const [branch] =
        branchId === null
          ? []
          : await tx.select({ code: branches.code }).from(branches).where(eq(branches.id, branchId));
      if (branchId !== null && !branch) return err({ code: 'console.branchUnknown' });
      const made = await createCode(tx, {
        kind: branchId === null ? 'new' : 'join',
        branchCode: branch?.code,
        nowMs: call.nowMs(),
      });
      if (!made) return err({ code: 'console.branchUnknown' });
      await record(tx, call, { action: 'code.made', outcome: 'done', detail: { branchId } });
      return ok({ code: made.code, expiresAtMs: made.expiresAt });
    }),

  'device.setRevoked': async ({ branchId, deviceId, revoked, reason }, call) => {
    const done = await call.db.transaction(async (tx): ReturnType<BranchHandlers['device.setRevoked']> => {
      const [known] = await tx
        .select({ id: devices.id })
        .from(devices)
        .where(and(eq(devices.branchId, branchId), eq(devices.id, deviceId)));
      if (!known || isHeadquartersDevice(deviceId)) return err({ code: 'console.deviceUnknown' });
      // The other PCs of the branch get the signed word of it.
      await setRevoked(tx, { deviceId, revoked }, { nowMs: call.nowMs(), hqKey: call.hqKey });
      await record(tx, call, {
        action: revoked ? 'device.revoked' : 'device.restored',
        outcome: 'done',
        detail: { branchId, deviceId, reason },
      });
      return ok({});
    });
    if (done.ok) await call.signals.publish({ kind: 'devices', branchId });
    return done;
  },
};
