/**
 * List entries say whether a closed case still has to be archived (`archiveOpen`): reminders find cases by it. Those of before do not:
 * they are dropped, and main makes them again from the events.
 */
import type { Transaction } from 'dexie';

/** Older code would write entries of which nobody is reminded. */
export const minSafeVersion = 4;

export const stores: Readonly<Record<string, string>> = {};

export async function upgrade(transaction: Transaction): Promise<void> {
  await transaction.table('segments').clear();
  await transaction
    .table('meta')
    .toCollection()
    .modify((meta: Record<string, unknown>) => {
      meta['stale'] = { all: true, streamIds: [] };
    });
}
