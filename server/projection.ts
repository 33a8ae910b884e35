/** Cases of a branch as headquarters sees them: the same fold of the same events as on the PCs. */
import { and, asc, eq } from 'drizzle-orm';
import { casePayloads, isCaseEventType } from '../src/domain/complaint/events';
import { foldCase } from '../src/domain/complaint/evolve';
import type { OpenEvent } from '../src/domain/evidence/event-envelope';
import type { Db } from './db/database';
import { events } from './db/schema';
import { openEventOf } from './pull';

export interface CaseSummary {
  readonly id: string;
  readonly number: string;
  readonly status: string;
  readonly receivedAtMs: number;
  readonly updatedAtMs: number;
  readonly revision: number;
  readonly conflicts: number;
}

/** Newest first. Streams without their registration are left out: the rest of them is still on its way. */
export async function casesOf(db: Db, branchId: string): Promise<readonly CaseSummary[]> {
  const rows = await db
    .select()
    .from(events)
    .where(and(eq(events.branchId, branchId), eq(events.outcome, 'accepted')))
    .orderBy(asc(events.position));
  const streams = new Map<string, OpenEvent[]>();
  for (const row of rows) {
    const event = openEventOf(row);
    if (!understood(event)) continue;
    const stream = streams.get(event.header.streamId) ?? [];
    stream.push(event);
    streams.set(event.header.streamId, stream);
  }
  return [...streams.values()]
    .map(foldCase)
    .filter((state) => state !== undefined)
    .map((state) => ({
      id: state.id,
      number: state.number,
      status: state.status,
      receivedAtMs: state.receivedAtMs,
      updatedAtMs: state.updatedAtMs,
      revision: state.revision,
      conflicts: state.conflicts.length,
    }))
    .sort((a, b) => b.updatedAtMs - a.updatedAtMs || (a.id < b.id ? -1 : 1));
}

/** A PC may be newer than headquarters: what isn't known here is kept, but not folded. */
export function understood({ header, payload }: OpenEvent): boolean {
  return isCaseEventType(header.type) && casePayloads[header.type].safeParse(payload).success;
}
