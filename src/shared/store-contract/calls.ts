/**
 * What main can ask of the store host. Both ends are ours and the rows are bytes made by main, so the compiler checks this
 * seam; the host tests only what could hurt it: unknown names, frames out of order, rows without a key.
 */
import type { Packed } from './packed';
import type { CaseRow, DurableTable, EventRow, ListEntry, OutboxRow, OutboxRun, WriteOp } from './rows';
import type { SearchDoc, SearchHit } from './search';

export interface FrameRef {
  readonly no: number;
  /** base64url. */
  readonly hash: string;
}

export interface StoreState {
  readonly schemaVersion: number;
  readonly minSafeVersion: number;
  /** Last applied frame; 0 and an empty hash before the first. */
  readonly frameNo: number;
  readonly frameHash: string;
  /** Rows per durable table, kept in the same transactions as the rows. */
  readonly counts: Readonly<Record<DurableTable, number>>;
  /** False when the browser may evict the database; worth an alarm. */
  readonly persisted: boolean;
}

/** What must be derived again because frames came without it (replay), or because segments were lost. */
export interface Stale {
  /** Everything: `dropDerived`, rebuild, `derivedComplete`. */
  readonly all: boolean;
  /** Otherwise cases that got events without derived rows; `putDerived` of a case takes it off. */
  readonly streamIds: readonly string[];
}

export interface Derived {
  readonly cases: readonly CaseRow[];
  readonly list: Packed<ListEntry>;
  readonly search: Packed<SearchDoc>;
  /** Of new events, or in place of whatever the outbox says of these. */
  readonly outbox: readonly OutboxRun[];
  /** Cases to forget: row, list entry and search entry. */
  readonly deletedCases?: readonly string[];
}

/** Everything that a frame brings to the store. */
export type FrameContent = { readonly ops: readonly WriteOp[] } & Derived;

export interface ListFilter {
  readonly statuses: readonly string[];
  readonly businessIds: readonly string[];
  readonly reasonIds: readonly string[];
  readonly channelIds: readonly string[];
  /** All of these. */
  readonly flags: readonly string[];
  readonly ownerIds: readonly string[];
  readonly receivedFromMs: number | null;
  readonly receivedToMs: number | null;
  readonly attention: 'any' | 'overdue' | 'soon' | 'incomplete' | 'open' | 'major';
}

export interface ListQuery {
  readonly filter: ListFilter;
  readonly sort: { readonly by: 'received' | 'due' | 'updated' | 'amount'; readonly direction: 'asc' | 'desc' };
  readonly offset: number;
  readonly limit: number;
  /** What "overdue" is measured against. */
  readonly nowMs: number;
  readonly viewerId: Viewer;
}

/**
 * Whose question it is. Cases hidden from this person are in no page, no count and no search result. Null: the question of
 * nobody in particular, which shows everything.
 */
export type Viewer = string | null;

/** A fact of the outbox after an attempt. */
export interface OutboxChange {
  readonly seq: number;
  /** `acked` rows are removed. */
  readonly state: 'waiting' | 'quarantined' | 'acked';
  readonly attempts: number;
  readonly nextAttemptAtMs: number;
  readonly lastError: string | null;
}

export interface OutboxStats {
  readonly waiting: number;
  readonly quarantined: number;
  readonly oldestQueuedAtMs: number | null;
}

type Call<I, O> = { readonly input: I; readonly output: O };
type Empty = Record<string, never>;

