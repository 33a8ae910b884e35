/** The conversation as a low bar over other programs: the window follows what is to be read, and grows upward from the foot. */
import { useEffect, useLayoutEffect, useRef, type RefObject } from 'react';
import { api } from '../../bridge/client';
import { leaveBar } from '../../app/conversation';

type Part = RefObject<HTMLDivElement | null>;

/** Of the bar at the usual size of type, and of a step by which it grows, so that it does not jump with every line. */
const leastRem = 11.25;
const stepRem = 3;
/** For what lies over the line: facts, signs, handover. */
const sheetRem = 26;
/** What stands around the line in the middle, in the bar. */
const aroundRem = 1.75;

/**
 * Keeps the window at the height that this talk needs, while `on`; the window is itself again afterwards. `line` is drawn at its own height
 * whatever the window has; `band` and `suggestion` stand above and below it.
 */
export function useBar(on: boolean, hasSheet: boolean, visit: number, line: Part, band: Part, suggestion: Part): void {
  const asked = useRef<number | null>(null);
  const ask = useRef((heightPx: number | null): void => {
    if (asked.current === heightPx) return;
    asked.current = heightPx;
    void api['app.setBar']({ heightPx });
  });
  useLayoutEffect(() => {
    if (!on) {
      ask.current(null);
      return undefined;
    }
    const measure = (): void => {
      const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
      const needed =
        [line, band, suggestion].reduce((sum, { current }) => sum + (current?.offsetHeight ?? 0), 0) + aroundRem * rem;
      const least = leastRem * rem;
      const steps = Math.max(0, Math.ceil((needed - least) / (stepRem * rem)));
      ask.current(Math.round(hasSheet ? sheetRem * rem : least + steps * stepRem * rem));
    };
    const observer = new ResizeObserver(measure);
    for (const { current } of [line, band, suggestion]) if (current !== null) observer.observe(current);
    measure();
    return () => observer.disconnect();
    // What is observed is drawn anew with every node.
  }, [on, hasSheet, visit, line, band, suggestion]);
  useEffect(
    () => () => {
      ask.current(null);
      leaveBar();
    },
    [],
  );
}
