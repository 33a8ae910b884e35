/**
 * The `app:` scheme. Three hosts, three origins: `app://ui` for what staff see, `app://customer` for the window turned to the
 * customer, `app://store` for the hidden page that owns IndexedDB. The names are part of the database's path on disk: changing one would present an empty database.
 */
import { readFile, realpath } from 'node:fs/promises';
import path from 'node:path';
import { protocol, type Session } from 'electron';
import { trustedTypesPolicy } from '../../shared/trusted-types-policy';
import { pageFile } from './page-file';

export const uiOrigin = 'app://ui';
export const storeOrigin = 'app://store';
/** The window that is turned to the customer. Trusted with nothing: it may call no operation. */
export const customerOrigin = 'app://customer';

/** No text becomes script, markup or the address of a worker, in whatever library; `'none'` lets nobody define an exception either. */
const noTrust = "require-trusted-types-for 'script'; trusted-types 'none'";

interface Host {
  readonly policy: string;
  /** Folders of the build that this origin may read: its own page, and what the pages have in common. */
  readonly folders: readonly string[];
}

const hosts: Readonly<Record<string, Host>> = {
  ui: {
    folders: ['renderer', 'assets'],
    policy: [
      "default-src 'none'",
      "script-src 'self'",
      // Emotion writes style elements at run time, and the preview of a letter brings its own.
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
      "require-trusted-types-for 'script'",
      `trusted-types ${trustedTypesPolicy}`,
    ].join('; '),
  },
  customer: {
    folders: ['customer', 'assets'],
    policy: [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "font-src 'self'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
      noTrust,
    ].join('; '),
  },
  store: {
    folders: ['store-host', 'assets'],
    policy: [
      "default-src 'none'",
      "script-src 'self'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
      noTrust,
    ].join('; '),
  },
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
  /** A page has been handed the scripts that its document names. */
  readonly onScripts: () => void;
}

/** Serves the built pages. */
export function servePages(session: Session, { rootDir, onScripts }: ServePagesOptions): void {
  const handedOver = createHandOver(onScripts);
  session.protocol.handle('app', async (request) => {
    const host = hosts[new URL(request.url).host];
    const file = pageFile(rootDir, request.url);
    if (host === undefined || file === undefined || request.method !== 'GET') return notFound();
    const [folder = ''] = path.relative(rootDir, file).split(path.sep);
    if (!host.folders.includes(folder)) return notFound();
    try {
      // Whatever somebody linked to from the folder of the program is not a file of the program.
      if ((await realpath(file)) !== path.join(await realpath(rootDir), path.relative(rootDir, file)))
        return notFound();
      const bytes = await readFile(file);
      if (path.extname(file) === '.html') handedOver.document(bytes.toString('utf8'));
      return new Response(path.extname(file) === '.js' ? streamOf(bytes, handedOver.taken) : bytes, {
        headers: {
          'content-type': mimeTypes[path.extname(file)] ?? 'application/octet-stream',
          'content-security-policy': host.policy,
          'x-content-type-options': 'nosniff',
          'cross-origin-opener-policy': 'same-origin',
          'cross-origin-resource-policy': 'same-origin',
        },
      });
    } catch {
      return notFound();
    }
  });
}

/** What was taken here is still written to the page by this thread, piece by piece. Measured: at 10 ms the longest script is not through. */
const onTheWayMs = 25;

/** Tells once when a page has the scripts that its document names. */
function createHandOver(onAll: () => void): { readonly document: (html: string) => void; readonly taken: () => void } {
  let left = Number.POSITIVE_INFINITY;
  return {
    document: (html) => {
      left = html.match(/(?:src|href)="[^"]*\.js"/g)?.length ?? 0;
    },
    taken: () => {
      left -= 1;
      if (left === 0) setTimeout(onAll, onTheWayMs);
    },
  };
}

/** `onTaken` when the reader has all of them, or wants no more. */
function streamOf(bytes: Uint8Array, onTaken: () => void): ReadableStream<Uint8Array> {
  let given = false;
  return new ReadableStream<Uint8Array>(
    {
      pull: (controller) => {
        if (given) {
          controller.close();
          onTaken();
        } else controller.enqueue(bytes);
        given = true;
      },
      cancel: onTaken,
    },
    { highWaterMark: 0 },
  );
}

const notFound = (): Response => new Response(null, { status: 404 });
