/** One row of the tail log: what a write changed in lists and search, until it is part of a segment. */
import type { Derived } from '../../shared/store-contract/calls';
import { countOf, jsonOf, unpacked, type Packed } from '../../shared/store-contract/packed';
import type { ListEntry } from '../../shared/store-contract/rows';
import type { SearchDoc } from '../../shared/store-contract/search';

export interface TailContent {
  readonly list: Packed<ListEntry>;
  readonly search: Packed<SearchDoc>;
  readonly gone: readonly string[];
}

const utf8 = new TextEncoder();

export function tailContentOf(derived: Derived): TailContent {
  return { list: derived.list, search: derived.search, gone: derived.deletedCases ?? [] };
}

export function isEmptyTail({ list, search, gone }: TailContent): boolean {
  return countOf(list) + countOf(search) + gone.length === 0;
}

/** Cases that the row speaks of. */
export function casesOfTail({ list, search, gone }: TailContent): Set<string> {
  return new Set([
    ...unpacked(list).map((entry) => entry.caseId),
    ...unpacked(search).map((doc) => doc.caseId),
    ...gone,
  ]);
}

export function encodeTail({ list, search, gone }: TailContent): Uint8Array {
  return utf8.encode(`{"list":${jsonOf(list)},"search":${jsonOf(search)},"gone":${JSON.stringify(gone)}}`);
}

/** Ours: it came out of AES-GCM. */
export function decodeTail(bytes: Uint8Array): TailContent & { readonly list: readonly ListEntry[] } {
  return JSON.parse(new TextDecoder().decode(bytes)) as TailContent & { readonly list: readonly ListEntry[] };
}
