/**
 * A bad line: a TCP proxy on real sockets between the PCs and headquarters. It takes each request in whole, lets befall it what was
 * planned for its PC, and opens a connection of its own to headquarters. Where a PC would wait for half a minute it is told at once that
 * the time is over: nobody waits here.
 */
import net, { type AddressInfo, type Socket } from 'node:net';
import type { Net, NetRequest } from '../../../src/main/sync/net';
import { nodeNet } from '../../../src/main/sync/node-net';
import { startUntrustedServer } from '../../hq/support/tls-servers';
import { befall, type Befallen, type Hooks } from './chaos-acts';
import { noFault, type LineFault } from './line-faults';

export interface ChaosLine {
  /** Where the PCs are told that headquarters is. */
  readonly url: string;
  /** The line of one PC. */
  readonly netOf: (deviceId: string) => Net;
  /** What befalls the next exchanges of this PC, one after the other; behind them nothing does. */
  readonly plan: (deviceId: string, faults: readonly LineFault[]) => void;
  /** Does something during which requests are under way; what waits for others goes on when nothing else does. */
  readonly during: <T>(work: () => Promise<T>) => Promise<T>;
  /** Faults are over: delivers what was held back, closes what was left open. */
  readonly settle: () => Promise<void>;
  /** What was asked so far, and what befell it. */
  readonly exchanges: readonly { readonly deviceId: string; readonly route: string; readonly fault: LineFault }[];
  /** Headquarters left them unanswered. */
  readonly unanswered: readonly string[];
  readonly close: () => Promise<void>;
}

/** Marks a request, so that the line knows whose it is. Not signed, and nothing to headquarters. */
const mark = 'x-line';
/** Nobody at headquarters answers that late. */
const silentMs = 20_000;

interface Open {
  readonly deviceId: string;
  readonly fault: LineFault;
  readonly giveUp: () => void;
}

