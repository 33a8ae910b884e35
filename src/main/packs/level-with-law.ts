/** Keeps the dates in lists on the law in force: which law they were derived by is remembered, and compared whenever it may differ. */
import type { Law } from '../../domain/deadlines/differences';
import { PACKS_STREAM, type OpenEvent } from '../../domain/evidence/event-envelope';
import { emptyShelf, evolveShelf, isPackEventType, type PackShelf } from '../../domain/packs/pack-shelf';
import { nodeHasher, verifyEd25519 } from '../keys/ed25519';
import { newId } from '../platform/ids';
import type { Records } from '../records/records';
import type { StoreAccess } from '../store/store-access';
import { lawName, type LawBook } from './law-book';

export const packChecks = { ...nodeHasher, verifyEd25519 };
const derivedByKey = 'law.derivedBy';

export function shelfOf(events: readonly OpenEvent[]): PackShelf {
  return events
    .filter(({ header }) => isPackEventType(header.type))
    .reduce((shelf, event) => evolveShelf(shelf, event, packChecks), emptyShelf);
}

export interface LawLevel {
  /** Reads what the branch has of packs once more. */
  readonly reload: () => Promise<void>;
  /** Derives the dates of open cases again when another law is in force than they were derived by; true when one was. */
  readonly level: () => Promise<boolean>;
}

export function createLawLevel(deps: {
  readonly store: Pick<StoreAccess, 'kv'>;
  readonly records: Pick<Records, 'events' | 'refreshOpen' | 'writeRows'>;
  readonly lawBook: LawBook;
  readonly law: () => Law;
  /** By which rules this PC wrote last; before any switch the lists are on these. */
  readonly wroteBy: string | undefined;
}): LawLevel {
  const { store, records, lawBook, law } = deps;
  let derivedBy: string | undefined;
  const known = async (): Promise<string> => {
    const row = (await store.kv(derivedByKey)) as { readonly law: string } | undefined;
    const present = lawName(law());
    if (row) return row.law;
    return deps.wroteBy === undefined || present.startsWith(`${deps.wroteBy} `) ? present : deps.wroteBy;
  };
  return {
    reload: async () => {
      lawBook.shelfIs(shelfOf(await records.events(PACKS_STREAM)));
    },
    level: async () => {
      const now = lawName(law());
      derivedBy ??= await known();
      if (derivedBy === now) return false;
      await records.refreshOpen();
      // After the work: one that was interrupted is done again.
      await records.writeRows(newId(), [{ table: 'kv', key: derivedByKey, row: { key: derivedByKey, law: now } }]);
      derivedBy = now;
      return true;
    },
  };
}
