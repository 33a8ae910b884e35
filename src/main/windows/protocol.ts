/**
 * The `app:` scheme. Three hosts, three origins: `app://ui` for what staff see, `app://customer` for the window turned to the
 * customer, `app://store` for the hidden page that owns IndexedDB. The names are part of the database's path on disk: changing one would present an empty database.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { protocol, type Session } from 'electron';

export const uiOrigin = 'app://ui';
export const storeOrigin = 'app://store';
/** The window that is turned to the customer. Trusted with nothing: it may call no operation. */
export const customerOrigin = 'app://customer';

const contentSecurityPolicy: Readonly<Record<string, string>> = {
  ui: [
    "default-src 'none'",
    "script-src 'self'",
    // Emotion writes style elements at run time.
    "style-src 'self' 'unsafe-inline'",
    "font-src 'self'",
    "img-src 'self' blob: data:",
    "connect-src 'self'",
    "worker-src 'self'",
    "frame-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
  ].join('; '),
  customer: [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  store: [
    "default-src 'none'",
    "script-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
};

const mimeTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
};

/** Must run before `app` is ready. */
export function declareScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: 'app',
      privileges: { standard: true, secure: true, supportFetchAPI: true, corsEnabled: false, codeCache: true },
    },
  ]);
}

export interface ServePagesOptions {
  /** Nothing above it is served. */
  readonly rootDir: string;
  /** Scripts are served only once main can answer what they ask. */
  readonly canAnswer: Promise<void>;
  /** The document of a page is on its way. */
  readonly onDocument: () => void;
}

/** Serves the built pages. */
export function servePages(session: Session, { rootDir, canAnswer, onDocument }: ServePagesOptions): void {
  session.protocol.handle('app', async (request) => {
    const url = new URL(request.url);
    const policy = contentSecurityPolicy[url.host];
    if (policy === undefined || request.method !== 'GET') return new Response(null, { status: 404 });
    try {
      const file = path.normalize(path.join(rootDir, decodeURIComponent(url.pathname)));
      if (!file.startsWith(rootDir + path.sep)) return new Response(null, { status: 404 });
      const body = await readFile(file);
      if (path.extname(file) === '.js') await canAnswer;
      if (path.extname(file) === '.html') setImmediate(onDocument);
      return new Response(body, {
        headers: {
          'content-type': mimeTypes[path.extname(file)] ?? 'application/octet-stream',
          'content-security-policy': policy,
          'x-content-type-options': 'nosniff',
          'cross-origin-opener-policy': 'same-origin',
          'cross-origin-resource-policy': 'same-origin',
        },
      });
    } catch {
      return new Response(null, { status: 404 });
    }
  });
}
