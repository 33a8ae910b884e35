/**
 * The list of complaints that the console searches and counts: for each a line without what names a person, made by the same fold as on the PCs,
 * with the last days that follow from the law of its branch.
 * It is derived: emptied, it fills itself again. A search first takes in what came since the last one, a bounded lot at a time.
 */
import { and, asc, eq, gt, isNull, lt, lte, or, sql } from 'drizzle-orm';
import { isCaseEventType } from '../../src/domain/complaint/events';
import { foldCase } from '../../src/domain/complaint/evolve';
import type { CaseState } from '../../src/domain/complaint/state';
import { localDateOf } from '../../src/domain/deadlines/time-zone';
import { PACKS_STREAM } from '../../src/domain/evidence/event-envelope';
import { maskName } from '../../src/domain/identity/mask';
import { countedCase } from '../../src/domain/registers/counted-case';
import { problemsOf } from '../../src/domain/registers/returns';
import { consoleCaseMarks, consoleCases } from '../db/console-schema';
import type { Db, Tx } from '../db/database';
import { branches, events } from '../db/schema';
import { understood } from '../projection';
import { openEventOf } from '../pull';
import { lawOfBranch, type BranchLaw } from './branch-law';
import { taxonomy } from './taxonomy';
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

type Branch = Pick<typeof branches.$inferSelect, 'id' | 'institutionType' | 'province'>;
const day = (ms: number): string => localDateOf(ms);

/** What the list keeps of a complaint. */
function lineOf(state: CaseState, branch: Branch, law: BranchLaw, nowMs: number) {
  const { channelId, businessId, reasonId, parties } = state.details;
  const { nodeById } = taxonomy();
  const doubts = problemsOf(state, {
    day,
    today: day(nowMs),
    knows: (_dimension, id) => nodeById.has(id),
    regionOf: () => branch.province,
  });
  return {
    number: state.number,
    status: state.status,
    receivedAt: state.receivedAtMs,
    updatedAt: state.updatedAtMs,
    complainant: maskName(parties[0]?.name ?? ''),
    conflicts: state.conflicts.length,
    ...{ channelId, businessId, reasonId },
    ...countedCase(state, law.deadlinesOf(state), day),
    doubts: doubts.join(','),
  };
}

async function list(tx: Tx, state: CaseState, branch: Branch, law: BranchLaw, nowMs: number): Promise<void> {
  const line = lineOf(state, branch, law, nowMs);
  await tx
    .insert(consoleCases)
    .values({ branchId: branch.id, caseId: state.id, ...line })
    .onConflictDoUpdate({ target: [consoleCases.branchId, consoleCases.caseId], set: line });
  await listEscalation(tx, branch.id, state);
}

/** Lists a case as it stands now, before a search reads the records of its branch: for what must not be counted twice, or not at all, until then. */
export async function listNow(tx: Tx, state: CaseState, nowMs: number): Promise<void> {
  const [branch] = await tx
    .select({ id: branches.id, institutionType: branches.institutionType, province: branches.province })
    .from(branches)
    .where(eq(branches.id, state.branchId));
  if (!branch) throw new Error('a case has no branch');
  await list(tx, state, branch, await lawOfBranch(tx, branch, nowMs), nowMs);
}

/** Takes in one lot of one branch. Two servers that do it at once wait for each other. */
async function readLot(db: Db, branch: Branch, nowMs: number): Promise<void> {
  const branchId = branch.id;
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
    const touched = new Set(
      rows.flatMap(({ streamId, type }) => (streamId !== null && isCaseEventType(type ?? '') ? [streamId] : [])),
    );
    const law = await lawOfBranch(tx, branch, nowMs);
    const lawChanged =
      (mark?.lawUntil != null && mark.lawUntil <= nowMs) || rows.some(({ streamId }) => streamId === PACKS_STREAM);
    if (lawChanged) {
      const open = await tx
        .select({ caseId: consoleCases.caseId })
        .from(consoleCases)
        .where(and(eq(consoleCases.branchId, branchId), isNull(consoleCases.endedOn)));
      for (const { caseId } of open) touched.add(caseId);
    }
    for (const caseId of touched) {
      const state = await caseAtHq(tx, branchId, caseId);
      if (!state) continue;
      await list(tx, state, branch, law, nowMs);
    }
    const readTo = rows.at(-1)?.position ?? mark?.readTo ?? 0;
    await tx
      .update(consoleCaseMarks)
      .set({ readTo, lawUntil: law.until })
      .where(eq(consoleCaseMarks.branchId, branchId));
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
      .select({ id: branches.id, institutionType: branches.institutionType, province: branches.province })
      .from(branches)
      .leftJoin(consoleCaseMarks, eq(consoleCaseMarks.branchId, branches.id))
      .where(
        and(
          branchId === null ? undefined : eq(branches.id, branchId),
          gt(branches.nextPosition, 1),
          or(
            isNull(consoleCaseMarks.readTo),
            lt(consoleCaseMarks.readTo, sql`${branches.nextPosition} - 1`),
            lte(consoleCaseMarks.lawUntil, nowMs()),
          ),
        ),
      )
      .orderBy(asc(branches.id));
    if (behind.length === 0) return 0;
    for (const [index, branch] of behind.entries()) {
      if (nowMs() >= untilMs) return behind.length - index;
      await readLot(db, branch, nowMs());
    }
  }
}
