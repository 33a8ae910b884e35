/** What the frame itself needs from main: status and colleagues. Asked again when main says that it changed. */
import { useEffect, useState } from 'react';
import type { AppStatus } from '../../shared/contract/app';
import type { UserTile } from '../../shared/contract/session';
import { api, subscribe } from '../bridge/client';
import { kept } from '../bridge/kept';

export interface AppData {
  /** Null until main has answered for the first time. */
  readonly status: AppStatus | null;
  readonly users: readonly UserTile[];
}

/** Tells main that somebody is there, at most this often. */
const TOUCH_EVERY_MS = 20_000;

export function useAppData(): AppData {
  const [status, setStatus] = useState<AppStatus | null>(null);
  const [users, setUsers] = useState<readonly UserTile[]>([]);

  useEffect(() => {
    let current = true;
    const loadStatus = (): void => {
      void Promise.all([api['app.status']({}), api['session.tiles']({})]).then(([reply, tiles]) => {
        if (!current) return;
        if (reply.ok) setStatus((shown) => kept(shown, reply.value));
        if (tiles.ok) setUsers((shown) => kept(shown, tiles.value.users));
      });
    };
    const stop = subscribe('app.changed', loadStatus);
    loadStatus();
    return () => {
      current = false;
      stop();
    };
  }, []);

  useEffect(() => {
    // Also what a button copies: it makes the same event. Main takes it off the clipboard again.
    const copied = (): void => {
      void api['app.copied']({});
    };
    window.addEventListener('copy', copied);
    window.addEventListener('cut', copied);
    return () => {
      window.removeEventListener('copy', copied);
      window.removeEventListener('cut', copied);
    };
  }, []);

  const signedIn = status?.session != null;
  useEffect(() => {
    if (!signedIn) return undefined;
    let toldAt = Number.NEGATIVE_INFINITY;
    const touch = (event: Event): void => {
      if (event.timeStamp - toldAt < TOUCH_EVERY_MS) return;
      toldAt = event.timeStamp;
      void api['session.touch']({});
    };
    window.addEventListener('keydown', touch, true);
    window.addEventListener('pointermove', touch, true);
    return () => {
      window.removeEventListener('keydown', touch, true);
      window.removeEventListener('pointermove', touch, true);
    };
  }, [signedIn]);

  return { status, users };
}
