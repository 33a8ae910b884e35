/** What a replay of the journal leads to, as far as it takes to see what another copy has beyond it. */
import { createHash } from 'node:crypto';
import { encode } from '@msgpack/msgpack';
import type { DurableTable, EventRow, WriteOp } from '../../shared/store-contract/rows';
import type { Journal } from '../journal/journal';

/** Rows that are replaced while people work; all others are written once. */
export const changing: readonly DurableTable[] = ['drafts', 'kv'];
export const lasting: readonly DurableTable[] = ['caseKeys', 'receipts', 'events'];

export interface JournalContents {
  /** A digest for each row that can change, an empty one for the others. */
  readonly known: Map<string, string>;
  /** Of its frames. */
  readonly commandIds: Set<string>;
  /** Places in the chains of devices that have their event. */
  readonly takenPlaces: Set<string>;
}

export async function contentsOf(journal: Pick<Journal, 'readFrames'>): Promise<JournalContents> {
  const contents: JournalContents = { known: new Map(), commandIds: new Set(), takenPlaces: new Set() };
  for await (const { frame } of journal.readFrames(1)) {
    contents.commandIds.add(frame.commandId);
    for (const op of frame.ops) put(contents, op);
  }
  return contents;
}

export function put({ known, takenPlaces }: JournalContents, { table, key, row }: WriteOp): void {
  const id = idOf(table, key);
  if (row === null) known.delete(id);
  else known.set(id, changing.includes(table) ? digest(row) : '');
  if (table === 'events' && row !== null) takenPlaces.add(placeOf(row as EventRow));
}

export function idOf(table: DurableTable, key: string): string {
  return `${table}|${key}`;
}

export function placeOf({ deviceId, seq }: Pick<EventRow, 'deviceId' | 'seq'>): string {
  return `${deviceId}|${String(seq)}`;
}

/** The same for rows from the store and rows read back from the journal. */
export function digest(row: object): string {
  return createHash('sha256')
    .update(encode(row, { sortKeys: true, ignoreUndefined: true }))
    .digest('base64url');
}
