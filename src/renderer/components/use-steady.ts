import { useCallback, useLayoutEffect, useRef } from 'react';

/**
 * The same function for as long as the component stands, doing what the newest one does: what is given it need not be drawn again.
 * For handlers only, never to be called while drawing.
 */
export function useSteady<A extends readonly unknown[], R>(run: (...args: A) => R): (...args: A) => R {
  const newest = useRef(run);
  useLayoutEffect(() => {
    newest.current = run;
  });
  return useCallback((...args: A) => newest.current(...args), []);
}
