/**
 * Puts back into the journal what lies behind a damaged place in it and nobody else has: the database was asked before. Frame by
 * frame, each whole or not at all; repeated from the beginning after a crash.
 */
import type { EventRow, WriteOp } from '../../shared/store-contract/rows';
import type { Journal } from '../journal/journal';
import { changing, contentsOf, digest, idOf, placeOf, put } from './journal-contents';

/** Numbers of this PC's own events that no copy on it has any more. */
export interface MissingEvents {
  readonly fromSeq: number;
  readonly toSeq: number;
}

export interface TakenIn {
  readonly rows: number;
  readonly missing: readonly MissingEvents[];
}

/** `keepChanging`: drafts and settings of the journal are newer, since the database had them. */
export async function takeInSalvaged(
  journal: Pick<Journal, 'readFrames' | 'append' | 'salvage'>,
  { ownDevice, keepChanging }: { readonly ownDevice: string; readonly keepChanging: boolean },
): Promise<TakenIn> {
  const contents = await contentsOf(journal);
  const { known, commandIds, takenPlaces } = contents;
  /** The place of this event belongs to another one: its write failed, and was repeated or given up. */
  const isRival = ({ table, key, row }: WriteOp): boolean =>
    table === 'events' && row !== null && !known.has(idOf(table, key)) && takenPlaces.has(placeOf(row as EventRow));
  const isNews = ({ table, key, row }: WriteOp): boolean => {
    const before = known.get(idOf(table, key));
    if (!changing.includes(table)) return row !== null && before === undefined;
    return !keepChanging && (row === null ? before !== undefined : before !== digest(row));
  };
  let rows = 0;
  for await (const { commandId, ops } of journal.salvage.frames()) {
    // A copy of what the journal has says how drafts were then, not how they are.
    if (commandIds.has(commandId) || ops.some(isRival)) continue;
    const news = ops.filter(isNews);
    if (news.length === 0) continue;
    await journal.append({ commandId, ops: news });
    for (const op of news) put(contents, op);
    rows += news.length;
  }
  await journal.salvage.done();
  return { rows, missing: missingOf(ownDevice, takenPlaces) };
}

/** Holes in its numbers, which go up one by one. What is missing at the end can't be seen here. */
function missingOf(deviceId: string, places: ReadonlySet<string>): readonly MissingEvents[] {
  const own = placeOf({ deviceId, seq: 0 }).slice(0, -1);
  const numbers = [...places].filter((place) => place.startsWith(own)).map((place) => Number(place.slice(own.length)));
  const sorted = [0, ...numbers.sort((a, b) => a - b)];
  return sorted.slice(1).flatMap((seq, i): MissingEvents[] => {
    const before = sorted[i] ?? 0;
    return seq === before + 1 ? [] : [{ fromSeq: before + 1, toSeq: seq - 1 }];
  });
}
