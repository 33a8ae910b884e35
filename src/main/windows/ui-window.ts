/** The one window people see: where it stood is kept, and a page that dies or hangs is opened again. */
import { BrowserWindow, screen } from 'electron';
import { createBarDock, type BarDock } from './bar-dock';
import { pagePreferences } from './lockdown';
import { uiOrigin } from './protocol';
import type { Restarts } from './restarts';
import { placeWindow, type WindowState } from './window-place';

export interface UiWindowOptions {
  readonly preload: string;
  readonly icon: string;
  readonly state: WindowState | undefined;
  readonly backgroundColour: string;
  /** Developer tools can be opened; never in a package. */
  readonly developer: boolean;
  readonly restarts: Restarts;
  readonly saveState: (state: WindowState) => void;
  /** The page died; it is loaded again right after. */
  readonly onCrash: (reason: string) => void;
  readonly onLoadFailed: (cause: unknown) => void;
  /** The page dies again and again: whether to go on. */
  readonly askAfterManyCrashes: () => Promise<boolean>;
  /** The page has not answered for a while: whether to load it again. */
  readonly askWhenHanging: () => Promise<boolean>;
}

/** Moving a window makes an event for each pixel; only where it came to rest is written. */
const restMs = 400;

export interface UiWindow {
  readonly window: BrowserWindow;
  readonly bar: BarDock;
}

export function openUiWindow(options: UiWindowOptions): UiWindow {
  const main = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter(({ id }) => id !== main.id);
  const place = placeWindow(
    options.state,
    [main, ...others].map(({ workArea }) => workArea),
  );
  const window = new BrowserWindow({
    ...place.position,
    ...place.size,
    minWidth: place.minimum.width,
    minHeight: place.minimum.height,
    show: false,
    autoHideMenuBar: true,
    backgroundColor: options.backgroundColour,
    icon: options.icon,
    webPreferences: pagePreferences(options),
  });
  if (place.maximised) window.maximize();
  window.once('ready-to-show', () => {
    window.show();
  });
  const bar = createBarDock(window);
  keepPlace(window, bar, options.saveState);
  keepPage(window, bar, options);
  return { window, bar };
}

function keepPlace(window: BrowserWindow, bar: BarDock, saveState: (state: WindowState) => void): void {
  let timer: NodeJS.Timeout | undefined;
  const save = (): void => {
    clearTimeout(timer);
    if (window.isDestroyed() || window.isMinimized() || window.isFullScreen()) return;
    saveState(bar.before() ?? { ...window.getNormalBounds(), maximised: window.isMaximized() });
  };
  const saveAtRest = (): void => {
    clearTimeout(timer);
    timer = setTimeout(save, restMs);
  };
  window.on('resize', saveAtRest);
  window.on('move', saveAtRest);
  window.on('close', save);
  window.on('closed', () => {
    clearTimeout(timer);
  });
}

function keepPage(window: BrowserWindow, bar: BarDock, options: UiWindowOptions): void {
  const load = (): void => {
    if (window.isDestroyed()) return;
    window.loadURL(`${uiOrigin}/renderer/index.html`).catch(options.onLoadFailed);
  };
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return;
    // The page that comes knows of no bar.
    bar.set(null);
    const { waitMs, often } = options.restarts.died();
    options.onCrash(reason);
    if (!often) {
      setTimeout(load, waitMs);
      return;
    }
    void options.askAfterManyCrashes().then((goOn) => {
      if (goOn) load();
      else if (!window.isDestroyed()) window.close();
    });
  });
  let asking = false;
  window.on('unresponsive', () => {
    if (asking) return;
    asking = true;
    void options.askWhenHanging().then((again) => {
      asking = false;
      // Ends the process, so that the page is opened again like one that died.
      if (again && !window.isDestroyed()) window.webContents.forcefullyCrashRenderer();
    });
  });
  load();
}
