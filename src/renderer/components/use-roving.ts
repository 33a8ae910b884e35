import { useRef, type KeyboardEvent } from 'react';
import { belongsToIme } from './ime';

export interface Roving {
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
  /** Ref callback for the item at `index`. */
  readonly itemRef: (index: number) => (element: HTMLElement | null) => void;
}

/**
 * Arrow keys, Home and End move among `count` items and focus them; digits 1–9 jump when `digits` is set.
 * For groups that are one stop for Tab. `onMove` gets the new index.
 */
export function useRoving(count: number, current: number, onMove: (index: number) => void, digits = false): Roving {
  const items = useRef<(HTMLElement | null)[]>([]);
  return {
    itemRef: (index) => (element) => {
      items.current[index] = element;
    },
    onKeyDown: (event) => {
      if (belongsToIme(event.nativeEvent) || event.ctrlKey || event.altKey || event.metaKey || count === 0) return;
      const next = target(event, count, Math.max(current, 0), digits);
      if (next === null) return;
      event.preventDefault();
      items.current[next]?.focus();
      onMove(next);
    },
  };
}

function target(event: KeyboardEvent, count: number, current: number, digits: boolean): number | null {
  switch (event.code) {
    case 'ArrowRight':
    case 'ArrowDown':
      return (current + 1) % count;
    case 'ArrowLeft':
    case 'ArrowUp':
      return (current - 1 + count) % count;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default: {
      const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code);
      const index = digit === null ? -1 : Number(digit[1]) - 1;
      return digits && index >= 0 && index < count ? index : null;
    }
  }
}
