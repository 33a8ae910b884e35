/** The durable tables as a whole: what frames lead to, and one hash for all of it. */
import { createHash } from 'node:crypto';
import { encode } from '@msgpack/msgpack';
import { durableTables, type DurableTable, type WriteOp } from '../../src/shared/store-contract/rows';

export type Tables = ReadonlyMap<string, ReadonlyMap<string, object>>;

/** O4: two replicas with equal tables have equal hashes. */
export function stateHash(tables: Tables): string {
  const hash = createHash('sha256');
  for (const table of durableTables) {
    for (const [key, row] of [...(tables.get(table) ?? [])].sort(([a], [b]) => (a < b ? -1 : 1))) {
      hash.update(`${table}|${key}|`).update(bytesOf(row));
    }
  }
  return hash.digest('base64url');
}

/** The durable tables that these frames lead to. */
export function replayed(
  frames: readonly { readonly ops: readonly WriteOp[] }[],
): Map<DurableTable, Map<string, object>> {
  const tables = new Map(durableTables.map((table) => [table, new Map<string, object>()]));
  for (const { ops } of frames) {
    for (const { table, key, row } of ops) {
      if (row === null) tables.get(table)?.delete(key);
      else tables.get(table)?.set(key, row);
    }
  }
  return tables;
}

export function bytesOf(row: object): Uint8Array {
  return encode(row, { sortKeys: true, ignoreUndefined: true });
}
