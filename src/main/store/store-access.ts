/** The store as the rest of main sees it: named questions with types, over the supervised port. */
import type { HistoryFilter, HistorySort } from '../../shared/contract/history';
import type {
  Derived,
  OutboxChange,
  OutboxStats,
  StoreCallName,
  StoreInput,
  StoreOutput,
} from '../../shared/store-contract/calls';
import type { CaseRow, DurableTable, EventRow, ListEntry, OutboxRow } from '../../shared/store-contract/rows';
import { packed } from '../../shared/store-contract/packed';
import type { SearchHit } from '../../shared/store-contract/search';
import type { EventHeader } from '../../domain/evidence/event-envelope';
import { emptyHistoryFilter } from '../../shared/contract/history';
import { eventsIn } from './events-in';
import type { StoreSupervisor } from './store-supervisor';

export interface ReceiptRow {
  readonly commandId: string;
  readonly outcome: unknown;
}

export interface StoreAccess {
  readonly caseRow: (caseId: string) => Promise<CaseRow | undefined>;
  readonly caseRows: (caseIds: readonly string[]) => Promise<readonly CaseRow[]>;
  readonly receipt: (commandId: string) => Promise<ReceiptRow | undefined>;
  /** The last receipt by command id: empty where there is none, null where that can't be said. */
  readonly newestReceipt: () => Promise<string | null>;
  /** Another one whenever rows may have come into the store in another way than by being written here. */
  readonly generation: () => number;
  readonly wrappedKeys: (streamIds: readonly string[]) => Promise<ReadonlyMap<string, Uint8Array>>;
  /** Wrapped data keys of all streams; `after` null begins at the first, `next` goes on behind these and is null behind the last. */
  readonly keyPage: (
    after: string | null,
    limit: number,
  ) => Promise<{
    readonly rows: readonly { readonly caseId: string; readonly wrapped: Uint8Array }[];
    readonly next: string | null;
  }>;
  readonly kv: (key: string) => Promise<object | undefined>;
  /** Every small value, sealed or not. */
  readonly kvRows: () => Promise<readonly { readonly key: string; readonly sealed?: Uint8Array }[]>;
  readonly drafts: () => Promise<readonly { id: string; sealed: Uint8Array }[]>;
  readonly eventRows: (streamId: string) => Promise<readonly EventRow[]>;
  readonly eventRowsOf: (streamIds: readonly string[]) => Promise<ReadonlyMap<string, EventRow[]>>;
  readonly newestEventRows: (streamId: string, beforeId: string | null, limit: number) => Promise<readonly EventRow[]>;
  readonly knownEventIds: (ids: readonly string[]) => Promise<ReadonlySet<string>>;
  /** Own events after `seq`, up to and including `last` where one is given. */
  readonly ownEventRowsAfter: (deviceId: string, seq: number, last?: number) => Promise<EventRow[]>;
  /** Headers by event id; for lists of what waits. */
  readonly eventHeaders: (ids: readonly string[]) => Promise<ReadonlyMap<string, EventHeader>>;
  readonly lastEvent: (deviceId: string) => Promise<EventRow | undefined>;
  /** Of all streams, or of those from one id up to another, in order. */
  readonly streamIds: (range?: { readonly from: string; readonly to: string }) => Promise<readonly string[]>;
  /** Which of these hashes some case carries; not which case. */
  readonly knownHashes: (hashes: readonly string[]) => Promise<ReadonlySet<string>>;
  readonly dropDerived: () => Promise<void>;
  readonly putDerived: (derived: Derived) => Promise<void>;
  /** Everything derived is up to date again. */
  readonly derivedComplete: () => Promise<void>;
  readonly flush: () => Promise<void>;
  /** Lets search load. */
  readonly warm: () => Promise<void>;
  /** Gives memory back that loading took. */
  readonly rest: () => Promise<void>;
  /** Every list and search as this person may see them. There is no other way to them. */
  readonly listsFor: (viewerId: string) => CaseLists;
  /** What waits behind a number, whatever its next attempt, lowest sequence number first; with the events of what was never tried. */
  readonly outboxWaiting: (limit: number, after?: number) => Promise<StoreOutput<'outboxNext'>>;
  readonly outboxList: (limit: number) => Promise<readonly OutboxRow[]>;
  readonly outboxUpdate: (changes: readonly OutboxChange[]) => Promise<void>;
  readonly outboxStats: () => Promise<OutboxStats>;
  /** Highest own sequence number that headquarters confirmed; kept in `kv` and the journal. */
  readonly ackedSeq: () => Promise<number>;
  /** Own events up to there that headquarters refused all the same. */
  readonly refused: () => Promise<readonly RefusedEvent[]>;
}

