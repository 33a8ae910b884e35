/**
 * Hidden pages for papers. They live in a session in memory of their own, which can fetch two kinds of things: the page itself
 * and the bundled fonts. No script (switched off), no preload, no permission, no network, no navigation.
 */
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { BrowserWindow, session, type Session } from 'electron';
import type { DocumentWindow } from './document-printer';

/** Host of the pages under the `app:` scheme, which must be declared standard and secure before the app is ready. */
export const documentsOrigin = 'app://documents';
/** Where a rendered page finds the bundled Chinese face; pass as `resolveAsset`. */
export const documentFontsUrl = `${documentsOrigin}/fonts/fonts.css`;

const POLICY = `default-src 'none'; style-src 'unsafe-inline' ${documentsOrigin}; font-src ${documentsOrigin}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

/** Prepares the session and returns what opens one page. `fontsDir` holds `wght.css` and `files/*.woff2` of the bundled face. */
export function createDocumentWindows(fontsDir: string): () => DocumentWindow {
  const pages = new Map<string, string>();
  const ses = session.fromPartition('documents', { cache: false });
  ses.setPermissionRequestHandler((_contents, _permission, done) => done(false));
  ses.setPermissionCheckHandler(() => false);
  ses.setDevicePermissionHandler(() => false);
  ses.webRequest.onBeforeRequest((details, done) => done({ cancel: !details.url.startsWith(`${documentsOrigin}/`) }));
  ses.protocol.handle('app', (request) => answer(request, pages, fontsDir));
  return () => openDocumentWindow(ses, pages);
}

async function answer(request: Request, pages: ReadonlyMap<string, string>, fontsDir: string): Promise<Response> {
  const url = new URL(request.url);
  const headers = { 'content-security-policy': POLICY, 'x-content-type-options': 'nosniff' };
  const page = pages.get(url.pathname.slice(1));
  if (page !== undefined)
    return new Response(page, { headers: { ...headers, 'content-type': 'text/html; charset=utf-8' } });
  if (url.pathname === '/fonts/fonts.css') {
    const css = await readFile(path.join(fontsDir, 'wght.css'));
    return new Response(css, { headers: { ...headers, 'content-type': 'text/css; charset=utf-8' } });
  }
  const font = /^\/fonts\/files\/([\w-]+\.woff2)$/.exec(url.pathname)?.[1];
  if (font === undefined) return new Response(null, { status: 404 });
  return new Response(await readFile(path.join(fontsDir, 'files', font)), {
    headers: { ...headers, 'content-type': 'font/woff2' },
  });
}

function openDocumentWindow(ses: Session, pages: Map<string, string>): DocumentWindow {
  const id = randomBytes(16).toString('hex');
  const window = new BrowserWindow({
    show: false,
    width: 900,
    height: 1200,
    webPreferences: {
      session: ses,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      javascript: false,
      webgl: false,
      spellcheck: false,
      backgroundThrottling: false,
    },
  });
  window.webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
  window.webContents.on('will-navigate', (event) => event.preventDefault());

  return {
    load: async (html) => {
      pages.set(id, html);
      await window.loadURL(`${documentsOrigin}/${id}`);
    },
    // The page has no script, so its height is asked from the browser itself.
    contentHeightPx: async (pageWidthPx) => {
      const inspector = window.webContents.debugger;
      inspector.attach('1.3');
      try {
        await inspector.sendCommand('Emulation.setEmulatedMedia', { media: 'print' });
        await inspector.sendCommand('Emulation.setDeviceMetricsOverride', {
          width: Math.ceil(pageWidthPx),
          height: 100,
          deviceScaleFactor: 1,
          mobile: false,
        });
        const metrics: unknown = await inspector.sendCommand('Page.getLayoutMetrics');
        return heightOf(metrics);
      } finally {
        await inspector.sendCommand('Emulation.clearDeviceMetricsOverride');
        inspector.detach();
      }
    },
    toPdf: (options) => window.webContents.printToPDF(options),
    print: (options) =>
      new Promise((resolve) => {
        window.webContents.print(options, (success, reason) => resolve({ success, reason }));
      }),
    destroy: () => {
      pages.delete(id);
      if (!window.isDestroyed()) window.destroy();
    },
  };
}

function heightOf(metrics: unknown): number {
  const size = (metrics as { cssContentSize?: { height?: unknown } }).cssContentSize;
  if (typeof size?.height !== 'number') throw new Error('the browser told no content size');
  return size.height;
}
