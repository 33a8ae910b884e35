/** A small Electron main: the product's own scheme, locks and store window, and nothing else. */
import path from 'node:path';
import { app, session, type MessagePortMain } from 'electron';
import { lockDown } from '../../../src/main/windows/lockdown';
import { declareScheme, servePages } from '../../../src/main/windows/protocol';
import { openStoreWindow, type StoreWindow } from '../../../src/main/windows/store-window';

const option = (name: string): string =>
  process.argv.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3) ?? '';

/** What tests reach through Playwright's `evaluate`. */
export interface Harness {
  ports: MessagePortMain[];
  gone: string[];
  window: StoreWindow;
}

declare global {
  // `var` is how a global is declared.
  var harness: Harness | undefined;
}

declareScheme();
app.on('window-all-closed', () => undefined);
void app.whenReady().then(() => {
  lockDown(session.defaultSession, () => undefined);
  servePages(session.defaultSession, {
    rootDir: option('pages'),
    onScripts: () => undefined,
  });
  const ports: MessagePortMain[] = [];
  const gone: string[] = [];
  const window = openStoreWindow({
    preload: path.join(__dirname, 'preload.js'),
    developer: true,
    restarts: { died: () => ({ waitMs: 0, often: false }) },
    onLoadFailed: (cause) => {
      throw cause;
    },
    onPort: (port) => ports.push(port),
    onGone: (reason) => gone.push(reason),
  });
  globalThis.harness = { ports, gone, window };
});
