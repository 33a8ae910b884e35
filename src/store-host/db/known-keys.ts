/**
 * The keys of the small tables, read once and then followed: a save that has to ask first whether its row is new can't end
 * its transaction before the answer, which takes as long as half the save.
 */
import { durableTables, type DurableTable } from '../../shared/store-contract/rows';
import { reading, resultOf } from './requests';
import { smallTables } from './tables';

type SmallTable = (typeof smallTables)[number];

/** What one transaction sees and changes. */
export interface KnownKeys {
  /** Notes that the row is (or is no longer) there and says whether it was; undefined when that is not known here. */
  readonly change: (table: DurableTable, key: string, is: boolean) => boolean | undefined;
  /** The transaction ended well. */
  readonly keep: () => void;
}

export interface SmallTableKeys {
  /** In the line of writes. */
  readonly begin: (raw: IDBDatabase) => Promise<KnownKeys>;
  /** Rows may have been replaced, removed or lost. */
  readonly forget: () => void;
}

/** Knows nothing, so that every question goes to the table: for bulk writes that touch everything. */
export const noKnownKeys: KnownKeys = { change: () => undefined, keep: () => undefined };

const isSmall = (table: DurableTable): table is SmallTable => smallTables.some((name) => name === table);

export function createSmallTableKeys(): SmallTableKeys {
  let keys: Record<SmallTable, Set<string>> | undefined;

  const read = async (raw: IDBDatabase): Promise<Record<SmallTable, Set<string>>> => {
    const transaction = reading(raw, smallTables);
    const [drafts, kv] = await Promise.all(
      smallTables.map((name) => resultOf(transaction.objectStore(name).getAllKeys() as IDBRequest<string[]>)),
    );
    return { drafts: new Set(drafts), kv: new Set(kv) };
  };

  return {
    begin: async (raw) => {
      keys ??= await read(raw);
      const before = keys;
      return following((table) => (isSmall(table) ? before[table] : undefined));
    },
    forget: () => {
      keys = undefined;
    },
  };
}

/** The keys of all tables while an empty store is filled again: it need not ask itself what it was just given. */
export function createKeysFromEmpty(): { readonly begin: () => KnownKeys } {
  const keys = Object.fromEntries(durableTables.map((name) => [name, new Set()])) as Record<DurableTable, Set<string>>;
  return { begin: () => following((table) => keys[table]) };
}

/** What one transaction changes on top of these sets; `keep` puts it into them. */
function following(keysOf: (table: DurableTable) => Set<string> | undefined): KnownKeys {
  const changes = new Map<string, { before: Set<string>; key: string; is: boolean }>();
  return {
    change: (table, key, is) => {
      const before = keysOf(table);
      if (!before) return undefined;
      const place = `${table}|${key}`;
      const was = changes.get(place)?.is ?? before.has(key);
      changes.set(place, { before, key, is });
      return was;
    },
    keep: () => {
      for (const { before, key, is } of changes.values()) {
        if (is) before.add(key);
        else before.delete(key);
      }
    },
  };
}
