/** Routes for branch PCs. Bodies are read as bytes, because what is signed is what travelled. */
import { createHash } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { sql } from 'drizzle-orm';
import fastify, {
  type ConnectionError,
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import type { z } from 'zod';
import { contentDigestOf } from '../src/shared/sync-protocol/http-signature';
import { MAX_BODY_BYTES, PROTOCOL_VERSION } from '../src/shared/sync-protocol/version';
import type { PushRequest } from '../src/shared/sync-protocol/messages';
import { addAdminRoutes, adminGuard } from './admin';
import type { CourierDeps } from './courier';
import { addCourierRoute } from './courier-route';
import { addRelayRoute } from './relay-route';
import { addFileRoutes } from './file-routes';
import { createAuth, type Device, type RawRequest } from './auth';
import { addPeopleRoutes } from './console/admin-people';
import { consoleRoutes } from './console/routes';
import type { Passwords } from './console/secrets';
import type { HqKey } from './crypto';
import type { Db } from './db/database';
import { enrol } from './enrol';
import { createInOrder } from './in-order';
import { createInSequence } from './in-sequence';
import type { IngestLimits } from './ingest/gateway';
import type { Log } from './log';
import { createMetrics } from './metrics';
import { refuse, type Refusal } from './problem';
import { addRefusalRoute } from './refusal-route';
import { addSegmentRoutes } from './segment-routes';
import { lookAt, type PushAnswer } from './push';
import { createHeadquarters } from './headquarters';
import { createWaiting } from './waiting';
import { inSync, pull } from './pull';
import { packsFor } from './packs';
import { withReceipt } from './receipt';
import { revocationsOf } from './revocations';
import type { Signals } from './signals';
import { createTargets } from './target-uri';
import { wires, type Wire } from './wire';

const gunzipped = promisify(gunzip);
const slowestBodyMs = 2 * 60 * 1000;
/** Wrong enrolment codes that one address may try within ten minutes. */
const wrongCodesAllowed = 20;
const wrongCodesWindowMs = 10 * 60 * 1000;

export interface AppDeps {
  readonly db: Db;
  readonly signals: Signals;
  readonly hqKey: HqKey;
  readonly adminToken: string;
  readonly nowMs: () => number;
  readonly log: Log;
  /** Folder of the built console; without it only its operations are served. */
  readonly consoleDir?: string | undefined;
  /** Addresses that PCs were told; none serves this machine alone. */
  readonly publicUrls: readonly string[];
  readonly ingestLimits: IngestLimits;
  readonly passwords: Passwords;
}

type Parsed<T> = { readonly ok: true; readonly value: T } | Refusal;

export function createApp(deps: AppDeps): FastifyInstance {
  const { db, signals, hqKey, adminToken, nowMs, log, publicUrls, consoleDir, passwords } = deps;
  const app = fastify({
    logger: false,
    bodyLimit: MAX_BODY_BYTES,
    forceCloseConnections: 'idle',
    // A body that comes byte by byte must not hold a connection for ever.
    requestTimeout: slowestBodyMs,
    // Behind a reverse proxy on this machine the address of the PC is the one it names.
    trustProxy: 'loopback',
    // A path that nobody can read, and what is no HTTP at all, are refused in the same words as everything else.
    frameworkErrors: (_error, _request, reply) => {
      void send(reply, refuse('request.badShape'));
    },
    clientErrorHandler: refuseNoise,
  });
  let closing = false;
  const metrics = createMetrics(nowMs(), nowMs);
  const auth = createAuth(nowMs, createTargets(publicUrls));
  const { fleet, lastSeen, ingest, turns, admit, close } = createHeadquarters(deps);
  metrics.gauge('pushes_waiting', () => ingest.counts().waiting);
  metrics.gauge('push_groups_total', () => ingest.counts().groups);
  metrics.gauge('pushes_kept_together_total', () => ingest.counts().pushes);
  metrics.gauge('branches_remembered', () => fleet.size().branches);
  metrics.gauge('signals_live', () => Number(signals.live()));
  const waiting = createWaiting({ db, signals, nowMs });
  const inOrder = createInOrder();
  const inSequence = createInSequence();
  app.server.on('connection', turns.knocked);
  metrics.gauge('requests_waiting', turns.waiting);
  const wrongCodes = new Map<string, { since: number; count: number }>();

  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => {
    done(null, body);
  });

  app.setErrorHandler((error: FastifyError, _request, reply) => {
    if (error.statusCode === 413) return send(reply, refuse('request.tooLarge'));
    if (error.statusCode !== undefined && error.statusCode < 500) return send(reply, refuse('request.badShape'));
    log.error('request.failed', error);
    return send(reply, refuse('server.failed'));
  });
  app.setNotFoundHandler((_request, reply) => send(reply, refuse('request.notFound')));
  app.addHook('preHandler', async (request) => {
    // Probes and the console need not stand in the queue of the PCs.
    if (request.url.startsWith('/v')) await turns.next();
  });
  // So that a PC can tell an answer that was spoilt on the way from one of ours.
  app.addHook('onSend', async (request, reply, content: unknown) => {
    if (request.url.startsWith('/v') && (typeof content === 'string' || Buffer.isBuffer(content)))
      reply.header('content-digest', contentDigestOf(createHash('sha256').update(content).digest('base64')));
    return content;
  });
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none';
    metrics.count('requests_total', { route, status: reply.statusCode });
    metrics.took(route, reply.elapsedTime / 1000);
    log.info('request', { route, status: reply.statusCode, ms: Math.round(reply.elapsedTime) });
  });

  app.get('/v1/time', async () => ({ protocol: PROTOCOL_VERSION, serverTimeMs: nowMs() }));
  app.get('/healthz', async () => ({ ok: true }));
  // Not ready when it ends: whoever shares requests out among processes sends no more of them here.
  app.get('/readyz', async (_request, reply) => {
    if (closing) return send(reply, refuse('server.closing'));
    await db.execute(sql`select 1`);
    return { ok: true };
  });
  app.get('/metrics', async (_request, reply) => reply.type('text/plain; version=0.0.4').send(metrics.text()));

  onEachWire('/enrol', async (request, reply, wire) => {
    const raw = rawOf(request);
    const signed = auth.read(wire.version, raw);
    if (!signed.ok) return send(reply, signed);
    const parsed = await parse(raw, wire.shapes.enrol);
    if (!parsed.ok) return send(reply, parsed);
    const tried = wrongCodes.get(request.ip);
    if (tried && nowMs() - tried.since > wrongCodesWindowMs) wrongCodes.delete(request.ip);
    else if (tried && tried.count >= wrongCodesAllowed)
      return send(reply, refuse('request.tooMany', { retryAfterMs: wrongCodesWindowMs }));
    // The request is signed with the key it brings: nobody can enrol a key that is not theirs.
    if (signed.deviceId !== parsed.value.deviceId) return send(reply, refuse('auth.signature'));
    const refusal = await signed.check(parsed.value.devicePublicKey);
    if (refusal) return send(reply, refusal);
    const context = { nowMs: nowMs(), hqPublicKey: hqKey.publicKey, nonce: signed.nonce };
    const answer = await enrol(db, parsed.value, context);
    if (!answer.ok) {
      if (answer.problem.code === 'enrol.codeUnknown') countWrongCode(request.ip);
      return send(reply, answer);
    }
    await signals.publish({ kind: 'devices', branchId: answer.reply.branchId });
    log.info('enrolled', { deviceId: parsed.value.deviceId, branchId: answer.reply.branchId });
    return answer.reply;
  });

  /** One push, however it came here. */
  const pushed = async (
    device: Device,
    request: Pick<PushRequest, 'events' | 'deviceTimeMs'>,
    nonce: string,
    isRelayed = false,
  ): Promise<PushAnswer> => {
    const answer = await ingest.push({ device, request, nonce, isRelayed });
    if (!answer.ok) return answer;
    for (const { outcome, code } of answer.kept.results) metrics.count('events_total', { outcome, code: code ?? '' });
    const rejected = answer.kept.results.filter(({ outcome }) => outcome === 'rejected');
    if (rejected.length > 0)
      log.info('push.rejected', {
        deviceId: device.id,
        count: rejected.length,
        firstSeq: rejected[0]?.seq ?? 0,
        code: rejected[0]?.code ?? '',
      });
    return answer;
  };

  /** Reads a push and hands it on when those of its device that came before were handed on, and those that belong before it. */
  const inTurn = async (
    { device, nonce }: { readonly device: Device; readonly nonce: string },
    raw: RawRequest,
    wire: Wire,
  ) => {
    const turn = inOrder(device.id);
    try {
      const parsed = await parse(raw, wire.shapes.push);
      if (!parsed.ok) return parsed;
      const { events } = parsed.value;
      await lookAt(device, parsed.value);
      await turn.come;
      turn.over();
      await inSequence.come(device.id, events[0]?.header.seq ?? 1);
      const keeping = pushed(device, parsed.value, nonce);
      inSequence.expect(device.id, (events.at(-1)?.header.seq ?? 0) + 1);
      return { ok: true as const, events, keeping };
    } finally {
      turn.over();
    }
  };

  onEachWire('/push', async (request, reply, wire) => {
    const raw = rawOf(request);
    const signed = await auth.device(wire.version, fleet.remembered, raw);
    if (!signed.ok) return send(reply, signed);
    const begun = await inTurn(signed, raw, wire);
    if (!begun.ok) return send(reply, begun);
    const answer = await begun.keeping;
    if (!answer.ok) {
      const { expectedSeq } = answer.problem;
      if (expectedSeq !== undefined) inSequence.expect(signed.device.id, expectedSeq);
      return send(reply, answer);
    }
    if (wire.version === 1) {
      const { anchor: receipt, ...kept } = answer.kept;
      return { ...kept, receipt };
    }
    return withReceipt(answer.kept, begun.events, signed.device, hqKey);
  });

  onEachWire('/pull', async (request, reply, wire) => {
    const raw = rawOf(request);
    const signed = await auth.device(wire.version, fleet.remembered, raw);
    if (!signed.ok) return send(reply, signed);
    const parsed = await parse(raw, wire.shapes.pull);
    if (!parsed.ok) return send(reply, parsed);
    const { device } = signed;
    const context = { nowMs: nowMs() };
    lastSeen.note({
      branchId: device.branchId,
      deviceId: device.id,
      atMs: context.nowMs,
      offsetMs: context.nowMs - parsed.value.deviceTimeMs,
    });
    const branch = await fleet.branch(device.branchId);
    const nothingNew = inSync(branch, parsed.value, context);
    if (nothingNew) return wire.version === 1 ? nothingNew : { ...nothingNew, revocations: branch.revocations };
    const refusal = await admit(device, signed.nonce);
    if (refusal) return send(reply, refusal);
    const answer = await pull(db, device, parsed.value, context);
    if (!answer.ok) return send(reply, answer);
    if (wire.version === 1) return answer.reply;
    // After the events: whoever was stopped has none behind its end then.
    return { ...answer.reply, revocations: await revocationsOf(db, device.branchId) };
  });

  onEachWire('/packs', async (request, reply, wire) => {
    const raw = rawOf(request);
    const signed = await auth.device(wire.version, fleet.remembered, raw);
    if (!signed.ok) return send(reply, signed);
    const parsed = await parse(raw, wire.shapes.packs);
    if (!parsed.ok) return send(reply, parsed);
    const refusal = await admit(signed.device, signed.nonce);
    if (refusal) return send(reply, refusal);
    return packsFor(db, signed.device, parsed.value, { nowMs: nowMs() });
  });

  onEachWire('/wait', async (request, reply, wire) => {
    const raw = rawOf(request);
    const signed = await auth.device(wire.version, fleet.remembered, raw);
    if (!signed.ok) return send(reply, signed);
    const parsed = await parse(raw, wire.shapes.wait);
    if (!parsed.ok) return send(reply, parsed);
    const refusal = await admit(signed.device, signed.nonce);
    if (refusal) return send(reply, refusal);
    const gone = new AbortController();
    reply.raw.once('close', () => gone.abort());
    const answer = await waiting.wait(signed.device, parsed.value, gone.signal);
    return answer.ok ? answer.reply : send(reply, answer);
  });
  // Before open requests are waited for: a PC that waits must not hold up the end.
  app.addHook('preClose', async () => {
    closing = true;
    waiting.end();
  });
  // A connection that falls idle after the others were closed would be kept for a minute, and hold up the end as long.
  app.addHook('onSend', async (_request, reply) => {
    if (closing) reply.header('connection', 'close');
  });
  app.addHook('onReady', fleet.fill);
  app.addHook('onClose', close);

  const admin = {
    db,
    signals,
    lastSeen,
    adminToken,
    hqKey,
    nowMs,
    parse: <S extends z.ZodType>(request: FastifyRequest, shape: S) => parse(rawOf(request), shape),
    send,
  };
  const ofDevice = {
    device: async (request: FastifyRequest) => {
      const signed = await auth.device(PROTOCOL_VERSION, fleet.remembered, rawOf(request));
      return signed.ok ? ((await admit(signed.device, signed.nonce)) ?? signed) : signed;
    },
    parse: admin.parse,
    ...{ db, send },
  };
  /** For events that another than their device brings. No request of that device was signed here that could come again. */
  const ownNonce = () => randomBytes(16).toString('base64url');
  addFileRoutes(app, { ...ofDevice, count: metrics.count });
  addRefusalRoute(app, ofDevice);
  addSegmentRoutes(app, { ...ofDevice, hqKey, nowMs });
  addRelayRoute(app, {
    ...{ ...ofDevice, fleet },
    push: (writer, request) => pushed(writer, request, ownNonce(), true),
    receipt: (kept, events, writer) => withReceipt(kept, events, writer, hqKey),
  });
  addAdminRoutes(app, admin);
  const courierPush: CourierDeps['push'] = async (device, request) => {
    // The file may come again, and is a push of duplicates then.
    const answer = await pushed(device, request, ownNonce());
    return answer.ok ? { ok: true, reply: withReceipt(answer.kept, request.events, device, hqKey) } : answer;
  };
  addCourierRoute(app, { ...{ db, hqKey, nowMs, log }, guard: adminGuard(admin), push: courierPush });
  addPeopleRoutes(app, admin);
  void app.register(consoleRoutes, {
    ...{ db, signals, lastSeen, hqKey, nowMs, log, passwords, courierPush },
    pagesDir: consoleDir,
  });
  return app;

  /** One handler for every accepted version, each below its own path. */
  function onEachWire(
    route: string,
    handler: (request: FastifyRequest, reply: FastifyReply, wire: Wire) => Promise<unknown>,
  ): void {
    for (const wire of wires) app.post(`/v${wire.version}${route}`, (request, reply) => handler(request, reply, wire));
  }

  function countWrongCode(address: string): void {
    // Bounded: a scan from many addresses must not fill the memory.
    if (wrongCodes.size > 10_000) wrongCodes.clear();
    const tried = wrongCodes.get(address) ?? { since: nowMs(), count: 0 };
    wrongCodes.set(address, { ...tried, count: tried.count + 1 });
  }
}

