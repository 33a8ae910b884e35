/**
 * 拒收记录: records that headquarters did not take, told alike to people of headquarters and to the PC that wrote them. Each has a tombstone in
 * its place or, where there is another record, stands beside the forks; nothing behind it waits for it.
 */
import { and, asc, desc, eq, inArray, isNull, ne, or } from 'drizzle-orm';
import type { PushRejectCode } from '../src/shared/sync-protocol/messages';
import { MAX_REFUSALS, repeatable, type RefusalsReply } from '../src/shared/sync-protocol/refusals';
import type { Device } from './auth';
import { consoleCases } from './db/console-schema';
import type { Db, Tx } from './db/database';
import { answersTombstone, branches, devices, events, forks, isRejected, refusalAnswers } from './db/schema';

/** Of one device: those nobody has settled first. */
export async function refusalsOf(db: Db, device: Device): Promise<RefusalsReply> {
  const ofDevice = await refused(db, device);
  return {
    refusals: ofDevice
      .sort((one, other) => Number(isSettled(one)) - Number(isSettled(other)) || one.seq - other.seq)
      .slice(0, MAX_REFUSALS)
      .map(({ seq, code, answer }) => ({ seq, code, answer })),
  };
}

export interface RefusedRecord {
  readonly branchId: string;
  readonly branchCode: string;
  readonly branchName: string;
  readonly deviceId: string;
  readonly deviceTag: string;
  readonly seq: number;
  /** Headquarters holds another record in this place. */
  readonly fork: boolean;
  readonly code: PushRejectCode;
  readonly sinceMs: number;
  /** Type of the event; empty where not even that could be read. */
  readonly type: string;
  /** Number of the complaint that lacks it; null where it is of none, or headquarters knows none. */
  readonly number: string | null;
  readonly answer: RefusalsReply['refusals'][number]['answer'];
}

const isSettled = ({ answer }: Pick<RefusedRecord, 'answer'>): boolean => answer?.state === 'settled';
const unsettled = or(isNull(refusalAnswers.state), ne(refusalAnswers.state, 'settled'));

/** Newest first; of all branches, or of one device. */
async function refused(
  db: Db | Tx,
  device: Device | null,
  { limit = MAX_REFUSALS, all = true }: { readonly limit?: number; readonly all?: boolean } = {},
): Promise<RefusedRecord[]> {
  const tombstones = await db
    .select({ event: events, answer: refusalAnswers, branch: branches, tag: devices.tag, number: consoleCases.number })
    .from(events)
    .innerJoin(branches, eq(branches.id, events.branchId))
    .innerJoin(devices, and(eq(devices.branchId, events.branchId), eq(devices.id, events.deviceId)))
    .leftJoin(refusalAnswers, answersTombstone)
    .leftJoin(consoleCases, and(eq(consoleCases.branchId, events.branchId), eq(consoleCases.caseId, events.streamId)))
    .where(
      and(
        isRejected,
        device ? and(eq(events.branchId, device.branchId), eq(events.deviceId, device.id)) : undefined,
        all ? undefined : unsettled,
      ),
    )
    .orderBy(desc(events.storedAt), asc(events.branchId), asc(events.deviceId), asc(events.seq))
    .limit(limit);
  const others = await db
    .select({ fork: forks, answer: refusalAnswers, branch: branches, tag: devices.tag })
    .from(forks)
    .innerJoin(branches, eq(branches.id, forks.branchId))
    .innerJoin(devices, and(eq(devices.branchId, forks.branchId), eq(devices.id, forks.deviceId)))
    .leftJoin(
      refusalAnswers,
      and(
        eq(refusalAnswers.branchId, forks.branchId),
        eq(refusalAnswers.deviceId, forks.deviceId),
        eq(refusalAnswers.seq, forks.seq),
        eq(refusalAnswers.fork, true),
      ),
    )
    .where(
      and(
        device ? and(eq(forks.branchId, device.branchId), eq(forks.deviceId, device.id)) : undefined,
        all ? undefined : unsettled,
      ),
    )
    .orderBy(desc(forks.seenAt), asc(forks.branchId), asc(forks.deviceId), asc(forks.seq))
    .limit(limit);
  const placeOf = (branch: typeof branches.$inferSelect, deviceTag: string) => ({
    ...{ branchId: branch.id, branchCode: branch.code, branchName: branch.name, deviceTag },
  });
  return [
    ...tombstones.map(({ event, answer, branch, tag, number }) => ({
      ...placeOf(branch, tag),
      ...{ deviceId: event.deviceId, seq: event.seq, fork: false, sinceMs: event.storedAt },
      ...{ code: event.rejectCode as PushRejectCode, type: event.type ?? '', number, answer: answerOf(answer) },
    })),
    ...others.map(({ fork, answer, branch, tag }) => ({
      ...placeOf(branch, tag),
      ...{ deviceId: fork.deviceId, seq: fork.seq, fork: true, sinceMs: fork.seenAt },
      ...{ code: 'push.fork' as const, type: fork.header.type, number: null, answer: answerOf(answer) },
    })),
  ].sort((one, other) => other.sinceMs - one.sinceMs);
}

