/**
 * Fills a journal again that is shorter than the store: its files were deleted, cut or put back from an old copy. What the
 * store has and the journal does not is appended, so that a later loss of the database takes nothing away.
 *
 * May be interrupted anywhere: drafts and settings go down in one frame before everything else, and what was appended
 * before is found again by the next start.
 */
import type { StoreInput, StoreOutput } from '../../shared/store-contract/calls';
import type { DurableTable, EventRow, WriteOp } from '../../shared/store-contract/rows';
import type { Journal } from '../journal/journal';
import { changing, contentsOf, digest, idOf, lasting, placeOf } from './journal-contents';

export interface MendDeps {
  readonly journal: Pick<Journal, 'readFrames' | 'append'>;
  readonly page: (input: StoreInput<'page'>) => Promise<StoreOutput<'page'>>;
  /** The store has more frames than the journal: its drafts and settings are the newer ones. */
  readonly storeIsNewer: boolean;
  /** The store has every row that its frames put there; otherwise a row that it lacks may just be lost. */
  readonly storeIsWhole: boolean;
  readonly newCommandId: () => string;
}

export interface Mended {
  /** Rows that only the store had. */
  readonly rows: number;
  /** Events of the store whose place in their device's chain the journal gives to another one; they were left out. */
  readonly conflicts: number;
}

const pageRows = 500;

export async function mendJournal(deps: MendDeps): Promise<Mended> {
  const { journal } = deps;
  const { known, takenPlaces } = await contentsOf(journal);
  let rows = 0;
  let conflicts = 0;
  const keep = async (ops: readonly WriteOp[]): Promise<void> => {
    if (ops.length === 0) return;
    await journal.append({ commandId: deps.newCommandId(), ops });
    rows += ops.length;
  };

  await keep((await Promise.all(changing.map((table) => changesOf(table, known, deps)))).flat());
  for (const table of lasting) {
    for await (const page of pagesOf(table, deps.page)) {
      const missing = page.filter(({ key }) => !known.has(idOf(table, key)));
      const fitting =
        table === 'events' ? missing.filter(({ row }) => !takenPlaces.has(placeOf(row as EventRow))) : missing;
      conflicts += missing.length - fitting.length;
      await keep(fitting.map(({ key, row }) => ({ table, key, row })));
    }
  }
  return { rows, conflicts };
}

/** What makes of the journal's rows of this table those of the store. */
async function changesOf(table: DurableTable, known: ReadonlyMap<string, string>, deps: MendDeps): Promise<WriteOp[]> {
  const ops: WriteOp[] = [];
  const inStore = new Set<string>();
  for await (const page of pagesOf(table, deps.page)) {
    for (const { key, row } of page) {
      const id = idOf(table, key);
      inStore.add(id);
      const before = known.get(id);
      if (before === undefined || (deps.storeIsNewer && before !== digest(row))) ops.push({ table, key, row });
    }
  }
  if (deps.storeIsNewer && deps.storeIsWhole) {
    for (const id of known.keys()) {
      const key = id.slice(table.length + 1);
      if (id === idOf(table, key) && !inStore.has(id)) ops.push({ table, key, row: null });
    }
  }
  return ops;
}

async function* pagesOf(table: DurableTable, page: MendDeps['page']): AsyncIterable<StoreOutput<'page'>['rows']> {
  for (let after: string | null = null; ;) {
    const { rows, next }: StoreOutput<'page'> = await page({ table, after, limit: pageRows });
    yield rows;
    if (next === null) return;
    after = next;
  }
}
