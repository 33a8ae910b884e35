/** Walks the audit trail from the newest entry back, by key and in portions: it has no end, and is never held as a whole. */
import { auditKindOf } from '../../domain/audit/audit-kinds';
import { AUDIT_STREAM, type EventHeader, type OpenEvent } from '../../domain/evidence/event-envelope';
import type { AuditFilter } from '../../shared/contract/audit';
import type { Core } from '../app/core';
import type { Session } from '../session/session';
import { caseOf } from './audit-entries';

const portion = 200;

export interface WalkedPortion {
  /** Those that fit, newest first. */
  readonly found: readonly OpenEvent[];
  /** Entries of the trail that were looked at, those that do not fit among them. */
  readonly looked: number;
  /** From where to go on; null at the end. */
  readonly before: string | null;
  /** Time of the oldest one looked at; null where there was none. */
  readonly backToMs: number | null;
}

/**
 * Portions of what fits the filter and speaks of no case hidden from who asks. An entry stands where its id stands, which is the
 * time at which it was made by the clock of its PC.
 */
export async function* walkTrail(
  core: Pick<Core, 'store'>,
  { lists, records }: Session,
  filter: AuditFilter,
  beforeEventId: string | null,
  size = portion,
): AsyncGenerator<WalkedPortion> {
  const hidden = await lists.hiddenCases();
  const number = filter.number.trim().toUpperCase();
  let before = beforeEventId ?? (filter.toMs === null ? null : firstIdAt(filter.toMs + 1));
  const oldest = filter.fromMs === null ? '' : firstIdAt(filter.fromMs);
  for (;;) {
    const rows = await core.store.newestEventRows(AUDIT_STREAM, before, size);
    const last = rows.at(-1);
    const inside = rows.filter(({ id }) => id >= oldest);
    const ended = !last || rows.length < size || inside.length < rows.length;
    // Who, when and what stand in the header: only what fits is opened.
    const opened = await records.open(inside.filter(({ signed }) => headerFits(signed.header, filter)));
    before = ended ? null : last.id;
    yield {
      found: opened.filter((event) => !hidden.has(caseOf(event)) && numberOf(event).startsWith(number)),
      looked: inside.length,
      before,
      backToMs: inside.at(-1)?.signed.header.at.wall ?? null,
    };
    if (before === null) return;
  }
}

function headerFits({ actor, type }: EventHeader, { userId, kinds }: AuditFilter): boolean {
  return (userId === null || actor.userId === userId) && (kinds.length === 0 || kinds.includes(auditKindOf(type)));
}

/** Number of the complaint that an entry speaks of; empty for any other. */
export function numberOf({ payload }: OpenEvent): string {
  return (payload as { readonly number?: string }).number ?? '';
}

/** The least UUIDv7 of a millisecond. */
export function firstIdAt(ms: number): string {
  const hex = Math.max(0, ms).toString(16).padStart(12, '0').slice(-12);
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}