function answerOf(row: typeof refusalAnswers.$inferSelect | null): RefusedRecord['answer'] {
  return row && { state: row.state, reason: row.reason, name: row.name, atMs: row.answeredAt };
}

/** Newest first, over all branches; `all`: also those that somebody settled. */
export async function listRefused(
  db: Db,
  { all, limit }: { readonly all: boolean; readonly limit: number },
): Promise<{ readonly rows: readonly RefusedRecord[]; readonly more: boolean }> {
  const rows = await refused(db, null, { all, limit: limit + 1 });
  return { rows: rows.slice(0, limit), more: rows.length > limit };
}

export interface RefusalDecision {
  readonly branchId: string;
  readonly deviceId: string;
  readonly seq: number;
  readonly fork: boolean;
  readonly state: 'askedAgain' | 'settled';
  readonly reason: string;
}

/** 请网点再送, or 结清: says of a refused record what is to become of it. The PC hears it at its next sync. */
export async function answerRefusal(
  tx: Tx,
  { branchId, deviceId, seq, fork, state, reason }: RefusalDecision,
  by: { readonly account: string; readonly name: string },
  nowMs: number,
): Promise<'done' | 'unknown' | 'notRepeatable'> {
  // A push of this device may be taking it in right now.
  await tx.select({ id: branches.id }).from(branches).where(eq(branches.id, branchId)).for('update');
  const code = fork ? await forkAt(tx, branchId, deviceId, seq) : await tombstoneAt(tx, branchId, deviceId, seq);
  if (code === undefined) return 'unknown';
  if (state === 'askedAgain' && !repeatable.includes(code)) return 'notRepeatable';
  const answer = { state, reason, account: by.account, name: by.name, answeredAt: nowMs };
  await tx
    .insert(refusalAnswers)
    .values({ branchId, deviceId, seq, fork, ...answer })
    .onConflictDoUpdate({
      target: [refusalAnswers.branchId, refusalAnswers.deviceId, refusalAnswers.seq, refusalAnswers.fork],
      set: answer,
    });
  return 'done';
}

async function tombstoneAt(tx: Tx, branchId: string, deviceId: string, seq: number) {
  const [row] = await tx
    .select({ code: events.rejectCode })
    .from(events)
    .where(and(eq(events.branchId, branchId), eq(events.deviceId, deviceId), eq(events.seq, seq), isRejected));
  return row && ((row.code ?? 'push.badShape') as PushRejectCode);
}

async function forkAt(tx: Tx, branchId: string, deviceId: string, seq: number) {
  const [row] = await tx
    .select({ seq: forks.seq })
    .from(forks)
    .where(and(eq(forks.branchId, branchId), eq(forks.deviceId, deviceId), eq(forks.seq, seq)))
    .limit(1);
  return row && ('push.fork' as const);
}

/** Within a push: tombstones whose record came once more. What was taken leaves its place to it. */
export async function noteRetried(
  tx: Tx,
  { branchId, id: deviceId }: Pick<Device, 'branchId' | 'id'>,
  { taken, refused: stillOut }: { readonly taken: readonly number[]; readonly refused: readonly number[] },
): Promise<void> {
  if (taken.length > 0)
    await tx
      .delete(events)
      .where(
        and(eq(events.branchId, branchId), eq(events.deviceId, deviceId), inArray(events.seq, [...taken]), isRejected),
      );
  const answers = and(
    eq(refusalAnswers.branchId, branchId),
    eq(refusalAnswers.deviceId, deviceId),
    eq(refusalAnswers.fork, false),
  );
  if (taken.length > 0) await tx.delete(refusalAnswers).where(and(answers, inArray(refusalAnswers.seq, [...taken])));
  // Asked for once: else it would come with every sync.
  if (stillOut.length > 0)
    await tx
      .update(refusalAnswers)
      .set({ state: 'refusedAgain' })
      .where(and(answers, inArray(refusalAnswers.seq, [...stillOut])));
}
