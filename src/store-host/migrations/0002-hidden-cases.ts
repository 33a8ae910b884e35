/**
 * List entries say from whom a case is hidden. Those of before do not, and would show it to everybody: they are dropped, and
 * main makes them again from the events.
 */
import type { Transaction } from 'dexie';

/** Older code would write entries that hide nothing from anybody. */
export const minSafeVersion = 2;

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
