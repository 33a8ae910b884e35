/** Where the hands were: a key leads into the panel, the decision leads back to the field of the form. */
import { useEffect, useMemo, useRef, type KeyboardEvent, type RefObject } from 'react';
import { focusFirstIn } from '../../components/focus-first';
import { belongsToIme } from '../../components/ime';

export interface Hands {
  /** Focuses what the selector finds in the panel, once it is drawn. */
  readonly goTo: (selector: string) => void;
  /** Back to where a key led away from; nothing where the focus came here by itself. */
  readonly back: () => void;
  /** Esc leads back too, and loses nothing. */
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
}

export function useHands(panel: RefObject<HTMLElement | null>): Hands {
  const left = useRef<HTMLElement | null>(null);
  const frame = useRef(0);
  useEffect(() => () => cancelAnimationFrame(frame.current), []);
  return useMemo(() => {
    const back = (): void => {
      cancelAnimationFrame(frame.current);
      const to = left.current;
      left.current = null;
      if (to?.isConnected === true && panel.current?.contains(document.activeElement) === true) to.focus();
    };
    return {
      goTo: (selector) => {
        const active = document.activeElement;
        if (active instanceof HTMLElement && panel.current?.contains(active) !== true && active !== document.body)
          left.current = active;
        cancelAnimationFrame(frame.current);
        const focus = (): boolean => {
          const place = panel.current?.querySelector<HTMLElement>(selector) ?? null;
          // What a sheet hides can't have the focus yet.
          return focusFirstIn(place) && place?.contains(document.activeElement) === true;
        };
        // At once where it is there already: the next key must not land in the form.
        if (!focus()) frame.current = requestAnimationFrame(focus);
      },
      back,
      onKeyDown: (event) => {
        if (event.key !== 'Escape' || belongsToIme(event.nativeEvent) || event.isDefaultPrevented()) return;
        if (left.current === null) return;
        event.preventDefault();
        back();
      },
    };
  }, [panel]);
}
