/** What no page of ours may ever do, whatever gets injected into it. */
import { app, type Session, type WebContents } from 'electron';
import { storeOrigin, uiOrigin } from './protocol';

/** Refuses navigation, new windows, web views and permissions for every page there will ever be. */
export function lockDown(session: Session, onRefused: (what: string) => void): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event) => {
      event.preventDefault();
      onRefused('navigation');
    });
    contents.on('will-redirect', (event) => {
      event.preventDefault();
      onRefused('redirect');
    });
    contents.on('will-attach-webview', (event) => {
      event.preventDefault();
      onRefused('webview');
    });
    contents.setWindowOpenHandler(() => {
      onRefused('window');
      return { action: 'deny' };
    });
  });
  // Without persistent storage Chromium may evict the database when the disk runs low, and nothing else is asked for.
  session.setPermissionCheckHandler((_contents, permission, origin) => isPersistenceOfStore(permission, origin));
  session.setPermissionRequestHandler((contents, permission, done) => {
    done(isPersistenceOfStore(permission, originOf(contents.getURL())));
  });
  session.setDevicePermissionHandler(() => false);
}

/** True for the top frame of the UI page and nothing else. */
export function isUiSender(event: { sender: WebContents; senderFrame: Electron.WebFrameMain | null }): boolean {
  const frame = event.senderFrame;
  return frame !== null && frame === event.sender.mainFrame && originOf(frame.url) === uiOrigin;
}

/** `URL.origin` is "null" for custom schemes in Node, so it is put together by hand. */
export function originOf(url: string): string {
  try {
    const { protocol, host } = new URL(url);
    return `${protocol}//${host}`;
  } catch {
    return '';
  }
}

function isPersistenceOfStore(permission: string, origin: string): boolean {
  return permission === 'persistent-storage' && originOf(origin) === storeOrigin;
}
