/** The console on the server: its operations, its page, and the loopback routes by which people are added. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import serveFiles from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { mostPackCharacters } from '../../src/domain/packs/pack-size';
import type { CourierRefused } from '../../src/shared/hq-console/courier';
import { consoleOperations, type ConsoleOperation } from '../../src/shared/hq-console/contract';
import { consolePath } from '../../src/shared/hq-console/place';
import { MAX_COURIER_BYTES } from '../../src/shared/sync-protocol/courier-size';
import type { CourierDeps } from '../courier';
import type { HqKey } from '../crypto';
import type { Db } from '../db/database';
import type { Log } from '../log';
import type { Signals } from '../signals';
import type { LastSeen } from '../storage/last-seen';
import { answerCall, refuseCall, turnAway } from './gate';
import { createSealer, type Passwords } from './secrets';

const largestBodyBytes = 64 * 1024;
/** A pack as text in JSON: letters of three bytes, and a backslash before every quote. */
const largestPackBytes = 4 * mostPackCharacters;

const largestBytesOf: Partial<Readonly<Record<ConsoleOperation, number>>> = {
  'pack.propose': largestPackBytes,
  'courier.take': MAX_COURIER_BYTES,
};

export interface ConsoleRoutesOptions {
  readonly db: Db;
  readonly signals: Signals;
  readonly lastSeen: LastSeen;
  readonly hqKey: HqKey;
  readonly nowMs: () => number;
  readonly log: Log;
  readonly passwords: Passwords;
  readonly courierPush: CourierDeps['push'];
  /** Folder of the built page; without it only the operations are served. */
  readonly pagesDir: string | undefined;
}

/** The same walls as around the pages of the application. */
const contentPolicy = {
  'default-src': ["'none'"],
  'script-src': ["'self'"],
  // Emotion writes style elements at run time.
  'style-src': ["'self'", "'unsafe-inline'"],
  'font-src': ["'self'"],
  'img-src': ["'self'"],
  'connect-src': ["'self'"],
  'base-uri': ["'none'"],
  'form-action': ["'none'"],
  'frame-ancestors': ["'none'"],
  'object-src': ["'none'"],
  'require-trusted-types-for': ["'script'"],
  'trusted-types': ["'none'"],
};

/** A plugin, so that its cookies, headers and bodies stay its own: routes of the PCs take bytes. */
export async function consoleRoutes(app: FastifyInstance, options: ConsoleRoutesOptions): Promise<void> {
  const { db, signals, lastSeen, hqKey, nowMs, log, passwords, courierPush, pagesDir } = options;
  const sealer = createSealer(hqKey.secretFor('console-totp'));
  const deps = { db, signals, lastSeen, hqKey, nowMs, passwords, sealer, courierPush };

  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'string' }, app.getDefaultJsonParser('error', 'error'));
  // A courier file. Only of whom may hand one in, and only to its own route, whose limit alone is that high.
  app.addContentTypeParser('application/octet-stream', { parseAs: 'buffer' }, (_request, body, done) => {
    done(null, body);
  });
  // What a form of another page can send; the gate refuses it, and the trail has it.
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, _body, done) => {
    done(null, undefined);
  });
  app.setErrorHandler((error: { readonly statusCode?: number }, request, reply) => {
    // Said as of any other file that is too large; a page tells so before it sends one.
    if (error.statusCode === 413 && request.url.endsWith('/courier.take'))
      return reply
        .code(413)
        .send({ ok: false, error: { code: 'console.courierRefused', reason: 'tooLarge' satisfies CourierRefused } });
    if (error.statusCode !== undefined && error.statusCode < 500) return refuseCall(reply, 'console.badInput');
    log.error('console.failed', error);
    return refuseCall(reply, 'console.failed');
  });
  await app.register(cookie);
  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: contentPolicy },
    frameguard: { action: 'deny' },
    // Other names below this one are not ours to decide for.
    strictTransportSecurity: { includeSubDomains: false },
    referrerPolicy: { policy: 'no-referrer' },
    crossOriginEmbedderPolicy: true,
  });

  for (const name of consoleOperations)
    app.post(
      `${consolePath}/api/${name}`,
      {
        bodyLimit: largestBytesOf[name] ?? largestBodyBytes,
        // So much is not even read of whom the gate would turn away.
        ...(name === 'courier.take'
          ? { onRequest: (request: FastifyRequest, reply: FastifyReply) => turnAway(name, deps, request, reply) }
          : {}),
      },
      (request, reply) => answerCall(name, deps, request, reply),
    );

  if (pagesDir === undefined || !existsSync(path.join(pagesDir, 'index.html'))) {
    app.get(`${consolePath}/`, async (_request, reply) => reply.code(503).type('text/plain').send('not built\n'));
    return;
  }
  // Exactly the files of the build, each a route of its own: no path leads anywhere else.
  await app.register(serveFiles, {
    root: pagesDir,
    // Without a slash at the end: so it sends who leaves it out to the page.
    prefix: consolePath,
    wildcard: false,
    redirect: true,
    setHeaders: (reply, file) => {
      const hashed = file.includes(`${path.sep}assets${path.sep}`);
      void reply.header('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
}