export interface StoreCalls {
  /** `asItIs`: at the schema that the database has, without migrating it. */
  open: Call<{ readonly asItIs?: true }, StoreState>;
  /** Counts rows against what the frames put there: finds a database that lost some without an error. */
  verifyCounts: Call<Empty, { intact: boolean }>;
  /** Empties every table; for a rebuild from the journal. */
  clear: Call<Empty, Empty>;
  replay: Call<{ frames: readonly (FrameRef & { ops: readonly WriteOp[] })[] }, Empty>;
  /**
   * The same for a store that holds nothing but what earlier calls of this kind brought: bodies of frames as the journal has them, one behind the
   * other. `end`: where each of them ends in `bytes`. With `isNew` for any store: no event, key of a case or receipt of these frames is in it, nor
   * twice among them.
   */
  fill: Call<{ frames: readonly (FrameRef & { end: number })[]; bytes: Uint8Array; isNew?: boolean }, Empty>;
  /**
   * What a later `apply` will name. It comes over, is sealed and, where it is small, put into a transaction while the journal still
   * writes the frame; nothing of it is kept before that `apply`, and only the latest few are remembered.
   */
  stage: Call<{ stage: number } & FrameContent, Empty>;
  /** One frame and what is derived from it, in one strict transaction. */
  apply: Call<{ frame: FrameRef } & (FrameContent | { staged: number }), Empty>;
  /** Derived rows without a frame. */
  putDerived: Call<Derived, Empty>;
  /** Empties derived tables and segments; everything counts as stale until `derivedComplete`. */
  dropDerived: Call<Empty, Empty>;
  /** Main has derived everything that was stale, the outbox included. */
  derivedComplete: Call<Empty, Empty>;
  /**
   * Imports the segment key (the bytes are wiped) and loads the lists; the search index follows after `warm`, or with the first
   * query, which waits for it. `coveredUpTo`: lists and search hold every frame up to this one; equal to `frameNo` unless
   * something is stale.
   */
  unlock: Call<{ segmentKey: Uint8Array }, { coveredUpTo: number; frameNo: number; stale: Stale; entries: number }>;
  lock: Call<Empty, Empty>;
  /** Writes list and search segments that are not on disk yet. */
  flush: Call<Empty, Empty>;
  /** Begins to load what nobody needs at once: search, and the orders of lists. Whoever searches before begins it too. */
  warm: Call<Empty, Empty>;
  /** When what `warm` began is done: gives back what it has left behind. */
  rest: Call<Empty, Empty>;
  get: Call<{ table: DurableTable | 'cases'; key: string }, { row: object | null }>;
  /** Rows of cases; one that is not there is left out. */
  cases: Call<{ caseIds: readonly string[] }, { rows: readonly CaseRow[] }>;
  all: Call<{ table: 'drafts' | 'kv' }, { rows: readonly object[] }>;
  /** Wrapped data keys of streams; a stream without one is left out. */
  wrappedKeys: Call<
    { streamIds: readonly string[] },
    { rows: readonly { readonly caseId: string; readonly wrapped: Uint8Array }[] }
  >;
  /**
   * Rows of a table, each once, for a journal that must be filled again; `after` null begins at the first. `next` goes on behind these, null
   * behind the last. There may be some more than `limit`.
   */
  page: Call<
    { table: DurableTable; after: string | null; limit: number },
    { rows: readonly { readonly key: string; readonly row: object }[]; next: string | null }
  >;
  eventsOfStreams: Call<{ streamIds: readonly string[] }, { rows: readonly EventRow[] }>;
  /**
   * The same for many streams: what lies in rows, and operations of what lies in bundles, as MessagePack one behind the other. No event is
   * in both. A clone of thousands of rows is made by the sender, made again by the receiver and is garbage at both.
   */
  eventsOfMany: Call<{ streamIds: readonly string[] }, { rows: readonly EventRow[]; bytes: Uint8Array }>;
  eventsAfter: Call<{ deviceId: string; seq: number; limit: number }, { rows: readonly EventRow[] }>;
  /** Newest events of a stream, newest first. */
  eventsOfStreamBefore: Call<
    { streamId: string; beforeId: string | null; limit: number },
    { rows: readonly EventRow[] }
  >;
  lastEvent: Call<{ deviceId: string }, { row: EventRow | null }>;
  /** The last receipt in the order of command ids: empty where there is none, null where only reading all of them would tell. */
  newestReceipt: Call<Empty, { commandId: string | null }>;
  knownEvents: Call<{ ids: readonly string[] }, { ids: readonly string[] }>;
  /** All of them, or those from one up to another, in the order of their ids. */
  streamIds: Call<{ from?: string; to?: string }, { ids: readonly string[] }>;
  lookup: Call<{ hashes: readonly string[] }, { found: readonly { hash: string; caseId: string }[] }>;
  listPage: Call<ListQuery, { entries: readonly ListEntry[]; total: number }>;
  /** Ids of all that a filter lets through, in order: what goes through many cases takes them in portions. */
  listIds: Call<Omit<ListQuery, 'offset' | 'limit'>, { caseIds: readonly string[] }>;
  listEntries: Call<{ caseIds: readonly string[]; viewerId: Viewer }, { entries: readonly ListEntry[] }>;
  /** Every case that is hidden from this person. */
  hiddenCases: Call<{ viewerId: string }, { caseIds: readonly string[] }>;
  search: Call<
    { text: string; limit: number; filter: ListFilter; nowMs: number; viewerId: Viewer },
    { hits: readonly SearchHit[]; more: boolean }
  >;
  /** `after`: of what lies behind this number. `events` are those of rows that were never tried, where they are asked for (`withEvents`). */
  outboxNext: Call<
    { nowMs: number; limit: number; after?: number; withEvents?: boolean },
    { rows: readonly OutboxRow[]; events: readonly EventRow[] }
  >;
  outboxList: Call<{ limit: number }, { rows: readonly OutboxRow[] }>;
  outboxUpdate: Call<{ changes: readonly OutboxChange[] }, Empty>;
  outboxStats: Call<Empty, OutboxStats>;
  listCounts: Call<{ nowMs: number; assigneeId: string | null; viewerId: Viewer }, ListCounts>;
  stats: Call<Empty, StoreStats>;
  /** Removes the database itself; only for one that can't be opened, and never before free space was checked. */
  deleteDatabase: Call<{ confirm: 'refill from the journal' }, Empty>;
}