/** Lists and search for one person: a case hidden from them is not in them, is not counted and is not found. */
export interface CaseLists {
  readonly listPage: (query: {
    filter: HistoryFilter;
    sort: HistorySort;
    offset: number;
    limit: number;
  }) => Promise<{ entries: readonly ListEntry[]; total: number }>;
  /** Ids of all that a filter lets through, in order. */
  readonly listIds: (query: { filter: HistoryFilter; sort: HistorySort }) => Promise<readonly string[]>;
  readonly listEntries: (caseIds: readonly string[]) => Promise<readonly ListEntry[]>;
  readonly listByStatus: (status: HistoryFilter['statuses'][number]) => Promise<readonly ListEntry[]>;
  /** Case ids that carry a mark of the projection, soonest due first. */
  readonly casesWithFlag: (flag: string) => Promise<readonly string[]>;
  readonly search: (
    text: string,
    filter: HistoryFilter,
    limit: number,
  ) => Promise<{ hits: readonly SearchHit[]; more: boolean }>;
  /** Cases that share a keyed hash. */
  readonly lookup: (hashes: readonly string[]) => Promise<readonly { hash: string; caseId: string }[]>;
  /** Ids of the cases that do not exist for this person; for what is not a list: the audit trail, drafts, the log. */
  readonly hiddenCases: () => Promise<ReadonlySet<string>>;
}

export const ackedSeqKey = 'sync.ackedSeq';
/** Where it is kept what headquarters refused: the outbox, in which people see it, is derived and can be lost. */
export const refusedKey = 'sync.refused';

/** An own event that headquarters refused, and the code that it gave. */
export interface RefusedEvent {
  readonly seq: number;
  readonly code: string;
}

const mostListed = 500;
const eventPage = 1_000;
const nothingHidden: ReadonlySet<string> = new Set();

