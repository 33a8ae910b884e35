/**
 * The outbox as it lies in its table: a row for every event that was tried or refused, and one row for each run of consecutive
 * events that wait for their first attempt. Questions are answered event by event; the rest is looked up in the events.
 */
import type { OutboxChange } from '../shared/store-contract/calls';
import type { EventRow, OutboxRow, OutboxRun } from '../shared/store-contract/rows';
import { reading, resultOf } from './db/requests';
import type { Events } from './events';

interface StoredRun {
  readonly seq: number;
  readonly state: 'waiting';
  readonly to: number;
  readonly deviceId: string;
}
export type StoredOutbox = OutboxRow | StoredRun;

/** What a change does to the table: rows that go, then rows that come. */
export interface OutboxEdit {
  readonly remove: readonly number[];
  readonly put: readonly StoredOutbox[];
}

interface Span {
  readonly from: number;
  readonly to: number;
}

const isRun = (row: StoredOutbox): row is StoredRun => 'to' in row;
const endOf = (row: StoredOutbox): number => (isRun(row) ? row.to : row.seq);

export function storedRun({ deviceId, from, to }: OutboxRun): StoredRun {
  return { seq: from, state: 'waiting', to, deviceId };
}

/** How many events these rows speak of, by state. */
export function tally(rows: readonly StoredOutbox[]): Record<OutboxRow['state'], number> {
  const counts = { waiting: 0, quarantined: 0 };
  for (const row of rows) counts[row.state] += endOf(row) - row.seq + 1;
  return counts;
}

/** What these rows say of events behind a number. */
export function behind(rows: readonly StoredOutbox[], after: number): readonly StoredOutbox[] {
  return rows.flatMap((row) => {
    if (endOf(row) <= after) return [];
    return row.seq <= after && isRun(row) ? [{ ...row, seq: after + 1 }] : [row];
  });
}

/** The first `limit` events that these rows speak of. `seen` is told of those that were looked up for it. */
export async function expand(
  events: Events,
  rows: readonly StoredOutbox[],
  limit: number,
  seen: (found: readonly EventRow[]) => unknown = () => undefined,
): Promise<readonly OutboxRow[]> {
  const parts: StoredOutbox[] = [];
  let count = 0;
  for (const row of rows) {
    if (count >= limit) break;
    const last = parts.at(-1);
    const end = Math.min(endOf(row), row.seq + limit - count - 1);
    count += end - row.seq + 1;
    if (!isRun(row)) parts.push(row);
    // Runs that touch are one question.
    else if (last && isRun(last) && last.to === row.seq - 1 && last.deviceId === row.deviceId)
      parts[parts.length - 1] = { ...last, to: end };
    else parts.push({ ...row, to: end });
  }
  const expanded = await Promise.all(
    parts.map(async (row) => {
      if (!isRun(row)) return [row];
      const found = await eventsOf(events, row);
      seen(found);
      return found.map(firstAttempt);
    }),
  );
  return expanded.flat();
}

/** What becomes of the table when these runs take the place of whatever it says of their events. */
export async function replaced(raw: IDBDatabase, runs: readonly OutboxRun[]): Promise<OutboxEdit> {
  if (runs.length === 0) return { remove: [], put: [] };
  const { remove, rest } = cutOut(await rowsTouching(raw, runs), runs);
  return { remove, put: [...rest, ...runs.map(storedRun)] };
}

/** The same for the answers of headquarters, and what the changed events were before. */
export async function answered(
  raw: IDBDatabase,
  events: Events,
  changes: readonly OutboxChange[],
): Promise<OutboxEdit & { readonly before: readonly (StoredOutbox | undefined)[] }> {
  const found = await rowsTouching(raw, spansOf(changes.map(({ seq }) => seq)));
  const before = changes.map(({ seq }) => found.find((row) => row.seq <= seq && seq <= endOf(row)));
  const { remove, rest } = cutOut(
    found,
    spansOf(changes.filter((_, i) => before[i] !== undefined).map(({ seq }) => seq)),
  );
  const put: StoredOutbox[] = [...rest];
  for (const [i, { seq, state, attempts, nextAttemptAtMs, lastError }] of changes.entries()) {
    const row = before[i];
    if (row === undefined || state === 'acked') continue;
    const [known] = isRun(row) ? (await eventsOf(events, { ...row, seq, to: seq })).map(firstAttempt) : [row];
    if (known) put.push({ ...known, state, attempts, nextAttemptAtMs, lastError });
  }
  return { remove, put, before };
}

function eventsOf(events: Events, { deviceId, seq, to }: StoredRun): Promise<readonly EventRow[]> {
  return events.after({ deviceId, after: seq - 1, to });
}

function firstAttempt({ id, seq, signed }: EventRow): OutboxRow {
  return {
    seq,
    eventId: id,
    state: 'waiting',
    attempts: 0,
    nextAttemptAtMs: 0,
    lastError: null,
    queuedAtMs: signed.header.at.wall,
  };
}

/** Rows that speak of any of these events. */
async function rowsTouching(raw: IDBDatabase, spans: readonly Span[]): Promise<StoredOutbox[]> {
  const store = reading(raw, ['outbox']).objectStore('outbox');
  const found = await Promise.all(
    spans.map(async ({ from, to }) => {
      const [cursor, inside] = await Promise.all([
        resultOf(store.openCursor(IDBKeyRange.upperBound(from, true), 'prev')),
        resultOf(store.getAll(IDBKeyRange.bound(from, to)) as IDBRequest<StoredOutbox[]>),
      ]);
      const below = cursor?.value as StoredOutbox | undefined;
      return below && endOf(below) >= from ? [below, ...inside] : inside;
    }),
  );
  return [...new Map(found.flat().map((row) => [row.seq, row])).values()];
}

/** Takes events out of rows: those rows go, and what is left of runs comes again. */
function cutOut(rows: readonly StoredOutbox[], spans: readonly Span[]): { remove: number[]; rest: StoredRun[] } {
  const remove: number[] = [];
  const rest: StoredRun[] = [];
  for (const row of rows) {
    const inside = spans.filter(({ from, to }) => from <= endOf(row) && row.seq <= to);
    if (inside.length === 0) continue;
    remove.push(row.seq);
    if (!isRun(row)) continue;
    let next = row.seq;
    for (const { from, to } of [...inside].sort((a, b) => a.from - b.from)) {
      if (next < from) rest.push({ ...row, seq: next, to: from - 1 });
      next = Math.max(next, to + 1);
    }
    if (next <= row.to) rest.push({ ...row, seq: next });
  }
  return { remove, rest };
}

function spansOf(seqs: readonly number[]): Span[] {
  const spans: { from: number; to: number }[] = [];
  for (const seq of [...seqs].sort((a, b) => a - b)) {
    const last = spans.at(-1);
    if (last && seq <= last.to + 1) last.to = seq;
    else spans.push({ from: seq, to: seq });
  }
  return spans;
}