/** Maintained with every change, never counted. */
export interface ListCounts {
  readonly total: number;
  readonly byStatus: Readonly<Record<string, number>>;
  /** Due before `nowMs`; settled cases have no due time. */
  readonly overdue: number;
  /** Due from `nowMs` on, within `soonMs`. */
  readonly soon: number;
  /** Cases of the person asked for, by status. */
  readonly mineByStatus: Readonly<Record<string, number>>;
}

/** "Soon" of lists and counts. */
export const soonMs = 3 * 24 * 60 * 60 * 1000;

export interface StoreStats {
  readonly unlocked: boolean;
  readonly listEntries: number;
  readonly listBytes: number;
  readonly listSegments: number;
  /** Rows of the tail log that are in no segment yet. */
  readonly tailRows: number;
  readonly searchReady: boolean;
  readonly searchDocs: number;
  readonly searchBytes: number;
  readonly quotaBytes: number;
  readonly usageBytes: number;
}

export type StoreCallName = keyof StoreCalls;
export type StoreInput<N extends StoreCallName> = StoreCalls[N]['input'];
export type StoreOutput<N extends StoreCallName> = StoreCalls[N]['output'];

/** Refusals of the store host. */
export type StoreRefusalCode =
  | 'store.unknownCall'
  | 'store.newerSchema'
  /** A migration failed and was taken back: the database is as it was before. */
  | 'store.migrationFailed'
  | 'store.frameGap'
  | 'store.frameFork'
  | 'store.locked'
  | 'store.receiptDuplicate'
  | 'store.eventDuplicate'
  /** A stream has a data key: another one would make its records unreadable. */
  | 'store.caseKeyDuplicate'
  /** This host was not given what the frame brings: it was started again meanwhile. */
  | 'store.notStaged'
  /** Not opened, or Chromium closed the database: `open` again and compare with the journal. */
  | 'store.closed'
  /** Chromium can't open its files. Check free space and try again before anything else. */
  | 'store.unreadable'
  | 'store.badInput'
  | 'store.badKey'
  | 'store.diskFull'
  | 'store.failed';

export interface StoreRequest {
  /** `unanswered`: nobody waits for the answer, so none is given. */
  readonly id: number;
  readonly name: string;
  readonly input: unknown;
}

export const unanswered = 0;

export type StoreReply =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | {
      readonly id: number;
      readonly ok: false;
      readonly error: { readonly code: StoreRefusalCode; readonly detail: string };
    };

/** What the host says without being asked. */
export interface StoreNotices {
  /** Chromium closed the database: calls fail with `store.closed` until `open`. */
  readonly storageClosed: object;
  readonly diskFull: object;
  readonly searchReady: { readonly docs: number };
  /** The search index could not be loaded: everything must be derived again. */
  readonly derivedBehind: { readonly stale: Stale };
  /** Background work failed: nothing is lost, but the next unlock takes longer. */
  readonly backgroundFailed: { readonly detail: string };
}

export interface StoreNotice<N extends keyof StoreNotices = keyof StoreNotices> {
  readonly notice: N;
  readonly payload: StoreNotices[N];
}
