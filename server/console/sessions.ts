/** Who is signed in. In the database, so that any server on it knows; the id itself stands nowhere but in the person's cookie. */
import { and, eq, gt, lte, ne, or } from 'drizzle-orm';
import { permissionsOfRole } from '../../src/shared/hq-console/roles';
import type { HqPerson } from '../../src/shared/hq-console/session';
import { consolePeople, consoleSessions } from '../db/console-schema';
import type { Db, Tx } from '../db/database';
import { hashSessionId, makeSessionId } from './secrets';

/** A session ends so long after the last request … */
export const idleMs = 15 * 60 * 1000;
/** … and in any case after so long: a working day. */
export const longestMs = 8 * 60 * 60 * 1000;
/** How exactly the last request is kept; each write costs. */
const seenEveryMs = 15_000;

export interface ConsoleSession {
  readonly idHash: string;
  readonly person: HqPerson;
}

export function personOf(row: typeof consolePeople.$inferSelect): HqPerson {
  return {
    account: row.account,
    name: row.name,
    role: row.role,
    permissions: [...permissionsOfRole[row.role]],
    look: { language: row.language, colourMode: row.colourMode },
  };
}

/** Opens a session under a new id, whatever id came with the request, and ends that one. */
export async function openSession(
  tx: Tx,
  account: string,
  old: ConsoleSession | null,
  nowMs: number,
): Promise<{ readonly id: string }> {
  if (old) await endSession(tx, old);
  await tx
    .delete(consoleSessions)
    .where(or(lte(consoleSessions.openedAt, nowMs - longestMs), lte(consoleSessions.seenAt, nowMs - idleMs)));
  const id = makeSessionId();
  await tx.insert(consoleSessions).values({ idHash: hashSessionId(id), account, openedAt: nowMs, seenAt: nowMs });
  await tx.update(consolePeople).set({ signedInAt: nowMs }).where(eq(consolePeople.account, account));
  return { id };
}

/** The session of a cookie; null when there is none, it has run out, or its person may not sign in any more. */
export async function findSession(db: Db, id: string | undefined, nowMs: number): Promise<ConsoleSession | null> {
  if (id === undefined || !/^[\w-]{43}$/.test(id)) return null;
  const idHash = hashSessionId(id);
  const [row] = await db
    .select()
    .from(consoleSessions)
    .innerJoin(consolePeople, eq(consoleSessions.account, consolePeople.account))
    .where(
      and(
        eq(consoleSessions.idHash, idHash),
        gt(consoleSessions.openedAt, nowMs - longestMs),
        gt(consoleSessions.seenAt, nowMs - idleMs),
        eq(consolePeople.disabled, false),
      ),
    );
  if (!row) return null;
  if (nowMs - row.console_sessions.seenAt >= seenEveryMs)
    await db.update(consoleSessions).set({ seenAt: nowMs }).where(eq(consoleSessions.idHash, idHash));
  return { idHash, person: personOf(row.console_people) };
}

export async function endSession(db: Db | Tx, { idHash }: ConsoleSession): Promise<void> {
  await db.delete(consoleSessions).where(eq(consoleSessions.idHash, idHash));
}

/** All of a person, when their way in changes; but the one of `kept`, in which they did it themselves. */
export async function endSessionsOf(tx: Tx, account: string, kept?: ConsoleSession): Promise<void> {
  await tx
    .delete(consoleSessions)
    .where(
      and(
        eq(consoleSessions.account, account),
        kept === undefined ? undefined : ne(consoleSessions.idHash, kept.idHash),
      ),
    );
}
