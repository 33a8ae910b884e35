/** A branch whose database has the schema of an older version, as that version left it: same rows, same tables, its own number. */
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { schemaVersion } from '../../../src/shared/store-contract/schema';
import { databaseName } from '../../../src/store-host/db/open-database';
import { inStorePage, type RunningApp } from '../../bench/app-driver';

/** In the page. The connection stays open, so that the program can't open the database once more before it is killed. */
const madeOlder = (version: number): string => `(async () => {
  const done = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const name = ${JSON.stringify(databaseName)};
  const now = await done(indexedDB.open(name));
  // Only a store that was filled again has anything in bundles, which came with version 6.
  const had = (table) => ${String(version >= 6)} || !table.startsWith('bundle');
  const tables = [...now.objectStoreNames].filter(had).map((table) => {
    const store = now.transaction(table).objectStore(table);
    const indexes = [...store.indexNames].map((each) => {
      const { keyPath, unique, multiEntry } = store.index(each);
      return { name: each, keyPath, unique, multiEntry };
    });
    return { table, keyPath: store.keyPath, autoIncrement: store.autoIncrement, indexes };
  });
  const rows = {};
  for (const { table } of tables) rows[table] = await done(now.transaction(table).objectStore(table).getAll());
  now.close();
  await done(indexedDB.deleteDatabase(name));
  const open = indexedDB.open(name, ${String(version * 10)});
  open.onupgradeneeded = () => {
    for (const { table, keyPath, autoIncrement, indexes } of tables) {
      const store = open.result.createObjectStore(table, { keyPath, autoIncrement });
      for (const { name: each, keyPath: path, unique, multiEntry } of indexes) {
        store.createIndex(each, path, { unique, multiEntry });
      }
    }
  };
  const older = await done(open);
  globalThis.olderDatabase = older;
  await new Promise((resolve, reject) => {
    const transaction = older.transaction([...older.objectStoreNames], 'readwrite', { durability: 'strict' });
    transaction.oncomplete = resolve;
    transaction.onabort = () => reject(transaction.error);
    for (const { table } of tables) for (const row of rows[table]) transaction.objectStore(table).put(row);
    for (const meta of rows.meta) {
      const version = ${String(version)};
      transaction.objectStore('meta').put({ ...meta, schemaVersion: version, minSafeVersion: version });
    }
  });
})()`;

/** The program must be killed right behind it. */
export async function makeDatabaseOlder(app: RunningApp, version: number): Promise<void> {
  await inStorePage(app, madeOlder(version));
}

/** What that version would have left beside the database, had it known of copies. */
export async function markOlder(profile: string, version: number): Promise<void> {
  await writeFile(markOf(profile), JSON.stringify({ target: version, phase: 'level', attempts: 0 }));
  await rm(copyFolderOf(profile), { recursive: true, force: true });
}

/** As a program leaves it that could not migrate the database in two attempts. */
export async function markFailed(profile: string): Promise<void> {
  await writeFile(markOf(profile), JSON.stringify({ target: schemaVersion, phase: 'held', attempts: 2 }));
}

export const markOf = (profile: string): string => path.join(profile, 'store-schema.json');
export const copyFolderOf = (profile: string): string => path.join(profile, 'store-before-update');
