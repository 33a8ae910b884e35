/** Puts the operations of frames into an open transaction and keeps the row counts right. */
import type { DurableTable, WriteOp } from '../../shared/store-contract/rows';
import { durableTables } from '../../shared/store-contract/rows';
import { StoreFault } from '../fault';
import type { Refuse } from './requests';
import { appendOnly, keyProperty } from './tables';

const isDurable = (table: string): table is DurableTable => durableTables.some((name) => name === table);

/** Tables that the operations touch. @throws StoreFault when an operation is not one. */
export function tablesOf(ops: readonly WriteOp[]): Set<DurableTable> {
  const tables = new Set<DurableTable>();
  for (const { table, key, row } of ops) {
    if (!isDurable(table)) throw new StoreFault('store.badInput', 'unknown table');
    if (row !== null && (row as Record<string, unknown>)[keyProperty[table]] !== key) {
      throw new StoreFault('store.badInput', `${table}: row and key differ`);
    }
    tables.add(table);
  }
  return tables;
}

/**
 * Issues all requests at once. `done` gets the new counts as soon as they are known, which may be at once.
 *
 * `refuse`: a receipt or event that is there already ends the transaction. `overwrite`: it is written again, for replays
 * of frames of which parts may have arrived.
 */
export function writeOps(
  transaction: IDBTransaction,
  ops: readonly WriteOp[],
  counts: Readonly<Record<DurableTable, number>>,
  repeats: 'refuse' | 'overwrite',
  refuse: Refuse,
  done: (counts: Record<DurableTable, number>) => void,
): void {
  const next: Record<DurableTable, number> = { ...counts };
  let open = 1;
  const settle = (): void => {
    open -= 1;
    if (open === 0) done(next);
  };
  for (const { table, key, row } of ops) {
    const store = transaction.objectStore(table);
    if (row !== null && repeats === 'refuse' && appendOnly.has(table)) {
      const request = store.add(row);
      request.onerror = () => {
        if (request.error?.name !== 'ConstraintError') return;
        refuse(new StoreFault(table === 'receipts' ? 'store.receiptDuplicate' : 'store.eventDuplicate', key));
      };
      next[table] += 1;
      continue;
    }
    open += 1;
    // Requests run in order: this one sees the table as the operations before it left it.
    const present = store.getKey(key);
    present.onsuccess = () => {
      const was = present.result !== undefined;
      if (row !== null && !was) next[table] += 1;
      if (row === null && was) next[table] -= 1;
      settle();
    };
    if (row === null) store.delete(key);
    else store.put(row);
  }
  settle();
}
