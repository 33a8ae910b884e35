/** Every durable table of a running application's database, and what is derived from them, read past the application. */
import { durableTables } from '../../../src/shared/store-contract/rows';
import type { BundleRow } from '../../../src/store-host/bundles/bundle-head';
import { decodeOp, opsIn } from '../../../src/store-host/bundles/op-bytes';
import { databaseName } from '../../../src/store-host/db/open-database';
import type { StoredOutbox } from '../../../src/store-host/outbox';
import { inStorePage, type RunningApp } from '../../bench/app-driver';

export interface StoredTables {
  readonly tables: ReadonlyMap<string, ReadonlyMap<string, object>>;
  readonly revisions: ReadonlyMap<string, number>;
  readonly outbox: readonly number[];
}

/** In the page: bytes travel as base64 under a name that no row has. */
const readAll = `(async () => {
  const open = indexedDB.open(${JSON.stringify(databaseName)});
  const done = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const db = await done(open);
  const base64 = (bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  const names = ${JSON.stringify([...durableTables, 'outbox', 'bundles'])}.filter((name) => db.objectStoreNames.contains(name));
  const transaction = db.transaction([...names, 'cases'], 'readonly');
  const tables = {};
  const reads = names.map(async (name) => {
    const store = transaction.objectStore(name);
    const [keys, rows] = await Promise.all([done(store.getAllKeys()), done(store.getAll())]);
    tables[name] = keys.map((key, i) => [key, rows[i]]);
  });
  const cases = done(transaction.objectStore('cases').getAll());
  await Promise.all(reads);
  const revisions = (await cases).map(({ id, revision }) => [id, revision]);
  db.close();
  return JSON.stringify({ tables, revisions }, (_key, value) =>
    value instanceof Uint8Array ? { $bytes: base64(value) } : value,
  );
})()`;

export const readStore = (app: RunningApp): Promise<StoredTables> =>
  readTables((script) => inStorePage<string>(app, script));

/** The same of any page that has the database; `run` gives the value of a script there. */
export async function readTables(run: (script: string) => Promise<string>): Promise<StoredTables> {
  const text = await run(readAll);
  const { tables, revisions } = JSON.parse(text, (_key, value: unknown) =>
    typeof value === 'object' && value !== null && '$bytes' in value
      ? Uint8Array.from(Buffer.from(String(value.$bytes), 'base64'))
      : value,
  ) as { tables: Record<string, [string | number, object][]>; revisions: [string, number][] };
  const rows = new Map(durableTables.map((name) => [name as string, new Map<string, object>()]));
  // A row goes before what is in a bundle.
  for (const [, bundle] of tables['bundles'] ?? []) {
    const { bytes } = bundle as BundleRow;
    for (const op of opsIn(bytes)) rows.get(op.table)?.set(op.key, decodeOp(bytes, op).row ?? {});
  }
  for (const name of durableTables) for (const [key, row] of tables[name] ?? []) rows.get(name)?.set(String(key), row);
  return {
    tables: rows,
    revisions: new Map(revisions),
    outbox: (tables['outbox'] ?? []).flatMap(([, row]) => eventsOf(row as StoredOutbox)),
  };
}

/** A row stands for one event, or for all of a run. */
function eventsOf(row: StoredOutbox): number[] {
  const to = 'to' in row ? row.to : row.seq;
  return Array.from({ length: to - row.seq + 1 }, (_, i) => row.seq + i);
}
