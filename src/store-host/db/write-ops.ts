/** Puts the operations of frames into an open transaction and keeps the row counts right. */
import type { DurableTable, WriteOp } from '../../shared/store-contract/rows';
import { durableTables } from '../../shared/store-contract/rows';
import { StoreFault } from '../fault';
import type { KnownKeys } from './known-keys';
import type { Refuse } from './requests';
import { duplicateOf, keyProperty } from './tables';

export type RowCounts = Readonly<Record<DurableTable, number>>;

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

export interface WriteOptions {
  /**
   * `refuse`: a row that is written once and is there already ends the transaction. `overwrite`: it is written again, for
   * replays of frames of which parts may have arrived.
   */
  readonly repeats: 'refuse' | 'overwrite';
  /** Of the small tables; told what changes, to be kept once the transaction has ended well. */
  readonly known: KnownKeys;
  readonly refuse: Refuse;
}

/**
 * Issues all requests at once. `done` gets the new counts as soon as they are known: at once, unless it takes a question to
 * the table whether a row is new.
 */
export function writeOps(
  transaction: IDBTransaction,
  ops: readonly WriteOp[],
  counts: RowCounts,
  { repeats, known, refuse }: WriteOptions,
  done: (counts: RowCounts) => void,
): void {
  const next: Record<DurableTable, number> = { ...counts };
  let open = 1;
  const settle = (): void => {
    open -= 1;
    if (open === 0) done(next);
  };
  const change = (table: DurableTable, was: boolean, is: boolean): void => {
    next[table] += Number(is) - Number(was);
  };
  for (const { table, key, row } of ops) {
    const store = transaction.objectStore(table);
    const duplicate = duplicateOf[table];
    if (row !== null && repeats === 'refuse' && duplicate !== undefined) {
      const request = store.add(row);
      request.onerror = () => {
        if (request.error?.name === 'ConstraintError') refuse(new StoreFault(duplicate, key));
      };
      change(table, false, true);
      continue;
    }
    const was = known.change(table, key, row !== null);
    if (was !== undefined) change(table, was, row !== null);
    else {
      open += 1;
      // Requests run in order: this one sees the table as the operations before it left it.
      const present = store.getKey(key);
      present.onsuccess = () => {
        change(table, present.result !== undefined, row !== null);
        settle();
      };
    }
    if (row === null) store.delete(key);
    else store.put(row);
  }
  settle();
}
