/** One row of the tail log: what a write changed in lists and search, until it is part of a segment. */
import type { Derived } from '../../shared/store-contract/calls';
import type { ListEntry } from '../../shared/store-contract/rows';
import type { SearchDoc } from '../../shared/store-contract/search';

export interface TailContent {
  readonly list: readonly ListEntry[];
  readonly search: readonly SearchDoc[];
  readonly gone: readonly string[];
}

const utf8 = new TextEncoder();

export function tailContentOf(derived: Derived): TailContent {
  return { list: derived.list, search: derived.search, gone: derived.deletedCases ?? [] };
}

export function isEmptyTail({ list, search, gone }: TailContent): boolean {
  return list.length + search.length + gone.length === 0;
}

/** Cases that the row speaks of. */
export function casesOfTail({ list, search, gone }: TailContent): Set<string> {
  return new Set([...list.map((entry) => entry.caseId), ...search.map((doc) => doc.caseId), ...gone]);
}

export function encodeTail(content: TailContent): Uint8Array {
  return utf8.encode(JSON.stringify(content));
}

/** Ours: it came out of AES-GCM. */
export function decodeTail(bytes: Uint8Array): TailContent {
  return JSON.parse(new TextDecoder().decode(bytes)) as TailContent;
}
