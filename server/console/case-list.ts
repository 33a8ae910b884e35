/**
 * The list of complaints that the console searches: for each a line without what names a person, made by the same fold as on the PCs.
 * It is derived: emptied, it fills itself again. A search first takes in what came since the last one, a bounded lot at a time.
 */
import { and, asc, eq, gt, isNull, lt, or, sql } from 'drizzle-orm';
import { isCaseEventType } from '../../src/domain/complaint/events';
import { foldCase } from '../../src/domain/complaint/evolve';
import type { CaseState } from '../../src/domain/complaint/state';
import { maskName } from '../../src/domain/identity/mask';
import { consoleCaseMarks, consoleCases } from '../db/console-schema';
import type { Db, Tx } from '../db/database';
import { branches, events } from '../db/schema';
import { understood } from '../projection';
import { openEventOf } from '../pull';
import { listEscalation } from './escalation-list';

/** So many events are read for one branch at a time, so that one search never reads a whole country. */
const eventsAtOnce = 2_000;
/** A search goes on reading for so long before it answers with what it has. */
const patienceMs = 1_500;

/** A complaint as headquarters can fold it; undefined while its registration has not arrived. */
export async function caseAtHq(db: Db | Tx, branchId: string, caseId: string): Promise<CaseState | undefined> {
  const rows = await db
    .select()
    .from(events)
    .where(and(eq(events.branchId, branchId), eq(events.streamId, caseId), eq(events.outcome, 'accepted')))
    .orderBy(asc(events.position));
  return foldCase(rows.map(openEventOf).filter(understood));
}

/** Takes in one lot of one branch. Two servers that do it at once wait for each other. */
async function readLot(db: Db, branchId: string): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.insert(consoleCaseMarks).values({ branchId, readTo: 0 }).onConflictDoNothing();
    const [mark] = await tx
      .select()
      .from(consoleCaseMarks)
      .where(eq(consoleCaseMarks.branchId, branchId))
      .for('update');
    const rows = await tx
      .select({ position: events.position, streamId: events.streamId, type: events.type })
      .from(events)
      .where(and(eq(events.branchId, branchId), eq(events.outcome, 'accepted'), gt(events.position, mark?.readTo ?? 0)))
      .orderBy(asc(events.position))
      .limit(eventsAtOnce);
    const readTo = rows.at(-1)?.position;
    if (readTo == null) return;
    const touched = new Set(
      rows.flatMap(({ streamId, type }) => (streamId !== null && isCaseEventType(type ?? '') ? [streamId] : [])),
    );
    for (const caseId of touched) {
      const state = await caseAtHq(tx, branchId, caseId);
      if (!state) continue;
      const line = {
        number: state.number,
        status: state.status,
        receivedAt: state.receivedAtMs,
        updatedAt: state.updatedAtMs,
        complainant: maskName(state.details.parties[0]?.name ?? ''),
        conflicts: state.conflicts.length,
      };
      await tx
        .insert(consoleCases)
        .values({ branchId, caseId, ...line })
        .onConflictDoUpdate({ target: [consoleCases.branchId, consoleCases.caseId], set: line });
      await listEscalation(tx, branchId, state);
    }
    await tx.update(consoleCaseMarks).set({ readTo }).where(eq(consoleCaseMarks.branchId, branchId));
  });
}

/**
 * Brings the list up to date, for one branch or for all, as far as the patience reaches.
 *
 * @returns how many branches still have records that are not in the list
 */
export async function catchUp(db: Db, branchId: string | null, nowMs: () => number): Promise<number> {
  const untilMs = nowMs() + patienceMs;
  for (;;) {
    const behind = await db
      .select({ id: branches.id })
      .from(branches)
      .leftJoin(consoleCaseMarks, eq(consoleCaseMarks.branchId, branches.id))
      .where(
        and(
          branchId === null ? undefined : eq(branches.id, branchId),
          gt(branches.nextPosition, 1),
          or(isNull(consoleCaseMarks.readTo), lt(consoleCaseMarks.readTo, sql`${branches.nextPosition} - 1`)),
        ),
      )
      .orderBy(asc(branches.id));
    if (behind.length === 0) return 0;
    for (const [index, { id }] of behind.entries()) {
      if (nowMs() >= untilMs) return behind.length - index;
      await readLot(db, id);
    }
  }
}
