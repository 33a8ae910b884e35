import { useEffect, useEffectEvent } from 'react';
import { api } from './client';

/** As long as at the server: what is on the screen must not outlast the session. */
const idleMs = 15 * 60 * 1000;
/** Somebody who only reads or types keeps the session too; the server is told this often. */
const tellEveryMs = 60 * 1000;

/** Calls `onEnd` when nobody has touched the page for 15 minutes while `active`. */
export function useIdleEnd(active: boolean, onEnd: () => void): void {
  const end = useEffectEvent(onEnd);
  useEffect(() => {
    if (!active) return undefined;
    let timer = setTimeout(() => end(), idleMs);
    let told = false;
    const untold = setInterval(() => {
      told = false;
    }, tellEveryMs);
    const touch = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => end(), idleMs);
      if (told) return;
      told = true;
      void api['session.status']({});
    };
    window.addEventListener('pointerdown', touch);
    window.addEventListener('keydown', touch);
    return () => {
      clearTimeout(timer);
      clearInterval(untold);
      window.removeEventListener('pointerdown', touch);
      window.removeEventListener('keydown', touch);
    };
  }, [active]);
}
