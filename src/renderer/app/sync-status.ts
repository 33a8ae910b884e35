/**
 * How far this PC is with headquarters. Apart from the other data of the frame: while a long outbox drains it changes several times
 * a second, and only who shows it is drawn anew.
 */
import { useEffect } from 'react';
import { create } from 'zustand';
import { notEnrolled } from '../../shared/contract/no-sync';
import type { SyncStatusView } from '../../shared/contract/sync';
import { api, subscribe } from '../bridge/client';
import { kept } from '../bridge/kept';

export const useSyncStatus = create<SyncStatusView>()(() => notEnrolled);

/** Asks main now, and again when it says that something changed. Once in a window: the frame does. */
export function useSyncStatusFeed(): void {
  useEffect(() => {
    let current = true;
    const load = (): void => {
      void api['sync.status']({}).then((reply) => {
        if (current && reply.ok) useSyncStatus.setState((shown) => kept(shown, reply.value), true);
      });
    };
    const stop = subscribe('sync.changed', load);
    load();
    return () => {
      current = false;
      stop();
    };
  }, []);
}
