/** The list in pages, asked for where it is looked at. Old rows stay in sight until new ones are there. */
import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import type { CaseRowView, HistoryFilter, HistorySort } from '../../../shared/contract/history';
import type { CodedError } from '../../app/i18n/message-of';
import { api, subscribe } from '../../bridge/client';

const PAGE_ROWS = 100;
/** Asked for before they are in sight, on both sides. */
const AHEAD_ROWS = 50;
/** Enough for a long scroll back; a page asked again costs a few milliseconds. */
const KEPT_PAGES = 60;

/** Rows that are here, kept apart from the page: a list that scrolls gets new ones many times a second, and only it draws them. */
export interface CaseRows {
  readonly subscribe: (listener: () => void) => () => void;
  /** Changes whenever rows do. */
  readonly version: () => object;
  readonly at: (index: number) => CaseRowView | undefined;
}

export interface CasePages {
  /** Null until main has answered for the first time. */
  readonly total: number | null;
  readonly rows: CaseRows;
  readonly onVisible: (first: number, last: number) => void;
  readonly error: CodedError | null;
  readonly reload: () => void;
}

interface Loaded {
  readonly query: object;
  /** Which round of asking the pages are from. */
  readonly generation: number;
  readonly pages: ReadonlyMap<number, readonly CaseRowView[]>;
}

interface HeldRows extends CaseRows {
  readonly update: (change: (before: Loaded) => Loaded) => void;
}

function createRows(): HeldRows {
  let loaded: Loaded = { query: {}, generation: 0, pages: new Map() };
  const listeners = new Set<() => void>();
  return {
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    version: () => loaded,
    at: (index) => loaded.pages.get(Math.floor(index / PAGE_ROWS))?.[index % PAGE_ROWS],
    update: (change) => {
      loaded = change(loaded);
      for (const listener of listeners) listener();
    },
  };
}

/** `rowAt` of a `DataTable`; another function whenever rows have come. */
export function useRowAt(rows: CaseRows): CaseRows['at'] {
  const version = useSyncExternalStore(rows.subscribe, rows.version);
  // eslint-disable-next-line react-hooks/exhaustive-deps -- the function is the same, its rows are others
  return useCallback((index: number) => rows.at(index), [rows, version]);
}

export function useCasePages(filter: HistoryFilter, sort: HistorySort, enabled: boolean): CasePages {
  const query = useMemo(() => ({ filter, sort }), [filter, sort]);
  const [rows] = useState(createRows);
  const [total, setTotal] = useState<number | null>(null);
  const [error, setError] = useState<CodedError | null>(null);
  const seen = useRef({ first: 0, last: PAGE_ROWS - 1 });
  /** Pages asked for under the present question and generation. */
  const asked = useRef(new Set<number>());
  const generation = useRef(0);
  const known = useRef(0);

  const load = useCallback(
    (page: number): void => {
      if (asked.current.has(page)) return;
      asked.current.add(page);
      const mine = generation.current;
      void api['history.page']({ ...query, offset: page * PAGE_ROWS, limit: PAGE_ROWS }).then((reply) => {
        if (mine !== generation.current) return;
        setError(reply.ok ? null : reply.error);
        if (!reply.ok) {
          asked.current.delete(page);
          return;
        }
        rows.update((before) => {
          const first = Math.floor(seen.current.first / PAGE_ROWS);
          const last = Math.floor(seen.current.last / PAGE_ROWS);
          // After a change, rows out of sight may have moved; those in sight stay until theirs are here.
          const kept = [...before.pages].filter(
            ([at]) => before.query === query && (before.generation === mine || (at >= first && at <= last)),
          );
          const pages = new Map(kept);
          pages.delete(page);
          pages.set(page, reply.value.rows);
          const oldest = pages.keys().next().value;
          if (pages.size > KEPT_PAGES && oldest !== undefined) {
            pages.delete(oldest);
            asked.current.delete(oldest);
          }
          return { query, generation: mine, pages };
        });
        known.current = reply.value.total;
        setTotal(reply.value.total);
      });
    },
    [query, rows],
  );

  const loadSeen = useCallback((): void => {
    const first = Math.max(0, seen.current.first - AHEAD_ROWS);
    const last = Math.max(seen.current.last, Math.min(seen.current.last + AHEAD_ROWS, known.current - 1));
    for (let page = Math.floor(first / PAGE_ROWS); page <= Math.floor(last / PAGE_ROWS); page += 1) load(page);
  }, [load]);

  const reload = useCallback((): void => {
    generation.current += 1;
    asked.current.clear();
    loadSeen();
  }, [loadSeen]);

  useEffect(() => {
    if (!enabled) return undefined;
    reload();
    const stop = subscribe('cases.changed', reload);
    return () => {
      generation.current += 1;
      stop();
    };
  }, [enabled, reload]);

  const onVisible = useCallback(
    (first: number, last: number): void => {
      seen.current = { first, last };
      loadSeen();
    },
    [loadSeen],
  );
  return { total, rows, onVisible, error, reload };
}
