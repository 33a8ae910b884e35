/** The window for the customer (客户屏): on the second display where there is one. It draws what main sends, and can ask for nothing. */
import { BrowserWindow, screen } from 'electron';
import { pagePreferences } from './lockdown';
import { customerChannel, type CustomerScreen } from '../../shared/contract/customer-screen';
import { customerOrigin } from './protocol';

export interface CustomerDisplay {
  /** Opens the window where it is not open. */
  readonly show: (screen: CustomerScreen) => void;
  /** Replaces what stands on it, if it is open. */
  readonly replace: (screen: CustomerScreen) => void;
  readonly close: () => void;
  readonly isOpen: () => boolean;
}

export interface CustomerWindowOptions {
  readonly preload: string;
  readonly icon: string;
  readonly developer: boolean;
  readonly onLoadFailed: (cause: unknown) => void;
  /** The customer's window was closed by hand. */
  readonly onClosed: () => void;
}

export function createCustomerDisplay(options: CustomerWindowOptions): CustomerDisplay {
  let window: BrowserWindow | undefined;
  let current: CustomerScreen | undefined;

  const send = (): void => {
    if (current && window && !window.isDestroyed()) window.webContents.send(customerChannel, current);
  };
  const open = (): void => {
    const main = screen.getPrimaryDisplay();
    const second = screen.getAllDisplays().find(({ id }) => id !== main.id);
    const { x, y, width, height } = (second ?? main).workArea;
    // With one display it stands beside the page of staff, small enough to be put away.
    const bounds = second
      ? { x, y, width, height }
      : { x: x + Math.max(0, width - 960), y, width: Math.min(960, width), height: Math.min(720, height) };
    const made = new BrowserWindow({
      ...bounds,
      show: false,
      fullscreen: second !== undefined,
      autoHideMenuBar: true,
      backgroundColor: '#faf9f5',
      icon: options.icon,
      webPreferences: pagePreferences(options),
    });
    window = made;
    made.once('ready-to-show', () => {
      // The keys stay where staff type.
      made.showInactive();
    });
    made.webContents.on('did-finish-load', send);
    made.webContents.on('render-process-gone', () => {
      if (!made.isDestroyed()) made.close();
    });
    made.on('closed', () => {
      if (window === made) window = undefined;
      options.onClosed();
    });
    made.loadURL(`${customerOrigin}/customer/index.html`).catch(options.onLoadFailed);
  };
  return {
    show: (next) => {
      current = next;
      if (window && !window.isDestroyed()) send();
      else open();
    },
    replace: (next) => {
      current = next;
      send();
    },
    close: () => {
      current = undefined;
      if (window && !window.isDestroyed()) window.close();
    },
    isOpen: () => window !== undefined && !window.isDestroyed(),
  };
}
