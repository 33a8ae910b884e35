/** Status and queue of syncing, asked again when main says that they changed. */
import { useEffect, useState } from 'react';
import type { SyncItemView, SyncStatusView } from '../../../shared/contract/sync';
import type { CodedError } from '../../app/i18n/message-of';
import { asking } from '../../bridge/asking';
import { api, subscribe } from '../../bridge/client';

/** The page shows the head of the queue; the number of all stands above it. */
const SHOWN_ITEMS = 200;

export interface Sync {
  /** Null until main has answered. */
  readonly status: SyncStatusView | null;
  readonly items: readonly SyncItemView[];
  readonly error: CodedError | null;
  readonly reload: () => void;
}

export function useSync(): Sync {
  const [status, setStatus] = useState<SyncStatusView | null>(null);
  const [items, setItems] = useState<readonly SyncItemView[]>([]);
  const [error, setError] = useState<CodedError | null>(null);
  const [sync] = useState(() =>
    asking(
      () => Promise.all([api['sync.status']({}), api['sync.items']({ limit: SHOWN_ITEMS })]),
      ([state, queue]) => {
        setError(state.ok ? (queue.ok ? null : queue.error) : state.error);
        if (state.ok) setStatus(state.value);
        if (queue.ok) setItems(queue.value.items);
      },
    ),
  );
  useEffect(() => {
    sync.again();
    const stops = [subscribe('sync.changed', sync.again), subscribe('cases.changed', sync.again)];
    return () => {
      sync.stop();
      for (const stop of stops) stop();
    };
  }, [sync]);
  return { status, items, error, reload: sync.again };
}
