/** Answers to what is typed. An answer that comes late belongs to an older question and is dropped. */
import { useEffect, useState } from 'react';
import type { HistoryFilter, SearchHitView } from '../../../shared/contract/history';
import type { CodedError } from '../../app/i18n/message-of';
import { api, subscribe } from '../../bridge/client';

/** More than anybody reads; the next step is another word. */
const MOST_HITS = 200;

export interface Found {
  readonly text: string;
  readonly hits: readonly SearchHitView[];
  readonly more: boolean;
}

export function useSearch(
  text: string,
  filter: HistoryFilter,
): { readonly found: Found | null; readonly error: CodedError | null } {
  const [found, setFound] = useState<Found | null>(null);
  const [error, setError] = useState<CodedError | null>(null);
  useEffect(() => {
    if (text === '') return undefined;
    let latest = 0;
    const load = (): void => {
      latest += 1;
      const mine = latest;
      void api['history.search']({ text, filter, limit: MOST_HITS }).then((reply) => {
        if (mine !== latest) return;
        setError(reply.ok ? null : reply.error);
        if (reply.ok) setFound({ text, ...reply.value });
      });
    };
    load();
    const stop = subscribe('cases.changed', load);
    return () => {
      latest = Number.POSITIVE_INFINITY;
      stop();
    };
  }, [text, filter]);
  return { found: text === '' ? null : found, error };
}
