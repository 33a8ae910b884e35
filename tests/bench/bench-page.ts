/** A page of the bench's own inside the running application: another origin, a storage partition of its own, no policy. */
import type { RunningApp } from './app-driver';

const url = 'app://bench/index.html';

/** Opens it, 1366 × 768, and runs the bundle in it. */
export function openBenchPage(app: RunningApp, code: string): Promise<void> {
  return app.electron.evaluate(
    async ({ BrowserWindow, session }, { address, script }) => {
      const partition = session.fromPartition('persist:bench');
      if (!partition.protocol.isProtocolHandled('app')) {
        partition.protocol.handle(
          'app',
          () =>
            new Response('<!doctype html><meta charset="utf-8"><title>bench</title><body></body>', {
              headers: { 'content-type': 'text/html' },
            }),
        );
      }
      const window = new BrowserWindow({
        width: 1366,
        height: 768,
        webPreferences: { sandbox: true, session: partition, backgroundThrottling: false },
      });
      await window.loadURL(address);
      await window.webContents.executeJavaScript(`${script};0`);
    },
    { address: url, script: code },
  );
}

/** Runs a script in it; its value must be plain. */
export function inBenchPage<T>(app: RunningApp, script: string): Promise<T> {
  return app.electron.evaluate(
    async ({ webContents }, { address, code }) => {
      const page = webContents.getAllWebContents().find((one) => one.getURL() === address);
      if (!page) throw new Error('the bench page is not open');
      return (await page.executeJavaScript(code)) as unknown;
    },
    { address: url, code: script },
  ) as Promise<T>;
}

export function closeBenchPage(app: RunningApp): Promise<void> {
  return app.electron.evaluate(({ BrowserWindow }, address) => {
    for (const window of BrowserWindow.getAllWindows()) {
      if (window.webContents.getURL() === address) window.destroy();
    }
  }, url);
}