export function createStoreAccess(supervisor: StoreSupervisor, nowMs: () => number): StoreAccess {
  const call = <N extends StoreCallName>(name: N, input: StoreInput<N>): Promise<StoreOutput<N>> =>
    supervisor.call<StoreOutput<N>>(name, input);
  const row = async <T>(table: DurableTable | 'cases', key: string): Promise<T | undefined> =>
    ((await call('get', { table, key })).row as T | null) ?? undefined;
  const listsFor = (viewerId: string): CaseLists => {
    const listPage: CaseLists['listPage'] = (query) => call('listPage', { ...query, nowMs: nowMs(), viewerId });
    const listEntries: CaseLists['listEntries'] = async (caseIds) =>
      (await call('listEntries', { caseIds, viewerId })).entries;
    const listed = async (changes: Partial<HistoryFilter>): Promise<readonly ListEntry[]> => {
      const filter = { ...emptyHistoryFilter, ...changes };
      const sort: HistorySort = { by: 'due', direction: 'asc' };
      return (await listPage({ filter, sort, offset: 0, limit: mostListed })).entries;
    };
    return {
      listPage,
      listIds: async (query) => (await call('listIds', { ...query, nowMs: nowMs(), viewerId })).caseIds,
      listEntries,
      listByStatus: (status) => listed({ statuses: [status] }),
      casesWithFlag: async (flag) => (await listed({ flags: [flag as never] })).map((entry) => entry.caseId),
      search: (text, filter, limit) => call('search', { text, filter, limit, nowMs: nowMs(), viewerId }),
      lookup: async (hashes) => {
        const { found } = await call('lookup', { hashes });
        const hidden = found.length === 0 ? nothingHidden : await hiddenFrom(viewerId);
        return found.filter(({ caseId }) => !hidden.has(caseId));
      },
      hiddenCases: () => hiddenFrom(viewerId),
    };
  };
  const hiddenFrom = async (viewerId: string): Promise<ReadonlySet<string>> =>
    new Set((await call('hiddenCases', { viewerId })).caseIds);

  return {
    caseRow: (caseId) => row('cases', caseId),
    caseRows: async (caseIds) => (await call('cases', { caseIds })).rows,
    receipt: (commandId) => row('receipts', commandId),
    newestReceipt: async () => (await call('newestReceipt', {})).commandId,
    generation: supervisor.generation,
    wrappedKeys: async (streamIds) => {
      const { rows } = await call('wrappedKeys', { streamIds });
      return new Map(rows.map(({ caseId, wrapped }) => [caseId, wrapped]));
    },
    keyPage: async (after, limit) => {
      const { rows, next } = await call('page', { table: 'caseKeys', after, limit });
      return { rows: rows.map(({ row: kept }) => kept as { caseId: string; wrapped: Uint8Array }), next };
    },
    kv: (key) => row('kv', key),
    kvRows: async () => (await call('all', { table: 'kv' })).rows as { key: string; sealed?: Uint8Array }[],
    drafts: async () => (await call('all', { table: 'drafts' })).rows as { id: string; sealed: Uint8Array }[],
    eventRows: async (streamId) => inOrder((await call('eventsOfStreams', { streamIds: [streamId] })).rows),
    eventRowsOf: async (streamIds) => {
      const { rows, bytes } = await call('eventsOfMany', { streamIds });
      const byStream = new Map<string, EventRow[]>();
      for (const event of [...rows, ...(await eventsIn(bytes))]) {
        const known = byStream.get(event.streamId);
        if (known) known.push(event);
        else byStream.set(event.streamId, [event]);
      }
      return byStream;
    },
    newestEventRows: async (streamId, beforeId, limit) =>
      (await call('eventsOfStreamBefore', { streamId, beforeId, limit })).rows,
    knownEventIds: async (ids) => new Set((await call('knownEvents', { ids })).ids),
    ownEventRowsAfter: async (deviceId, seq, last = Number.POSITIVE_INFINITY) => {
      const rows: EventRow[] = [];
      for (let after = seq; after < last;) {
        const limit = Math.min(eventPage, last - after);
        const page = (await call('eventsAfter', { deviceId, seq: after, limit })).rows;
        rows.push(...page.filter((event) => event.seq <= last));
        const end = page.at(-1);
        if (!end || page.length < limit) return rows;
        after = end.seq;
      }
      return rows;
    },
    eventHeaders: async (ids) => {
      const rows = await Promise.all(ids.map((id) => row<EventRow>('events', id)));
      return new Map(rows.flatMap((event) => (event ? [[event.id, event.signed.header] as const] : [])));
    },
    lastEvent: async (deviceId) => (await call('lastEvent', { deviceId })).row ?? undefined,
    streamIds: async (range) => (await call('streamIds', { ...range })).ids,
    knownHashes: async (hashes) => new Set((await call('lookup', { hashes })).found.map(({ hash }) => hash)),
    dropDerived: async () => {
      await call('dropDerived', {});
    },
    putDerived: async (derived) => {
      await call('putDerived', { ...derived, list: packed(derived.list), search: packed(derived.search) });
    },
    derivedComplete: async () => {
      await call('derivedComplete', {});
    },
    warm: async () => {
      await call('warm', {});
    },
    rest: async () => {
      await call('rest', {});
    },
    flush: async () => {
      await call('flush', {});
    },
    listsFor,
    outboxWaiting: (limit, after = 0) =>
      call('outboxNext', { nowMs: Number.MAX_SAFE_INTEGER, limit, after, withEvents: true }),
    outboxList: async (limit) => (await call('outboxList', { limit })).rows,
    outboxUpdate: async (changes) => {
      await call('outboxUpdate', { changes });
    },
    outboxStats: () => call('outboxStats', {}),
    ackedSeq: async () => (await row<{ seq: number }>('kv', ackedSeqKey))?.seq ?? 0,
    refused: async () => (await row<{ refused: readonly RefusedEvent[] }>('kv', refusedKey))?.refused ?? [],
  };
}

function inOrder(rows: readonly EventRow[]): EventRow[] {
  return [...rows].sort((a, b) => {
    const left = a.signed.header.at.hlc;
    const right = b.signed.header.at.hlc;
    if (left !== right) return left < right ? -1 : 1;
    return a.deviceId === b.deviceId ? a.seq - b.seq : a.deviceId < b.deviceId ? -1 : 1;
  });
}
