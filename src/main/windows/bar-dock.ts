/**
 * 小条: the window of staff as a low bar at the foot of its screen, above all other programs, while somebody talks with a customer. The
 * same page in the same window: nothing is opened, and what was typed stays. Where the window stood before comes back with it.
 */
import { screen, type BrowserWindow } from 'electron';
import { placeBar, type WindowState } from './window-place';

export interface BarDock {
  /** Height of what is drawn, in px; null ends it. */
  readonly set: (heightPx: number | null) => void;
  /** Where the window stands when it is no bar; undefined while it is none. */
  readonly before: () => WindowState | undefined;
}

interface Before {
  readonly state: WindowState;
  readonly minimum: readonly [number, number];
}

/** Less than this nobody can read or take hold of. */
const smallest = { width: 480, height: 120 };

export function createBarDock(window: BrowserWindow): BarDock {
  let before: Before | undefined;

  const enter = (): void => {
    const [width = 0, height = 0] = window.getMinimumSize();
    before = {
      state: { ...window.getNormalBounds(), maximised: window.isMaximized() },
      minimum: [width, height],
    };
    if (window.isMaximized()) window.unmaximize();
    window.setMinimumSize(smallest.width, smallest.height);
    window.setAlwaysOnTop(true, 'floating');
  };
  const leave = ({ state: { x, y, width, height, maximised }, minimum }: Before): void => {
    before = undefined;
    window.setAlwaysOnTop(false);
    window.setBounds({ ...(x === undefined || y === undefined ? {} : { x, y }), width, height });
    window.setMinimumSize(...minimum);
    if (maximised) window.maximize();
  };
  return {
    set: (heightPx) => {
      if (window.isDestroyed()) return;
      if (heightPx === null) {
        if (before) leave(before);
        return;
      }
      const { workArea } = screen.getDisplayMatching(window.getBounds());
      if (!before) enter();
      const frame = Math.max(0, window.getBounds().height - window.getContentBounds().height);
      window.setBounds(placeBar(workArea, heightPx + frame));
    },
    before: () => before?.state,
  };
}
