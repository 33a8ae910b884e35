import { useSyncExternalStore } from 'react';

/** Below this width, measured in lines of text rather than pixels, the rail shows icons only. */
const NARROW_REM = 68;

function subscribe(listener: () => void): () => void {
  window.addEventListener('resize', listener);
  const observer = new MutationObserver(listener);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['style'] });
  return () => {
    window.removeEventListener('resize', listener);
    observer.disconnect();
  };
}

function widthRem(): number {
  const size = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  return window.innerWidth / (Number.isFinite(size) && size > 0 ? size : 16);
}

/** True on a small window or with large text: both leave few characters per line. */
export function useNarrow(): boolean {
  return !useWindowFrom(NARROW_REM);
}

/** True from this width of the window on, in lines of text: larger type makes a window narrower. */
export function useWindowFrom(rem: number): boolean {
  return useSyncExternalStore(subscribe, () => widthRem() >= rem);
}
