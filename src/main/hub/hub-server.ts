/**
 * The sockets of a hub. It listens at one address of the network of the branch, and whoever is there can reach it: nothing of a body is read
 * before its sender is proven, and what is slow, large or too much is cut off.
 */
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { z } from 'zod';
import {
  hubFileRoutes,
  HubOfferRequest,
  HubPieceRequest,
  HubPullRequest,
  HubReadRequest,
  hubRoutes,
  hubSealInfo,
  MAX_HUB_BODY_BYTES,
  type HubProblemCode,
  type HubRoute,
} from '../../shared/sync-protocol/hub';
import { PushRequest } from '../../shared/sync-protocol/messages';
import { problemAnswer, sendAnswer, type HubAnswer, type HubSigner } from './hub-answer';
import { createHubAuth, saidBy, type Asking } from './hub-auth';
import type { HubDesk } from './hub-desk';
import type { FileOutcome, HubFileDesk } from './hub-file-desk';
import { openBody, sealBody } from './hub-seal';

/** How long a sender may take, in ms. */
export interface HubPatience {
  readonly headersMs: number;
  readonly requestMs: number;
  readonly checkEveryMs: number;
}

export interface HubServerDeps {
  readonly signer: HubSigner;
  /** A PC of the branch, as headquarters last gave it; asked only while there is a desk. */
  readonly find: (deviceId: string) => Promise<Asking | undefined>;
  /** Undefined while nobody is signed in: nothing can be opened or kept. */
  readonly desk: () => HubDesk | undefined;
  readonly nowMs: () => number;
  /** A PC of the branch was here. */
  readonly onSeen: (deviceId: string) => void;
  readonly onFault: (cause: unknown) => void;
  readonly patience?: HubPatience;
}

export interface HubServer {
  readonly port: number;
  readonly close: () => Promise<void>;
}

const usualPatience: HubPatience = { headersMs: 5_000, requestMs: 30_000, checkEveryMs: 2_000 };
/** Far more than a branch has PCs; and more than one PC needs, so that one address can't take all. */
const mostConnections = 100;
const mostOfOneAddress = 16;
/** Bodies in memory at once. */
const mostBodies = 8;
/** Of these, with files: there is always room for events. */
const mostFileBodies = 3;
const mostHeaderBytes = 8 * 1024;

