/**
 * Types of the search engine that lives in the store host.
 *
 * What a query means, in one place (the tests hold an independent oracle to exactly this):
 * - The query is normalised like the documents (NFKC, lower case, folded white space and middle dots) and cut at white
 *   space and list punctuation into terms. Every term must match (AND). Order: newest first.
 * - A term matches a case when at least one of these holds:
 *   - it stands literally in `name`, `business`, `staff` or `text`; if it begins with a letter or digit of a spaced
 *     script (Latin, Cyrillic, digits …) it must begin at the start of a word there, so `loa` finds `loan` and `an` does not;
 *   - it has at least 3 letters or digits and stands in `number`, separators ignored on both sides;
 *   - it has at least 3 digits and ends `phone`, `idTail` or `cardTail`, or has at least 5 and begins `phone`;
 *   - it has at least 2 Latin letters and begins, at any syllable, the full pinyin of a name (多音字: any reading);
 *   - it has at least 2 Latin letters and begins the initials of a name.
 */

/** The searchable view of one case. Strings are as entered; the index normalises them. */
export interface SearchDoc {
  readonly caseId: string;
  /** When the complaint was received: the order of every result list. */
  readonly receivedAtMs: number;
  readonly fields: SearchFields;
}

export interface SearchFields {
  /** Case number as printed on the receipt. */
  readonly number: string;
  /** Names of the persons on the customer's side, separated by white space. */
  readonly name: string;
  readonly phone: string;
  /** Last characters of the identity document, when known. */
  readonly idTail?: string;
  /** Last digits of the card or account, when known. */
  readonly cardTail?: string;
  /** Labels of the business category in every language of the product, separated by white space. */
  readonly business: string;
  /** Facts, wishes, one-liner, notes: all narrative text. */
  readonly text: string;
  /** Names of the employees concerned, separated by white space. */
  readonly staff?: string;
}

export type SearchField = keyof SearchFields;

/** Why a field matched. `number` also stands for the beginning of a phone number. */
export type SearchMatchKind = 'number' | 'tail' | 'name' | 'pinyin' | 'initials' | 'text' | 'word';

/** Half-open interval `[from, to)` in UTF-16 units of the snippet beside it. */
export type SearchRange = readonly [from: number, to: number];

export interface SearchMatch {
  readonly field: SearchField;
  readonly kind: SearchMatchKind;
  /** Normalised text around the match; for a tail only the digits asked for, so that a list never shows more. */
  readonly snippet: string;
  readonly ranges: readonly SearchRange[];
}

export interface SearchHit {
  readonly caseId: string;
  readonly receivedAtMs: number;
  /** At least one reason per term of the query. */
  readonly matched: readonly SearchMatch[];
}

export interface SearchQuery {
  readonly text: string;
  /** At most this many hits; default 50. */
  readonly limit?: number;
  /** Cases the asking person may see; a case refused here leaves no trace, not even in `more`. */
  readonly allow?: (caseId: string) => boolean;
}

export interface SearchResult {
  readonly hits: readonly SearchHit[];
  /** True when at least one further allowed case matches. */
  readonly more: boolean;
}

/** One sealed piece of the index, plain bytes; the owner encrypts and stores it. */
export interface SearchSegmentBytes {
  readonly id: string;
  readonly bytes: Uint8Array;
}

export interface SearchSegmentInfo extends SearchSegmentBytes {
  readonly docCount: number;
}

/** What the owner must write, in one transaction, so that a later load gives the index as it is now. */
export interface SearchSegmentChanges {
  readonly put: readonly SearchSegmentBytes[];
  readonly delete: readonly string[];
  /** Every document passed with a mark up to this one is inside the segments. */
  readonly coveredUpTo: number;
}

export type SearchLoadError = {
  /** `corrupt`: the bytes are not what was written. `outdated`: written by another version of the index. */
  readonly code: 'searchSegment.corrupt' | 'searchSegment.outdated';
  readonly id: string;
};

/** After a refusal the index is empty and the owner feeds every document again. */
export type SearchLoadResult =
  | { readonly ok: true; readonly docCount: number; readonly coveredUpTo: number }
  | { readonly ok: false; readonly error: SearchLoadError };

export interface SearchIndexOptions {
  /** Gives the event loop to others for a moment; called about every 8 ms of a long job. */
  readonly yieldNow: () => Promise<void>;
  /** Monotonic milliseconds, only to measure slices. */
  readonly nowMs: () => number;
  /** Documents kept in the mutable head before it is sealed; default 512. */
  readonly headLimit?: number;
  /** Documents per segment while many are added at once; default 2048. */
  readonly bulkChunk?: number;
}

export interface SearchIndex {
  /** Adds or replaces one case. `mark` (for example the frame number) must not decrease from call to call. */
  upsert(doc: SearchDoc, mark?: number): void;
  /**
   * Adds or replaces many cases in slices; the last one of equal `caseId` wins. Resolves when all are findable. Give a
   * generator that reads page by page rather than one large array: then neither memory nor its collector pays for it.
   */
  upsertMany(docs: Iterable<SearchDoc> | AsyncIterable<SearchDoc>, mark?: number): Promise<void>;
  /** Forgets a case; false when it was not there. */
  remove(caseId: string, mark?: number): boolean;
  /** Notes that everything up to `mark` has been fed, although the latest frames held nothing to index. */
  cover(mark: number): void;
  query(query: SearchQuery): SearchResult;
  has(caseId: string): boolean;
  /** Everything that must be stored now, the head included. */
  segments(): readonly SearchSegmentInfo[];
  /** Changes since the last drain. Call again if the write failed only after `load`, or pass everything from `segments()`. */
  drainDirty(): SearchSegmentChanges;
  /** Replaces the content by stored segments. Call it on a new index or after `idle`; throws while work is under way. */
  load(segments: readonly SearchSegmentBytes[]): SearchLoadResult;
  /** Resolves when no sealing or merging is under way; throws what a background job threw. */
  idle(): Promise<void>;
  readonly docCount: number;
  readonly coveredUpTo: number;
  memoryBytes(): number;
}
