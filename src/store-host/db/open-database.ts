/** Opens the database, migrates an older one and refuses one that newer code has made unsafe for us. */
import { Dexie } from 'dexie';
import { StoreFault } from '../fault';
import { migrations as shippedMigrations, type Migration } from '../migrations/registry';
import { emptyMeta, metaKey, type Meta } from './meta';
import { reading, resultOf, writeStrictly } from './requests';

/** Part of the path on disk: changing it would present an empty database. */
export const databaseName = 'xianting';

export interface OpenDatabase {
  readonly raw: IDBDatabase;
  readonly meta: Meta;
  readonly close: () => void;
}

export interface OpenOptions {
  readonly migrations?: readonly Migration[] | undefined;
  /** At the schema that the database has; a database that is not there is made at the newest. */
  readonly asItIs?: boolean;
}

/** @throws StoreFault `store.newerSchema`, `store.migrationFailed`, `store.unreadable` */
export async function openDatabase(
  onClosed: () => void,
  { migrations: shipped = shippedMigrations, asItIs = false }: OpenOptions = {},
): Promise<OpenDatabase> {
  const found = await versionOnDisk();
  const migrations = asItIs && found > 0 ? shipped.slice(0, found) : shipped;
  const dexie = new Dexie(databaseName, { autoOpen: false, chromeTransactionDurability: 'strict' });
  // What Chromium says of the version may lag behind a migration that was just taken back.
  let upgrading = false as boolean;
  migrations.forEach((migration, index) => {
    const version = dexie.version(index + 1).stores({ ...migration.stores });
    const { upgrade } = migration;
    if (upgrade) {
      version.upgrade((transaction) => {
        upgrading = true;
        return upgrade(transaction);
      });
    }
  });
  try {
    await dexie.open();
  } catch (cause) {
    dexie.close();
    const name = cause instanceof Error ? cause.name : 'unknown';
    // Chromium takes back all of a migration that does not end well.
    const migrating = (upgrading || (found > 0 && found < migrations.length)) && !faultsOfFiles.includes(name);
    throw new StoreFault(migrating ? 'store.migrationFailed' : 'store.unreadable', name);
  }
  const raw = dexie.backendDB();
  try {
    const meta = await readMeta(raw, migrations);
    raw.addEventListener('close', onClosed);
    return {
      raw,
      meta,
      close: () => {
        raw.removeEventListener('close', onClosed);
        dexie.close();
      },
    };
  } catch (cause) {
    dexie.close();
    throw cause;
  }
}

/** What Chromium says of files that it can't read, whatever was to be done with them. */
const faultsOfFiles: readonly string[] = ['UnknownError', 'NotReadableError', 'DataError'];

/** The schema of the database as it lies on the disk; 0 where there is none, or where Chromium can't say. */
async function versionOnDisk(): Promise<number> {
  const all = await indexedDB.databases().catch(() => []);
  const version = all.find(({ name }) => name === databaseName)?.version ?? 0;
  // Dexie numbers versions in tens.
  return Math.floor(version / 10);
}

export async function removeDatabase(): Promise<void> {
  await Dexie.delete(databaseName);
}

async function readMeta(raw: IDBDatabase, migrations: readonly Migration[]): Promise<Meta> {
  const codeVersion = migrations.length;
  const minSafeVersion = Math.max(...migrations.map((migration) => migration.minSafeVersion));
  // Dexie numbers versions in tens; a database of newer code keeps its higher number and is opened all the same.
  if (raw.version > codeVersion * 10 && !raw.objectStoreNames.contains('meta')) {
    throw new StoreFault('store.newerSchema', `${raw.version / 10} > ${codeVersion}`);
  }
  const stored = (await resultOf(reading(raw, ['meta']).objectStore('meta').get(metaKey))) as Meta | undefined;
  if (stored && stored.minSafeVersion > codeVersion) {
    throw new StoreFault('store.newerSchema', `${stored.minSafeVersion} > ${codeVersion}`);
  }
  if (stored && stored.schemaVersion >= codeVersion) return stored;
  const meta: Meta = stored
    ? { ...stored, schemaVersion: codeVersion, minSafeVersion: Math.max(stored.minSafeVersion, minSafeVersion) }
    : emptyMeta(codeVersion, minSafeVersion);
  await writeStrictly(raw, ['meta'], (transaction) => {
    transaction.objectStore('meta').put(meta);
    transaction.commit();
  });
  return meta;
}
