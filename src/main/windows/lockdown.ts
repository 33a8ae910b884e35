/** What no page of ours may ever do, whatever gets injected into it. */
import { app, type Session, type WebContents, type WebPreferences } from 'electron';
import { storeOrigin, uiOrigin } from './protocol';

/** What a page may load: itself, and what it made in memory. `devtools:` is the developer tools' own page. */
const ownSchemes: readonly string[] = ['app:', 'blob:', 'data:', 'devtools:'];

/** How every window of ours is opened. */
export const pagePreferences = ({
  preload,
  developer,
}: {
  readonly preload: string;
  readonly developer: boolean;
}): WebPreferences => ({
  preload,
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  webviewTag: false,
  spellcheck: false,
  navigateOnDragDrop: false,
  devTools: developer,
});

/** Refuses navigation, new windows, web views, permissions and the network for every page there will ever be. */
export function lockDown(session: Session, onRefused: (what: string) => void): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event) => {
      event.preventDefault();
      onRefused('navigation');
    });
    // Frames have an event of their own; it comes for the top frame too, which is refused above.
    contents.on('will-frame-navigate', (event) => {
      // A frame written out in our own page, like the preview of a letter, loads nothing from anywhere.
      if (event.isMainFrame || event.url === 'about:srcdoc') return;
      event.preventDefault();
      onRefused('frame');
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
    // Without a listener the first device in reach is chosen, and nobody is asked.
    contents.on('select-bluetooth-device', (event, _devices, choose) => {
      event.preventDefault();
      onRefused('bluetooth');
      choose('');
    });
    // The same for a certificate of this PC; what main asks of headquarters is not asked by a page.
    contents.on('select-client-certificate', (event, _url, _certificates, choose) => {
      event.preventDefault();
      onRefused('certificate');
      (choose as (certificate?: Electron.Certificate) => void)();
    });
  });
  denyDevices(session, onRefused);
  // Without persistent storage Chromium may evict the database when the disk runs low, and nothing else is asked for.
  session.setPermissionCheckHandler((_contents, permission, origin) => isPersistenceOfStore(permission, origin));
  session.setPermissionRequestHandler((contents, permission, done) => {
    done(isPersistenceOfStore(permission, originOf(contents.getURL())));
  });
  session.on('will-download', (event) => {
    event.preventDefault();
    onRefused('download');
  });
  // The policy of the pages forbids it already; this holds for a page whose policy was got around. What main itself
  // asks of headquarters belongs to no page.
  session.webRequest.onBeforeRequest((details, done) => {
    const cancel = details.webContentsId !== undefined && !ownSchemes.includes(schemeOf(details.url));
    if (cancel) onRefused('request');
    done({ cancel });
  });
}

/** Refuses devices and the picture of the screen to every page of a session, now and for a device that was given once before. */
export function denyDevices(session: Session, onRefused: (what: string) => void): void {
  session.setDevicePermissionHandler(() => false);
  session.on('select-hid-device', (event, _details, choose) => {
    event.preventDefault();
    onRefused('hid');
    choose(null);
  });
  session.on('select-serial-port', (event, _ports, _contents, choose) => {
    event.preventDefault();
    onRefused('serial');
    choose('');
  });
  session.on('select-usb-device', (event, _details, choose) => {
    event.preventDefault();
    onRefused('usb');
    choose();
  });
  session.setBluetoothPairingHandler((_details, answer) => {
    answer({ confirmed: false });
  });
}

/** Chromium fetches dictionaries from the net for every session it makes; call before `app` is ready. */
export function withoutDictionaries(): void {
  app.on('session-created', (session) => {
    session.setSpellCheckerEnabled(false);
    session.setSpellCheckerLanguages([]);
  });
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

function schemeOf(url: string): string {
  return url.slice(0, url.indexOf(':') + 1);
}

function isPersistenceOfStore(permission: string, origin: string): boolean {
  return permission === 'persistent-storage' && originOf(origin) === storeOrigin;
}