export async function chaosLine(target: () => string, hooks: Hooks): Promise<ChaosLine> {
  const planned = new Map<string, LineFault[]>();
  const open = new Map<string, Open>();
  const exchanges: { deviceId: string; route: string; fault: LineFault }[] = [];
  const unanswered: string[] = [];
  const sockets = new Set<Socket>();
  const lingering = new Set<Socket>();
  let late: Buffer[] = [];
  let held: (() => void)[] = [];
  let running = 0;
  let count = 0;
  const untrusted = await startUntrustedServer();

  const toHq = (): Socket => {
    const { hostname, port } = new URL(target());
    const socket = net.connect(Number(port), hostname);
    // What fails shows in what comes back.
    socket.on('error', () => undefined);
    return socket;
  };
  /** Everything that headquarters says to these bytes; nothing where it does not. */
  const forward = (request: Buffer, pieces = 1): Promise<Buffer> =>
    new Promise((resolve) => {
      const socket = toHq();
      const chunks: Buffer[] = [];
      const timer = setTimeout(() => {
        unanswered.push(`headquarters left this unanswered: ${request.toString('latin1').slice(0, 700)}`);
        socket.destroy();
      }, silentMs);
      socket.on('data', (chunk) => chunks.push(chunk));
      socket.once('close', () => {
        clearTimeout(timer);
        resolve(Buffer.concat(chunks));
      });
      void inPieces(socket, request, pieces);
    });
  const deliverLate = async (): Promise<void> => {
    for (const request of late.splice(0)) await forward(request);
  };
  const releaseHeld = (): void => {
    for (const go of held.splice(0)) go();
  };
  const closeLingering = (): void => {
    for (const socket of lingering) socket.destroy();
    lingering.clear();
  };

  const serve = async (socket: Socket): Promise<void> => {
    const request = await requestOn(socket);
    if (request === undefined) return;
    const no = new RegExp(`^${mark}: (\\S+)$`, 'im').exec(request.head)?.[1] ?? '';
    const known = open.get(no);
    const fault = known?.fault ?? noFault;
    if (fault.kind !== 'stale') await deliverLate();
    const befallen: Befallen = {
      ...{ socket, fault, bytes: request.bytes, headLength: request.head.length, deviceId: known?.deviceId ?? '' },
      ...{ forward, toHq, hooks, inPieces, closeLingering },
      giveUp: () => known?.giveUp(),
      keepForLater: () => late.push(request.bytes),
      linger: (connection) => lingering.add(connection),
      othersFirst: () =>
        running < 2 || held.length >= running - 1
          ? Promise.resolve()
          : new Promise((resolve) => {
              held.push(resolve);
            }),
    };
    await befall(befallen);
    if (fault.kind !== 'swapped') releaseHeld();
  };

  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => sockets.delete(socket));
    serve(socket).catch((cause: unknown) => {
      unanswered.push(cause instanceof Error ? (cause.stack ?? cause.message) : String(cause));
      socket.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const closedPort = await portOfNobody();

  const addressFor = (url: string, fault: LineFault): string => {
    const address = new URL(url);
    if (fault.kind === 'refused') address.port = String(closedPort);
    if (fault.kind !== 'untrusted') return address.href;
    return `${untrusted.url}${address.pathname}`;
  };

  return {
    url: `http://127.0.0.1:${String(port)}`,
    exchanges,
    unanswered,
    netOf: (deviceId) => async (request: NetRequest) => {
      const fault = planned.get(deviceId)?.shift() ?? noFault;
      const no = String(++count);
      exchanges.push({ deviceId, route: new URL(request.url).pathname, fault });
      const ending = new AbortController();
      const time = { isOver: false };
      const stop = (): void => {
        ending.abort();
      };
      request.signal?.addEventListener('abort', stop);
      if (request.signal?.aborted) stop();
      open.set(no, {
        ...{ deviceId, fault },
        giveUp: () => {
          time.isOver = true;
          stop();
        },
      });
      const url = addressFor(request.url, fault);
      const headers = { ...request.headers, [mark]: no };
      const answer = await nodeNet({ ...request, url, headers, signal: ending.signal });
      request.signal?.removeEventListener('abort', stop);
      open.delete(no);
      return time.isOver ? { ok: false, fault: 'timeout' } : answer;
    },
    plan: (deviceId, faults) => {
      planned.set(deviceId, [...faults]);
    },
    during: async (work) => {
      running += 1;
      try {
        return await work();
      } finally {
        running -= 1;
        releaseHeld();
      }
    },
    settle: async () => {
      planned.clear();
      releaseHeld();
      closeLingering();
      await deliverLate();
    },
    close: async () => {
      late = [];
      held = [];
      closeLingering();
      await untrusted.close();
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

interface Request {
  readonly head: string;
  /** As it goes on: headquarters is asked to close behind its answer. */
  readonly bytes: Buffer;
}

/** One request, whole; undefined where the PC went before its end. */
function requestOn(socket: Socket): Promise<Request | undefined> {
  return new Promise((resolve) => {
    let got = Buffer.alloc(0);
    socket.once('close', () => {
      resolve(undefined);
    });
    socket.on('data', (chunk) => {
      got = Buffer.concat([got, chunk]);
      const end = got.indexOf('\r\n\r\n');
      if (end < 0) return;
      const head = got.subarray(0, end).toString('latin1');
      const length = Number(/^content-length: *(\d+)$/im.exec(head)?.[1] ?? 0);
      if (got.length < end + 4 + length) return;
      const asked = `${head.replace(/\r\nconnection:[^\r]*/i, '')}\r\nconnection: close`;
      const body = got.subarray(end + 4, end + 4 + length);
      resolve({ head: asked, bytes: Buffer.concat([Buffer.from(`${asked}\r\n\r\n`, 'latin1'), body]) });
    });
  });
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

async function inPieces(socket: Socket, bytes: Buffer, pieces: number): Promise<void> {
  const size = Math.ceil(bytes.length / pieces);
  for (let from = 0; from < bytes.length; from += size) {
    socket.write(bytes.subarray(from, from + size));
    if (pieces > 1) await turn();
  }
}

/** A port on which somebody listened, and nobody does any more. */
async function portOfNobody(): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
