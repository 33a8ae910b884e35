/**
 * List entries say whether a clock beside that of the decision is owed (`clockOpen`): reminders find cases by it. Those of before do
 * not, and what they owe would never be told: they are dropped, and main makes them again from the events.
 */
import type { Transaction } from 'dexie';

/** Older code would write entries that owe nothing to anybody. */
export const minSafeVersion = 3;

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
