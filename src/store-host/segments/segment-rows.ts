/** Rows of the segments table: what lists, search and the tail log are on disk. */
import type { Context } from '../context';
import { allStale, type Meta, type SegmentManifest } from '../db/meta';
import { reading, resultOf, writeStrictly } from '../db/requests';
import type { SegmentKind, SegmentRow } from '../db/tables';
import { createListIndex, type ListIndex } from '../list/list-index';
import { decodeTail, type TailContent } from './tail';
import type { Vault } from './vault';

export const segmentId = (kind: SegmentKind, name: string | number): string => `${kind}/${name}`;

export function tailRows({ tailFrom, tailTo }: SegmentManifest): number {
  return tailTo - tailFrom;
}

/** Keys of segment rows that the new manifest no longer names. */
export function goneRows(before: SegmentManifest, after: SegmentManifest): string[] {
  const lists = new Set(after.list);
  const searches = new Set(after.search);
  const gone = [
    ...before.list.filter((number) => !lists.has(number)).map((number) => segmentId('list', number)),
    ...before.search.filter((id) => !searches.has(id)).map((id) => segmentId('search', id)),
  ];
  for (let mark = before.tailFrom; mark < after.tailFrom; mark += 1) gone.push(segmentId('tail', mark));
  return gone;
}

export async function replaceSegments(
  raw: IDBDatabase,
  meta: Meta,
  put: readonly SegmentRow[],
  remove: readonly string[],
): Promise<void> {
  await writeStrictly(raw, ['segments', 'meta'], (transaction) => {
    const store = transaction.objectStore('segments');
    for (const id of remove) store.delete(id);
    for (const row of put) store.put(row);
    transaction.objectStore('meta').put(meta);
    transaction.commit();
  });
}

export async function putSegments(raw: IDBDatabase, rows: readonly SegmentRow[]): Promise<void> {
  await writeStrictly(raw, ['segments'], (transaction) => {
    for (const row of rows) transaction.objectStore('segments').put(row);
    transaction.commit();
  });
}

export async function readSegments(raw: IDBDatabase, kinds: readonly SegmentKind[]): Promise<SegmentRow[]> {
  const index = reading(raw, ['segments']).objectStore('segments').index('kind');
  const rows = await Promise.all(kinds.map((kind) => resultOf(index.getAll(kind) as IDBRequest<SegmentRow[]>)));
  return rows.flat();
}

/** Everything derived must be made again; noted on disk so that a crash does not forget it. */
export async function becomeStale(context: Context): Promise<void> {
  const meta = allStale(context.meta());
  await writeStrictly(context.raw(), ['meta'], (transaction) => {
    transaction.objectStore('meta').put(meta);
    transaction.commit();
  });
  context.metaIs(meta);
}

export interface LoadedLists {
  readonly list: ListIndex;
  readonly tail: { readonly mark: number; readonly content: TailContent }[];
  /** Cases of the tail. */
  readonly touched: ReadonlySet<string>;
}

/** Undefined when a row is missing, does not open, or is of another version. */
export async function loadLists(
  rows: readonly SegmentRow[],
  manifest: SegmentManifest,
  vault: Vault,
): Promise<LoadedLists | undefined> {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const open = async (id: string): Promise<Uint8Array | undefined> => {
    const row = byId.get(id);
    return row && vault.open(id, row.sealed);
  };
  const marks = Array.from({ length: tailRows(manifest) }, (_, i) => manifest.tailFrom + i);
  const [lists, tails] = await Promise.all([
    Promise.all(manifest.list.map((number) => open(segmentId('list', number)))),
    Promise.all(marks.map((mark) => open(segmentId('tail', mark)))),
  ]);
  const list = createListIndex();
  for (const bytes of lists) {
    if (!bytes || !list.load(bytes)) return undefined;
  }
  const tail: LoadedLists['tail'] = [];
  const touched = new Set<string>();
  for (const [i, bytes] of tails.entries()) {
    if (!bytes) return undefined;
    const content = decodeTail(bytes);
    list.upsertMany(content.list);
    for (const { caseId } of content.list) touched.add(caseId);
    for (const caseId of content.gone) {
      list.remove(caseId);
      touched.add(caseId);
    }
    tail.push({ mark: manifest.tailFrom + i, content });
  }
  return { list, tail, touched };
}
