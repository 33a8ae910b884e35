/** The hidden page that owns IndexedDB. Main owns it: it is started first, restarted when it dies, and closed last. */
import { BrowserWindow, MessageChannelMain, type MessagePortMain } from 'electron';
import { pagePreferences } from './lockdown';
import { asStorePage } from './page-engine';
import { storeOrigin } from './protocol';
import type { Restarts } from './restarts';

export interface StoreWindowOptions {
  readonly preload: string;
  /** Developer tools can be opened; never in a package. */
  readonly developer: boolean;
  readonly restarts: Restarts;
  /** A new port to the page; also after every restart. */
  readonly onPort: (port: MessagePortMain) => void;
  readonly onGone: (reason: string) => void;
  readonly onLoadFailed: (cause: unknown) => void;
}

export interface StoreWindow {
  readonly close: () => void;
  /** Ends the page's process as a crash would: it hangs. */
  readonly crash: () => void;
}

/** Opens the page and keeps it open until `close`. */
export function openStoreWindow(options: StoreWindowOptions): StoreWindow {
  let closing = false;
  const window = new BrowserWindow({
    show: false,
    webPreferences: {
      ...pagePreferences(options),
      // Timers of hidden pages are slowed down; this page has none of its own, but its promises must not wait either.
      backgroundThrottling: false,
    },
  });

  const load = (): void => {
    if (closing || window.isDestroyed()) return;
    asStorePage(() => window.loadURL(`${storeOrigin}/store-host/index.html`)).then(() => {
      const { port1, port2 } = new MessageChannelMain();
      window.webContents.postMessage('store-port', null, [port2]);
      options.onPort(port1);
    }, options.onLoadFailed);
  };

  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (closing || window.isDestroyed()) return;
    options.onGone(reason);
    setTimeout(load, options.restarts.died().waitMs);
  });
  load();

  return {
    close: () => {
      closing = true;
      if (!window.isDestroyed()) window.destroy();
    },
    crash: () => {
      window.webContents.forcefullyCrashRenderer();
    },
  };
}
