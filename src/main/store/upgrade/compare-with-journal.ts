/** Whether every durable row of the store is the one that a replay of the journal leads to: by digests, not row beside row. */
import { createHash } from 'node:crypto';
import { encode } from '@msgpack/msgpack';
import type { StoreInput, StoreOutput } from '../../../shared/store-contract/calls';
import { durableTables, type DurableTable } from '../../../shared/store-contract/rows';
import type { Journal } from '../../journal/journal';

const rowsAtOnce = 500;
/** Rows that are written once and never removed: of these a sum is enough. The others are few. */
const onlyAdded: readonly DurableTable[] = ['events', 'receipts'];

type Sums = Record<DurableTable, { rows: number; sum: bigint }>;

export async function agreesWithJournal(
  journal: Pick<Journal, 'readFrames'>,
  page: (input: StoreInput<'page'>) => Promise<StoreOutput<'page'>>,
  /** The frame that the store has reached. */
  upTo: number,
): Promise<boolean> {
  const wanted = await sumsOfJournal(journal, upTo);
  for (const table of durableTables) {
    const found = { rows: 0, sum: 0n };
    for (let after: string | null = null; ;) {
      const { rows, next }: StoreOutput<'page'> = await page({ table, after, limit: rowsAtOnce });
      for (const { key, row } of rows) add(found, digest(key, row));
      if (next === null) break;
      after = next;
    }
    if (found.rows !== wanted[table].rows || found.sum !== wanted[table].sum) return false;
  }
  return true;
}

async function sumsOfJournal(journal: Pick<Journal, 'readFrames'>, upTo: number): Promise<Sums> {
  const sums = Object.fromEntries(durableTables.map((table) => [table, { rows: 0, sum: 0n }])) as Sums;
  const changing = new Map<string, { readonly table: DurableTable; readonly digest: bigint }>();
  for await (const { no, frame } of journal.readFrames(1)) {
    if (no > upTo) break;
    for (const { table, key, row } of frame.ops) {
      const place = `${table}|${key}`;
      if (row === null) changing.delete(place);
      else if (onlyAdded.includes(table)) add(sums[table], digest(key, row));
      else changing.set(place, { table, digest: digest(key, row) });
    }
  }
  for (const each of changing.values()) add(sums[each.table], each.digest);
  return sums;
}

const modulus = 1n << 128n;

/** Adding does not ask for an order, and does not lose a row that is there twice. */
function add(to: { rows: number; sum: bigint }, value: bigint): void {
  to.rows += 1;
  to.sum = (to.sum + value) % modulus;
}

function digest(key: string, row: object): bigint {
  const hash = createHash('sha256')
    .update(key)
    .update(encode(row, { sortKeys: true, ignoreUndefined: true }))
    .digest();
  return hash.readBigUInt64BE(0) * (1n << 64n) + hash.readBigUInt64BE(8);
}
