/**
 * Hidden pages for papers. They live in a session in memory of their own, which can fetch three kinds of things: the page itself,
 * its pictures and the bundled fonts. No script (switched off), no preload, no permission, no network, no navigation.
 *
 * A picture is made smaller in such a page too: bytes that came from outside are decoded in a sandbox, never in main.
 */
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { BrowserWindow, session, type Session } from 'electron';
import type { DocumentWindow } from './document-printer';
import { denyDevices } from '../windows/lockdown';
import { pictureScheme, type PictureWindow, type ScaledPicture } from './picture-scaler';

/** Host of the pages under the `app:` scheme, which must be declared standard and secure before the app is ready. */
export const documentsOrigin = 'app://documents';
/** Where a rendered page finds the bundled Chinese face; pass as `resolveAsset`. */
export const documentFontsUrl = `${documentsOrigin}/fonts/fonts.css`;

const POLICY = `default-src 'none'; style-src 'unsafe-inline' ${documentsOrigin}; font-src ${documentsOrigin}; img-src ${documentsOrigin}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'`;

interface Picture {
  readonly bytes: Uint8Array;
  readonly mime: string;
}

/** What one hidden page may fetch of its own, by the last part of the address. */
interface Served {
  html: string;
  pictures: ReadonlyMap<string, Picture>;
}

export interface DocumentWindows {
  readonly openWindow: () => DocumentWindow;
  readonly openPictureWindow: () => PictureWindow;
}

/** Prepares the session and returns what opens pages. `fontsDir` holds `wght.css` and `files/*.woff2` of the bundled face. */
export function createDocumentWindows(fontsDir: string): DocumentWindows {
  const pages = new Map<string, Served>();
  const ses = session.fromPartition('documents', { cache: false });
  ses.setPermissionRequestHandler((_contents, _permission, done) => done(false));
  ses.setPermissionCheckHandler(() => false);
  denyDevices(ses, () => undefined);
  ses.webRequest.onBeforeRequest((details, done) => done({ cancel: !details.url.startsWith(`${documentsOrigin}/`) }));
  ses.protocol.handle('app', (request) => answer(request, pages, fontsDir));
  return {
    openWindow: () => openDocumentWindow(ses, pages),
    openPictureWindow: () => openPictureWindow(ses, pages),
  };
}

async function answer(request: Request, pages: ReadonlyMap<string, Served>, fontsDir: string): Promise<Response> {
  const url = new URL(request.url);
  const headers = { 'content-security-policy': POLICY, 'x-content-type-options': 'nosniff' };
  const [id = '', name, ...more] = url.pathname.slice(1).split('/');
  const page = pages.get(id);
  if (page !== undefined && name === undefined)
    return new Response(page.html, { headers: { ...headers, 'content-type': 'text/html; charset=utf-8' } });
  const picture = more.length === 0 ? page?.pictures.get(name ?? '') : undefined;
  if (picture)
    return new Response(Uint8Array.from(picture.bytes), { headers: { ...headers, 'content-type': picture.mime } });
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

function hiddenWindow(ses: Session, javascript: boolean): BrowserWindow {
  const window = new BrowserWindow({
    show: false,
    width: 900,
    height: 1200,
    webPreferences: {
      session: ses,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      javascript,
      webgl: false,
      spellcheck: false,
      backgroundThrottling: false,
    },
  });
  window.webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
  window.webContents.on('will-navigate', (event) => event.preventDefault());
  return window;
}

function openDocumentWindow(ses: Session, pages: Map<string, Served>): DocumentWindow {
  const id = randomBytes(16).toString('hex');
  const window = hiddenWindow(ses, false);
  return {
    load: async ({ html, pictures }) => {
      const jpegs = [...(pictures ?? [])].map(([name, bytes]) => [name, { bytes, mime: 'image/jpeg' }] as const);
      pages.set(id, { html: html.replaceAll(`src="${pictureScheme}`, `src="/${id}/`), pictures: new Map(jpegs) });
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

const EMPTY_PAGE = '<!doctype html><title>.</title>';

/** Runs in the hidden page, so it is text here: the picture turned as its camera says, on white, no longer than `longestPx`. */
const SCALE = `async (url, longestPx, quality) => {
  const picture = new Image();
  picture.src = url;
  await picture.decode();
  const scale = Math.min(1, longestPx / Math.max(picture.naturalWidth, picture.naturalHeight));
  const width = Math.max(1, Math.round(picture.naturalWidth * scale));
  const height = Math.max(1, Math.round(picture.naturalHeight * scale));
  const canvas = new OffscreenCanvas(width, height);
  const pen = canvas.getContext('2d', { alpha: false, willReadFrequently: true });
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, width, height);
  pen.imageSmoothingQuality = 'high';
  pen.drawImage(picture, 0, 0, width, height);
  picture.src = '';
  const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality });
  const reader = new FileReader();
  await new Promise((resolve, reject) => {
    reader.onload = resolve;
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });
  return { width, height, dataUrl: reader.result };
}`;

function openPictureWindow(ses: Session, pages: Map<string, Served>): PictureWindow {
  const id = randomBytes(16).toString('hex');
  const window = hiddenWindow(ses, true);
  const served: Served = { html: EMPTY_PAGE, pictures: new Map() };
  pages.set(id, served);
  const gone = new Promise<never>((_resolve, reject) => {
    window.webContents.once('render-process-gone', (_event, { reason }) => reject(new Error(`page ${reason}`)));
  });
  // Also where nobody waits for it at the moment.
  gone.catch(() => undefined);
  const opened = window.loadURL(`${documentsOrigin}/${id}`);
  let no = 0;
  return {
    scale: async ({ bytes, mime }, longestPx, quality): Promise<ScaledPicture> => {
      await opened;
      const name = `picture${String((no += 1))}`;
      served.pictures = new Map([[name, { bytes, mime }]]);
      try {
        const call = `(${SCALE})(${JSON.stringify(`/${id}/${name}`)}, ${String(longestPx)}, ${String(quality)})`;
        const scaled = (await Promise.race([window.webContents.executeJavaScript(call), gone])) as {
          readonly width: number;
          readonly height: number;
          readonly dataUrl: string;
        };
        const jpeg = Buffer.from(scaled.dataUrl.slice(scaled.dataUrl.indexOf(',') + 1), 'base64');
        return { widthPx: scaled.width, heightPx: scaled.height, jpeg };
      } finally {
        served.pictures = new Map();
      }
    },
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