function rawOf(request: FastifyRequest): RawRequest {
  return {
    method: request.method,
    url: request.url,
    host: request.host,
    forwarded: request.headers['x-forwarded-for'] !== undefined || request.headers.forwarded !== undefined,
    headers: request.headers,
    body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
  };
}

async function parse<S extends z.ZodType>(raw: RawRequest, shape: S): Promise<Parsed<z.output<S>>> {
  const json = await readJson(raw);
  if (json === undefined) return refuse('request.badShape');
  const parsed = shape.safeParse(json);
  if (parsed.success) return { ok: true, value: parsed.data };
  const otherVersion = parsed.error.issues.some(({ path }) => path.length === 1 && path[0] === 'protocol');
  const saysVersion = typeof json === 'object' && json !== null && 'protocol' in json;
  return refuse(otherVersion && saysVersion ? 'protocol.unsupported' : 'request.badShape');
}

/** Undefined for what is not JSON, not gzip though it says so, or too large once unpacked. */
async function readJson({ headers, body }: RawRequest): Promise<unknown> {
  try {
    const plain =
      headers['content-encoding'] === 'gzip' ? await gunzipped(body, { maxOutputLength: MAX_BODY_BYTES }) : body;
    return JSON.parse(plain.toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}

/** For what never became a request: there is no reply to send it by. */
function refuseNoise(error: ConnectionError, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const { problem } = refuse(error.code === 'HPE_HEADER_OVERFLOW' ? 'request.tooLarge' : 'request.badShape');
  const body = JSON.stringify(problem);
  const head = [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status] ?? ''}`,
    'Content-Type: application/problem+json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}

function send(reply: FastifyReply, { problem }: Refusal): FastifyReply {
  if (problem.retryAfterMs !== undefined) reply.header('retry-after', Math.ceil(problem.retryAfterMs / 1000));
  return reply.code(problem.status).type('application/problem+json').send(JSON.stringify(problem));
}