/** @throws the error of the system where the address is not of this PC, or the port is taken */
export async function startHubServer(
  deps: HubServerDeps,
  { address, port }: { readonly address: string; readonly port: number },
): Promise<HubServer> {
  const { signer, nowMs, patience = usualPatience } = deps;
  const auth = createHubAuth(nowMs);
  let bodies = 0;
  let fileBodies = 0;

  const answerTo = async (request: IncomingMessage, route: HubRoute): Promise<HubAnswer> => {
    const refused = (code: HubProblemCode): HubAnswer => problemAnswer(code, nowMs());
    if (!deps.desk()) return refused('hub.locked');
    const { address: at, port: on } = server.address() as AddressInfo;
    const asked = await auth(request.headers, `http://${at}:${String(on)}${route}`, deps.find);
    if (!asked.ok) return refused(asked.code);
    const { asking } = asked;
    if (bodies >= mostBodies) return refused('request.tooMany');
    bodies += 1;
    const body = await bodyOf(request).finally(() => {
      bodies -= 1;
    });
    if (body === null) return refused('request.tooLarge');
    if (!asked.fits(body)) return refused('auth.digest');
    deps.onSeen(asking.id);
    const between = { hub: signer.deviceId, deviceId: asking.id, route };
    const content = await openBody(signer.deviceSeed, hubSealInfo({ ...between, kind: 'request' }), body);
    const reply = await replyTo(route, asking.id, content);
    if ('code' in reply) return refused(reply.code);
    const info = hubSealInfo({ ...between, kind: 'answer', request: asked.request });
    return {
      status: 200,
      type: 'application/octet-stream',
      body: await sealBody(asking.publicKey, info, reply.value),
    };
  };

  const answerToFile = async (request: IncomingMessage, route: HubRoute): Promise<HubAnswer> => {
    if (fileBodies >= mostFileBodies) return problemAnswer('request.tooMany', nowMs());
    fileBodies += 1;
    return answerTo(request, route).finally(() => {
      fileBodies -= 1;
    });
  };

  const replyTo = async (
    route: HubRoute,
    deviceId: string,
    content: unknown,
  ): Promise<{ readonly value: object } | { readonly code: HubProblemCode }> => {
    const desk = deps.desk();
    if (!desk) return { code: 'hub.locked' };
    const parsed = <S extends z.ZodType>(shape: S): z.output<S> | undefined => shape.safeParse(content).data;
    if (route === hubRoutes.pull) {
      const request = parsed(HubPullRequest);
      return request ? { value: await desk.pull(deviceId, request) } : { code: 'request.badShape' };
    }
    if (hubFileRoutes.includes(route)) return fileReply(route, deviceId, content, desk.files);
    const request = parsed(PushRequest);
    if (!request) return { code: 'request.badShape' };
    const value = await desk.push(deviceId, request);
    return value === null ? { code: 'push.foreign' } : { value };
  };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.method === 'GET' && request.url === hubRoutes.hello) {
      const body = Buffer.from(JSON.stringify({ hub: signer.deviceId }));
      sendAnswer(response, { status: 200, type: 'application/json', body }, null, signer);
      return;
    }
    const route = [hubRoutes.push, hubRoutes.pull, ...hubFileRoutes].find((one) => one === request.url);
    let answer: HubAnswer;
    try {
      answer =
        route === undefined || request.method !== 'POST'
          ? problemAnswer('request.notFound', nowMs())
          : await (hubFileRoutes.includes(route) ? answerToFile : answerTo)(request, route);
    } catch (cause) {
      // Locked in the middle: the store and the keys are closed.
      if (deps.desk() && !request.destroyed) deps.onFault(cause);
      answer = problemAnswer(deps.desk() ? 'server.failed' : 'hub.locked', nowMs());
    }
    if (response.destroyed) return;
    // What was not read of a request is not waited for.
    if (!request.complete) response.setHeader('connection', 'close');
    sendAnswer(response, answer, saidBy(request.headers), signer);
  };

  const server = http.createServer({
    ...{ headersTimeout: patience.headersMs, requestTimeout: patience.requestMs },
    ...{ connectionsCheckingInterval: patience.checkEveryMs, maxHeaderSize: mostHeaderBytes, keepAliveTimeout: 5_000 },
  });
  server.maxConnections = mostConnections;
  server.on('request', (request, response) => {
    response.on('error', () => undefined);
    handle(request, response).catch(deps.onFault);
  });
  const open = new Map<string, number>();
  server.on('connection', (socket) => {
    const from = socket.remoteAddress ?? '';
    const count = (open.get(from) ?? 0) + 1;
    open.set(from, count);
    socket.once('close', () => {
      const left = (open.get(from) ?? 1) - 1;
      if (left > 0) open.set(from, left);
      else open.delete(from);
    });
    if (count > mostOfOneAddress) socket.destroy();
  });
  server.on('clientError', (_cause, socket) => {
    socket.destroy();
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: address, port, exclusive: true }, () => {
      server.off('error', reject);
      server.on('error', deps.onFault);
      resolve();
    });
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

async function fileReply(
  route: HubRoute,
  deviceId: string,
  content: unknown,
  desk: HubFileDesk,
): Promise<FileOutcome<object>> {
  const bad = { code: 'request.badShape' } as const;
  if (route === hubRoutes.offer) {
    const request = HubOfferRequest.safeParse(content);
    return request.success ? { value: await desk.offer(deviceId, request.data) } : bad;
  }
  if (route === hubRoutes.piece) {
    const request = HubPieceRequest.safeParse(content);
    return request.success ? desk.put(deviceId, request.data) : bad;
  }
  const request = HubReadRequest.safeParse(content);
  return request.success ? desk.read(request.data) : bad;
}

/** Null for one that is too large; never more than that is held. A sender that goes away ends it with an error. */
async function bodyOf(request: IncomingMessage): Promise<Uint8Array | null> {
  if (Number(request.headers['content-length'] ?? 0) > MAX_HUB_BODY_BYTES) return null;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > MAX_HUB_BODY_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
